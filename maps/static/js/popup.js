/* What a popup or a tooltip shows, built from plain text. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  const chip = (map, place) => {
    const known = map.sandan.places.has(place.id);
    const role = place.role ? el("small", {}, place.role) : null;
    if (!known) return el("span", { class: "chip" }, place.label, role);
    const label = sandan.fill(map.sandan.words.fly, { name: place.label });
    const button = el("button", { type: "button", class: "chip", title: label }, place.label, role);
    button.addEventListener("click", () => sandan.flyTo(map, place.id));
    return button;
  };

  const item = (map, { badge, title, text, places }) =>
    el(
      "li",
      {},
      badge ? sandan.badgeSymbol(map, badge, 28) : null,
      el(
        "div",
        {},
        title ? el("strong", {}, title) : null,
        text ? el("span", { class: "role" }, text) : null,
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
   * Build a popup's content.
   * @param {object} data as `maps/popups.py` writes it
   */
  sandan.popup = (map, data) => {
    const { words } = map.sandan;
    return el(
      "article",
      { class: "facts", tabindex: "-1" },
      el("header", {}, el("p", { class: "kicker" }, data.kicker), el("h2", {}, data.title)),
      data.sections.map((one) => section(map, one)),
      el("dl", {}, data.facts.map(({ term, text }) => [el("dt", {}, term), el("dd", {}, text)])),
      data.notes.map((note) => el("p", { class: "note" }, el("b", {}, words.notes), " ", note)),
      el(
        "footer",
        {},
        el("h3", {}, words.sources),
        el("ul", {}, data.sources.map((one) => source(words, one))),
        data.more ? el("a", { href: data.more.href }, data.more.text) : null,
      ),
    );
  };

  /** Bind a popup that is built when it opens and keeps clear of the legend. */
  sandan.bindPopup = (map, layer, data) => {
    const narrow = sandan.narrow();
    layer.bindPopup(() => sandan.popup(map, data), {
      className: "facts-popup",
      minWidth: narrow ? 240 : 300,
      maxWidth: narrow ? 264 : 340,
      // Clear of the legend on the left or below, and of the buttons on the right.
      autoPanPaddingTopLeft: [narrow ? 6 : 326, 10],
      autoPanPaddingBottomRight: [narrow ? 58 : 66, 40],
      maxHeight: Math.round(map.getSize().y * (narrow ? 0.45 : 0.62)),
    });
    layer.on("popupopen", ({ popup }) => {
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", map.sandan.words.close);
      close.title = map.sandan.words.close;
      // Leaflet itself hears Escape only where the map, not its popup, has the focus.
      popup.getElement().onkeydown = ({ key }) => {
        if (key === "Escape") layer.closePopup();
      };
    });
  };

  /** Build a tooltip: the first line strong. */
  sandan.tooltip = (lines) =>
    el("div", {}, lines.map((line, i) => el(i ? "div" : "strong", {}, line)));
})();
