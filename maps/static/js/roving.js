/* The map is one stop of the Tab key; within it keys go from mark to mark (WAI-ARIA, roving tabindex). */
(() => {
  "use strict";
  const { sandan } = window;
  const MARKS = ".place, .tie-badge, .tie-hit[role=button]";
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** Pixels of a step of the map itself. */
  const STEP = 80;

  /** Let the keyboard in at one mark: where it was last, at first the place with most ties. */
  sandan.roving = (map) => {
    const box = map.getContainer();
    const marks = () => [...box.querySelectorAll(MARKS)];
    let at = null;
    let reading = false;
    const settle = () => {
      const all = marks();
      if (!at?.isConnected) at = all[0] || null;
      for (const mark of all) mark.setAttribute("tabindex", mark === at ? "0" : "-1");
      // Who reads coordinates moves the map below the middle; without marks it has no other stop.
      box.tabIndex = reading || !at ? 0 : -1;
    };
    let asked = 0;
    const soon = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(settle);
    };
    const go = (mark) => {
      if (!mark) return;
      at = mark;
      settle();
      mark.focus({ preventScroll: true });
      const frame = box.getBoundingClientRect();
      const { left, top, width, height } = mark.getBoundingClientRect();
      const { left: taken, bottom } = sandan.room(map);
      const where = map.containerPointToLatLng([left + width / 2 - frame.left, top + height / 2 - frame.top]);
      map.panInside(where, { animate: false, paddingTopLeft: [taken + 40, 60], paddingBottomRight: [60, bottom + 40] });
    };
    const middle = (mark) => {
      const { left, top, width, height } = mark.getBoundingClientRect();
      return { id: mark, x: left + width / 2, y: top + height / 2 };
    };
    const turn = (by) => {
      const all = marks();
      go(all[(all.indexOf(at) + by + all.length) % all.length]);
    };
    const keys = { PageDown: () => turn(1), PageUp: () => turn(-1), Home: () => go(marks()[0]), End: () => go(marks().at(-1)) };
    box.addEventListener("keydown", (event) => {
      const mark = event.target.closest(MARKS);
      if (!mark || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const way = WAYS[event.key];
      if (way && event.shiftKey) map.panBy([way[0] * STEP, way[1] * STEP]);
      else if (way) go(sandan.towards(middle(mark), marks().filter((other) => other !== mark).map(middle), way));
      else if (event.key === "+" || event.key === "=") map.zoomIn();
      else if (event.key === "-") map.zoomOut();
      else if (keys[event.key]) keys[event.key]();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    box.addEventListener("focusin", ({ target }) => {
      const mark = target.closest(MARKS);
      if (!mark || mark === at) return;
      at = mark;
      settle();
    });
    map.on("layeradd layerremove zoomend", soon);
    map.sandan.reading = (wanted) => {
      reading = wanted;
      settle();
    };
    settle();
  };
})();
