/* Undo and redo; the help: keys, and the tour. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  const writes = ({ target }) => target.closest("input, textarea, select, [contenteditable], dialog");
  const SEEN = "sandan-tour";

  /** Was the tour offered before? */
  const seen = (now) => {
    try {
      if (now) window.localStorage.setItem(SEEN, "seen");
      return window.localStorage.getItem(SEEN) !== null;
    } catch {
      return true;
    }
  };

  const offer = (words, start) => {
    // Nobody is there to be led.
    if (navigator.webdriver || window.top !== window || seen()) return;
    const act = (action) => () => {
      seen(true);
      action();
    };
    sandan.notice(words.offer, [[words.tour, act(start)], [words.later, act(() => {})]]);
  };

  /**
   * @param {{words: object, offered: boolean}} data the list of keys by `|`, each key before its first space
   */
  sandan.keys = (map, { words, offered }) => {
    const rows = words.list.split("|").map((line) => line.split(/ (.*)/s));
    const guide = el("button", { type: "button" }, words.tour);
    const dialog = el(
      "dialog",
      { class: "keys", "aria-label": words.title, autofocus: "" },
      el("h2", {}, words.title),
      el("dl", {}, rows.map(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)])),
      el("form", { method: "dialog" }, el("p", {}, guide, el("button", {}, words.close))),
    );
    document.body.append(dialog);
    const help = document.querySelector(".help");
    const tour = () => map.sandan.more().then((tools) => tools.tour(help)).catch(() => {});
    help.addEventListener("click", () => dialog.showModal());
    guide.addEventListener("click", () => {
      dialog.close();
      tour();
    });
    document.addEventListener("keydown", (event) => {
      if (writes(event) || event.altKey) return;
      const command = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      // A character alone is a command only of the map that has the focus: speech and slips of the hand give many.
      if (event.key === "?" && !command && map.getContainer().contains(event.target)) dialog.showModal();
      else if (command && key === "z") map.sandan.state[event.shiftKey ? "redo" : "undo"]();
      else if (command && key === "y") map.sandan.state.redo();
      else return;
      event.preventDefault();
    });
    if (offered) offer(words, tour);
  };
})();
