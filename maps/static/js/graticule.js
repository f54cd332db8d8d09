/* Meridians and parallels, as a layer of choice, with their degrees at the edges. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Degrees between two lines, the finest first. */
  const STEPS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5];
  /** Fewest pixels between two lines. */
  const APART = 90;

  /** The finest step whose lines stand far enough apart: `scale` in pixels per degree. */
  sandan.graticuleStep = (scale) => STEPS.find((step) => step * scale >= APART) || STEPS.at(-1);

  /** All multiples of `step` from `low` to `high`. */
  sandan.graticuleLines = (low, high, step) => {
    const first = Math.ceil(low / step - 1e-9);
    const count = Math.floor(high / step + 1e-9) - first + 1;
    return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toFixed(2)));
  };

  const label = (map, point, text, className) =>
    L.marker(map.containerPointToLatLng(point), {
      pane: "tools",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: `degrees ${className}`, html: sandan.el("span", {}, text), iconSize: [0, 0] }),
    });

  const lines = (map, words) => {
    const bounds = map.getBounds();
    const size = map.getSize();
    const [west, south, east, north] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const step = sandan.graticuleStep(size.x / (east - west));
    const line = (from, to) =>
      L.polyline([from, to], { pane: "borders", className: "graticule", interactive: false, smoothFactor: 0 });
    const meridians = sandan.graticuleLines(west, east, step).flatMap((lon) => {
      const { x } = map.latLngToContainerPoint([south, lon]);
      return [line([south, lon], [north, lon]), label(map, [x, 4], sandan.fill(words.east, { value: lon }), "degrees-top")];
    });
    const parallels = sandan.graticuleLines(south, north, step).flatMap((lat) => {
      const { y } = map.latLngToContainerPoint([lat, east]);
      return [line([lat, west], [lat, east]), label(map, [size.x - 4, y], sandan.fill(words.north, { value: lat }), "degrees-side")];
    });
    return [...meridians, ...parallels];
  };

  /** Offer the graticule, unselected. */
  sandan.graticule = (map, words) => {
    const group = L.layerGroup();
    const draw = () => {
      group.clearLayers();
      for (const one of lines(map, words)) group.addLayer(one);
    };
    group.on("add", () => {
      draw();
      map.on("moveend resize", draw);
    });
    group.on("remove", () => map.off("moveend resize", draw));
    map.sandan.overlays.push({ key: "graticule", name: words.graticule, layer: group, off: true });
  };
})();
