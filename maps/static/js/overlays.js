/* Layers that load their features when first shown, and the circle of how far off a place may be. */
(() => {
  "use strict";
  const { sandan } = window;

  /**
   * Offer a layer, unselected; nothing is loaded before it is selected.
   * @param {{key: string, name: string, url: string, failed: string}} data
   * @param {(collection: object) => L.Layer} draw
   * @param {SVGElement} [symbol] beside the name in the layer control
   */
  sandan.overlay = (map, data, draw, symbol) => {
    const layer = L.layerGroup();
    let asked = false;
    layer.on("add", () => {
      if (asked) return;
      asked = true;
      fetch(data.url)
        .then((answer) => {
          if (!answer.ok) throw new Error(`${data.url}: ${answer.status}`);
          return answer.json();
        })
        .then((collection) => layer.addLayer(draw(collection)))
        .catch((error) => {
          asked = false;
          map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
          console.error(error);
        });
    });
    map.sandan.overlays.push({ key: data.key, name: data.name, layer, symbol, off: true });
  };

  /** Show the radius of a point while its popup is open. */
  sandan.withRadius = (map, layer, km, pane) => {
    if (!km || !layer.getLatLng) return;
    const circle = L.circle(layer.getLatLng(), {
      pane,
      radius: km * 1000,
      interactive: false,
      color: "var(--imported)",
      weight: 1.2,
      dashArray: "4 4",
      fillOpacity: 0.06,
    });
    layer.on("popupopen", () => circle.addTo(map));
    layer.on("popupclose remove", () => circle.remove());
  };
})();
