/* Choosing places by a line drawn around them; the table lists what was chosen first. */
(() => {
  "use strict";
  const { sandan } = window;

  /** Does a closed line hold a point? By how often a ray to the right crosses it. */
  sandan.holds = (ring, [x, y]) =>
    ring.reduce((inside, [ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length];
      return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
    }, false);

  /**
   * Let the reader draw a line around places, once; Escape gives up.
   * @param {{hint: string, some: string, none: string}} words
   */
  sandan.lasso = (map, words) => {
    const box = map.getContainer();
    const status = document.querySelector(".panel-status");
    const line = L.polygon([], { pane: "tools", className: "lasso", interactive: false, weight: 2, color: "var(--primary)", fillOpacity: 0.1 });
    const points = [];
    const end = () => {
      box.classList.remove("lassoing");
      close();
      line.remove();
      map.dragging.enable();
      for (const [name, act] of acts) box.removeEventListener(name, act, true);
      document.removeEventListener("keydown", leave, true);
    };
    const leave = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    const add = (event) => {
      const { x, y } = map.mouseEventToContainerPoint(event);
      points.push([x, y]);
      line.addLatLng(map.containerPointToLatLng([x, y]));
    };
    const down = (event) => {
      if (event.target.closest(".leaflet-control")) return;
      event.preventDefault();
      event.stopPropagation();
      box.setPointerCapture(event.pointerId);
      line.addTo(map);
      add(event);
    };
    const move = (event) => {
      if (points.length) add(event);
    };
    const up = () => {
      if (!points.length) return;
      const { state, places } = map.sandan;
      const found = [...places].filter(([, { marker }]) => {
        const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
        return map.hasLayer(marker) && sandan.holds(points, [x, y]);
      });
      end();
      // The press that ends the line is no click beside every mark.
      box.addEventListener("click", (event) => event.stopPropagation(), { capture: true, once: true });
      const select = found.map(([id]) => id);
      if (select.length) state.change({ ...state.view, select });
      status.textContent = select.length ? sandan.fill(words.some, { count: select.length }) : words.none;
      map.sandan.table?.show("places");
    };
    const acts = [["pointerdown", down], ["pointermove", move], ["pointerup", up], ["pointercancel", end]];
    // On a phone the table lies on the map.
    if (sandan.narrow()) sandan.fold(map, document.querySelector(".drawer"), true);
    box.classList.add("lassoing");
    const close = sandan.notice(words.hint, [[words.cancel, end]]);
    map.dragging.disable();
    for (const [name, act] of acts) box.addEventListener(name, act, true);
    document.addEventListener("keydown", leave, true);
    box.focus({ preventScroll: true });
  };
})();
