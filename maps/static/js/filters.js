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
    const { ties, places } = sandan.view.facet(facts, view, filter, values);
    const on = values.every((value) => view[filter].includes(value));
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("aside", view[filter].length > 0 && !on);
    button.classList.toggle("none", !ties.size && !places.size);
    button.querySelector(".count").textContent = String(button.dataset.counts === "places" ? places.size : ties.size);
  };

  /** Say beside a folded group what is chosen in it. */
  const paintGroup = (group) => {
    const chosen = [...group.querySelectorAll("[aria-pressed='true'] .chip-name")];
    group.querySelector(".chosen").textContent = chosen.map(({ textContent }) => textContent).join(", ");
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
    for (const button of document.querySelectorAll(".filter-reset")) button.addEventListener("click", reset);
    document.addEventListener("keydown", (event) => {
      if (!RESET_KEYS.has(event.key) || writes(event) || sandan.view.isWhole(state.view)) return;
      event.preventDefault();
      reset();
    });
    state.follow((view, shown) => {
      for (const button of buttons) paintButton(facts, view, button);
      for (const group of panel.querySelectorAll(".facet")) paintGroup(group);
      paintStatus(panel, data, facts, view, shown);
    });
  };
})();
