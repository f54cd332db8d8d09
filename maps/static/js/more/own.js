/* The reader's own data: chosen or dropped, understood, placed, drawn, listed, filtered. It stays in the browser. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  /** Problems that are told one by one; the rest are counted. */
  const TOLD = 12;
  /** Names that the map has room for. */
  const NAMED = 400;

  const pressable = (text, act, more) => {
    const button = el("button", { type: "button", ...more }, text);
    button.addEventListener("click", act);
    return button;
  };

  const select = (label, options, chosen, change) => {
    const field = el("select", {}, options.map(([value, text]) => el("option", { value, selected: String(value) === String(chosen) && "" }, text)));
    field.addEventListener("change", () => change(field.value));
    return el("label", {}, label, field);
  };

  const said = (words, { line, column, key, value = "", more }) => {
    const text = sandan.fill(words.at, { row: line, column, text: sandan.fill(words.row[key], { value: value.slice(0, 60) }) });
    return more ? `${text} ${sandan.fill(words.more, { value: more })}` : text;
  };

  const problemList = (words, problems) =>
    el(
      "ul",
      { class: "own-problems" },
      problems.slice(0, TOLD).map((problem) => el("li", {}, said(words, problem))),
      problems.length > TOLD ? el("li", {}, sandan.fill(words.others, { count: problems.length - TOLD })) : null,
    );

  /** A dialog that goes when it is closed. */
  const dialogOf = (title, ...children) => {
    const dialog = el("dialog", { class: "own-dialog", "aria-label": title }, el("h2", {}, title), ...children);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  const isNumber = (text) => /^-?\d{1,3}(,\d{3})+(\.\d+)?$|^-?\d+(\.\d+)?$/.test(text);
  const numberOf = (text) => Number(text.replaceAll(",", ""));

  /** What a column can do: tell classes apart, or be asked for a range; null where neither. */
  const kindOf = (items, i) => {
    const values = items.map(({ cells }) => cells[i]).filter(Boolean);
    const distinct = new Set(values);
    if (distinct.size > 8 && values.every(isNumber)) return "range";
    return distinct.size > 1 && distinct.size <= Math.max(12, Math.min(60, values.length / 3)) ? "classes" : null;
  };

  /** The values of a column from the most frequent on. */
  const valuesOf = (items, i) => {
    const counts = new Map();
    for (const { cells } of items) counts.set(cells[i], (counts.get(cells[i]) || 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1]);
  };

  /**
   * Own data as a tool of the map.
   * @param {{words: object, headings: object, ranges: object, lang: string}} base
   * @param {{geocode: string|null}} data
   */
  sandan.own = (map, base, data) => {
    const { words } = base;
    const pane = map.getPane("own") || map.createPane("own");
    pane.style.zIndex = 606;
    let own = null;
    let layer = null;
    const status = (text) => {
      document.querySelector(".panel-status").textContent = text;
    };

    const titleOf = ({ cells, line }) => cells[own.label] || sandan.fill(words.nameless, { row: line });
    const facts = ({ cells }) => own.columns.map((term, i) => ({ term, text: cells[i] })).filter(({ text }) => text);
    const told = (item) => ({
      kicker: sandan.fill(words.kicker, { name: own.name }),
      title: titleOf(item),
      sections: [],
      facts: facts(item),
      notes: [item.found && sandan.fill(words.found, { name: item.found }), item.km ? sandan.fill(words.radius, { km: item.km }) : null].filter(Boolean),
      sources: [{ title: own.name, locators: [sandan.fill(words.line, { row: item.line })] }],
    });
    const lines = (item) => [titleOf(item), item.pair ? item.pair.join(" → ") : own.by >= 0 && own.by !== own.label ? `${own.columns[own.by]}: ${item.cells[own.by]}` : ""].filter(Boolean);

    const fits = ({ cells }) =>
      [...own.conditions].every(([i, wanted]) => {
        if (wanted instanceof Set) return wanted.has(cells[i]);
        const value = numberOf(cells[i]);
        return cells[i] !== "" && value >= (wanted[0] ?? -Infinity) && value <= (wanted[1] ?? Infinity);
      });

    /** Give each item the look of its class. */
    const classed = () => {
      const classes = own.by >= 0 && kindOf(own.items, own.by) === "classes" ? valuesOf(own.items, own.by).map(([value]) => value) : [];
      own.classes = classes;
      for (const item of own.items) item.look = sandan.ownLook(map, Math.min(Math.max(0, classes.indexOf(item.cells[own.by])), sandan.CLASSES - 1));
    };

    const draw = () => {
      layer?.remove();
      own.shown = own.items.filter(fits);
      layer = sandan.ownLayer(map, own.shown, { lines, told }).addTo(map);
      sandan.placeLabels(map);
    };

    const go = () => {
      const bounds = layer.getBounds();
      if (bounds.isValid()) sandan.frameBounds(map, bounds.pad(0.05));
    };

    const asText = () => {
      const { name, columns, label, by, items } = own;
      return JSON.stringify({ name, columns, label, by, items: items.map(({ layer: _, look: __, ...item }) => item) });
    };

    const clear = () => {
      layer?.remove();
      own = null;
      layer = null;
      sandan.kept(map, null);
      document.querySelector(".legend .own")?.remove();
      map.sandan.table?.remove("own");
      sandan.placeLabels(map);
      status(words.cleared);
    };

    const chip = (i, value, count) => {
      const wanted = own.conditions.get(i);
      const on = Boolean(wanted?.has(value));
      const number = own.classes.indexOf(value);
      const sign = own.by === i ? sandan.badgeSymbol(map, { ...sandan.ownLook(map, Math.min(number, sandan.CLASSES - 1)), colour: `var(--${sandan.ownLook(map, Math.min(number, sandan.CLASSES - 1)).token})` }, 18) : null;
      const button = pressable([sign, " ", el("span", { class: "chip-name" }, value || words.blank), " ", el("small", { class: "count" }, String(count))], () => {
        const next = new Set(own.conditions.get(i));
        if (!next.delete(value)) next.add(value);
        if (next.size) own.conditions.set(i, next);
        else own.conditions.delete(i);
        refresh();
      }, { class: `chip${wanted && !on ? " aside" : ""}`, "aria-pressed": String(on) });
      return button;
    };

    const asked = (i) => {
      if (kindOf(own.items, i) === "classes") return el("div", { class: "chips", role: "group", "aria-label": own.columns[i] }, valuesOf(own.items, i).map(([value, count]) => chip(i, value, count)));
      const values = own.items.map(({ cells }) => cells[i]).filter(Boolean).map(numberOf);
      const made = sandan.histogram({ values, name: own.columns[i], words: base.histogram, lang: base.lang }, (range) => {
        if (range.some((end) => end !== null)) own.conditions.set(i, range);
        else own.conditions.delete(i);
        refresh();
      });
      made.show(own.conditions.get(i) || [null, null]);
      return made.box;
    };

    /** The part of the key that is the reader's. */
    const section = () => {
      const before = document.querySelector(".legend .own");
      const able = own.columns.map((name, i) => [i, name]).filter(([i]) => kindOf(own.items, i));
      const box = el(
        "section",
        { class: "own", "aria-label": words.title },
        el("h2", {}, words.title, " ", el("small", {}, own.name)),
        el("p", { role: "status" }, sandan.fill(words.shown, { shown: own.shown.length, all: own.items.length })),
        able.length ? select(words.by, [[-1, words.none], ...able], own.by, (value) => {
          own.by = Number(value);
          own.conditions = new Map();
          refresh();
          document.querySelector(".legend .own select").focus();
        }) : null,
        own.by >= 0 ? asked(own.by) : el("ul", { class: "signs" }, el("li", { class: "wide" }, sandan.badgeSymbol(map, { ...own.items[0].look, colour: `var(--${own.items[0].look.token})` }, 18), own.name)),
        el("p", { class: "own-actions" }, pressable(words.go, go), pressable(words.clear, clear)),
        el("p", { class: "hint" }, document.querySelector("script[data-file=own]") ? words.inside : words.stays),
      );
      if (before) before.replaceWith(box);
      else document.querySelector(".legend .filter-line")?.after(box);
    };

    const listed = () =>
      map.sandan.table?.add({
        id: "own",
        name: words.title,
        columns: () => own.columns.map((name, i) => [`c${i}`, undefined, name]),
        rows: () =>
          own.shown.map((item) => ({
            id: `own-${item.line}`,
            ...Object.fromEntries(item.cells.map((value, i) => [`c${i}`, value])),
            lights: () => false,
            choose: () => {
              const at = sandan.ownAnchor(item);
              map.setView(sandan.latLng(at), Math.max(map.getZoom(), 9), { animate: !sandan.calm() });
              item.layer.openPopup(sandan.latLng(at));
            },
          })),
      });

    const refresh = (restored) => {
      const held = document.activeElement?.textContent;
      const inside = document.activeElement?.closest?.(".legend .own");
      classed();
      draw();
      section();
      listed();
      if (!restored) sandan.kept(map, asText());
      if (inside) [...document.querySelectorAll(".legend .own button")].find(({ textContent }) => textContent === held)?.focus();
    };

    const show = (made, restored) => {
      own = { by: -1, conditions: new Map(), ...made };
      refresh(restored);
      document.querySelector(".legend-body").scrollTop = 0;
    };

    document.addEventListener("theme", () => own && draw());
    map.sandan.own = () => own && { ...own, title: titleOf, asText };
    /** What `labels.js` names besides. */
    map.sandan.ownNames = () =>
      own && own.shown.length <= NAMED
        ? own.shown.filter(({ pair }) => !pair).map((item) => ({ record: { id: `own-${item.line}`, label: titleOf(item).slice(0, 40), weight: 2.9, radius: 5 }, at: sandan.latLng(sandan.ownAnchor(item)) }))
        : [];

    const refuse = (error, name) => {
      if (!error.told) console.error(error);
      const { key, values } = error.told || { key: "broken", values: {} };
      dialogOf(
        sandan.fill(words.refused, { name }),
        el("p", { role: "alert" }, sandan.fill(words.bad[key], values)),
        el("form", { method: "dialog" }, el("button", {}, words.close)),
      );
    };

    /** Place the rows of a table as was chosen. */
    const placed = async (table, choice, progress) => {
      if (choice.way === "drawn") return { items: table.rows.filter(({ geometry }) => geometry), problems: table.rows.filter(({ geometry }) => !geometry).map(({ line }) => ({ line, column: "geometry", key: "missing" })) };
      if (choice.way === "points") return sandan.pointsOf(table, choice, base.ranges);
      const asks = sandan.asksOf(table, choice);
      return sandan.namedOf(table, asks, await sandan.locate(map, asks.all, { url: data.geocode, lang: base.lang }, progress));
    };

    /** Show what was understood of a table, to be put right, and draw it. */
    const choose = (name, sheets) => {
      let [sheet] = sheets;
      let choice = sandan.understood(sheet.table, base.headings);
      const body = el("div", {});
      const dialog = dialogOf(sandan.fill(words.opening, { name }), body);
      const columns = () => sheet.table.columns.map((column, i) => [i, column]);
      const column = (role, label) => select(label, [...(choice[role] < 0 ? [[-1, words.choose]] : []), ...columns()], choice[role], (value) => {
        choice[role] = Number(value);
        paint();
      });
      const fields = () => ({ points: ["lon", "lat", "label"], names: ["name", "label"], pairs: ["from", "to", "label"], drawn: ["label"] })[choice.way];
      const outgoing = () => {
        if (!["names", "pairs"].includes(choice.way) || fields().some((role) => choice[role] < 0)) return null;
        const { all } = sandan.asksOf(sheet.table, choice);
        return sandan.fill(data.geocode ? words.asks : words.asks_here, { count: all.size });
      };
      const done = ({ items, problems }) => {
        if (!items.length) {
          body.replaceChildren(el("p", { role: "alert" }, words.nothing), problemList(words, problems), el("p", {}, pressable(words.back, paint), pressable(words.close, () => dialog.close())));
          return;
        }
        show({ name, columns: sheet.table.columns, label: choice.label, items });
        go();
        if (!problems.length) {
          dialog.close();
          status(sandan.fill(words.drawn, { count: items.length }));
          return;
        }
        body.replaceChildren(el("p", { role: "status" }, sandan.fill(words.drawn_some, { count: items.length, left: new Set(problems.map(({ line }) => line)).size })), problemList(words, problems), el("form", { method: "dialog" }, el("button", {}, words.close)));
      };
      const start = async (button) => {
        button.disabled = true;
        const line = body.querySelector(".own-told");
        try {
          done(await placed(sheet.table, choice, (at, all) => {
            line.textContent = sandan.fill(words.asking, { at, all });
          }));
        } catch (error) {
          dialog.close();
          refuse(error, name);
        }
      };
      const paint = () => {
        const ready = fields().every((role) => choice[role] >= 0);
        const button = pressable(words.draw, () => start(button), { class: "primary", disabled: ready ? null : "" });
        body.replaceChildren(
          el("p", {}, sandan.fill(words.rows, { rows: sheet.table.rows.length, columns: sheet.table.columns.length })),
          sheets.length > 1 ? select(words.sheet, sheets.map((one, i) => [i, one.name]), sheets.indexOf(sheet), (value) => {
            sheet = sheets[Number(value)];
            choice = sandan.understood(sheet.table, base.headings);
            paint();
          }) : "",
          choice.way === "drawn" ? "" : select(words.way, ["points", "names", "pairs"].map((way) => [way, words.ways[way]]), choice.way, (value) => {
            choice.way = value;
            paint();
          }),
          ...fields().map((role) => column(role, words.fields[role])),
          el("p", { class: "own-told", role: "status" }, outgoing() || words.stays),
          el("p", {}, button, pressable(words.close, () => dialog.close())),
        );
      };
      paint();
    };

    const open = async (files) => {
      const [file] = files;
      if (!file) return;
      try {
        choose(file.name, await sandan.readFile(file, base.headings));
      } catch (error) {
        refuse(error, file.name);
      }
    };

    /** Ask for a file. */
    const pick = () => {
      const input = el("input", { type: "file", accept: ".csv,.tsv,.txt,.xlsx,.geojson,.json" });
      const label = el("label", { class: "own-file" }, words.file, input);
      const dialog = dialogOf(words.pick, el("p", {}, words.takes), label, el("p", { class: "own-told" }, words.stays), el("form", { method: "dialog" }, el("button", {}, words.close)));
      input.addEventListener("change", () => {
        dialog.close();
        open([...input.files]);
      });
    };

    const restore = () => {
      try {
        show(JSON.parse(sandan.kept(map)), true);
      } catch (error) {
        console.error(error);
        sandan.kept(map, null);
      }
    };

    sandan.fontOf = () => data.font;
    sandan.ownPictures(map, words);
    return { own: pick, open, restore };
  };

})();
