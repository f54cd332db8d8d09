/* A word to the reader above the map. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /** Show `text` with buttons, each `[label, action]`; returns what takes it away. */
  sandan.notice = (text, ways) => {
    document.querySelector(".notice")?.remove();
    const main = document.getElementById("map");
    const close = () => {
      if (box.contains(document.activeElement)) main.focus({ preventScroll: true });
      box.remove();
    };
    const buttons = ways.map(([label, action]) => {
      const button = el("button", { type: "button" }, label);
      button.addEventListener("click", () => {
        close();
        action();
      });
      return button;
    });
    const box = el("div", { class: "notice", role: "status" }, el("p", {}, text), buttons);
    main.append(box);
    return close;
  };
})();
