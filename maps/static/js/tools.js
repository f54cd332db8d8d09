/* The tools for reading: coordinates in a grid of choice under the pointer, distances. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  const pressable = (text, action) => {
    const button = el("button", { type: "button" }, text);
    button.addEventListener("click", action);
    return button;
  };

  /** What the shelf is made of. */
  const parts = (data) => {
    const { words, grids } = data;
    const select = el("select", {}, el("option", { value: "" }, words.wgs84), grids.map(({ code, name }) => el("option", { value: code }, `${code} ${name}`)));
    const output = el("output", { "aria-live": "off" });
    const status = el("p", { class: "tools-status", role: "status" });
    const list = el("ol", { class: "measured", "aria-live": "polite" });
    const measure = el("button", { type: "button", "aria-pressed": "false" }, words.measure);
    const hint = el("p", { class: "tools-hint" }, words.hint);
    return { select, output, status, list, measure, hint };
  };

  /** What a click or Enter in the map points at: the place there, or the point. */
  const target = (map, element, at) => {
    const mark = element.closest(".place");
    const place = mark && map.sandan.places.get(mark.dataset.id);
    return place ? { at: place.record.at, name: place.record.label } : { at: [at.lng, at.lat] };
  };

  const icon = () =>
    sandan.svg(
      "svg",
      { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" },
      sandan.svg("path", { d: "M2 13.5L13.5 2L18 6.5L6.5 18ZM5 10.5L7 12.5M8 7.5L11 10.5M11 4.5L13 6.5", fill: "none", stroke: "currentColor", "stroke-width": 1.7 }),
    );

  const control = (position, className, ...children) => {
    const box = el("div", { class: className }, children);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    return Object.assign(new L.Control({ position }), { onAdd: () => box });
  };

  /** What is pointed at while the tools are open: it is read, and measured or copied. */
  const pointing = (map, { measuring, take, back, stop }) => {
    const container = map.getContainer();
    // Before Leaflet hears it, so that no popup opens while a point is taken.
    const clicked = (event) => {
      const other = event.target.closest(".leaflet-control, .leaflet-popup") || (!measuring() && event.target.closest(".leaflet-interactive"));
      if (other || map.dragging.moved()) return;
      event.stopImmediatePropagation();
      take(event.target, map.mouseEventToLatLng(event));
    };
    const pressed = (event) => {
      const here = event.target === container || (measuring() && event.target.closest(".place"));
      if (event.key === "Enter" && here) take(event.target, map.getCenter());
      else if (event.key === "Backspace" && measuring()) back();
      else if (event.key === "Escape" && measuring()) stop();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    return (on) => {
      const change = on ? "addEventListener" : "removeEventListener";
      container[change]("click", clicked, true);
      container[change]("keydown", pressed, true);
    };
  };

  /** The shelf with everything that reads and measures; returns it and how to open it. */
  const shelfOf = (map, data) => {
    const { words, grids } = data;
    const { select, output, status, list, measure, hint } = parts(data);
    const points = sandan.measuring(map, data, list);
    let at = map.getCenter();
    const text = () => sandan.coordinates(words, grids.find(({ code }) => code === select.value), [at.lng, at.lat]);
    const read = (point) => {
      at = point;
      output.textContent = text().shown;
    };
    const follow = sandan.reading(map, read);
    const say = (message) => {
      status.textContent = message;
    };
    const copy = () => {
      const { copied } = text();
      sandan.copy(copied).then(
        () => say(sandan.fill(words.copied, { text: copied })),
        () => say(words.uncopied),
      );
    };
    const measuring = () => measure.getAttribute("aria-pressed") === "true";
    const setMeasuring = (on) => {
      measure.setAttribute("aria-pressed", String(on));
      hint.textContent = on ? words.measure_hint : words.hint;
      map.getContainer().classList.toggle("measuring", on);
      map.doubleClickZoom[on ? "disable" : "enable"]();
      if (on) map.closePopup();
      else points.clear();
    };
    const take = (element, point) => {
      read(point);
      if (measuring()) points.add(target(map, element, point));
      else copy();
    };
    const listen = pointing(map, { measuring, take, back: points.back, stop: () => setMeasuring(false) });
    select.addEventListener("change", () => read(at));
    measure.addEventListener("click", () => setMeasuring(!measuring()));
    const shelf = el(
      "section",
      { class: "tools-panel", "aria-label": words.title, hidden: "" },
      el("label", {}, words.crs, " ", select),
      el("p", {}, output, pressable(words.copy, copy)),
      el("p", {}, measure, pressable(words.back, points.back), pressable(words.clear, points.clear)),
      list,
      hint,
      status,
    );
    const open = (wanted) => {
      shelf.hidden = !wanted;
      listen(wanted);
      map.sandan.reading?.(wanted);
      say("");
      if (wanted) follow.on();
      else {
        follow.off();
        setMeasuring(false);
      }
      sandan.placeLabels(map);
    };
    return { shelf, open };
  };

  /**
   * Offer the graticule and the tools, closed; `sandan.controls` puts the button below its own.
   * @param {{lang: string, grids: object[], words: object}} data as `maps/elements/tools.py` writes it
   */
  sandan.tools = (map, data) => {
    sandan.graticule(map, data.words);
    map.sandan.tools = () => {
      const { shelf, open } = shelfOf(map, data);
      const toggle = el("button", { type: "button", title: data.words.title, "aria-label": data.words.title, "aria-expanded": "false" }, icon());
      toggle.addEventListener("click", () => {
        open(shelf.hidden);
        toggle.setAttribute("aria-expanded", String(!shelf.hidden));
      });
      control("topright", "leaflet-bar whole tools-toggle", toggle).addTo(map);
      control("bottomright", "tools-shelf", shelf).addTo(map);
    };
  };
})();
