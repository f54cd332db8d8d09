/* Imported complexes and files that were added, on canvas: which are sure, how far off others may be. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "imported";
  /** Methods that give a complex its own point. */
  const OWN = new Set(["gazetteer", "alias", "group", "layer"]);

  /** Only what was geocoded says how; an added file has whatever properties it has. */
  const geocoded = (properties) => "method" in properties;
  const ownPoint = (properties) => !geocoded(properties) || OWN.has(properties.method);

  const style = (ink, ground, { properties, geometry }) => ({
    pane: PANE,
    radius: 3.2,
    weight: 1.1,
    color: ink,
    fillColor: ownPoint(properties) ? ink : ground,
    // An area must not hide the map below it.
    fillOpacity: geometry.type.endsWith("Point") ? 0.8 : 0.12,
  });

  const number = (value, lang) => Number(value).toLocaleString(lang === "en" ? "en" : "ko");

  /** The properties of an added feature that can be read as a line. */
  const plain = (data, properties) =>
    Object.entries(properties)
      .filter(([, value]) => value !== null && value !== "" && typeof value !== "object")
      .map(([term, value]) => ({ term, text: typeof value === "number" ? number(value, data.lang) : String(value) }));

  const titled = (data, p) => p.name_ko || plain(data, p).map(({ text }) => text)[0] || data.name;

  const added = (data, p) => ({
    kicker: data.name,
    title: titled(data, p),
    sections: [],
    facts: plain(data, p),
    notes: [],
    sources: [{ title: data.source, locators: [] }],
  });

  const complex = (data, p) => {
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

  /** What a feature tells, as `sandan.told` wants it. */
  const told = (data, p) => (geocoded(p) ? complex(data, p) : added(data, p));

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
        dot.bindTooltip(() => sandan.tooltip([titled(data, properties), properties.sigungu || ""]), { sticky: true });
        sandan.bindPopup(map, dot, () => told(data, properties));
        if (geocoded(properties)) sandan.withRadius(map, dot, properties.precision_km, PANE);
      },
    });
    document.addEventListener("theme", () => layer.setStyle(styles()));
    return layer;
  };

  /** Offer an imported collection, unselected. */
  sandan.imported = (map, data) => sandan.overlay(map, data, (collection) => drawn(map, data, collection));
})();
