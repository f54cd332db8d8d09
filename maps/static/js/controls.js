/* Zoom buttons, whole country, layers, scale, attribution; then the page is ready. */
(() => {
  "use strict";
  const { sandan } = window;

  const wholeButton = (map, text) => {
    const Whole = L.Control.extend({
      options: { position: "topright" },
      onAdd: () => {
        const button = sandan.el("button", { type: "button", title: text, "aria-label": text });
        button.append(
          sandan.svg(
            "svg",
            { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" },
            sandan.svg("path", {
              d: "M3 7V3H7M13 3H17V7M17 13V17H13M7 17H3V13",
              fill: "none",
              stroke: "currentColor",
              "stroke-width": 2,
            }),
          ),
        );
        button.addEventListener("click", () => {
          map.closePopup();
          sandan.fitKorea(map, true);
        });
        const box = sandan.el("div", { class: "leaflet-bar whole" }, button);
        L.DomEvent.disableClickPropagation(box);
        return box;
      },
    });
    return new Whole();
  };

  const layerControl = (map, data) => {
    const control = L.control.layers(null, null, { position: "topright", collapsed: true });
    const { overlays, state } = map.sandan;
    for (const key of ["regions", "districts", "ground"]) overlays.push({ key, name: data[key], layer: map.sandan[key] });
    for (const { name, layer, symbol } of overlays) {
      control.addOverlay(layer, sandan.escaped(symbol, symbol ? " " : null, name));
    }
    control.addTo(map);
    if (state) keepLayers(map, overlays);
    const toggle = control.getContainer().querySelector(".leaflet-control-layers-toggle");
    toggle.title = data.layers;
    toggle.setAttribute("aria-label", data.layers);
  };

  /** Let the address hold which layers are shown, beside or instead of the usual ones. */
  const keepLayers = (map, overlays) => {
    const { state } = map.sandan;
    const has = ({ key, off }, view) => (off ? view.layer.includes(key) : !view.hide.includes(key));
    let following = false;
    state.follow((view) => {
      following = true;
      for (const one of overlays) {
        if (one.key && has(one, view) !== map.hasLayer(one.layer)) map[has(one, view) ? "addLayer" : "removeLayer"](one.layer);
      }
      following = false;
    });
    map.on("overlayadd overlayremove", ({ layer, type }) => {
      const one = overlays.find((other) => other.layer === layer);
      if (following || !one?.key || has(one, state.view) === (type === "overlayadd")) return;
      const name = one.off ? "layer" : "hide";
      state.change(sandan.view.toggled(map.sandan.facts, state.view, name, [one.key]));
    });
  };

  /** Add the controls, fit Korea into the window and say when all is drawn. */
  sandan.controls = (map, data) => {
    map.getContainer().setAttribute("role", "region");
    map.getContainer().setAttribute("aria-label", data.map);
    L.control.zoom({ position: "topright", zoomInTitle: data.zoomIn, zoomOutTitle: data.zoomOut }).addTo(map);
    wholeButton(map, data.whole).addTo(map);
    layerControl(map, data);
    L.control.attribution({ position: "bottomright", prefix: false }).addAttribution(sandan.escaped(data.attribution)).addTo(map);
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 110 }).addTo(map);
    map.sandan.tools?.();
    sandan.fitKorea(map);
    map.on("movestart", () => {
      map.sandan.fitted = map.sandan.fitting;
    });
    sandan.goToAddress(map);
    if (map.sandan.turnArrows) map.sandan.turnArrows();
    map.on("moveend overlayadd overlayremove", () => sandan.placeLabels(map));
    sandan.roving?.(map);
    const settle = () => {
      if (map.sandan.fitted) sandan.fitKorea(map);
      sandan.placeLabels(map);
    };
    map.on("resize", settle);
    sandan.finish(map, () => {
      map.invalidateSize({ animate: false });
      settle();
    });
  };
})();
