/* The conditions: one control with the legend. How many ties each would leave, how many there are. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Not characters, so that they disturb nobody who types or speaks (WCAG 2.1.4). */
  const RESET_KEYS = new Set(["Delete", "Backspace"]);

  /** The values that a button stands for: a 초광역권 stands for its 시도. */
  const valuesOf = (facts, { filter, value }) => (filter === "region" ? sandan.view.codesOf(facts, value) : [value]);

  const writes = ({ target }) => target.closest("input, textarea, select, [contenteditable]");

  const paintButton = (facts, view, button) => {
    const { filter } = button.dataset;
    const values = valuesOf(facts, button.dataset);
    // Two programmes may name a sector alike: the button stands in one of them and counts that.
    const programme = button.closest("section.programme")?.dataset.programme;
    const { ties, places, bodies } = sandan.view.facet(facts, view, filter, values, programme);
    const on = values.every((value) => view[filter].includes(value));
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("aside", view[filter].length > 0 && !on);
    button.classList.toggle("none", !ties.size && !places.size);
    const count = button.querySelector(".count");
    const { bodies: pattern } = count.dataset;
    if (pattern) count.textContent = sandan.fill(pattern, { bodies: bodies.size, ties: ties.size, places: places.size });
    else count.textContent = String(button.dataset.counts === "places" ? places.size : ties.size);
  };

  /** Say a range in words: `50–200 km`. */
  const rangeSaid = (words, value) => {
    const [low, high] = sandan.view.range(value);
    return sandan.fill(words[low === null ? "to" : high === null ? "from" : "between"], { low, high });
  };

  /** Say beside a folded group what is chosen in it. */
  const paintGroup = (group, data, view) => {
    const { facet, range } = group.dataset;
    const chosen = range === undefined ? [...group.querySelectorAll("[aria-pressed='true'] .chip-name")].map(({ textContent }) => textContent) : view[facet].map((value) => rangeSaid(data.ranges[facet], value));
    group.querySelector(".chosen").textContent = chosen.join(", ");
  };

  /** Say in a sentence what is asked for, and how many of all ties and places that leaves. */
  const said = (panel, data, facts, view, { ties, places }) => {
    const on = [...panel.querySelectorAll("[data-filter][aria-pressed='true']")];
    const conditions = Object.keys(data.conditions).map((name) => {
      const own = on.filter(({ dataset }) => dataset.filter === name && view[name].length);
      const named = name in data.ranges ? view[name].map((value) => rangeSaid(data.ranges[name], value)) : own.map((button) => button.querySelector(".chip-name, .sector-name").textContent.trim());
      return named.length ? sandan.fill(data.conditions[name], { values: [...new Set(named)].join(", ") }) : null;
    });
    const counted = sandan.fill(facts.ties.length ? data.said : data.saidPlaces, { ties: ties.size, total: facts.ties.length, places: places.size, all: facts.places.length });
    return [...conditions.filter(Boolean), counted].join(" · ");
  };

  const paintStatus = (panel, data, facts, view, { ties, places }) => {
    const counted = facts.ties.length ? data.status : data.places;
    const pattern = ties.size || places.size ? counted : data.empty;
    const text = sandan.fill(pattern, { ties: ties.size, total: facts.ties.length, places: places.size, all: facts.places.length });
    const status = panel.querySelector(".filter-status");
    if (status.textContent !== text) status.textContent = text;
    panel.classList.toggle("nothing", !ties.size && !places.size);
    panel.querySelector(".filter-reset").hidden = sandan.view.isWhole(view);
    document.querySelector(".empty-note").hidden = ties.size > 0 || places.size > 0;
  };

  /**
   * Bring the conditions to life.
   * @param {{status: string, empty: string}} data patterns with {ties}, {total}, {places}
   */
  sandan.filters = (map, data) => {
    const { facts, state } = map.sandan;
    const panel = document.querySelector(".legend");
    sandan.shown(map);
    const buttons = [...panel.querySelectorAll("[data-filter]")];
    const change = (view) => {
      const started = performance.now();
      state.change(view);
      performance.measure("sandan-filter", { start: started });
    };
    const reset = () => {
      const { activeElement: held } = document;
      change(sandan.view.reset(state.view));
      // The button that had the focus is hidden now.
      if (panel.contains(held)) panel.querySelector(".legend-toggle").focus();
      else if (held.matches(".filter-reset")) document.getElementById("map").focus();
    };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        change(sandan.view.toggled(facts, state.view, button.dataset.filter, valuesOf(facts, button.dataset)));
      });
    }
    for (const group of panel.querySelectorAll("[data-range]")) {
      group.addEventListener("toggle", () => map.sandan.more?.().then((tools) => tools.range(group, data.ranges[group.dataset.facet].between, change)).catch(() => {}), { once: true });
    }
    for (const button of document.querySelectorAll(".filter-reset")) button.addEventListener("click", reset);
    document.addEventListener("keydown", (event) => {
      if (!RESET_KEYS.has(event.key) || writes(event) || sandan.view.isWhole(state.view)) return;
      event.preventDefault();
      reset();
    });
    state.follow((view, shown) => {
      for (const button of buttons) paintButton(facts, view, button);
      for (const group of panel.querySelectorAll(".facet")) paintGroup(group, data, view);
      paintStatus(panel, data, facts, view, shown);
      for (const one of document.querySelectorAll(".view-said")) one.textContent = said(panel, data, facts, view, shown);
      for (const one of document.querySelectorAll(".view-title")) {
        one.textContent = view.title[0] || one.dataset.usual;
        one.classList.toggle("titled", Boolean(view.title[0]));
      }
    });
  };
})();
