/* Folding parts of the page: the legend and the table; on a phone sheets, one open at a time. */
(() => {
  "use strict";
  const { sandan } = window;
  const sheets = [];

  /** What opens and closes a sheet: its own bar, and its tab on a phone. */
  const switches = (sheet) => document.querySelectorAll(`[aria-controls="${sheet.dataset.body}"]`);

  const paint = (sheet, folded) => {
    sheet.classList.toggle("folded", folded);
    for (const button of switches(sheet)) button.setAttribute("aria-expanded", String(!folded));
  };

  /** Fold or unfold a sheet; the map takes the room that is left. */
  sandan.fold = (map, sheet, folded) => {
    if (sandan.narrow() && !folded) for (const other of sheets) if (other !== sheet) paint(other, true);
    paint(sheet, folded);
    const before = map.getSize();
    map.invalidateSize({ animate: false });
    if (!before.equals(map.getSize()) || !sandan.ready) return;
    if (map.sandan.fitted && !sandan.narrow()) sandan.fitKorea(map, true);
    sandan.placeLabels(map);
  };

  /**
   * Let an element fold by its bar and its tab; `data-body` holds the id of what they open.
   * @param {HTMLElement} sheet
   * @param {boolean} folded at first
   */
  sandan.sheet = (map, sheet, folded) => {
    sheets.push(sheet);
    paint(sheet, folded);
    for (const button of switches(sheet)) {
      button.addEventListener("click", () => sandan.fold(map, sheet, !sheet.classList.contains("folded")));
    }
    sheet.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || sheet.classList.contains("folded") || !sandan.narrow()) return;
      sandan.fold(map, sheet, true);
      [...switches(sheet)].find((button) => button.offsetParent).focus();
    });
  };
})();
