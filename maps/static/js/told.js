/* What the panel and popups tell about one thing, built from plain text. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  /** Korean words on a page of another language, as `api.html.quoted` marks them. */
  const KOREAN = /(\p{Script=Hangul}(?:[^A-Za-z]*\p{Script=Hangul})?)/u;
  const quoted = (text) =>
    document.documentElement.lang === "ko" ? text : text.split(KOREAN).map((part, i) => (i % 2 ? el("span", { lang: "ko" }, part) : part));

  /** A place or an undertaking to go to; plain text where nothing can be shown. */
  const leading = (map, id, className, text, ...more) => {
    const entry = map.sandan.found.get(id);
    if (!entry) return el("span", { class: className }, text, more);
    const button = el("button", { type: "button", class: className, title: sandan.fill(map.sandan.words.fly, { name: entry.name }) }, text, more);
    button.addEventListener("click", () => sandan.choose(map, id));
    return button;
  };

  const chip = (map, { id, label, role }) => leading(map, id, "chip", label, role ? el("small", {}, role) : null);

  /** The title of a line: what it leads to on the map, or where a conflict is decided. */
  const heading = (map, { title, leadsTo, conflict }) => {
    const at = conflict && map.sandan.words.conflict;
    if (at) return el("a", { href: sandan.fill(at, { id: conflict }) }, quoted(title));
    return leadsTo ? leading(map, leadsTo, "lead-to", title) : quoted(title);
  };

  const item = (map, { badge, title, leadsTo, conflict, text, quote, places }) =>
    el(
      "li",
      {},
      badge ? sandan.badgeSymbol(map, badge, 28) : null,
      el(
        "div",
        {},
        title ? el("strong", {}, heading(map, { title, leadsTo, conflict })) : null,
        text ? el("span", { class: "role" }, quoted(text)) : null,
        quote ? el("span", { class: "quote", lang: "ko" }, quote) : null,
        places.length ? el("div", { class: "chips" }, places.map((place) => chip(map, place))) : null,
      ),
    );

  const section = (map, { heading, items }) =>
    el("section", {}, el("h3", {}, heading), el("ul", {}, items.map((one) => item(map, one))));

  /** A source with its locators, each of which leads to its place on the source's page. */
  const source = ({ source: page }, { id, title, locators }) => {
    const at = (locator) => `${sandan.fill(page, { id })}#${encodeURIComponent(locator.trim().split(/\s+/).join("-"))}`;
    const links = locators.map((one) => (page && id ? el("a", { href: at(one), lang: "ko" }, one) : one));
    return el("li", {}, title, links.map((one, i) => [i ? "; " : ", ", one]));
  };

  /**
   * Build what is told.
   * @param {object} data as `maps/records.py` makes it
   * @param {...Node} actions below the title
   */
  sandan.told = (map, data, ...actions) => {
    const { words } = map.sandan;
    return el(
      "article",
      { class: "facts", tabindex: "-1" },
      el(
        "header",
        {},
        data.badge ? sandan.badgeSymbol(map, data.badge, 34) : null,
        el("div", {}, el("p", { class: "kicker" }, data.kicker), el("h2", {}, data.title)),
      ),
      actions.length ? el("p", { class: "actions" }, actions) : null,
      data.sections.map((one) => section(map, one)),
      data.facts.length ? el("dl", {}, data.facts.map(({ term, text }) => [el("dt", {}, term), el("dd", {}, quoted(text))])) : null,
      data.notes.map((note) => el("p", { class: "note" }, el("b", {}, words.notes), " ", quoted(note))),
      el(
        "footer",
        {},
        el("h3", {}, words.sources),
        el("ul", {}, data.sources.map((one) => source(words, one))),
        data.more ? el("a", { href: data.more.href }, data.more.text) : null,
      ),
    );
  };
})();
