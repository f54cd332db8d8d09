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

  /** Kind of a complex to its colour. */
  const KINDS = { national: "group-7", general: "series", urban_high_tech: "group-8", agro: "group-5" };
  /** Nearer than this zoom every complex is drawn; farther off many that lie close are one bubble. */
  const NEAR = 9;

  /** How strongly a region is filled: by the class of its figure, the first whose end it does not pass. */
  const strength = ({ property, ends, rows }, properties) => {
    const value = properties[property];
    if (typeof value !== "number") return 0;
    return rows[ends.findIndex((end) => value <= end)].opacity;
  };

  const region = (colour, shades, properties) => ({
    pane: PANE,
    weight: 0.6,
    color: colour("halo"),
    fillColor: colour("series"),
    fillOpacity: strength(shades, properties),
  });

  const style = (colour, { properties, geometry }) => {
    const ink = colour(KINDS[properties.kind] || "imported");
    const taken = (properties.programmes || []).length;
    return {
      pane: PANE,
      radius: 3.2,
      // The more programmes, the heavier the rim; those of the smart-green programme have its colour.
      weight: [1.1, 1.8, 2.6][Math.min(taken, 2)],
      color: properties.smart_green_since ? colour("smart-green") : taken ? colour("ink") : ink,
      fillColor: ownPoint(properties) ? ink : colour("halo"),
      // An area must not hide the map below it.
      fillOpacity: geometry.type.endsWith("Point") ? 0.8 : 0.12,
    };
  };

  const number = (value, lang) => Number(value).toLocaleString(lang === "en" ? "en" : "ko");

  /** The properties of an added feature that can be read as a line. */
  const plain = (data, properties) =>
    Object.entries(properties)
      .filter(([, value]) => value !== null && value !== "" && typeof value !== "object")
      .map(([term, value]) => ({ term, text: typeof value === "number" ? number(value, data.lang) : String(value) }));

  const titled = (data, p) => p[`name_${data.lang}`] || p.name_ko || plain(data, p).map(({ text }) => text)[0] || data.name;

  const added = (data, p) => ({
    kicker: data.name,
    title: titled(data, p),
    sections: [],
    facts: plain(data, p),
    notes: [],
    sources: [{ title: data.source, locators: [] }],
  });

  /** A region with its figures, by what they rest on. */
  const figures = (data, p) => {
    const known = data.shades.told.filter(({ name }) => typeof p[name] === "number");
    const items = (own) => own.map(({ name, label }) => ({ title: label, text: number(p[name], data.lang), places: [] }));
    return {
      kicker: p.sido === p.name_ko ? data.name : p.sido,
      title: titled(data, p),
      sections: [...new Set(known.map(({ heading }) => heading))].map((heading) => ({ heading, items: items(known.filter((one) => one.heading === heading)) })),
      facts: [],
      notes: [],
      sources: [{ title: data.source, locators: [] }],
    };
  };

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
      ["aged", p.aged && data.yes],
      ["smart", p.smart_green_since],
      ["programmes", p.programmes && (p.programmes.map((id) => data.programmes[id] || id).join(", ") || data.none)],
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
  const told = (data, p) => (data.shades ? figures(data, p) : geocoded(p) ? complex(data, p) : added(data, p));

  // A canvas knows no tokens: what they stand for is asked again when the theme changes.
  const TOKENS = [...Object.values(KINDS), "series", "imported", "smart-green", "ink", "halo", "paper", "field", "ink-soft"];
  const known = (map) => Object.fromEntries(TOKENS.map((token) => [token, sandan.colour(map, token)]));

  const nameOf = (data, properties) => {
    const value = data.shades && properties[data.shades.property];
    return [titled(data, properties), typeof value === "number" ? number(value, data.lang) : properties.sigungu || ""];
  };

  /** How many complexes of each kind some are. */
  const counted = (data, marks) =>
    Object.keys(KINDS)
      .map((kind) => [kind, marks.filter(({ properties }) => properties.kind === kind).length])
      .filter(([, count]) => count)
      .map(([kind, count]) => `${data.kinds[kind]} ${count}`)
      .join(", ");

  /** Show the key in the legend while a layer is on the map. */
  const withKey = (data, layer) => {
    const key = data.shades ? keyOfShades(data) : keyOf(data);
    const show = () => document.getElementById("legend-body")?.append(key);
    if (layer._map) show();
    layer.on("add", show);
    layer.on("remove", () => key.remove());
  };

  const keyRow = (look, text) => sandan.el("li", {}, sandan.el("span", { class: "dot-key", style: look, "aria-hidden": "true" }), text);

  /** What the fills of regions mean. */
  const keyOfShades = ({ name, shades }) =>
    sandan.el(
      "section",
      { class: "imported-key" },
      sandan.el("h2", {}, name),
      sandan.el("p", {}, shades.title),
      sandan.el("ul", {}, ...shades.rows.map(({ label, opacity }) => keyRow(`background: color-mix(in srgb, var(--series) ${100 * opacity}%, transparent)`, label))),
    );

  /** What the colours and rims of complexes mean, in the legend while they are shown. */
  const keyOf = (data) => {
    return sandan.el(
      "section",
      { class: "imported-key" },
      sandan.el("h2", {}, data.name),
      sandan.el(
        "ul",
        {},
        ...Object.entries(KINDS).map(([kind, token]) => keyRow(`background: var(--${token})`, data.kinds[kind])),
        keyRow("border-color: var(--ink); border-width: 2px", data.key_one),
        keyRow("border-color: var(--ink); border-width: 3.5px", data.key_several),
        keyRow("border-color: var(--smart-green); border-width: 2.5px", data.terms.smart),
        keyRow("", data.key_far),
      ),
      sandan.el("p", {}, data.key_bubbles),
    );
  };

  /** Return the layer of a collection, from its vector tiles. */
  sandan.drawImported = (map, data) => {
    const styled = () => {
      const colours = known(map);
      const font = window.getComputedStyle(map.getContainer()).fontFamily;
      const colour = (token) => colours[token];
      const of = (feature) => (data.shades ? region(colour, data.shades, feature.properties) : style(colour, feature));
      return { of, font, paper: colours.paper, edge: colours.field, ink: colours["ink-soft"] };
    };
    const look = {
      near: NEAR,
      style: styled(),
      told: (properties) => told(data, properties),
      named: (properties) => nameOf(data, properties),
      counted: (marks) => [String(marks.length), counted(data, marks)].filter(Boolean),
      km: (properties) => (geocoded(properties) ? properties.precision_km : null),
    };
    const layer = sandan.tiled(map, data, look);
    document.addEventListener("theme", () => {
      look.style = styled();
      layer.restyle();
    });
    layer.once("shown", ({ marks }) => {
      if (data.shades || marks.some(({ properties }) => geocoded(properties))) withKey(data, layer);
    });
    return layer;
  };
})();
