/* Names of places without collisions, placed anew by importance after each move. */
(() => {
  "use strict";
  const { sandan } = window;
  const GAP = 3;
  /** Sides of a symbol in the order of liking: [x, y] of the label's middle, -1 … 1. */
  const SIDES = [
    [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [1, 1], [-1, -1], [-1, 1],
  ];
  /** Where the name of a 시도 may go from its anchor, in pixels. */
  const SHIFTS = [
    [0, 0], [0, -11], [0, 11], [-24, 0], [24, 0], [0, -24], [0, 24], [-30, -18], [30, -18], [-30, 18], [30, 18],
  ];
  /** Of those the ones for a small 시도. */
  const SMALL_SHIFTS = 3;
  /** The name of an island stands below it, else beside or above. */
  const ISLAND_SHIFTS = [[0, 12], [22, 0], [-22, 0], [0, -12]];
  /** Seas are named on maps of the country, not of a town. */
  const SEAS_TO = 9;
  /** How far beside its usual spot an important name may stand, with a leader. */
  const FAR = [0, 12, 24, 38, 54, 72];
  const CURVE_COST = 0.22;
  const MOST_CROSSED = 9;

  const touches = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
  const around = (point, x, y) => [point.x - x, point.y - y, point.x + x, point.y + y];

  const inside = (box, view) =>
    box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
  /** Pixels of a cell by which points of curves are found again. */
  const CELL = 48;
  const cellOf = (value) => Math.floor(value / CELL);
  /** Sort points into cells, so that a box asks only those near it. */
  const binned = (points) => {
    const cells = new Map();
    for (const point of points) {
      const key = `${cellOf(point.x)},${cellOf(point.y)}`;
      if (cells.has(key)) cells.get(key).push(point);
      else cells.set(key, [point]);
    }
    return cells;
  };
  /** How many points of curves lie in a box. */
  const crossings = (box, cells) => {
    let count = 0;
    for (let column = cellOf(box[0]); column <= cellOf(box[2]); column += 1) {
      for (let row = cellOf(box[1]); row <= cellOf(box[3]); row += 1) {
        const points = cells.get(`${column},${row}`) || [];
        count += points.filter((p) => p.x > box[0] && p.x < box[2] && p.y > box[1] && p.y < box[3]).length;
      }
    }
    return count;
  };

  const canvas = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  /** Forget measured widths: the page's font has come in. */
  sandan.forgetWidths = () => widths.clear();

  const width = (text, font) => {
    const key = `${font}|${text}`;
    if (!widths.has(key)) {
      canvas.font = font;
      widths.set(key, Math.ceil(canvas.measureText(text).width));
    }
    return widths.get(key);
  };

  /** Half the width of a symbol with its frame, in pixels. */
  const reachOf = (record) => (record.measured?.radius ?? record.radius) * (record.frame && record.shape !== "square" ? 1.65 : 1.2);

  /** A box of the window in layer points, with a margin. */
  const layerBox = (map, box, margin = 0) => {
    const frame = map.getContainer().getBoundingClientRect();
    const low = map.containerPointToLayerPoint([box.left - frame.left, box.top - frame.top]);
    return [low.x - margin, low.y - margin, low.x + box.width + margin, low.y + box.height + margin];
  };

  /** Boxes of the legend and controls in layer points. */
  sandan.furniture = (map) => {
    const selector = ".search, .legend, .leaflet-control, .tiny, .lead-flag, .far-islands:not([hidden])";
    return [...document.querySelectorAll(selector)].map((element) => layerBox(map, element.getBoundingClientRect(), 4));
  };

  /** Dots, badges and points of the curves that labels keep clear of. */
  const obstacles = (map) => {
    const boxes = sandan.furniture(map);
    const samples = [];
    for (const { record, marker } of map.sandan.places.values()) {
      if (!map.hasLayer(marker)) continue;
      const reach = reachOf(record);
      boxes.push(around(map.latLngToLayerPoint(marker.getLatLng()), reach, reach));
    }
    for (const tie of map.sandan.ties) {
      // A crowd leaves no room that is free of it.
      if (tie.crowded || !map.hasLayer(tie.group)) continue;
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
    return { boxes, samples: binned(samples), texts: new Set() };
  };

  /** Where a leader would end: the point of the label's box nearest to the symbol. */
  const landing = (anchor, box) =>
    L.point(
      Math.min(Math.max(anchor.x, box[0] + 2), box[2] - 2),
      Math.min(Math.max(anchor.y, box[1] + 4), box[3] - 4),
    );

  /** Would a leader run over a symbol, a badge or another name? */
  const blocked = (anchor, reach, box, boxes) => {
    const end = landing(anchor, box);
    const length = end.distanceTo(anchor);
    for (let gone = reach + 3; gone < length; gone += 3) {
      const x = anchor.x + ((end.x - anchor.x) * gone) / length;
      const y = anchor.y + ((end.y - anchor.y) * gone) / length;
      if (boxes.some((other) => x > other[0] && x < other[2] && y > other[1] && y < other[3])) return true;
    }
    return false;
  };

  /** The best free box for a label, or null; `far` pixels beside its usual spot. */
  const spot = (anchor, reach, size, field, view, far) => {
    let best = null;
    SIDES.forEach(([x, y], order) => {
      const middle = L.point(
        anchor.x + x * ((reach + GAP) * (y ? 0.7 : 1) + size.x / 2 + far),
        anchor.y + y * (reach + size.y / 2 + (x ? -2 : 1) + far),
      );
      const box = around(middle, size.x / 2, size.y / 2);
      if (!inside(box, view) || field.boxes.some((other) => touches(box, other))) return;
      const crossed = crossings(box, field.samples);
      if (crossed > MOST_CROSSED) return;
      if (far && blocked(anchor, reach, box, field.boxes)) return;
      const cost = order * 0.14 + crossed * CURVE_COST;
      if (!best || cost < best.cost) best = { box, cost, far };
    });
    return best;
  };

  const put = (pane, box, text, className) => {
    const label = sandan.el("div", { class: className }, text);
    label.style.transform = `translate(${Math.round(box[0])}px, ${Math.round(box[1])}px)`;
    pane.append(label);
    return label;
  };

  /** A thin line from a symbol to a name that stands apart. */
  const leader = (pane, anchor, reach, box) => {
    const near = landing(anchor, box);
    const length = near.distanceTo(anchor) - reach;
    const turn = Math.atan2(near.y - anchor.y, near.x - anchor.x);
    const line = sandan.el("div", { class: "leader" });
    line.style.width = `${length}px`;
    line.style.transform = `translate(${anchor.x}px, ${anchor.y}px) rotate(${turn}rad) translateX(${reach}px)`;
    pane.append(line);
  };

  /** Where the name of a region, a sea or an island stands with least harm; null where it has no room. */
  const regionSpot = (map, field, view, size, { at, others = [], small, island }) => {
    const shifts = island ? ISLAND_SHIFTS : SHIFTS.slice(0, small ? SMALL_SHIFTS : SHIFTS.length);
    let best = null;
    [at, ...others].forEach((position, turn) => {
      const anchor = map.latLngToLayerPoint(sandan.latLng(position));
      shifts.forEach(([x, y], order) => {
        const box = around(anchor.add([x, y]), size.x / 2, size.y / 2);
        if (!inside(box, view) || field.boxes.some((other) => touches(box, other))) return;
        const cost = turn * 8 + order * 0.6 + crossings(box, field.samples);
        if (!best || cost < best.cost) best = { box, cost };
      });
    });
    return best;
  };

  /** The best spot of a quiet name; a 시도 that is crowded is named beside it, with a leader. */
  const quietSpot = (map, field, view, size, place) => {
    const anchor = map.latLngToLayerPoint(sandan.latLng(place.at));
    const led = place.from || place.sea || place.island || !inside(around(anchor, 0, 0), view);
    let found = regionSpot(map, field, view, size, place);
    for (const far of led ? [] : FAR.slice(1)) found ||= spot(anchor, 2, size, field, view, far);
    return found && { ...found, anchor };
  };

  const classOf = ({ from, sea, island }) => `region-name${sea ? " sea-name" : island ? " island-name" : from ? " district-name" : ""}`;

  const regionNames = (map, field, view, font) => {
    const pane = map.getPane("region-names");
    const zoom = map.getZoom();
    const every = [...map.sandan.regionNames, ...map.sandan.districtNames];
    for (const place of every.filter(({ from = 0, sea }) => zoom >= from && !(sea && zoom > SEAS_TO))) {
      const size = L.point(width(place.label, font) + place.label.length * 1.5 + 4, 18);
      const found = quietSpot(map, field, view, size, place);
      if (!found) continue;
      if (found.far) leader(pane, found.anchor, 2, found.box);
      put(pane, found.box, place.label, classOf(place));
      field.boxes.push(found.box);
    }
  };

  /** The order of naming: what is selected, then by importance. */
  const byImportance = ({ lit, selected }) => (a, b) => {
    const first = selected ? lit.has(b.record.id) - lit.has(a.record.id) : 0;
    return first || b.record.weight - a.record.weight || (a.record.id < b.record.id ? -1 : 1);
  };

  /** Name one place at the nearest free distance; tells whether a spot was found. */
  const name = (map, pane, { record, marker, at }, field, view, family, distances) => {
    const anchor = map.latLngToLayerPoint(at || marker.getLatLng());
    if (!inside(around(anchor, 0, 0), view)) return false;
    const strong = record.weight >= 3;
    const font = `${strong ? 700 : 400} ${strong ? 13 : 12}px ${family}`;
    const size = L.point(width(record.label, font) + 4, 16);
    const reach = reachOf(record);
    let found = null;
    for (const far of distances) found = found || spot(anchor, reach, size, field, view, far);
    if (!found) return false;
    if (found.far) leader(pane, anchor, reach, found.box);
    const lit = map.sandan.lit.has(record.id) ? " hot" : "";
    put(pane, found.box, record.label, `name${strong ? " name-strong" : ""}${lit}`).dataset.id = record.id;
    field.boxes.push(found.box);
    field.texts.add(record.label);
    return true;
  };

  /** Place all names anew: first beside their symbols, then the important ones farther off. */
  sandan.placeLabels = (map) => {
    const pane = map.getPane("labels");
    pane.replaceChildren();
    map.getPane("region-names").replaceChildren();
    const family = getComputedStyle(document.body).fontFamily;
    const field = obstacles(map);
    // Names and symbols of a map that lies in the same place, in pixels of the window.
    for (const box of map.sandan.taken?.() || []) field.boxes.push(layerBox(map, box));
    const low = map.containerPointToLayerPoint([2, 2]);
    const high = map.containerPointToLayerPoint(map.getSize().subtract([2, 2]));
    const view = [low.x, low.y, high.x, high.y];
    const named = map.sandan.named?.() || new Set();
    const shown = [...map.sandan.places.values()].filter(({ record, marker }) => map.hasLayer(marker) && !named.has(record.id));
    shown.push(...(map.sandan.ownNames?.() || []));
    shown.sort(byImportance(map.sandan));
    // Every 시도 is named, and what is important finds room farther off.
    if (map.hasLayer(map.sandan.regions)) regionNames(map, field, view, `400 13px ${family}`);
    if (!map.hasLayer(map.sandan.names)) return;
    const left = shown.filter((place) => !name(map, pane, place, field, view, family, FAR.slice(0, 1)));
    for (const place of left) {
      const chosen = map.sandan.selected && map.sandan.lit.has(place.record.id);
      const weight = chosen ? 3 : place.record.weight;
      if (weight >= 2) name(map, pane, place, field, view, family, FAR.slice(1, weight >= 3 ? 6 : 3));
    }
  };
})();
