/* A map within another page: its key stands below, the wheel scrolls that page, and the page is told the height. */
(() => {
  "use strict";
  const { sandan } = window;

  /** The height of the map for a width, both in CSS pixels. */
  sandan.frameHeight = (width, { ratio, least, most }) =>
    Math.round(Math.min(most, Math.max(least, width * ratio)));

  /** Zoom by the wheel with Ctrl or ⌘ alone, and by two fingers; say so to who tries without. */
  const leaveScrolling = (map, text) => {
    const box = map.getContainer();
    const hint = sandan.el("p", { class: "wheel-hint", role: "status", hidden: "" }, text);
    box.append(hint);
    let timer = null;
    map.scrollWheelZoom.disable();
    box.addEventListener(
      "wheel",
      (event) => {
        const meant = event.ctrlKey || event.metaKey;
        map.scrollWheelZoom[meant ? "enable" : "disable"]();
        if (meant) event.preventDefault();
        hint.hidden = meant;
        clearTimeout(timer);
        timer = setTimeout(() => {
          hint.hidden = true;
        }, 1500);
      },
      { capture: true, passive: false },
    );
    // One finger scrolls the page; two move and zoom the map.
    if (window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
  };

  /**
   * Tell the page around, now and whenever width or key change; there is nothing secret in it.
   * @param {{ratio: number, least: number, most: number, height: number, wheel: string}} shape
   */
  sandan.frame = (map, shape) => {
    let told = 0;
    const box = map.getContainer();
    const tell = () => {
      const own = `${sandan.frameHeight(document.documentElement.clientWidth, shape)}px`;
      if (box.style.height !== own) {
        box.style.height = own;
        map.invalidateSize({ animate: false });
      }
      const height = Math.max(shape.height, document.body.scrollHeight);
      if (height === told) return;
      told = height;
      window.parent.postMessage({ type: "sandan:height", height }, "*");
    };
    leaveScrolling(map, shape.wheel);
    const watch = new ResizeObserver(tell);
    watch.observe(document.documentElement);
    watch.observe(document.querySelector(".legend"));
    tell();
  };
})();
