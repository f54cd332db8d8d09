/* A small map of the features of the page, over the country's own base map. */
(() => {
  "use strict";
  const element = document.getElementById("map");
  if (!element || !window.L) return;
  const { L, topojson } = window;
  const map = L.map(element, { attributionControl: false, zoomSnap: 0.25, scrollWheelZoom: false });
  map.setView([36.2, 127.8], 7);
  L.control.scale({ imperial: false }).addTo(map);
  map.createPane("land").style.zIndex = 210;
  map.createPane("names").style.zIndex = 450;
  const names = JSON.parse(element.dataset.names);
  const load = (url) =>
    fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      return answer.json();
    });
  const text = ({ properties }) => {
    const lang = document.documentElement.lang;
    const name = properties[`name_${lang}`] || properties.name_ko || properties.id || "";
    const label = document.createElement("span");
    label.textContent = String(name);
    return label;
  };
  const RADIUS = 5;

  /** Whether two boxes, [left, top, right, bottom], share ground. */
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Steps aside in pixels that a name tries: few and short, or it would stand in the next 시도. */
  const SHIFTS = [[0, 0], [0, -9], [0, 9], [-12, 0], [12, 0]];

  /** Boxes of the controls and of points drawn, in pixels of the map. */
  const occupied = (drawn) => {
    const frame = element.getBoundingClientRect();
    const controls = [...element.querySelectorAll(".leaflet-control")].map((control) => {
      const { left, top, right, bottom } = control.getBoundingClientRect();
      return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    });
    const points = drawn.getLayers().filter((layer) => layer.getLatLng);
    return [
      controls,
      points.map((layer) => {
        const { x, y } = map.latLngToContainerPoint(layer.getLatLng());
        return [x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS];
      }),
    ];
  };

  /** Put the names of seas, far islands and 시도 where none lies on another, nor on a point if it can. */
  const nameGround = (drawn) => {
    const home = L.layerGroup().addTo(map);
    // Those that can stand elsewhere come last; of 시도 the small ones, which have no room to give way, first.
    const rank = ({ sea, small }) => (sea ? 2 : small ? 0 : 1);
    const ordered = [...names].sort((a, b) => rank(a) - rank(b));
    const place = () => {
      home.clearLayers();
      const { x: across, y: down } = map.getSize();
      const [taken, points] = occupied(drawn);
      const inside = ([left, top, right, bottom]) => left >= 0 && top >= 0 && right <= across && bottom <= down;
      for (const { at, others = [], label, sea, island } of ordered) {
        const icon = L.divIcon({ className: `ground-name${sea || island ? " water" : ""}`, html: "", iconSize: null });
        const mark = L.marker([at[1], at[0]], { icon, pane: "names", interactive: false, keyboard: false }).addTo(home);
        const element = mark.getElement();
        element.textContent = label;
        const [wide, high] = [element.offsetWidth, element.offsetHeight];
        const tries = [at, ...others].flatMap(([lon, lat]) => SHIFTS.map((shift) => map.latLngToContainerPoint([lat, lon]).add(shift)));
        const box = ({ x, y }) => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];
        const clear = (boxes) => (point) => inside(box(point)) && !boxes.some((other) => meet(box(point), other));
        const free = tries.find(clear([...taken, ...points])) || tries.find(clear(taken));
        if (!free) {
          mark.remove();
          continue;
        }
        taken.push(box(free));
        mark.setLatLng(map.containerPointToLatLng(free));
        element.style.marginLeft = `${-wide / 2}px`;
        element.style.marginTop = `${-high / 2}px`;
      }
    };
    map.on("moveend resize", place);
    place();
  };

  /** Degrees of latitude: what spans half of the mainland (34.3 to 38.6) is of the country. */
  const NATIONAL = 2.15;
  const style = { color: "var(--primary)", weight: 1.6, fillOpacity: 0.12 };
  const drawn = L.geoJSON(null, {
    style,
    pointToLayer: (feature, at) => L.circleMarker(at, { ...style, radius: RADIUS, fillOpacity: 0.7 }),
    onEachFeature: (feature, layer) => layer.bindTooltip(() => text(feature), { sticky: true }),
  }).addTo(map);
  const features = load(element.dataset.items).then((collection) => {
    drawn.addData(collection);
    const bounds = drawn.getBounds();
    if (!bounds.isValid()) return;
    // A map of the country shows all of it, its seas and far islands too.
    if (bounds.getNorth() - bounds.getSouth() > NATIONAL) for (const { at } of names) bounds.extend([at[1], at[0]]);
    map.fitBounds(bounds, { padding: [24, 24], maxZoom: 9, animate: false });
  });
  const land = load(element.dataset.korea).then((topology) => {
    const shapes = topojson.feature(topology, topology.objects.sido);
    L.geoJSON(shapes, { pane: "land", interactive: false, style: { className: "land", fillOpacity: 1 } }).addTo(map);
  });
  Promise.allSettled([features, land]).then(() => {
    nameGround(drawn);
    document.body.dataset.ready = "true";
  });
})();
