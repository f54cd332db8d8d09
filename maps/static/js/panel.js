/* The panel: tells about what is selected; the keyboard goes in with a choice and out with Escape. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  const copyButton = (words, status) => {
    const button = el("button", { type: "button" }, words.link);
    const say = (text) => {
      status.textContent = text;
    };
    button.addEventListener("click", () => sandan.copy(window.location.href).then(() => say(words.copied), () => say(words.uncopied)));
    return button;
  };

  const closeButton = (words, close) => {
    const button = el("button", { type: "button", class: "panel-close", title: words.close, "aria-label": words.close }, "×");
    button.addEventListener("click", close);
    return button;
  };

  /** Say what is selected and how many of its ties are shown. */
  const spoken = (map, words, ids, records) => {
    if (!ids.length) return words.cleared;
    const { state, ties, selected } = map.sandan;
    const count = ties.filter((tie) => selected.test(tie) && state.shown.ties.has(tie.id)).length;
    return sandan.fill(words.selected, { name: ids.map((id) => records.get(id).title).join(", "), ties: count });
  };

  /** Give the map the room that the panel leaves. */
  const fit = (map) => {
    map.invalidateSize({ animate: false });
    if (sandan.ready) sandan.placeLabels(map);
  };

  /**
   * Bring the panel to life.
   * @param {{records: object[], words: object}} data as `maps/elements/panel.py` writes it
   */
  sandan.panel = (map, { records: list, scenario, words }) => {
    const { state } = map.sandan;
    const panel = document.querySelector(".panel");
    const status = document.querySelector(".panel-status");
    const records = new Map(list.map((record) => [record.id, record]));
    let ids = [];
    let opener = null;

    /** Where the keyboard goes when the panel closes. */
    const leave = (from) => {
      const marks = from.map((id) => map.sandan.places.get(records.get(id)?.flag?.place || id)?.marker.getElement());
      const back = [opener, ...marks, document.getElementById("map")].find((one) => one?.isConnected);
      opener = null;
      back.focus({ preventScroll: true });
    };
    const clear = () => state.change({ ...state.view, select: [] });
    const article = (id) => {
      const record = records.get(id);
      const page = record.page ? [el("a", { href: record.page }, words.page)] : [];
      const tied = scenario && map.sandan.facts.ties.some(({ owner }) => owner === id);
      if (tied) page.push(el("a", { href: scenario + id }, words.scenario));
      return sandan.told(map, record, ...page, copyButton(words, status));
    };
    const paint = (before) => {
      const held = panel.contains(document.activeElement);
      panel.hidden = !ids.length;
      panel.replaceChildren(...(ids.length ? [closeButton(words, clear), ...ids.map(article)] : []));
      panel.scrollTop = 0;
      fit(map);
      if (held && ids.length) map.sandan.enter();
      else if (held) leave(before);
    };

    /** Lead the keyboard into the panel. */
    map.sandan.enter = () => {
      const { activeElement } = document;
      if (!panel.contains(activeElement)) opener = activeElement === document.body ? null : activeElement;
      panel.querySelector("article").focus({ preventScroll: true });
    };
    state.follow(({ select }) => {
      const before = ids;
      // What the page does not tell of cannot be shown as selected.
      ids = select.filter((id) => records.has(id));
      sandan.mark(map, ids, records);
      if (before.join() === ids.join()) return;
      paint(before);
      status.textContent = spoken(map, words, ids, records);
    });
    document.addEventListener("keydown", (event) => {
      const elsewhere = event.target.closest("input, select, textarea, .legend, .drawer, details[open]");
      if (event.key !== "Escape" || event.defaultPrevented || elsewhere || !ids.length) return;
      const from = ids;
      const inside = panel.contains(document.activeElement);
      clear();
      if (!inside) leave(from);
    });
  };
})();
