/* Sites and agreements of the documents' programmes, each theme a layer of its own. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "policy";

  /** What a feature tells, as `sandan.told` wants it. */
  sandan.policyTold = (data, look, p) => {
    const { terms, lang } = data;
    const of = (name) => p[`${name}_${lang}`];
    const facts = [
      ["programme", of("programme")],
      ["themes", (of("themes") || []).join(", ")],
      ["period", p.period],
      ["written", p.written_as],
      ["precision", p.precision_km && sandan.fill(data.kilometres, { value: p.precision_km })],
      ["confidence", p.precision_km && data.confidences[p.confidence]],
    ];
    const note = of("note");
    return {
      kicker: [look.name, lang === "en" ? p.sido_en : p.sido].filter(Boolean).join(" · "),
      title: of("name"),
      sections: [],
      facts: facts.filter(([, text]) => text).map(([term, text]) => ({ term: terms[term], text })),
      notes: note ? [note] : [],
      sources: [{ id: p.source[0], title: data.sources[p.source[0]] || p.source[0], locators: [p.locator] }],
      more: data.page && { text: data.more, href: sandan.fill(data.page, { id: p.programme }) },
    };
  };

  const marker = (map, look, properties, lang, at) => {
    const year = look.dated ? sandan.el("b", {}, properties.period) : null;
    const html = sandan.el("span", { class: "policy" }, sandan.badgeSymbol(map, look, 24), year);
    // Beside the symbol of a complex that stands at the same point, areas on its other side; an
    // agreement stands for its whole province, above the province's name.
    const beside = [look.shifted ? 30 : -6, 30];
    const centred = look.theme === "agreement" ? [12, 32] : [12, 12];
    const iconAnchor = map.sandan.places.has(properties.place_id) ? beside : centred;
    const icon = L.divIcon({ html, className: "policy-icon", iconSize: [24, 24], iconAnchor });
    return L.marker(at, { icon, pane: PANE, keyboard: true, title: `${look.name}: ${properties[`name_${lang}`]}` });
  };

  const drawn = (map, data, look, collection) =>
    L.geoJSON(collection, {
      filter: ({ properties, geometry }) => geometry && (!properties.theme || properties.theme === look.theme),
      pointToLayer: ({ properties }, at) => marker(map, look, properties, data.lang, at),
      onEachFeature: ({ properties }, layer) => {
        sandan.bindPopup(map, layer, () => sandan.policyTold(data, look, properties));
        sandan.withRadius(map, layer, PANE, () => ({ at: layer.getLatLng?.(), km: properties.precision_km }));
      },
    });

  /** Offer a layer for each theme, its symbol beside its name. */
  sandan.policy = (map, data) => {
    for (const look of data.looks) {
      const offered = { key: look.theme, name: look.name, url: look.url, failed: look.failed };
      const symbol = sandan.badgeSymbol(map, look, 20);
      sandan.overlay(map, offered, (collection) => drawn(map, data, look, collection), symbol);
    }
  };
})();
