/* A map within another page tells it how high it wants to be, which follows from its width. */
(() => {
  "use strict";
  const { sandan } = window;

  /** The height for a width, both in CSS pixels. */
  sandan.frameHeight = (width, { ratio, least, most }) =>
    Math.round(Math.min(most, Math.max(least, width * ratio)));

  /** Tell the page around, now and whenever the width changes; there is nothing secret in it. */
  sandan.frame = (map, shape) => {
    let told = 0;
    const tell = () => {
      const height = sandan.frameHeight(document.documentElement.clientWidth, shape);
      if (height === told) return;
      told = height;
      window.parent.postMessage({ type: "sandan:height", height }, "*");
    };
    new ResizeObserver(tell).observe(document.documentElement);
  };
})();
