/* Areas filled by their class, or circles whose area stands for a value; each tells its number. */
(() => {
  "use strict";
  const { sandan } = window;

  /** A tooltip takes markup: the text goes in as text. */
  const told = (text) => sandan.el("span", {}, text);

  const areas = (map, data, topology) => {
    const shown = new Map(data.areas.map((area) => [area.code, area]));
    const object = topology.objects[data.level];
    const own = { ...object, geometries: object.geometries.filter(({ properties }) => shown.has(properties.code)) };
    return L.geoJSON(window.topojson.feature(topology, own), {
      pane: "thematic",
      style: ({ properties }) => ({ className: "thematic-area", fillOpacity: shown.get(properties.code).opacity, smoothFactor: 0.6 }),
      onEachFeature: ({ properties }, layer) => layer.bindTooltip(told(shown.get(properties.code).text), { sticky: true }),
    });
  };

  const circles = (data) =>
    L.featureGroup(
      data.circles.map(({ at, radius, falls, text }) =>
        L.circleMarker(sandan.latLng(at), { pane: "places", className: falls ? "thematic-circle falls" : "thematic-circle", radius }).bindTooltip(told(text)),
      ),
    );

  /**
   * Draw the values.
   * @param {{url: string, failed: string, name: string, level: string, areas: {code: string, opacity: number, text: string}[], circles: {at: number[], radius: number, falls: boolean, text: string}[]}} data
   */
  sandan.thematic = (map, data) => {
    const layer = L.layerGroup().addTo(map);
    map.sandan.overlays.push({ name: data.name, layer });
    sandan.sheet(map, document.querySelector(".legend"), sandan.narrow());
    if (data.circles.length) layer.addLayer(circles(data));
    if (!data.areas.length) return;
    const drawn = fetch(data.url)
      .then((answer) => answer.json())
      .then((topology) => layer.addLayer(areas(map, data, topology)))
      .catch((error) => {
        map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
        console.error(error);
      });
    map.sandan.waiting.push(drawn);
  };
})();
