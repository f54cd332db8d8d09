/* A word to the reader above the map, with what can be done about it; one at a time. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /**
   * Show it until one of its buttons is pressed or it is taken away.
   * @param {string} text
   * @param {[string, () => void][]} ways label and action of each button
   * @returns {() => void} takes it away
   */
  sandan.notice = (text, ways) => {
    document.querySelector(".notice")?.remove();
    const main = document.getElementById("map");
    const close = () => {
      // The keyboard goes on where the notice was, not at the top of the page.
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
