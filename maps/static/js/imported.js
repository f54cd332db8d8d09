/* Imported complexes as small dots; which of them are sure, and how far off the others may be. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "imported";
  /** Methods that give a complex its own point. */
  const OWN = new Set(["gazetteer", "alias", "group", "layer"]);

  const style = (ink, ground, { properties }) => ({
    pane: PANE,
    radius: 3.2,
    weight: 1.1,
    color: ink,
    fillColor: OWN.has(properties.method) ? ink : ground,
    fillOpacity: OWN.has(properties.method) ? 0.85 : 0.8,
  });

  const number = (value, lang) => Number(value).toLocaleString(lang === "en" ? "en" : "ko");

  /** What a feature tells, as `sandan.told` wants it. */
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
      sources: [{ title: data.source, locators: rows }],
    };
  };

  const drawn = (map, data, collection) => {
    const renderer = L.canvas({ pane: PANE, padding: 0.3 });
    // A canvas knows no tokens: what they stand for is asked again when the theme changes.
    const styles = () => style.bind(null, sandan.colour(map, "imported"), sandan.colour(map, "halo"));
    const now = styles();
    const layer = L.geoJSON(collection, {
      filter: ({ properties, geometry }) => geometry && !properties.part_of,
      pointToLayer: (feature, at) => L.circleMarker(at, { renderer }),
      style: (feature) => ({ renderer, ...now(feature) }),
      onEachFeature: ({ properties }, dot) => {
        dot.bindTooltip(() => sandan.tooltip([properties.name_ko, properties.sigungu || ""]), { sticky: true });
        sandan.bindPopup(map, dot, told(data, properties));
        sandan.withRadius(map, dot, properties.precision_km, PANE);
      },
    });
    document.addEventListener("theme", () => layer.setStyle(styles()));
    return layer;
  };

  /** Offer an imported collection, unselected. */
  sandan.imported = (map, data) => sandan.overlay(map, data, (collection) => drawn(map, data, collection));
})();
