/* The reader's own data on the map: signs that tell classes apart in black and white too, lines with heads. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "own";
  const RADIUS = 5.5;
  const SHAPES = ["circle", "square", "triangle", "diamond", "delta", "hexagon", "star", "cross"];
  /** How many classes have a sign of their own; what is left shares the last. */
  sandan.CLASSES = SHAPES.length;

  /** The look of a class. */
  sandan.ownLook = (map, number) => ({ shape: SHAPES[number], token: `group-${((number + 3) % SHAPES.length) + 1}`, path: map.sandan.shapes.get(SHAPES[number]) });

  /** A sign on the canvas; shapes are drawn about 0, 10 to each side. */
  const Sign = L.CircleMarker.extend({
    _updatePath() {
      const { _renderer: renderer, _point: point, options } = this;
      const ctx = renderer._ctx;
      if (!renderer._drawing || this._empty()) return;
      ctx.save();
      ctx.translate(point.x, point.y);
      ctx.scale(options.radius / 10, options.radius / 10);
      const shape = new Path2D(options.path);
      ctx.lineWidth = 6;
      ctx.strokeStyle = options.halo;
      ctx.stroke(shape);
      ctx.fillStyle = options.fillColor;
      ctx.fill(shape);
      ctx.restore();
    },
  });

  /** The head of a line, before its end. */
  const Head = L.CircleMarker.extend({
    _updatePath() {
      const { _renderer: renderer, _point: tip, options } = this;
      if (!renderer._drawing || this._empty()) return;
      const from = this._map.latLngToLayerPoint(options.from);
      const turn = Math.atan2(tip.y - from.y, tip.x - from.x);
      const ctx = renderer._ctx;
      ctx.save();
      ctx.translate(tip.x, tip.y);
      ctx.rotate(turn);
      ctx.beginPath();
      ctx.moveTo(-RADIUS, 0);
      ctx.lineTo(-RADIUS - 9, -4);
      ctx.lineTo(-RADIUS - 9, 4);
      ctx.closePath();
      ctx.fillStyle = options.fillColor;
      ctx.fill();
      ctx.restore();
    },
  });

  const part = (map, renderer, feature, look) => {
    const colour = sandan.colour(map, look.token);
    const halo = sandan.colour(map, "halo");
    const style = { pane: PANE, renderer, color: colour, fillColor: colour, weight: 2.2, fillOpacity: 0.18, halo };
    const sign = (at) => new Sign(at, { ...style, radius: RADIUS, path: look.path });
    const drawn = L.geoJSON(feature.geometry, { style, pointToLayer: (_, at) => sign(at) });
    // Leaflet binds tooltips to groups of layers, not of groups.
    const leaves = (layer) => (layer.getLayers ? layer.getLayers().flatMap(leaves) : [layer]);
    if (!feature.pair) return leaves(drawn);
    const [from, to] = feature.geometry.coordinates.map(sandan.latLng);
    return [...leaves(drawn), sign(from), sign(to), new Head(to, { ...style, from, radius: RADIUS, interactive: false })];
  };

  /**
   * Draw items on one canvas.
   * @param {{geometry: object, look: object}[]} items
   * @param {(item: object) => string[]} lines of the tooltip, the first strong
   */
  sandan.ownLayer = (map, items, { lines, told }) => {
    const renderer = L.canvas({ pane: PANE, padding: 0.3 });
    const layer = L.featureGroup();
    for (const item of items) {
      const one = L.featureGroup(part(map, renderer, item, item.look));
      one.bindTooltip(() => sandan.tooltip(lines(item)), { sticky: true });
      sandan.bindPopup(map, one, () => told(item));
      item.layer = one;
      layer.addLayer(one);
    }
    return layer;
  };

  /** Where an item has its name. */
  sandan.ownAnchor = ({ geometry: { type, coordinates } }) => {
    if (type === "Point") return coordinates;
    const all = [coordinates].flat(Infinity);
    const axis = (odd) => all.filter((_, i) => i % 2 === odd);
    return [0, 1].map((odd) => (Math.min(...axis(odd)) + Math.max(...axis(odd))) / 2);
  };
})();
