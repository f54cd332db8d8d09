/* Ties as curves: casing, line, arrow, badge, and a broad line that catches the pointer. */
(() => {
  "use strict";
  const { sandan } = window;

  /** A polyline whose points are not rounded to whole pixels, so that curves stay smooth. */
  const Curve = L.Polyline.extend({
    _projectLatlngs(latLngs, result, bounds) {
      const origin = this._map.getPixelOrigin();
      const ring = latLngs.map((at) => this._map.project(at).subtract(origin));
      ring.forEach((point) => bounds.extend(point));
      result.push(ring);
    },
  });

  const line = (points, className, style, pane = "ties") =>
    new Curve(points, { pane, className, interactive: false, smoothFactor: 0, ...style });

  const named = (layer, id, label) =>
    layer.on("add", () => {
      const path = layer.getElement();
      path.dataset.id = id;
      if (label) {
        path.setAttribute("role", "img");
        path.setAttribute("aria-label", label);
      }
    });

  const label = (tie) => tie.lines.join(", ");

  /** Let the pointer and the keyboard light a tie and choose what it belongs to. */
  const reacts = (map, tie, target) => {
    const light = () => sandan.light(map, (other) => other.owner === tie.owner);
    const dark = () => sandan.light(map, null);
    target.bindTooltip(() => sandan.tooltip(tie.lines), { sticky: true, className: "tie-tip", direction: "top", offset: [0, -8] });
    target.on("mouseover", light);
    target.on("mouseout", dark);
    target.on("add", () => {
      target.getElement().addEventListener("focus", light);
      target.getElement().addEventListener("blur", dark);
    });
    sandan.chooses(map, target, tie.owner);
  };

  /** Chromium's Tab stops at every path that listens to the focus, as Leaflet's tooltips do. */
  const isStop = (hit, name) =>
    hit.on("add", () => {
      const path = hit.getElement();
      path.setAttribute("tabindex", name ? "0" : "-1");
      if (!name) return;
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", name);
    });

  /** A small triangle before the partner's symbol, the same size at every zoom. */
  const arrowAt = (map, tie, latLngs) => {
    const end = map.sandan.places.get(tie.to);
    const gap = (end ? end.record.radius : 5) + 2.5;
    const points = latLngs.map((at) => map.latLngToLayerPoint(at));
    const tip = points[points.length - 1];
    const size = tie.thin ? 6 : 8.5;
    let back = points.length - 2;
    while (back > 0 && points[back].distanceTo(tip) < gap + size) back -= 1;
    const from = points[back];
    const length = from.distanceTo(tip) || 1;
    const way = L.point((tip.x - from.x) / length, (tip.y - from.y) / length);
    const head = tip.subtract(way.multiplyBy(gap));
    const base = head.subtract(way.multiplyBy(size));
    const side = L.point(-way.y, way.x).multiplyBy(size * 0.42);
    return [head, base.add(side), base.subtract(side)].map((point) => map.layerPointToLatLng(point));
  };

  /**
   * Draw the consortia's ties.
   * @param {{layer: string, thin: boolean, ties: object[]}} data
   */
  sandan.consortiumTies = (map, data) => {
    const all = L.layerGroup();
    const arrows = [];
    for (const record of data.ties) {
      const points = record.points.map(sandan.latLng);
      const tie = { ...record, home: all, thin: data.thin, latLngs: points };
      const weight = data.thin ? 1.5 : 2.3;
      const kind = `tie-consortium sector-${record.sector}`;
      const casing = line(points, "tie-casing", { color: "var(--halo)", weight: weight + 2.2, opacity: 0.8 });
      const stroke = line(points, `tie ${kind}`, { color: record.colour, weight, dashArray: record.dash || null, lineCap: record.dash === "2 4" ? "round" : "butt" });
      const arrow = L.polygon([], { pane: "ties", className: `arrow sector-${record.sector}`, interactive: false, stroke: false, fillColor: record.colour, fillOpacity: 1 });
      const hit = line(points, "tie-hit", { weight: 14, opacity: 0, interactive: true }, "hits");
      const size = data.thin ? 13 : sandan.narrow() ? 25 : 28;
      const text = data.thin ? "" : String(record.no);
      const badge = L.marker(sandan.latLng(record.middle), {
        pane: "badges",
        alt: label(record),
        riseOnHover: true,
        icon: L.divIcon({
          className: `tie-badge sector-${record.sector}`,
          html: sandan.badgeSymbol(map, { ...record, text }, size),
          iconSize: [size, size],
        }),
      });
      badge.on("add", () => badge.getElement().setAttribute("aria-label", label(record)));
      named(stroke, record.id, label(record));
      tie.parts = [stroke, casing, arrow, badge];
      tie.badge = { at: badge.getLatLng(), size: size * 0.8 };
      tie.group = L.layerGroup([casing, stroke, arrow, hit, badge]);
      arrows.push([arrow, tie]);
      reacts(map, tie, hit);
      // The badge is the stop.
      isStop(hit, null);
      reacts(map, tie, badge);
      map.sandan.ties.push(tie);
      all.addLayer(tie.group);
    }
    const turn = () => arrows.forEach(([arrow, tie]) => arrow.setLatLngs(arrowAt(map, tie, tie.latLngs)));
    map.on("zoomend", turn);
    map.sandan.turnArrows = turn;
    all.addTo(map);
    map.sandan.overlays.push({ name: data.layer, layer: all });
  };

  /**
   * Draw the transformation's ties: a double line, or a dashed one when only the annex names it.
   * @param {{layer: string, colour: string, ties: object[]}} data
   */
  sandan.transformationTies = (map, data) => {
    const all = L.layerGroup();
    for (const record of data.ties) {
      const points = record.points.map(sandan.latLng);
      const tie = { ...record, home: all, latLngs: points };
      const style = record.annex
        ? { color: data.colour, weight: 2.4, dashArray: "5 4", opacity: 0.8 }
        : { color: data.colour, weight: 5 };
      const name = record.annex ? "tie tie-transformation tie-annex" : "tie tie-transformation";
      const stroke = line(points, name, style);
      named(stroke, record.id, label(record));
      tie.parts = [stroke];
      const hit = line(points, "tie-hit", { weight: 14, opacity: 0, interactive: true }, "hits");
      const layers = [stroke, hit];
      if (!record.annex) {
        const inner = line(points, "tie-inner", { color: "var(--halo)", weight: 2 });
        tie.parts.push(inner);
        layers.splice(1, 0, inner);
      }
      tie.group = L.layerGroup(layers);
      reacts(map, tie, hit);
      isStop(hit, label(record));
      map.sandan.ties.push(tie);
      all.addLayer(tie.group);
    }
    all.addTo(map);
    map.sandan.overlays.push({ name: data.layer, layer: all });
  };
})();
