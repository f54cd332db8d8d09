/* Neighbours, land, borders of 시군구 and 시도, and quiet names of the 시도. */
(() => {
  "use strict";
  const { sandan } = window;
  const DISTRICTS_FROM = 8;
  const DISTRICT_NAMES_FROM = 10;

  const PAIRS = new Map([
    ["충청북도", "충북"], ["충청남도", "충남"], ["전라북도", "전북"], ["전라남도", "전남"],
    ["경상북도", "경북"], ["경상남도", "경남"],
    ["Chungcheongbuk-do", "Chungbuk"], ["Chungcheongnam-do", "Chungnam"],
    ["Jeollabuk-do", "Jeonbuk"], ["Jeollanam-do", "Jeonnam"],
    ["Gyeongsangbuk-do", "Gyeongbuk"], ["Gyeongsangnam-do", "Gyeongnam"],
  ]);

  /** 강원특별자치도 → 강원, Gyeonggi-do → Gyeonggi. */
  const shortName = (name) =>
    PAIRS.get(name) ||
    name.replace(/(특별자치도|특별자치시|특별시|광역시|도)$/, "").replace(/(-do|-si| State)$/, "");

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

  const drawn = (map, geometry, pane, className, style) =>
    L.geoJSON(geometry, {
      pane,
      interactive: false,
      style: { className, smoothFactor: 0.6, ...style },
    }).addTo(map);

  const neighbours = (map, topology) => {
    const shapes = window.topojson.feature(topology, topology.objects.neighbours);
    drawn(map, shapes, "neighbours", "neighbour", { stroke: true });
  };

  const provinces = (map, topology, { lang, anchors }) => {
    const { sido } = topology.objects;
    drawn(map, window.topojson.merge(topology, sido.geometries), "land", "land", {});
    drawn(map, window.topojson.mesh(topology, sido, (a, b) => a !== b), "borders", "border-sido", { fill: false });
    const anchorOf = new Map(anchors.map((anchor) => [anchor.code, anchor]));
    map.sandan.regionNames = sido.geometries.flatMap(({ properties }) => {
      const anchor = anchorOf.get(properties.code);
      const name = properties[`name_${lang}`] || properties.name_ko;
      return anchor ? [{ at: anchor.at, label: shortName(name), small: !anchor.wide }] : [];
    });
  };

  /** Make the borders of the 시군구 within their 시도, and their names. */
  const districts = (map, topology, { lang }) => {
    const { sigungu } = topology.objects;
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
   * @param {{korea: string, provinces: string, neighbours: string, lang: string, failed: string, anchors: {code: string, at: number[], wide: boolean}[]}} data
   */
  sandan.basemap = (map, data) => {
    const failed = (error) => {
      const box = map.getContainer();
      if (!box.querySelector(".failed")) box.append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
      console.error(error);
    };
    const both = Promise.all([
      load(data.neighbours).then((topology) => neighbours(map, topology)),
      load(data.provinces).then((topology) => provinces(map, topology, data)),
    ]).catch(failed);
    map.sandan.waiting.push(both);
    nearby(map, data, failed);
  };

  const escaped = (text) => sandan.el("i", {}, text).innerHTML;

  /** Offer an online tile layer, unselected. */
  sandan.tiles = (map, data) => {
    const layer = L.tileLayer(data.url, { attribution: escaped(data.attribution), maxZoom: 19, className: "online" });
    layer.on("add", () => map.getContainer().classList.add("with-tiles"));
    layer.on("remove", () => map.getContainer().classList.remove("with-tiles"));
    map.sandan.overlays.push({ name: data.name, layer, off: true });
  };
})();
