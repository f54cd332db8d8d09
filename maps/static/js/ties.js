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

  const named = (layer, id) =>
    layer.on("add", () => {
      const path = layer.getElement();
      path.dataset.id = id;
      path.setAttribute("aria-hidden", "true");
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

  /** A tie is named once: by its badge, or by the broad line below a tie without one. */
  const isStop = (hit, name) =>
    hit.on("add", () => {
      const path = hit.getElement();
      path.setAttribute("tabindex", "-1");
      if (!name) {
        path.setAttribute("aria-hidden", "true");
        return;
      }
      path.setAttribute("role", "button");
      path.setAttribute("aria-label", name);
    });

  /** A small triangle before the partner's symbol, the same size at every zoom. */
  const arrowAt = (map, tie, latLngs) => {
    const end = map.sandan.places.get(tie.to);
    const gap = (end ? (end.record.measured?.radius ?? end.record.radius) : 5) + 2.5;
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

  const ROUND_DOTS = "2 4";

  /** A line with casing, arrow and badge, in the look of its group. */
  const single = (map, tie, thin) => {
    const { latLngs: points, colour } = tie;
    const weight = thin ? 1.5 : 2.3;
    const casing = line(points, "tie-casing", { color: "var(--halo)", weight: weight + 2.2, opacity: 0.8 });
    const stroke = line(points, "tie", { color: colour, weight, dashArray: tie.dash || null, lineCap: tie.dash === ROUND_DOTS ? "round" : "butt" });
    const size = thin ? 13 : sandan.narrow() ? 25 : 28;
    const target = Math.max(size, sandan.TARGET);
    const badge = L.marker(sandan.latLng(tie.middle), {
      pane: "badges",
      alt: label(tie),
      riseOnHover: true,
      icon: L.divIcon({ className: "tie-badge", html: sandan.badgeSymbol(map, { ...tie, text: thin ? "" : tie.text }, size), iconSize: [target, target] }),
    });
    badge.on("add", () => badge.getElement().setAttribute("aria-label", label(tie)));
    tie.badge = { at: badge.getLatLng(), size: size * 0.8 };
    // The badge is the stop of the Tab key.
    const parts = [stroke, casing, badge];
    if (!tie.arrow) return { stroke, parts, layers: [casing, stroke], badge };
    const head = L.polygon([], { pane: "heads", className: "arrow", interactive: false, stroke: false, fillColor: colour, fillOpacity: 1 });
    return { stroke, parts: [...parts, head], layers: [casing, stroke, head], badge, head };
  };

  /** A double line, or a dashed one when only an annex names the tie. */
  const double = (tie) => {
    const { latLngs: points, colour } = tie;
    const style = tie.annex ? { weight: 2.4, dashArray: "5 4", opacity: 0.8 } : { weight: 5 };
    const stroke = line(points, tie.annex ? "tie tie-double tie-annex" : "tie tie-double", { color: colour, ...style });
    const inner = tie.annex ? [] : [line(points, "tie-inner", { color: "var(--halo)", weight: 2 })];
    return { stroke, parts: [stroke, ...inner], layers: [stroke, ...inner] };
  };

  /** Add a tie to its layer; return its arrowhead, where it has one. */
  const add = (map, record, home, thin) => {
    const tie = { ...record, home, thin, latLngs: record.points.map(sandan.latLng) };
    const { stroke, parts, layers, badge, head } = tie.double ? double(tie) : single(map, tie, thin);
    named(stroke, tie.id);
    tie.parts = parts;
    const hit = line(tie.latLngs, "tie-hit", { weight: 14, opacity: 0, interactive: true }, "hits");
    tie.group = L.layerGroup([...layers, hit, ...(badge ? [badge] : [])]);
    reacts(map, tie, hit);
    isStop(hit, badge ? null : label(tie));
    if (badge) reacts(map, tie, badge);
    map.sandan.ties.push(tie);
    home.addLayer(tie.group);
    return head ? [[head, tie]] : [];
  };

  /**
   * Draw the ties, a layer for each programme; a crowd as one picture.
   * @param {{thin: boolean, crowd: string|null, layers: {ties: object[]}[]}} data
   */
  sandan.ties = (map, data) => {
    const arrows = data.layers.flatMap(({ ties }) => {
      const all = L.layerGroup();
      if (data.crowd) sandan.crowd(map, ties, all, data.crowd);
      const heads = data.crowd ? [] : ties.flatMap((record) => add(map, record, all, data.thin));
      all.addTo(map);
      return heads;
    });
    const turn = () => {
      arrows.forEach(([head, tie]) => head.setLatLngs(arrowAt(map, tie, tie.latLngs)));
      map.sandan.crowd?.redraw();
    };
    map.on("zoomend", turn);
    map.sandan.turnArrows = turn;
  };
})();
