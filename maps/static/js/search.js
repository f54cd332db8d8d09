/* The search box: a combobox over everything that has a name. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;
  const MOST = 6;

  /** The name that fits, its fitting part marked. */
  const marked = ({ text, start, end }) => [text.slice(0, start), el("mark", {}, text.slice(start, end)), text.slice(end)];

  /** The detail of a hit, with the other name that fits unless the detail says it already. */
  const told = (hit) => {
    const { detail } = hit.entry;
    if (hit.shown) return detail;
    const at = detail.indexOf(hit.text);
    return at < 0 ? [marked(hit), " · ", detail] : marked({ text: detail, start: at + hit.start, end: at + hit.end });
  };

  const option = (hit, id) => {
    const { name } = hit.entry;
    return el(
      "li",
      { role: "option", id, "aria-selected": "false", "data-id": hit.entry.id },
      el("span", { class: "found-name" }, hit.shown ? marked(hit) : name),
      el("small", {}, told(hit)),
    );
  };

  /** The hits by type, the type with the best hit first. */
  const grouped = (hits, types) => {
    const kinds = Object.keys(types).filter((type) => hits.some(({ entry }) => entry.type === type));
    const rank = (type) => Math.floor(hits.find(({ entry }) => entry.type === type).rank);
    kinds.sort((a, b) => rank(a) - rank(b));
    return kinds.map((type) => [type, hits.filter(({ entry }) => entry.type === type)]);
  };

  const group = (words, type, hits, index) => {
    const id = `found-${type}`;
    const more = hits.length > MOST ? ` ${sandan.fill(words.some, { shown: MOST, all: hits.length })}` : "";
    return el(
      "ul",
      { role: "group", "aria-labelledby": id },
      el("li", { role: "presentation", id }, words.types[type], more ? el("small", {}, more) : null),
      hits.slice(0, MOST).map((hit, i) => option(hit, `found-${index}-${i}`)),
    );
  };

  const box = (words) => {
    const input = el("input", {
      type: "search",
      id: "search",
      role: "combobox",
      placeholder: words.placeholder,
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      "aria-label": words.label,
      "aria-expanded": "false",
      "aria-controls": "found",
      "aria-autocomplete": "list",
      "aria-keyshortcuts": "/",
    });
    const list = el("div", { id: "found", role: "listbox", "aria-label": words.results, hidden: "" });
    const status = el("p", { class: "found-status", role: "status" });
    const everything = el("a", { class: "found-everything", hidden: "" });
    const drop = el("div", { class: "found-drop", hidden: "" }, list, status, everything);
    const form = el("div", { class: "search", role: "search" }, input, el("kbd", { "aria-hidden": "true" }, "/"), drop);
    return { form, input, drop, list, status, everything };
  };

  const typing = ({ target }) => target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);

  /**
   * Put the search box beside the map.
   * @param {{entries: object[], words: object}} data as `maps/search_index.py` and `maps/elements/search.py` write it
   */
  sandan.search = (map, { entries, words }) => {
    map.sandan.found = new Map(entries.map((entry) => [entry.id, entry]));
    const all = sandan.searchable(entries);
    const { form, input, drop, list, status, everything } = box(words);
    const at = map.sandan.words.everything;
    everything.hidden = !at;
    let active = null;

    const activate = (next) => {
      if (active) active.setAttribute("aria-selected", "false");
      active = next;
      if (next) {
        next.setAttribute("aria-selected", "true");
        next.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", next.id);
      } else input.removeAttribute("aria-activedescendant");
    };
    const open = (wanted) => {
      list.hidden = !wanted;
      input.setAttribute("aria-expanded", String(wanted));
      if (!wanted) activate(null);
    };
    const close = () => {
      open(false);
      drop.hidden = true;
    };
    const look = () => {
      const query = input.value.trim();
      const hits = sandan.findNames(all, query);
      activate(null);
      list.replaceChildren(...grouped(hits, words.types).map(([type, of], i) => group(words, type, of, i)));
      list.scrollTop = 0;
      open(hits.length > 0);
      status.classList.toggle("none", query !== "" && !hits.length);
      drop.hidden = query === "";
      // What else is known of the words: facts, numbers, sources.
      if (at) everything.href = sandan.fill(at, { query: encodeURIComponent(query) });
      everything.textContent = sandan.fill(words.everything, { query });
      status.textContent = query && sandan.fill(hits.length ? words.found : words.none, { count: hits.length, query });
    };
    const take = (chosen) => {
      input.value = map.sandan.found.get(chosen.dataset.id).name;
      status.textContent = "";
      close();
      input.blur();
      sandan.choose(map, chosen.dataset.id);
    };
    const step = (by) => {
      const options = [...list.querySelectorAll("[role=option]")];
      if (!options.length) return;
      const at = active ? options.indexOf(active) + by : by > 0 ? 0 : -1;
      activate(options.at(at % options.length));
    };
    const keys = {
      ArrowDown: () => (list.hidden ? look() : step(1)),
      ArrowUp: () => step(-1),
      Enter: () => {
        const chosen = active || list.querySelector("[role=option]");
        if (chosen && !list.hidden) take(chosen);
      },
      Escape: () => {
        if (list.hidden) input.value = "";
        status.textContent = "";
        status.classList.remove("none");
        close();
      },
    };

    input.addEventListener("input", look);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      // While a syllable is being composed, keys belong to the input method.
      if (event.isComposing || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    input.addEventListener("blur", ({ relatedTarget }) => (relatedTarget === everything ? open(false) : close()));
    everything.addEventListener("blur", close);
    // A press must not take the focus, else the list closes before the click.
    drop.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const chosen = target.closest("[role=option]");
      if (chosen) take(chosen);
    });
    document.addEventListener("keydown", (event) => {
      // A character alone is a command only of the map that has the focus: speech and slips of the hand give many.
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
      if (!event.target.closest(".leaflet-container")) return;
      event.preventDefault();
      input.focus();
    });
    document.querySelector(".search-slot").append(form);
  };
})();
