/* Distances between points chosen one after another. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /** Metres as kilometres to read: 0.35 km, 88.1 km. */
  const kilometres = (words, lang, metres) =>
    sandan.fill(words.kilometres, {
      value: (metres / 1000).toLocaleString(lang, { minimumFractionDigits: 1, maximumFractionDigits: metres < 10000 ? 2 : 1 }),
    });

  /** Points measured one after another, drawn on the map and listed in `list`. */
  sandan.measuring = (map, { words, lang }, list) => {
    const drawn = L.layerGroup().addTo(map);
    const points = [];
    const paint = () => {
      drawn.clearLayers();
      const at = points.map((point) => sandan.latLng(point.at));
      drawn.addLayer(L.polyline(at, { pane: "tools", className: "measure", interactive: false }));
      for (const one of at) drawn.addLayer(L.circleMarker(one, { pane: "tools", radius: 4, className: "measure-point", interactive: false }));
      const legs = points.slice(1).map((point, i) => sandan.distance(points[i].at, point.at));
      const rows = legs.map((leg, i) => el("li", {}, `${points[i].name} – ${points[i + 1].name} `, el("b", {}, kilometres(words, lang, leg))));
      const total = legs.reduce((sum, leg) => sum + leg, 0);
      const sum = legs.length > 1 ? el("li", {}, `${words.total} `, el("b", {}, kilometres(words, lang, total))) : null;
      list.replaceChildren(...rows, ...(sum ? [sum] : []));
    };
    const change = (action) => (...given) => {
      action(...given);
      paint();
    };
    return {
      add: change(({ at, name }) => points.push({ at, name: name || sandan.fill(words.point, { no: points.length + 1 }) })),
      back: change(() => points.pop()),
      clear: change(() => {
        points.length = 0;
      }),
    };
  };
})();
