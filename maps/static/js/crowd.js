/* Very many ties: one canvas for all, one for those that are lit; the pointer finds them by their boxes. */
(() => {
  "use strict";
  const { sandan } = window;
  /** How near a tie the pointer means it, in pixels: as for the broad line below a single tie. */
  const NEAR = 7;
  /** Pieces of a curve that are looked at when the pointer is near its box. */
  const PIECES = 24;
  /** Lines no broader than a pixel are drawn in a third of the time. */
  const [WIDTH, LIT_WIDTH, HEAD] = [1, 2.6, 5];
  /** Ties that lie upon each other darken. */
  const FAINT = 0.55;

  /** A tie's place among the layers; where it is on the map, the crowd draws it. */
  const Strand = L.Layer.extend({
    initialize(crowd, tie) {
      [this.crowd, this.tie] = [crowd, tie];
    },
    onAdd() {
      this.crowd.show(this.tie, true);
    },
    onRemove() {
      this.crowd.show(this.tie, false);
    },
  });

  /** Start, bend and end of a curve that bows as a quadratic Bézier, on the world at zoom 0. */
  const curveOf = (map, latLngs) => {
    const [a, m, b] = [latLngs[0], latLngs[(latLngs.length - 1) / 2], latLngs[latLngs.length - 1]].map((at) => map.project(at, 0));
    return [a.x, a.y, 2 * m.x - (a.x + b.x) / 2, 2 * m.y - (a.y + b.y) / 2, b.x, b.y];
  };

  const at = ([ax, ay, bx, by, cx, cy], t) => {
    const s = 1 - t;
    return [s * s * ax + 2 * s * t * bx + t * t * cx, s * s * ay + 2 * s * t * by + t * t * cy];
  };

  /** How far a point lies from a curve, in the unit of both. */
  const away = (curve, x, y) => {
    let best = Number.POSITIVE_INFINITY;
    let [px, py] = curve;
    for (let i = 1; i <= PIECES; i += 1) {
      const [qx, qy] = at(curve, i / PIECES);
      const [dx, dy] = [qx - px, qy - py];
      const along = Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(px + along * dx - x, py + along * dy - y));
      [px, py] = [qx, qy];
    }
    return best;
  };

  const apart = ([left, top, right, bottom], min, max) => right < min.x || left > max.x || bottom < min.y || top > max.y;

  const Crowd = L.Renderer.extend({
    initialize(options) {
      L.Renderer.prototype.initialize.call(this, { pane: "ties", padding: 0.2, ...options });
      this.shown = new Set();
      this.hot = new Set();
      this.colours = new Map();
    },

    _initContainer() {
      this._container = sandan.el("div", { class: "crowd", role: "img" });
      this._sheets = ["crowd-all", "crowd-lit"].map((name) => sandan.el("canvas", { class: name }));
      this._container.append(...this._sheets);
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const ratio = window.devicePixelRatio || 1;
      for (const sheet of this._sheets) {
        [sheet.width, sheet.height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
        sheet.style.width = `${size.x}px`;
        sheet.style.height = `${size.y}px`;
        sheet.getContext("2d").setTransform(ratio, 0, 0, ratio, -this._bounds.min.x * ratio, -this._bounds.min.y * ratio);
      }
      this.redraw();
    },

    /** Draw a tie from now on, or no longer; many changes are one drawing. */
    show(tie, wanted) {
      if (wanted) this.shown.add(tie);
      else this.shown.delete(tie);
      cancelAnimationFrame(this._asked);
      this._asked = requestAnimationFrame(() => this.redraw());
    },

    redraw() {
      if (!this._container?.isConnected) return;
      this.colours.clear();
      for (const tie of this.shown) this._place(tie);
      this._container.setAttribute("aria-label", sandan.fill(this.options.label, { count: this.shown.size.toLocaleString() }));
      this._draw(this._sheets[0], this.shown, WIDTH, FAINT);
      this.light(this.hot);
    },

    /** Draw these above all others, which the stylesheet dims. */
    light(hot) {
      this.hot = hot;
      if (this._container) this._draw(this._sheets[1], [...hot].filter((tie) => this.shown.has(tie)), LIT_WIDTH, 1);
    },

    /** Say where a curve and the box around it lie now, in layer points. */
    _place(tie) {
      const scale = 2 ** this._map.getZoom();
      const { x, y } = this._map.getPixelOrigin();
      const [ax, ay, bx, by, cx, cy] = tie.world;
      const [px, py, qx, qy, rx, ry] = [ax * scale - x, ay * scale - y, bx * scale - x, by * scale - y, cx * scale - x, cy * scale - y];
      tie.curve = [px, py, qx, qy, rx, ry];
      tie.box = [Math.min(px, qx, rx), Math.min(py, qy, ry), Math.max(px, qx, rx), Math.max(py, qy, ry)];
    },

    _colour(token) {
      if (!this.colours.has(token)) this.colours.set(token, sandan.colour(this._map, token.slice("var(--".length, -1)));
      return this.colours.get(token);
    },

    _draw(sheet, ties, width, opacity) {
      const { min, max } = this._bounds;
      const ctx = sheet.getContext("2d");
      ctx.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
      ctx.globalAlpha = opacity;
      for (const tie of ties) {
        const { curve, box } = tie;
        if (apart(box, min, max)) continue;
        const [ax, ay, bx, by, cx, cy] = curve;
        ctx.strokeStyle = this._colour(tie.colour);
        ctx.lineWidth = tie.double ? 2 * width : width;
        ctx.setLineDash(tie.dash ? tie.dash.split(/[ ,]+/).map(Number) : []);
        ctx.beginPath();
        ctx.moveTo(ax, ay);
        ctx.quadraticCurveTo(bx, by, cx, cy);
        ctx.stroke();
        if (tie.arrow) this._head(ctx, tie, curve);
      }
    },

    /** A small triangle before the partner's symbol, the same size at every zoom. */
    _head(ctx, tie, curve) {
      const end = this._map.sandan.places.get(tie.to);
      const [, , bx, by, cx, cy] = curve;
      const length = Math.hypot(cx - bx, cy - by) || 1;
      const [dx, dy] = [(cx - bx) / length, (cy - by) / length];
      const gap = (end ? (end.record.measured?.radius ?? end.record.radius) : 0) + 2;
      const [x, y] = [cx - dx * gap, cy - dy * gap];
      const [kx, ky] = [x - dx * HEAD, y - dy * HEAD];
      ctx.fillStyle = ctx.strokeStyle;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(kx - dy * HEAD * 0.42, ky + dx * HEAD * 0.42);
      ctx.lineTo(kx + dy * HEAD * 0.42, ky - dx * HEAD * 0.42);
      ctx.fill();
    },

    /** The tie that a layer point means; null where none is near. */
    nearest({ x, y }) {
      let [found, least] = [null, NEAR];
      const [low, high] = [{ x: x - NEAR, y: y - NEAR }, { x: x + NEAR, y: y + NEAR }];
      for (const tie of this.shown) {
        if (apart(tie.box, low, high)) continue;
        const gap = away(tie.curve, x, y);
        if (gap < least) [found, least] = [tie, gap];
      }
      return found;
    },
  });

  /** Let the pointer light the tie below it and say what it is; a click chooses what it belongs to. */
  const reacts = (map, crowd) => {
    const tip = L.tooltip({ className: "tie-tip", direction: "top", offset: [0, -8] });
    let under = null;
    const point = (tie, latlng) => {
      if (tie) tip.setLatLng(latlng);
      if (tie === under) return;
      under = tie;
      map.getContainer().classList.toggle("over-tie", tie !== null);
      sandan.light(map, tie && ((other) => other.owner === tie.owner));
      if (tie) tip.setContent(sandan.tooltip(tie.lines)).openOn(map);
      else map.closeTooltip(tip);
    };
    const meant = ({ originalEvent, layerPoint }) =>
      originalEvent.target.closest(".leaflet-interactive, .leaflet-control, .leaflet-popup") ? null : crowd.nearest(layerPoint);
    map.on("mousemove", (event) => {
      if (!map.dragging.moving()) point(meant(event), event.latlng);
    });
    map.on("mouseout movestart", () => point(null));
    if (map.sandan.tell) {
      map.on("click", (event) => {
        const tie = meant(event);
        if (tie) map.sandan.tell(tie.owner, event.latlng);
      });
    }
  };

  /** The crowd of a map, made when it is first wanted. */
  const crowdOf = (map, label) => {
    if (map.sandan.crowd) return map.sandan.crowd;
    const crowd = new Crowd({ label }).addTo(map);
    map.sandan.crowd = crowd;
    document.addEventListener("theme", () => crowd.redraw());
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => crowd.redraw());
    reacts(map, crowd);
    return crowd;
  };

  /**
   * Add ties to their layer as parts of the crowd.
   * @param {object[]} records
   * @param {string} label what the crowd is called, with `{count}`
   */
  sandan.crowd = (map, records, home, label) => {
    const crowd = crowdOf(map, label);
    for (const record of records) {
      const latLngs = record.points.map(sandan.latLng);
      const tie = { ...record, home, latLngs, crowded: true, parts: [], world: curveOf(map, latLngs) };
      crowd._place(tie);
      tie.group = new Strand(crowd, tie);
      map.sandan.ties.push(tie);
      home.addLayer(tie.group);
    }
  };
})();
