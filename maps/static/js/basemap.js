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

  const korea = (map, topology, { lang, anchors }) => {
    const { sido, sigungu } = topology.objects;
    const inner = (object, test) => window.topojson.mesh(topology, object, test);
    drawn(map, window.topojson.merge(topology, sido.geometries), "land", "land", {});
    drawn(map, inner(sido, (a, b) => a !== b), "borders", "border-sido", { fill: false });
    const code = (area) => area.properties.code.slice(0, 2);
    const fine = inner(sigungu, (a, b) => a !== b && code(a) === code(b));
    const districts = L.geoJSON(fine, {
      pane: "districts",
      interactive: false,
      style: { className: "border-sigungu", fill: false, smoothFactor: 0.6 },
    });
    map.sandan.districts = L.layerGroup().addTo(map);
    const follow = () => {
      const near = map.getZoom() >= DISTRICTS_FROM;
      if (near) map.sandan.districts.addLayer(districts);
      else map.sandan.districts.removeLayer(districts);
    };
    map.on("zoomend", follow);
    follow();
    const anchorOf = new Map(anchors.map((anchor) => [anchor.code, anchor]));
    map.sandan.regionNames = sido.geometries.flatMap(({ properties }) => {
      const anchor = anchorOf.get(properties.code);
      const name = properties[`name_${lang}`] || properties.name_ko;
      return anchor ? [{ at: anchor.at, label: shortName(name), small: !anchor.wide }] : [];
    });
    map.sandan.districtNames = window.topojson.feature(topology, sigungu).features.map((area) => ({
      at: middle(area.geometry),
      // Of 안산시 단원구 the smaller unit; English begins with it.
      label: lang === "en" ? area.properties.name_en.split(",")[0] : area.properties.name_ko.split(" ").pop(),
      small: true,
      from: DISTRICT_NAMES_FROM,
    }));
  };

  /**
   * Load and draw the base map.
   * @param {{korea: string, neighbours: string, lang: string, failed: string, anchors: {code: string, at: number[], wide: boolean}[]}} data
   */
  sandan.basemap = (map, data) => {
    map.sandan.districts = L.layerGroup().addTo(map);
    const both = Promise.all([
      load(data.neighbours).then((topology) => neighbours(map, topology)),
      load(data.korea).then((topology) => korea(map, topology, data)),
    ]).catch((error) => {
      map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
      console.error(error);
    });
    map.sandan.waiting.push(both);
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
