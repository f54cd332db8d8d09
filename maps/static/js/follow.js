/* From place to place along ties: arrow keys go to the partner that lies there. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Ways on the screen, y down. */
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** A partner lies in a direction when it is less than 60° off. */
  const WITHIN = 0.5;

  /**
   * The nearest in direction `way` of `points`, seen from `start`; null when none lies there.
   * @param {{x: number, y: number}} start
   * @param {{id: string, x: number, y: number}[]} points
   * @param {[number, number]} way
   */
  sandan.towards = (start, points, [wx, wy]) => {
    const seen = points.map((point) => {
      const [x, y] = [point.x - start.x, point.y - start.y];
      const length = Math.hypot(x, y) || 1;
      return { id: point.id, cosine: (x * wx + y * wy) / length, length };
    });
    const there = seen.filter(({ cosine }) => cosine > WITHIN);
    there.sort((a, b) => a.length / a.cosine - b.length / b.cosine);
    return there.length ? there[0].id : null;
  };

  /** Lead the keyboard from a place to its partner where an arrow key points. */
  sandan.step = (map, record, event) => {
    const way = WAYS[event.key];
    if (!way || event.shiftKey) return;
    const { places, ties } = map.sandan;
    const meets = sandan.meets(record);
    const partners = ties.filter((tie) => meets(tie) && map.hasLayer(tie.group)).map((tie) => (tie.from === record.id || record.groups.includes(tie.from) ? tie.to : tie.from));
    const at = (id) => ({ id, ...map.latLngToLayerPoint(places.get(id).marker.getLatLng()) });
    const found = sandan.towards(at(record.id), [...new Set(partners)].map(at), way);
    // Where no partner lies, the nearest mark takes it: see roving.js.
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    const { marker } = places.get(found);
    const { left, bottom } = sandan.room(map);
    map.panInside(marker.getLatLng(), { animate: false, paddingTopLeft: [left + 40, 60], paddingBottomRight: [60, bottom + 40] });
    marker.getElement().focus({ preventScroll: true });
  };

  /** Let a click, Enter or Space on a mark choose what has an id; a comparison, which has no panel, tells of it. */
  sandan.chooses = (map, layer, id) => {
    const choose = ({ latlng }) => {
      const { tell } = map.sandan;
      if (tell) tell(id, layer.getLatLng ? layer.getLatLng() : latlng);
      else sandan.choose(map, id, true);
    };
    layer.on("click", choose);
    layer.on("add", () => {
      layer.getElement().addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose({});
      });
    });
  };
})();
