/* Menus of the header close by Escape and by a press elsewhere. */
(() => {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest(".bar details[open]");
    if (!menu) return;
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    for (const menu of document.querySelectorAll(".bar details[open]")) if (!menu.contains(target)) menu.open = false;
  });
})();
