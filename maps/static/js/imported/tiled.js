/* A collection as vector tiles on canvas: what is looked at is asked for, and no more. */
(() => {
  "use strict";
  const { sandan } = window;
  const { VectorTile, PbfReader } = window.vectorTile;
  const SIZE = 256;
  const [POINT, LINE] = [1, 2];
  /** Pixels: an area with shorter sides is drawn as a dot; a dot is found within REACH. */
  const [LEAST, DOT, REACH] = [5, 2.4, 5];
  /** Pixels of a cell whose dots are one bubble from afar, if they are so MANY. */
  const [CELL, MANY] = [64, 6];
  /** Bytes near which a server leaves points out of a tile: those left are not counted. */
  const FULL = 450_000;

  const keyOf = ({ x, y, z }) => `${z}/${y}/${x}`;

  /** Lists stand in tiles as JSON. */
  const read = (properties) => (typeof properties.programmes === "string" ? { ...properties, programmes: JSON.parse(properties.programmes) } : properties);

  const pathOf = (rings, closed) => {
    const path = new Path2D();
    for (const ring of rings) {
      ring.forEach(({ x, y }, i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
      if (closed) path.closePath();
    }
    return path;
  };

  /** What is drawn of a feature: dots, or a path, in pixels of the tile. */
  const markOf = (feature, extent) => {
    const rings = feature.loadGeometry().map((ring) => ring.map(({ x, y }) => ({ x: (x * SIZE) / extent, y: (y * SIZE) / extent })));
    const corners = rings.flat();
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [west, north, east, south] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const mark = { row: feature.id - 1, properties: read(feature.properties), type: feature.type };
    if (feature.type === POINT) return { ...mark, dots: corners };
    if (east - west < LEAST && south - north < LEAST) return { ...mark, dots: [{ x: (west + east) / 2, y: (north + south) / 2 }] };
    return { ...mark, dots: [], path: pathOf(rings, feature.type !== LINE) };
  };

  const marksOf = (body) =>
    Object.values(new VectorTile(new PbfReader(new Uint8Array(body))).layers).flatMap((layer) =>
      Array.from({ length: layer.length }, (_, i) => markOf(layer.feature(i), layer.extent)).filter(({ properties }) => !properties.part_of),
    );

  const inside = ({ x, y }) => x >= 0 && x < SIZE && y >= 0 && y < SIZE;

  /** A tile shows nothing beyond its edges: what is round moves as far in. */
  const within = ({ x, y }, radius) => {
    const moved = (at) => Math.min(Math.max(at, radius + 1), SIZE - radius - 1);
    return { x: moved(x), y: moved(y) };
  };

  const bubbleOf = (marks) => {
    const radius = (16 + 2.6 * Math.sqrt(marks.length)) / 2;
    const mean = (name) => marks.reduce((sum, { dots }) => sum + dots[0][name], 0) / marks.length;
    return { ...within({ x: mean("x"), y: mean("y") }, radius), radius, marks };
  };

  /** Put dots that lie close into bubbles; each is drawn and counted in the tile that holds it. */
  const gathered = (all) => {
    const [single, marks] = [all.filter(({ dots }) => dots.length === 1), all.filter(({ dots }) => dots.length !== 1)];
    const cells = new Map();
    for (const mark of single.filter(({ dots }) => inside(dots[0]))) {
      const [at] = mark.dots;
      const cell = `${Math.floor(at.x / CELL)} ${Math.floor(at.y / CELL)}`;
      if (!cells.has(cell)) cells.set(cell, []);
      cells.get(cell).push(mark);
    }
    const [many, few] = [[], []];
    for (const own of cells.values()) (own.length < MANY ? few : many).push(own);
    const alone = few.flat().map((mark) => ({ ...mark, dots: [within(mark.dots[0], DOT)] }));
    return { bubbles: many.map(bubbleOf), marks: [...marks, ...alone] };
  };

  const drawDots = (context, dots, radius) => {
    for (const { x, y } of dots) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  };

  const drawMark = (context, { type, path, dots }, look) => {
    [context.strokeStyle, context.fillStyle] = [look.color, look.fillColor];
    context.lineWidth = path ? look.weight : look.weight / 1.6;
    context.globalAlpha = look.fillOpacity;
    if (path && type !== LINE) context.fill(path, "evenodd");
    context.globalAlpha = 1;
    if (path) context.stroke(path);
    drawDots(context, dots, type === POINT ? look.radius : DOT);
  };

  const draw = (canvas, { marks, bubbles }, style) => {
    const context = canvas.getContext("2d");
    context.setTransform(canvas.width / SIZE, 0, 0, canvas.height / SIZE, 0, 0);
    context.clearRect(0, 0, SIZE, SIZE);
    for (const mark of marks) {
      drawMark(context, mark, style.of({ properties: mark.properties, geometry: { type: mark.path ? "Polygon" : "Point" } }));
    }
    [context.textAlign, context.textBaseline, context.lineWidth, context.font] = ["center", "middle", 1, `11px ${style.font}`];
    for (const bubble of bubbles) {
      [context.fillStyle, context.strokeStyle] = [style.paper, style.edge];
      drawDots(context, [bubble], bubble.radius);
      context.fillStyle = style.ink;
      context.fillText(String(bubble.marks.length), bubble.x, bubble.y);
    }
  };

  const near = (at, { x, y }, reach) => (x - at.x) ** 2 + (y - at.y) ** 2 <= reach ** 2;

  /** The topmost thing of a tile at a place in it. */
  const found = (context, { marks, bubbles }, at) => {
    const bubble = bubbles.find((one) => near(at, one, one.radius));
    if (bubble) return bubble;
    const { width, height } = context.canvas;
    const lies = ({ type, path, dots }) => {
      if (!path) return dots.some((dot) => near(at, dot, REACH));
      const pixel = [(at.x * width) / SIZE, (at.y * height) / SIZE];
      return type === LINE ? context.isPointInStroke(path, ...pixel) : context.isPointInPath(path, ...pixel, "evenodd");
    };
    return marks.findLast(lies);
  };

  /**
   * Tiles of whole zooms on a map whose zoom has quarters. Leaflet scales them, so that each is
   * resampled in every frame of a drag and blurred; here they are laid out and drawn at the scale of
   * the map (`level.laid`), and scaled by what is left while a zoom is animated.
   */
  const Tiles = L.GridLayer.extend({
    options: { pane: "imported", tileSize: SIZE, updateWhenZooming: false, keepBuffer: 1 },

    initialize(data, look) {
      L.setOptions(this, {});
      Object.assign(this, { data, look, held: new Map() });
      this.on("tileloadstart", ({ tile, coords }) => this.place(tile, coords));
      this.on("tileunload", ({ coords }) => this.held.delete(keyOf(coords)));
    },

    _onCreateLevel(level) {
      level.laid = this._map._animatingZoom ? 1 : this._map.getZoomScale(this._map.getZoom(), level.zoom);
    },

    _setZoomTransform(level, center, zoom) {
      const scale = this._map.getZoomScale(zoom, level.zoom);
      const at = level.origin.multiplyBy(scale).subtract(this._map._getNewPixelOrigin(center, zoom)).round();
      L.DomUtil.setTransform(level.el, at, scale / level.laid);
    },

    _resetView(event) {
      const level = this._levels[this._clampZoom(Math.round(this._map.getZoom()))];
      if (level && !event?.pinch && !event?.flyTo) this.lay(level);
      L.GridLayer.prototype._resetView.call(this, event);
    },

    /** Lay the tiles of a level out at the scale of the map. */
    lay(level) {
      const scale = this._map.getZoomScale(this._map.getZoom(), level.zoom);
      if (scale === level.laid) return;
      level.laid = scale;
      for (const { el, coords } of Object.values(this._tiles)) {
        if (coords.z !== level.zoom) continue;
        this.place(el, coords);
        const held = this.held.get(keyOf(coords));
        if (held) draw(el, held.drawn, this.look.style);
      }
    },

    /** Put a tile between whole pixels, as many of the canvas as of the screen. */
    place(canvas, coords) {
      const { origin, laid } = this._levels[coords.z];
      const corner = ({ x, y }) => L.point(x, y).multiplyBy(SIZE).subtract(origin).multiplyBy(laid).round();
      const [from, to] = [corner(coords), corner({ x: coords.x + 1, y: coords.y + 1 })];
      const { x: width, y: height } = to.subtract(from);
      L.DomUtil.setPosition(canvas, from);
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
      const density = Math.ceil(window.devicePixelRatio || 1);
      Object.assign(canvas, { width: width * density, height: height * density });
    },

    createTile(coords, done) {
      const canvas = L.DomUtil.create("canvas");
      this.fill(canvas, coords).then(
        () => done(null, canvas),
        (error) => done(error, canvas),
      );
      return canvas;
    },

    async fill(canvas, coords) {
      const answer = await fetch(sandan.fill(this.data.tiles, coords));
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      const body = await answer.arrayBuffer();
      const all = marksOf(body);
      const far = coords.z < this.look.near && body.byteLength < FULL;
      const drawn = far ? gathered(all) : { marks: all, bubbles: [] };
      this.held.set(keyOf(coords), { canvas, drawn });
      draw(canvas, drawn, this.look.style);
      if (all.length) this.fire("shown", { marks: all });
    },

    restyle() {
      for (const { canvas, drawn } of this.held.values()) draw(canvas, drawn, this.look.style);
    },

    /** What lies under a place of the map; undefined where nothing does. */
    under(latLng) {
      // The map's zoom has quarters, tiles are of whole ones.
      const z = Math.round(this._map.getZoom());
      const at = this._map.project(latLng, z);
      const coords = { x: Math.floor(at.x / SIZE), y: Math.floor(at.y / SIZE), z };
      const tile = this.held.get(keyOf(coords));
      return tile && found(tile.canvas.getContext("2d"), tile.drawn, { x: at.x - coords.x * SIZE, y: at.y - coords.y * SIZE });
    },
  });

  const pointOf = (geometry) => (geometry?.type === "Point" ? sandan.latLng(geometry.coordinates) : null);

  /** Let the pointer find what is drawn: a name beside it, all that is known where it is pressed. */
  const pointed = (map, layer, look) => {
    let [chosen, hovered] = [null, null];
    sandan.bindPopup(map, layer, () => look.told(chosen.properties));
    sandan.withRadius(map, layer, layer.options.pane, () => ({ at: pointOf(chosen.geometry), km: look.km(chosen.properties) }));
    layer.bindTooltip(() => sandan.tooltip(hovered.marks ? look.counted(hovered.marks) : look.named(hovered.properties)));
    const free = ({ originalEvent: { target } }) => target instanceof Element && !target.closest(".leaflet-interactive, .leaflet-popup");
    const hover = (event) => {
      hovered = (free(event) && layer.under(event.latlng)) || null;
      map.getContainer().classList.toggle("over-tiled", Boolean(hovered));
      if (hovered) layer.openTooltip(event.latlng);
      else layer.closeTooltip();
    };
    const press = async (event) => {
      const one = free(event) && layer.under(event.latlng);
      if (!one) return;
      if (one.marks) {
        map.setView(event.latlng, Math.min(map.getZoom() + 2, look.near));
        return;
      }
      // A tile has what is short: all that is known of a feature is asked for.
      const answer = await fetch(sandan.fill(layer.data.item, { row: one.row }));
      chosen = answer.ok ? (await answer.json()).features[0] : { properties: one.properties };
      layer.closeTooltip();
      layer.openPopup(event.latlng);
    };
    const hears = { mousemove: hover, click: press, mouseout: () => layer.closeTooltip() };
    layer.on("add", () => map.on(hears));
    layer.on("remove", () => map.off(hears));
  };

  /**
   * Draw a collection from its tiles.
   * @param {{tiles: string, item: string, failed: string}} data addresses of a tile and of one feature by its row
   * @param {{near: number, style: object, told: Function, named: Function, counted: Function, km: Function}} look
   */
  sandan.tiled = (map, data, look) => {
    const layer = new Tiles(data, look);
    pointed(map, layer, look);
    let failed = false;
    layer.on("tileerror", ({ error }) => {
      console.error(error);
      if (failed) return;
      failed = true;
      map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
    });
    return layer;
  };
})();
