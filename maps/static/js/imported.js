/* Imported complexes as small dots; which of them are sure, and how far off the others may be. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "imported";
  /** Methods that give a complex its own point. */
  const OWN = new Set(["gazetteer", "alias", "group", "layer"]);

  const style = ({ properties }) => ({
    pane: PANE,
    radius: 3.2,
    weight: 1.1,
    color: "#3b4a5a",
    fillColor: OWN.has(properties.method) ? "#3b4a5a" : "#ffffff",
    fillOpacity: OWN.has(properties.method) ? 0.85 : 0.8,
  });

  const number = (value, lang) => Number(value).toLocaleString(lang === "en" ? "en" : "ko");

  /** What a feature tells, as `sandan.popup` wants it. */
  const told = (data, p) => {
    const { terms, lang } = data;
    const km = (value) => sandan.fill(data.kilometres, { value: number(value, lang) });
    const area = p.designated_area_thousand_m2;
    const facts = [
      ["status", data.statuses[p.status] || p.status],
      ["area", area && sandan.fill(data.square_kilometres, { value: number(area / 1000, lang) })],
      ["tenants", p.tenants === null || p.tenants === undefined ? null : number(p.tenants, lang)],
      ["operating", p.operating_firms === null || p.operating_firms === undefined ? null : number(p.operating_firms, lang)],
      ["sold", p.sold_percent === null || p.sold_percent === undefined ? null : `${number(p.sold_percent, lang)} %`],
      ["located", p.located_at],
      ["method", data.methods[p.method]],
      ["precision", p.precision_km ? km(p.precision_km) : null],
    ];
    const where = [p[`sido_${lang}`] || p.sido, p.sigungu].filter(Boolean).join(" ");
    const note = p[`note_${lang}`];
    const rows = (p.named_at || []).slice(0, 1).map((at) => at.locator);
    return {
      kicker: [data.kinds[p.kind], where].filter(Boolean).join(" · "),
      title: p.name_ko,
      sections: [],
      facts: facts.filter(([, text]) => text).map(([term, text]) => ({ term: terms[term], text })),
      notes: note ? [note] : [],
      sources: [[data.source, ...rows].join(", ")],
    };
  };

  const withRadius = (map, layer, { precision_km: km }) => {
    if (!km || !layer.getLatLng) return;
    const circle = L.circle(layer.getLatLng(), {
      pane: PANE,
      radius: km * 1000,
      interactive: false,
      color: "#3b4a5a",
      weight: 1.2,
      dashArray: "4 4",
      fillOpacity: 0.06,
    });
    layer.on("popupopen", () => circle.addTo(map));
    layer.on("popupclose remove", () => circle.remove());
  };

  const drawn = (map, data, collection) => {
    const renderer = L.canvas({ pane: PANE, padding: 0.3 });
    return L.geoJSON(collection, {
      filter: ({ properties, geometry }) => geometry && !properties.part_of,
      pointToLayer: (feature, at) => L.circleMarker(at, { renderer }),
      style: (feature) => ({ renderer, ...style(feature) }),
      onEachFeature: ({ properties }, layer) => {
        layer.bindTooltip(() => sandan.tooltip([properties.name_ko, properties.sigungu || ""]), { sticky: true });
        sandan.bindPopup(map, layer, told(data, properties));
        withRadius(map, layer, properties);
      },
    });
  };

  /** Offer an imported collection, unselected; nothing is loaded before it is selected. */
  sandan.imported = (map, data) => {
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
        .then((collection) => layer.addLayer(drawn(map, data, collection)))
        .catch((error) => {
          asked = false;
          map.getContainer().append(sandan.el("p", { class: "failed", role: "alert" }, data.failed));
          console.error(error);
        });
    });
    map.sandan.overlays.push({ name: data.name, layer, off: true });
  };
})();
