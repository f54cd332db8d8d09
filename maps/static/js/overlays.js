/* Layers that load their features when first shown, and the circle of how far off a place may be. */
(() => {
  "use strict";
  const { sandan } = window;

  sandan.fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  };

  /**
   * Offer a layer, unselected; nothing is loaded before it is selected.
   * @param {{key: string, name: string, failed: string}} data
   * @param {() => Promise<L.Layer>} make
   * @param {SVGElement} [symbol] beside the name in the layer control
   */
  sandan.offer = (map, data, make, symbol) => {
    const layer = L.layerGroup();
    let asked = false;
    layer.on("add", () => {
      if (asked) return;
      asked = true;
      make()
        .then((made) => layer.addLayer(made))
        .catch((error) => {
          asked = false;
          map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
          console.error(error);
        });
    });
    map.sandan.overlays.push({ key: data.key, name: data.name, layer, symbol, off: true });
  };

  /** Offer the features at `data.url`, as `draw` draws them. */
  sandan.overlay = (map, data, draw, symbol) => sandan.offer(map, data, () => sandan.fetched(data.url).then(draw), symbol);

  /** Offer an imported or added collection; what draws it is loaded with it. */
  sandan.imported = (map, data) => sandan.offer(map, data, () => sandan.load(data.script).then(() => sandan.drawImported(map, data)));

  const scripts = new Map();

  /** Load a script of the server, once. */
  sandan.load = (src) => {
    if (scripts.has(src)) return scripts.get(src);
    const loading = new Promise((done, failed) => {
      const code = sandan.el("script", { src });
      code.addEventListener("load", done);
      code.addEventListener("error", () => {
        scripts.delete(src);
        failed(new Error(src));
      });
      document.head.append(code);
    });
    scripts.set(src, loading);
    return loading;
  };

  /**
   * Show the radius of a point while a popup is open.
   * @param {() => {at?: L.LatLng, km?: number}} around of what the popup is, asked when it opens
   */
  sandan.withRadius = (map, layer, pane, around) => {
    let circle = null;
    layer.on("popupopen", () => {
      const { at, km } = around();
      if (!km || !at) return;
      const look = { color: "var(--imported)", weight: 1.2, dashArray: "4 4", fillOpacity: 0.06 };
      circle = L.circle(at, { pane, radius: km * 1000, interactive: false, ...look }).addTo(map);
    });
    layer.on("popupclose remove", () => circle?.remove());
  };
})();
