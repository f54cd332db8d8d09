/* Neighbours, land, borders of 시군구 and 시도, and quiet names of the 시도. */
(() => {
  "use strict";
  const { sandan } = window;
  const DISTRICTS_FROM = 8;
  const DISTRICT_NAMES_FROM = 10;

  /** The units of a level that stand on a day, in the newest state without one, as one collection. */
  const standing = ({ objects }, level, day) => {
    const every = [...objects[level].geometries, ...(day ? objects[`${level}_former`].geometries : [])];
    const stands = ({ properties: { valid_from: from, valid_to: to } }) => from <= day && (!to || day <= to);
    return { type: "GeometryCollection", geometries: day ? every.filter(stands) : every };
  };

  /** Twice the signed area of a ring, and the sum of its centroid's weights: lon, lat. */
  const moments = (ring) => {
    const sums = [0, 0, 0];
    for (let i = 1; i < ring.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      const cross = x1 * y2 - x2 * y1;
      sums[0] += cross;
      sums[1] += (x1 + x2) * cross;
      sums[2] += (y1 + y2) * cross;
    }
    return sums;
  };

  /** The centroid of the largest part of an area, [lon, lat]. */
  const middle = ({ type, coordinates }) => {
    const parts = type === "Polygon" ? [coordinates] : coordinates;
    const all = parts.map(([outer]) => moments(outer));
    const [area, x, y] = all.reduce((a, b) => (Math.abs(b[0]) > Math.abs(a[0]) ? b : a));
    return [x / (3 * area), y / (3 * area)];
  };

  const load = (url) =>
    fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });

  const drawn = (home, geometry, pane, className, style) =>
    L.geoJSON(geometry, {
      pane,
      interactive: false,
      style: { className, smoothFactor: 0.6, ...style },
    }).addTo(home);

  const neighbours = (map, topology) => {
    const shapes = window.topojson.feature(topology, topology.objects.neighbours);
    drawn(map.sandan.ground, shapes, "neighbours", "neighbour", { stroke: true });
  };

  /** Show what a region's condition leaves: its outline and all places; without one all of Korea. */
  const frameOf = (map, shape, places) => {
    const bounds = shape ? shape.getBounds() : L.latLngBounds([]);
    for (const id of places) bounds.extend(map.sandan.places.get(id).marker.getLatLng());
    return bounds.isValid() ? bounds : null;
  };

  /** The 시도 that the view asks for, outlined, and framed with what is shown when they are asked for. */
  const outline = (map, topology) => {
    const every = [...topology.objects.sido.geometries, ...(topology.objects.sido_former?.geometries || [])];
    let shape = null;
    let before = null;
    const draw = (region) => {
      shape?.remove();
      const own = every.filter(({ properties }) => region.includes(properties.code));
      shape = own.length ? drawn(map, window.topojson.merge(topology, own), "borders", "region-outline", { fill: false }) : null;
    };
    map.sandan.state?.follow(({ region }, { places }) => {
      if (region.join() === before) return;
      const opening = before === null;
      before = region.join();
      draw(region);
      // An address that holds a position keeps it.
      if (opening && (!region.length || window.location.hash)) return;
      const bounds = region.length ? frameOf(map, shape, places) : null;
      if (bounds) sandan.frameBounds(map, bounds);
      else if (!region.length) sandan.fitKorea(map, true);
    });
  };

  /** The sea around Ulleungdo and Dokdo: west, south, east, north. */
  const FAR = [130.68, 37.12, 132.02, 37.6];

  /** Ulleungdo and Dokdo in a corner of a map of the country that is too narrow for them. */
  const farIslands = (map, topology, names) => {
    const [west, south, east, north] = FAR;
    const size = [112, 58];
    const at = ([lon, lat]) => [((lon - west) / (east - west)) * size[0], ((north - lat) / (north - south)) * (size[1] - 14) + 2];
    const every = window.topojson.feature(topology, { type: "GeometryCollection", geometries: topology.objects.sido.geometries }).features;
    const rings = every.flatMap(({ geometry: { type, coordinates } }) => (type === "Polygon" ? [coordinates] : coordinates)).map(([outer]) => outer);
    const far = rings.filter(([[lon, lat]]) => lon > west && lon < east && lat > south && lat < north);
    const shapes = far.map((ring) => sandan.svg("path", { class: "land", d: `M${ring.map((point) => at(point).map((value) => value.toFixed(1)).join(" ")).join("L")}Z` }));
    const dots = names.map(({ at: place }) => sandan.svg("circle", { class: "land", r: 1.6, cx: at(place)[0], cy: at(place)[1] }));
    const texts = names.map(({ at: place, label }, i) => sandan.svg("text", { x: i ? size[0] - 4 : 4, y: size[1] - 4, "text-anchor": i ? "end" : "start", class: "far-name" }, label));
    const box = sandan.el("div", { class: "far-islands", role: "img", "aria-label": names.map(({ label }) => label).join(", "), hidden: "" });
    box.append(sandan.svg("svg", { width: size[0], height: size[1], "aria-hidden": "true" }, shapes, dots, texts));
    sandan.inCorner(map, box);
    const show = () => {
      box.hidden = !map.sandan.fitted || names.every(({ at: place }) => map.getBounds().contains(sandan.latLng(place)));
    };
    map.on("moveend resize", show);
    show();
  };

  const provinces = (map, topology, { day, names }) => {
    const sido = standing(topology, "sido", day);
    drawn(map.sandan.ground, window.topojson.merge(topology, sido.geometries), "land", "land", {});
    drawn(map.sandan.ground, window.topojson.mesh(topology, sido, (a, b) => a !== b), "borders", "border-sido", { fill: false });
    outline(map, topology);
    farIslands(map, topology, names.filter(({ island }) => island));
    map.sandan.regionNames = names;
  };

  /** Make the borders of the 시군구 within their 시도, and their names. */
  const districts = (map, topology, { day, lang }) => {
    const sigungu = standing(topology, "sigungu", day);
    const code = (area) => area.properties.code.slice(0, 2);
    const fine = window.topojson.mesh(topology, sigungu, (a, b) => a !== b && code(a) === code(b));
    map.sandan.districtNames = window.topojson.feature(topology, sigungu).features.map((area) => ({
      at: middle(area.geometry),
      // Of 안산시 단원구 the smaller unit; English begins with it.
      label: lang === "en" ? area.properties.name_en.split(",")[0] : area.properties.name_ko.split(" ").pop(),
      small: true,
      from: DISTRICT_NAMES_FROM,
    }));
    if (sandan.ready) sandan.placeLabels(map);
    return L.geoJSON(fine, {
      pane: "districts",
      interactive: false,
      style: { className: "border-sigungu", fill: false, smoothFactor: 0.6 },
    });
  };

  /** Show the 시군구 to a reader who is near; their half of the base map is loaded for the first. */
  const nearby = (map, data, failed) => {
    const home = L.layerGroup().addTo(map);
    let made = null;
    map.sandan.districts = home;
    const near = () => map.getZoom() >= DISTRICTS_FROM;
    const show = () => {
      made ??= load(data.korea).then((topology) => districts(map, topology, data));
      return made.then((layer) => near() && home.addLayer(layer)).catch((error) => {
        // The next zoom tries again.
        made = null;
        failed(error);
      });
    };
    map.on("zoomend", () => {
      if (near()) map.sandan.waiting.push(show());
      else home.clearLayers();
    });
  };

  /**
   * Load and draw the base map.
   * @param {{korea: string, provinces: string, neighbours: string, lang: string, day: string, failed: string, names: {at: number[], label: string, small: boolean}[]}} data
   */
  sandan.basemap = (map, data) => {
    const failed = (error) => {
      const box = map.getContainer();
      if (!box.querySelector(".failed")) box.append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
      console.error(error);
    };
    const named = () => sandan.ready && sandan.placeLabels(map);
    map.sandan.regions = L.layerGroup().on("add remove", named).addTo(map);
    map.sandan.ground = L.layerGroup().on("add remove", ({ type }) => map.getContainer().classList.toggle("groundless", type === "remove")).addTo(map);
    const both = Promise.all([
      load(data.neighbours).then((topology) => neighbours(map, topology)),
      load(data.provinces).then((topology) => provinces(map, topology, data)),
    ]).catch(failed);
    map.sandan.waiting.push(both);
    nearby(map, data, failed);
  };

  /** Offer an online tile layer, unselected. */
  sandan.tiles = (map, data) => {
    const layer = L.tileLayer(data.url, { attribution: sandan.escaped(data.attribution), maxZoom: 19, className: "online" });
    layer.on("add", () => map.getContainer().classList.add("with-tiles"));
    layer.on("remove", () => map.getContainer().classList.remove("with-tiles"));
    map.sandan.overlays.push({ key: "tiles", name: data.name, layer, off: true });
  };
})();
