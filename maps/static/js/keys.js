/* Undo and redo of what the view asks for, and a list of all keys. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  const writes = ({ target }) => target.closest("input, textarea, select, [contenteditable], dialog");

  /**
   * @param {{title: string, close: string, list: string}} words the list by `|`, each key before its first space
   */
  sandan.keys = (map, words) => {
    const rows = words.list.split("|").map((line) => line.split(/ (.*)/s));
    const dialog = el(
      "dialog",
      { class: "keys", "aria-label": words.title },
      el("h2", {}, words.title),
      el("dl", {}, rows.map(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)])),
      el("form", { method: "dialog" }, el("button", {}, words.close)),
    );
    document.body.append(dialog);
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
  };
})();
