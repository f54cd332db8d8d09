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
  /** Rows that are drawn; a file of the reader's own may have more. */
  const MOST = 1000;
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

  const titleOf = (words, [key, , name]) => name || words.columns[key];

  /** A cell; its column's title stands before it where a row is a card. */
  const cell = (column, row, words) => {
    const [key, decimals] = column;
    const title = titleOf(words, column);
    if (decimals === undefined) return el("td", { "data-title": title }, row[key] || "–");
    return el("td", { class: "number", "data-title": title }, format(words.lang, decimals).format(row[key]));
  };

  const isChosen = (table, { owner, id }) => table.map.sandan.state.view.select.includes(owner || id);

  const rowElement = (table, row) => {
    const [[first], ...others] = table.columns;
    const button = el("button", { type: "button" }, row[first]);
    const chosen = isChosen(table, row);
    const made = el("tr", { "data-id": row.id, "aria-current": chosen && "true" }, el("th", { scope: "row" }, button));
    made.append(...others.map((column) => cell(column, row, table.words)));
    for (const on of ["mouseenter", "focusin"]) made.addEventListener(on, () => sandan.light(table.map, row.lights, [row.id]));
    for (const off of ["mouseleave", "focusout"]) made.addEventListener(off, () => sandan.light(table.map, null));
    made.addEventListener("click", (event) => table.choose(row, event.ctrlKey || event.metaKey));
    return made;
  };

  const heading = (table, column) => {
    const [key, decimals] = column;
    const numeric = decimals !== undefined;
    const { order } = table;
    const sort = key !== order.key ? "none" : order.down ? "descending" : "ascending";
    const button = el("button", { type: "button", "data-key": key }, titleOf(table.words, column));
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
    const own = table.more.get(tab);
    const columns = own ? own.columns() : COLUMNS[tab].filter(([key]) => key !== "sectorLabel" || facts.ties.some((tie) => tie.sectorLabel));
    const every = sandan.sorted(own ? own.rows() : rowsOf[tab](words, facts, state.shown), table.order, words.lang);
    // What was chosen together stands first, as long as no column orders the rows.
    const several = state.view.select.length > 1 && !table.order.key;
    if (several) every.sort((a, b) => isChosen(table, b) - isChosen(table, a));
    const rows = every.slice(0, MOST);
    table.body.replaceChildren(
      el(
        "table",
        {},
        el("caption", { class: "unseen" }, own?.name || words.tabs[tab]),
        el("thead", {}, el("tr", {}, columns.map((column) => heading(table, column)))),
        el("tbody", {}, rows.map((row) => rowElement({ ...table, columns }, row))),
      ),
      rows.length ? "" : el("p", { class: "empty" }, words.empty),
      rows.length < every.length ? el("p", { class: "empty" }, sandan.fill(words.first, { shown: rows.length, all: every.length })) : "",
    );
  };

  const tabs = (table, drawer) => {
    const every = () => [...drawer.querySelectorAll("[role=tab]")];
    const open = (tab) => {
      table.tab = tab.dataset.tab;
      table.order = AS_IS;
      for (const one of every()) {
        one.setAttribute("aria-selected", String(one === tab));
        one.tabIndex = one === tab ? 0 : -1;
      }
      table.body.setAttribute("aria-labelledby", tab.id);
      table.paint();
    };
    const bring = (tab) => {
      tab.addEventListener("click", () => open(tab));
      tab.addEventListener("keydown", ({ key }) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
        if (!step) return;
        const all = every();
        const next = all.at((all.indexOf(tab) + step) % all.length);
        open(next);
        next.focus();
      });
    };
    every().forEach(bring);
    return { bring, open, every };
  };

  /** Let a tool that is loaded later list rows in a tab of its own. */
  const extensible = (table, drawer, { bring, open, every }) => {
    const tabOf = (id) => every().find(({ dataset }) => dataset.tab === id);
    return {
      /** Open the table at a tab. */
      show: (id) => {
        open(tabOf(id));
        sandan.fold(table.map, drawer, false);
        table.body.scrollTop = 0;
      },
      /** @param {{id: string, name: string, columns: () => [string, number?, string?][], rows: () => object[]}} kind */
      add: (kind) => {
        const before = tabOf(kind.id);
        table.more.set(kind.id, kind);
        const tab = before || el("button", { type: "button", role: "tab", id: `tab-${kind.id}`, "data-tab": kind.id, "aria-controls": "table", "aria-selected": "false", tabindex: -1 }, `${kind.name} `, el("span", { class: "count" }));
        tab.querySelector(".count").textContent = String(kind.rows().length);
        if (!before) {
          drawer.querySelector("[role=tablist]").append(tab);
          bring(tab);
        }
        if (table.tab === kind.id) table.paint();
      },
      remove: (id) => {
        if (!table.more.delete(id)) return;
        tabOf(id).remove();
        if (table.tab === id) open(every()[0]);
      },
    };
  };

  /** Bring the drawer with the table to life. */
  sandan.table = (map, words) => {
    const drawer = document.querySelector(".drawer");
    const table = { map, words, body: drawer.querySelector("[role=tabpanel]"), tab: "ties", order: AS_IS, more: new Map() };
    table.paint = () => inPlace(table.body, () => paint(table));
    table.choose = (row, more) => {
      const { state, facts } = map.sandan;
      if (more && !row.choose) {
        state.change(sandan.view.toggled(facts, state.view, "select", [row.owner || row.id]));
        return;
      }
      if (sandan.narrow()) sandan.fold(map, drawer, true);
      if (row.choose) row.choose();
      else sandan.choose(map, row.owner || row.id);
    };
    sandan.sheet(map, drawer, true);
    map.sandan.table = extensible(table, drawer, tabs(table, drawer));
    map.sandan.state.follow((_, { ties, places }) => {
      const counts = { ties: ties.size, places: places.size };
      for (const tab of drawer.querySelectorAll("[role=tab]")) {
        if (tab.dataset.tab in counts) tab.querySelector(".count").textContent = String(counts[tab.dataset.tab]);
      }
      drawer.querySelector(".drawer-count").textContent = sandan.fill(map.sandan.facts.ties.length ? words.counts : words.countsPlaces, counts);
      table.paint();
    });
  };
})();
