/* What is shown, to take along: as a link, as code for another page, as a file. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  /** A cell that begins so may run as a formula (OWASP, CSV Injection). */
  const FORMULA = /^[=+\-@\t\r]/;

  /**
   * The features of collections that are shown; each says of which collection it is.
   * @param {{id: string, features: object[]}[]} collections
   * @param {Set<string>} ids
   */
  sandan.featuresShown = (collections, ids) =>
    collections.flatMap(({ id, features }) =>
      features
        .filter(({ properties }) => ids.has(properties.id))
        .map((feature) => ({ ...feature, properties: { collection: id, ...feature.properties } })),
    );

  const wkt = ({ type, coordinates }) => {
    const pair = ([lon, lat]) => `${lon} ${lat}`;
    return type === "Point" ? `POINT (${pair(coordinates)})` : `LINESTRING (${coordinates.map(pair).join(", ")})`;
  };

  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  /** Write features as CSV that Excel opens without damage: a byte order mark, the geometry as WKT, WGS 84. */
  sandan.csv = (features) => {
    const names = [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
    const lines = features.map(({ properties, geometry }) => [...names.map((name) => properties[name]), wkt(geometry)]);
    return `\ufeff${[[...names, "wkt"], ...lines].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  /** The code that shows an address within another page. */
  sandan.embedCode = (code, values) => {
    const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
    return sandan.fill(code, { ...values, src: quoted(values.src), title: quoted(values.title) });
  };

  const save = (name, type, text) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    el("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };

  const load = async ({ id, url }) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return { id, features: (await answer.json()).features };
  };

  const shownFeatures = async (map, data) => {
    const { ties, places } = map.sandan.state.shown;
    return sandan.featuresShown(await Promise.all(data.collections.map(load)), new Set([...ties, ...places]));
  };

  /** The present view at another address of this server. */
  const here = (path) => new URL(path + window.location.search, window.location.href);

  /** The address of the picture of what the reader sees. */
  sandan.pictureOf = (map, path) => {
    const address = here(path);
    const frame = frameOf(map);
    if (frame) address.searchParams.set("extent", frame);
    return address;
  };

  /** West, south, east, north of what the reader sees, as far as a picture may show; null for all of Korea. */
  const frameOf = (map) => {
    if (map.sandan.fitted) return null;
    const { left, bottom } = sandan.room(map);
    const { x, y } = map.getSize();
    const seen = L.latLngBounds(map.containerPointToLatLng([left, y - bottom]), map.containerPointToLatLng([x, 0]));
    const most = sandan.drawn;
    const inside = (lat, lng) => [
      Math.min(Math.max(lng, most.getWest()), most.getEast()).toFixed(4),
      Math.min(Math.max(lat, most.getSouth()), most.getNorth()).toFixed(4),
    ];
    return [...inside(seen.getSouth(), seen.getWest()), ...inside(seen.getNorth(), seen.getEast())].join(",");
  };

  const actions = (map, data) => ({
    link: () => sandan.copy(window.location.href),
    embed: () => sandan.copy(sandan.embedCode(data.code, { ...data.size, src: here(data.embed).href + window.location.hash, title: document.title })),
    geojson: async () => {
      const features = await shownFeatures(map, data);
      const whole = { type: "FeatureCollection", name: data.name, view: window.location.href, features };
      save(`${data.name}.geojson`, "application/geo+json", JSON.stringify(whole));
    },
    csv: async () => save(`${data.name}.csv`, "text/csv;charset=utf-8", sandan.csv(await shownFeatures(map, data))),
  });

  /** Bring the menu to life. */
  sandan.keep = (map, data) => {
    const menu = document.querySelector(".data");
    const status = menu.querySelector("[role=status]");
    const all = actions(map, data);
    for (const button of menu.querySelectorAll("[data-keep]")) {
      button.addEventListener("click", () => {
        all[button.dataset.keep]().then(
          () => {
            status.textContent = data.done[button.dataset.keep];
          },
          (error) => {
            status.textContent = data.failed;
            console.error(error);
          },
        );
      });
    }
    for (const link of menu.querySelectorAll("[data-picture]")) {
      const path = link.getAttribute("href");
      const lead = () => {
        link.href = "frames" in link.dataset ? sandan.pictureOf(map, path) : here(path);
      };
      map.sandan.state.follow(lead);
      map.on("moveend", lead);
    }
    menu.addEventListener("toggle", () => {
      status.textContent = "";
    });
  };
})();
