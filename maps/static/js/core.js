/* The namespace of the pages' scripts: data of the page, elements, coordinates, readiness. */
(() => {
  "use strict";
  window.sandan ??= { ready: false };
  const { sandan } = window;
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * Read a data block of the page.
   * @param {string} id
   * @returns {*}
   */
  sandan.data = (id) => JSON.parse(document.getElementById(id).textContent);

  /**
   * Give the map its words and shapes; `map.sandan` then carries what the parts share.
   * @param {L.Map} map
   * @param {{shapes: {name: string, path: string}[]}} words
   */
  sandan.start = (map, words) => {
    map.sandan = {
      words,
      shapes: new Map(words.shapes.map(({ name, path }) => [name, path])),
      places: new Map(),
      ties: [],
      overlays: [],
      lit: new Set(),
      waiting: [],
      regionNames: [],
      districtNames: [],
    };
  };

  const append = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
    }
    for (const child of children.flat(Infinity)) {
      // Strings become text nodes: nothing of the data is ever read as markup.
      if (child !== null && child !== undefined) element.append(child);
    }
    return element;
  };

  /** Make an HTML element; strings among the children become text. */
  sandan.el = (tag, attributes, ...children) =>
    append(document.createElement(tag), attributes, children);

  /** Markup of parts and texts, for what of Leaflet takes markup alone: attributions, names of layers. */
  sandan.escaped = (...parts) => sandan.el("i", {}, ...parts).innerHTML;

  /** Make an SVG element. */
  sandan.svg = (tag, attributes, ...children) =>
    append(document.createElementNS(SVG, tag), attributes, children);

  /**
   * Turn a position of the data into Leaflet's order.
   * @param {[number, number]} position longitude, latitude
   */
  sandan.latLng = ([lon, lat]) => L.latLng(lat, lon);

  /** Put `text` into a pattern's `{name}`. */
  sandan.fill = (pattern, values) =>
    pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

  /** Pixels that a mark takes of the screen at least (WCAG 2.2, target size). */
  sandan.TARGET = 24;

  /** Is the window as narrow as a phone? */
  sandan.narrow = () => window.matchMedia("(max-width: 720px)").matches;

  /** Copy a text; pages without https have no clipboard, but an old command. */
  sandan.copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = sandan.el("textarea", { class: "unseen", readonly: "" }, text);
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? undefined : Promise.reject(new Error("copy"));
  };

  /** What a token of theme.css stands for now, for a canvas. */
  sandan.colour = (map, token) => {
    const probe = sandan.el("i", { style: `color: var(--${token})`, hidden: "" });
    map.getContainer().append(probe);
    const { color } = window.getComputedStyle(probe);
    probe.remove();
    return color;
  };

  /** Does the reader want no motion? */
  sandan.calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Tell tests and pictures that everything is drawn: all files are in, two frames have passed.
   * `settle` fits what is shown into the room that the page's own letters leave.
   */
  sandan.finish = (map, settle) => {
    const twoFrames = () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return Promise.allSettled(map.sandan.waiting)
      .then(() => Promise.allSettled(["400", "700"].map((weight) => document.fonts.load(`${weight} 13px "Atlas Sans"`, "가A"))))
      .then(() => {
        sandan.forgetWidths();
        settle();
        return twoFrames();
      })
      .then(() => {
        sandan.ready = true;
        document.body.dataset.ready = "true";
      });
  };
})();
