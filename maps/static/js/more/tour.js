/* The guided tour: one card after another, each beside the part of the page that it tells of. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  /** Pixels between a part, its ring, the card and the edge of the window. */
  const GAP = 10;

  /** What is told of, by the name of its words; of several the first that is seen. */
  const STEPS = [
    ["search", [".search"]],
    ["legend", [".legend:not(.folded)", ".sheets [aria-controls=legend-body]", ".legend"]],
    ["map", [".folium-map"]],
    ["table", [".sheets [aria-controls=table-body]", ".drawer-toggle"]],
    ["save", [".data summary"]],
    ["help", [".help"]],
  ];

  const seen = (selectors) => selectors.map((one) => document.querySelector(one)).find((one) => one?.checkVisibility?.() ?? one?.offsetParent);

  /** Where the card stands: below, above, right or left of the part, where it has room, else over it. */
  const spot = ({ left, top, right, bottom }, width, height) => {
    const [most, low] = [window.innerWidth - width - GAP, window.innerHeight - height - GAP];
    const within = (value, end) => Math.max(GAP, Math.min(value, end));
    if (bottom + GAP <= low) return [within(left, most), bottom + GAP];
    if (top - height - 2 * GAP >= 0) return [within(left, most), top - height - GAP];
    if (right + GAP <= most) return [right + GAP, within(top, low)];
    if (left - width - 2 * GAP >= 0) return [left - width - GAP, within(top, low)];
    return [within((left + right - width) / 2, most), within((top + bottom - height) / 2, low)];
  };

  /**
   * Lead a reader through the page; Escape ends it.
   * @param {object} words as `maps.more` gives them
   * @param {HTMLElement} after has the keyboard afterwards
   */
  sandan.tour = (words, after) => {
    const steps = STEPS.filter(([, selectors]) => seen(selectors));
    let at = 0;
    const ring = el("div", { class: "tour-ring", "aria-hidden": "true" });
    const count = el("p", { class: "tour-count" });
    const title = el("h2", { id: "tour-title" });
    const text = el("p", {});
    const pressable = (label) => el("button", { type: "button" }, label);
    const [back, next, end] = [words.back, words.next, words.end].map(pressable);
    const told = el("div", { "aria-live": "polite" }, count, title, text);
    const card = el("div", { class: "tour-card" }, told, el("p", { class: "tour-ways" }, back, next, end));
    const dialog = el("dialog", { class: "tour", "aria-labelledby": "tour-title" }, ring, card);
    const place = () => {
      const part = seen(steps[at][1]);
      if (!part) return;
      part.scrollIntoView({ block: "nearest" });
      const box = part.getBoundingClientRect();
      Object.assign(ring.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
      const [x, y] = spot(box, card.offsetWidth, card.offsetHeight);
      Object.assign(card.style, { left: `${x}px`, top: `${y}px` });
    };
    const show = (step) => {
      at = step;
      const [name] = steps[at];
      count.textContent = sandan.fill(words.step, { at: at + 1, all: steps.length });
      title.textContent = words[`${name}.title`];
      text.textContent = words[`${name}.text`];
      back.disabled = !at;
      next.hidden = at === steps.length - 1;
      place();
      (next.hidden ? end : next).focus();
    };
    back.addEventListener("click", () => show(at - 1));
    next.addEventListener("click", () => show(at + 1));
    end.addEventListener("click", () => dialog.close());
    window.addEventListener("resize", place);
    dialog.addEventListener("close", () => {
      window.removeEventListener("resize", place);
      dialog.remove();
      after.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    show(0);
  };
})();
