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
  const style = { color: "var(--primary)", weight: 1.6, fillOpacity: 0.12 };
  const features = load(element.dataset.items).then((collection) => {
    const drawn = L.geoJSON(collection, {
      style,
      pointToLayer: (feature, at) => L.circleMarker(at, { ...style, radius: 5, fillOpacity: 0.7 }),
      onEachFeature: (feature, layer) => layer.bindTooltip(() => text(feature), { sticky: true }),
    }).addTo(map);
    if (drawn.getBounds().isValid()) map.fitBounds(drawn.getBounds(), { padding: [24, 24], maxZoom: 11 });
  });
  const land = load(element.dataset.korea).then((topology) => {
    const shapes = topojson.feature(topology, topology.objects.sido);
    L.geoJSON(shapes, { pane: "land", interactive: false, style: { className: "land", fillOpacity: 1 } }).addTo(map);
  });
  Promise.allSettled([features, land]).then(() => {
    document.body.dataset.ready = "true";
  });
})();
