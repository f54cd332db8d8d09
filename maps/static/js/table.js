/* The table that equals the map: its ties or its places, sortable, with the same filter and light. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /** The columns of a tab: key of the row and of the words, decimals of a number. The first names the row. */
  const COLUMNS = {
    ties: [["title"], ["sectorLabel"], ["fromLabel"], ["toLabel"], ["km", 1], ["crossing"]],
    places: [["label"], ["kindLabel"], ["sidoLabel"], ["ties", 0], ["confidenceLabel"]],
  };
  /** As the data has it. */
  const AS_IS = { key: null, down: false };

  /** Rows of what is shown, each with what choosing it selects and what it lights. */
  const rowsOf = {
    ties: (words, facts, shown) =>
      facts.ties
        .filter(({ id }) => shown.ties.has(id))
        .map((tie) => ({ ...tie, crossing: words.crossing[tie.crosses.length], lights: ({ id }) => id === tie.id })),
    places: (words, facts, shown) => {
      const ties = facts.ties.filter(({ id }) => shown.ties.has(id));
      const meets = (id) => (tie) => tie.from === id || tie.to === id;
      return facts.places
        .filter(({ id }) => shown.places.has(id))
        .map((place) => ({ ...place, ties: ties.filter(meets(place.id)).length, lights: meets(place.id) }));
    },
  };

  /**
   * Sort rows by a column; text by the language's order, numbers in it by size. Equal rows stay as they are.
   * @param {{key: string|null, down: boolean}} order
   */
  sandan.sorted = (rows, { key, down }, lang) => {
    if (!key) return rows;
    const { compare } = new Intl.Collator(lang, { numeric: true });
    const sign = down ? -1 : 1;
    const by = (a, b) => (typeof a[key] === "number" ? a[key] - b[key] : compare(a[key], b[key]));
    return [...rows].sort((a, b) => sign * by(a, b));
  };

  /** Making a format takes the browser far longer than using it: each is kept. */
  const formats = new Map();
  const format = (lang, decimals) => {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    if (!formats.has(decimals)) formats.set(decimals, new Intl.NumberFormat(lang, digits));
    return formats.get(decimals);
  };

  const cell = ([key, decimals], row, lang) => {
    if (decimals === undefined) return el("td", {}, row[key] || "–");
    return el("td", { class: "number" }, format(lang, decimals).format(row[key]));
  };

  const rowElement = (table, row) => {
    const [[first], ...others] = table.columns;
    const button = el("button", { type: "button" }, row[first]);
    const chosen = table.map.sandan.state.view.select.includes(row.owner || row.id);
    const made = el("tr", { "data-id": row.id, "aria-current": chosen && "true" }, el("th", { scope: "row" }, button));
    made.append(...others.map((column) => cell(column, row, table.words.lang)));
    for (const on of ["mouseenter", "focusin"]) made.addEventListener(on, () => sandan.light(table.map, row.lights, [row.id]));
    for (const off of ["mouseleave", "focusout"]) made.addEventListener(off, () => sandan.light(table.map, null));
    made.addEventListener("click", () => table.choose(row));
    return made;
  };

  const heading = (table, [key, decimals]) => {
    const numeric = decimals !== undefined;
    const { order } = table;
    const sort = key !== order.key ? "none" : order.down ? "descending" : "ascending";
    const button = el("button", { type: "button", "data-key": key }, table.words.columns[key]);
    button.addEventListener("click", () => {
      table.order = { key, down: key === order.key ? !order.down : numeric };
      table.paint();
    });
    return el("th", { scope: "col", "aria-sort": sort, class: numeric ? "number" : null }, button);
  };

  /** Draw anew by `draw` and leave scroll and focus where they were. */
  const inPlace = (body, draw) => {
    const { scrollTop } = body;
    const held = body.contains(document.activeElement) && document.activeElement.closest("tr, [data-key]");
    draw();
    body.scrollTop = scrollTop;
    if (!held) return;
    const { id, key } = held.dataset;
    const same = body.querySelector(key ? `[data-key="${key}"]` : `[data-id="${id}"] button`);
    if (same) same.focus({ preventScroll: true });
  };

  /** Draw the table anew. */
  const paint = (table) => {
    const { map, words, tab } = table;
    const { facts, state } = map.sandan;
    const columns = COLUMNS[tab].filter(([key]) => key !== "sectorLabel" || facts.ties.some((tie) => tie.sectorLabel));
    const rows = sandan.sorted(rowsOf[tab](words, facts, state.shown), table.order, words.lang);
    table.body.replaceChildren(
      el(
        "table",
        {},
        el("caption", { class: "unseen" }, words.tabs[tab]),
        el("thead", {}, el("tr", {}, columns.map((column) => heading(table, column)))),
        el("tbody", {}, rows.map((row) => rowElement({ ...table, columns }, row))),
      ),
      rows.length ? "" : el("p", { class: "empty" }, words.empty),
    );
  };

  const tabs = (table, drawer) => {
    const all = [...drawer.querySelectorAll("[role=tab]")];
    const open = (tab) => {
      table.tab = tab.dataset.tab;
      table.order = AS_IS;
      for (const one of all) {
        one.setAttribute("aria-selected", String(one === tab));
        one.tabIndex = one === tab ? 0 : -1;
      }
      table.body.setAttribute("aria-labelledby", tab.id);
      table.paint();
    };
    all.forEach((tab, i) => {
      tab.addEventListener("click", () => open(tab));
      tab.addEventListener("keydown", ({ key }) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
        if (!step) return;
        const next = all.at((i + step) % all.length);
        open(next);
        next.focus();
      });
    });
  };

  /** Bring the drawer with the table to life. */
  sandan.table = (map, words) => {
    const drawer = document.querySelector(".drawer");
    const table = { map, words, body: drawer.querySelector("[role=tabpanel]"), tab: "ties", order: AS_IS };
    table.paint = () => inPlace(table.body, () => paint(table));
    table.choose = (row) => {
      if (sandan.narrow()) sandan.fold(map, drawer, true);
      sandan.choose(map, row.owner || row.id);
    };
    sandan.sheet(map, drawer, true);
    tabs(table, drawer);
    map.sandan.state.follow((_, { ties, places }) => {
      const counts = { ties: ties.size, places: places.size };
      for (const tab of drawer.querySelectorAll("[role=tab]")) {
        tab.querySelector(".count").textContent = String(counts[tab.dataset.tab]);
      }
      drawer.querySelector(".drawer-count").textContent = sandan.fill(words.counts, counts);
      table.paint();
    });
  };
})();
