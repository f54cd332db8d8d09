/* Names of places without collisions, placed anew by importance after each move. */
(() => {
  "use strict";
  const { sandan } = window;
  const GAP = 3;
  /** Sides of a symbol in the order of liking: [x, y] of the label's middle, -1 … 1. */
  const SIDES = [
    [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
  ];
  const CURVE_COST = 0.22;
  const MOST_CROSSED = 9;

  const touches = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const around = (point, x, y) => [point.x - x, point.y - y, point.x + x, point.y + y];

  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  const width = (text, font) => {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      canvas.font = font;
      widths.set(key, Math.ceil(canvas.measureText(text).width));
    }
    return widths.get(key);
  };

  /** Boxes of the legend and controls in layer points. */
  const furniture = (map) => {
    const frame = map.getContainer().getBoundingClientRect();
    const selector = ".legend, .leaflet-control, .tiny";
    return [...document.querySelectorAll(selector)].map((element) => {
      const box = element.getBoundingClientRect();
      const low = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
      return [low.x - 4, low.y - 4, low.x + box.width + 4, low.y + box.height + 4];
    });
  };

  /** Dots, badges and points of the curves that labels keep clear of. */
  const obstacles = (map) => {
    const boxes = furniture(map);
    const dots = [];
    const samples = [];
    for (const { record, marker } of map.sandan.places.values()) {
      if (!map.hasLayer(marker)) continue;
      const reach = record.radius * (record.frame && record.shape !== "square" ? 1.6 : 1.15);
      const box = around(map.latLngToLayerPoint(marker.getLatLng()), reach, reach);
      dots.push({ id: record.id, box });
      boxes.push(box);
    }
    for (const tie of map.sandan.ties) {
      if (!map.hasLayer(tie.group)) continue;
      if (tie.badge) {
        const half = tie.badge.size / 2 - 1;
        boxes.push(around(map.latLngToLayerPoint(tie.badge.at), half, half));
      }
      const points = tie.latLngs.map((at) => map.latLngToLayerPoint(at));
      for (let i = 1; i < points.length; i += 1) {
        const steps = Math.min(24, Math.ceil(points[i].distanceTo(points[i - 1]) / 7));
        for (let k = 0; k < steps; k += 1) {
          samples.push(points[i - 1].add(points[i].subtract(points[i - 1]).multiplyBy(k / steps)));
        }
      }
    }
    return { boxes, dots, samples };
  };

  /** The best free box for a label, or null. */
  const spot = (anchor, reach, size, field, view) => {
    let best = null;
    SIDES.forEach(([x, y], order) => {
      const middle = L.point(
        anchor.x + x * (reach + GAP + size.x / 2) * (y ? 0.82 : 1),
        anchor.y + y * (reach + size.y / 2 + (x ? -2 : 1)),
      );
      const box = around(middle, size.x / 2, size.y / 2);
      if (box[0] < view[0] || box[1] < view[1] || box[2] > view[2] || box[3] > view[3]) return;
      if (field.boxes.some((other) => touches(box, other))) return;
      const crossed = field.samples.filter(
        (p) => p.x > box[0] && p.x < box[2] && p.y > box[1] && p.y < box[3],
      ).length;
      if (crossed > MOST_CROSSED) return;
      const cost = order * 0.14 + crossed * CURVE_COST;
      if (!best || cost < best.cost) best = { box, cost };
    });
    return best && best.box;
  };

  const put = (pane, box, text, className) => {
    const label = sandan.el("div", { class: className }, text);
    label.style.transform = `translate(${Math.round(box[0])}px, ${Math.round(box[1])}px)`;
    pane.append(label);
  };

  const regionNames = (map, field, view, font) => {
    const pane = map.getPane("region-names");
    for (const { at, label } of map.sandan.regionNames) {
      const size = L.point(width(label, font) + label.length * 2 + 4, 18);
      const anchor = map.latLngToLayerPoint(sandan.latLng(at));
      const shifts = [[0, 0], [0, -22], [0, 22], [-26, 0], [26, 0]];
      const boxes = shifts.map(([x, y]) => around(anchor.add([x, y]), size.x / 2, size.y / 2));
      const free = boxes.find(
        (box) =>
          !field.boxes.some((other) => touches(box, other)) &&
          box[0] > view[0] && box[1] > view[1] && box[2] < view[2] && box[3] < view[3],
      );
      if (free) {
        put(pane, free, label, "region-name");
        field.boxes.push(free);
      }
    }
  };

  /** Place all names anew. */
  sandan.placeLabels = (map) => {
    const pane = map.getPane("labels");
    pane.replaceChildren();
    map.getPane("region-names").replaceChildren();
    if (!map.hasLayer(map.sandan.names)) return;
    const family = getComputedStyle(document.body).fontFamily;
    const field = obstacles(map);
    const low = map.containerPointToLayerPoint([2, 2]);
    const high = map.containerPointToLayerPoint(map.getSize().subtract([2, 2]));
    const view = [low.x, low.y, high.x, high.y];
    const shown = [...map.sandan.places.values()].filter(({ marker }) => map.hasLayer(marker));
    shown.sort((a, b) => b.record.weight - a.record.weight || (a.record.id < b.record.id ? -1 : 1));
    for (const { record, marker } of shown) {
      const strong = record.weight >= 3;
      const font = `${strong ? 700 : 500} ${strong ? 13 : 12}px ${family}`;
      const anchor = map.latLngToLayerPoint(marker.getLatLng());
      const size = L.point(width(record.label, font) + 4, 16);
      const reach = record.radius * (record.frame && record.shape !== "square" ? 1.6 : 1.15);
      const box = spot(anchor, reach, size, field, view);
      if (box) {
        put(pane, box, record.label, strong ? "name name-strong" : "name");
        field.boxes.push(box);
      }
    }
    regionNames(map, field, view, `500 13px ${family}`);
  };
})();
