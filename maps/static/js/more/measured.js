/* Symbols by measures of the network, and ties added up to flows with heads; reckoned by the server, or inside a file. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el, svg } = sandan;
  const PANE = "flows";
  const COLOUR = "var(--series)";
  const DISC = 8;
  /** What of a view changes what is drawn. */
  const ASKED = ["programme", "round", "sector", "region", "role", "kind", "confidence", "reading", "crosses", "distance", "designated", "as_of", "zoning", "measure", "colour", "flows"];

  const alone = ({ measure, colour, flows }) => flows.length > 0 && !measure.length && !colour.length;

  const asks = ({ measure, colour, flows }) => measure.length + colour.length + flows.length > 0;

  /** Where the line of an arrow ends and its head, on the screen of now: both keep clear of discs. */
  const arrowAt = (map, latLngs, size) => {
    const points = latLngs.map((at) => map.latLngToLayerPoint(at));
    const [start, end] = [points[0], points[points.length - 1]];
    const room = Math.min(DISC + 2, start.distanceTo(end) / 4);
    const head = Math.min(size, start.distanceTo(end) / 2);
    const beyond = (from, to, far) => from.add(to.subtract(from).multiplyBy(far / (from.distanceTo(to) || 1)));
    const kept = points.filter((point) => point.distanceTo(start) > room && point.distanceTo(end) > room + head);
    const near = kept[kept.length - 1] || start;
    const [tip, base] = [beyond(end, near, room), beyond(end, near, room + head)];
    const way = tip.subtract(base).multiplyBy(0.55);
    const side = L.point(-way.y, way.x);
    const onMap = (all) => all.map((point) => map.layerPointToLatLng(point));
    return { line: onMap([...kept, base]), head: onMap([tip, base.add(side), base.subtract(side)]) };
  };

  const arrow = (map, { points, width, text, ties }) => {
    const latLngs = points.map(sandan.latLng);
    const line = (style) => L.polyline([], { pane: PANE, interactive: false, smoothFactor: 0, lineCap: "butt", ...style });
    const casing = line({ color: "var(--halo)", weight: width + 2.4 });
    const stroke = line({ color: COLOUR, weight: width, className: "flow" });
    const head = L.polygon([], { pane: PANE, interactive: false, className: "flow-head", color: "var(--halo)", weight: 1, fillColor: COLOUR, fillOpacity: 1 });
    const hit = line({ weight: Math.max(14, width), opacity: 0, interactive: true, className: "flow-hit" });
    const turn = () => {
      const at = arrowAt(map, latLngs, 7 + width);
      for (const part of [casing, stroke, hit]) part.setLatLngs(at.line);
      head.setLatLngs(at.head);
    };
    turn();
    const light = (on) => {
      for (const part of [stroke, head]) part.getElement()?.classList.toggle("lit", on);
    };
    hit.bindTooltip(() => sandan.tooltip([text]), { sticky: true });
    hit.on("mouseover", () => light(true));
    hit.on("mouseout", () => light(false));
    hit.on("add", () => hit.getElement().setAttribute("aria-hidden", "true"));
    const at = () => latLngs.map((one) => map.latLngToLayerPoint(one));
    return { layers: [casing, stroke, head, hit], turn, light, text, ties, at };
  };

  const disc = ({ at, name, within, text }) => {
    const mark = svg(
      "svg",
      { viewBox: "-10 -10 20 20", width: 20, height: 20, "aria-hidden": "true" },
      svg("circle", { r: DISC, fill: within ? COLOUR : "var(--halo)", stroke: "var(--ink)", "stroke-width": 1.6 }),
      within ? svg("text", { y: 4, "text-anchor": "middle", "font-size": 12, "font-weight": 700, fill: "var(--on)" }, String(within)) : null,
    );
    const label = el("span", { class: "flow-name", "data-side": "right" }, name);
    const icon = L.divIcon({ className: "flow-disc", html: el("div", {}, mark, label), iconSize: [20, 20] });
    return { label, marker: L.marker(sandan.latLng(at), { pane: PANE, icon, keyboard: false, alt: name }).bindTooltip(() => sandan.tooltip([text])) };
  };

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** Write the names of regions on the side where they are seen whole and meet the fewest discs, names and arrows. */
  const nameRegions = (map, discs, arrows) => {
    const boxes = discs.map(({ marker }) => {
      const { x, y } = map.latLngToLayerPoint(marker.getLatLng());
      return [x - 10, y - 10, x + 10, y + 10];
    });
    const points = arrows.flatMap(({ at }) => at().map(({ x, y }) => [x, y, x + 1, y + 1]));
    const named = [];
    const low = map.containerPointToLayerPoint([sandan.room(map).left, 0]);
    const high = map.containerPointToLayerPoint(map.getSize());
    const furniture = sandan.furniture(map);
    const cut = (box) => box[0] < low.x || box[1] < low.y || box[2] > high.x || box[3] > high.y || furniture.some((other) => meets(box, other));
    for (const [n, { label }] of discs.entries()) {
      const [left, top, right, bottom] = boxes[n];
      const [wide, middle] = [label.offsetWidth + 4, (left + right) / 2];
      const sides = {
        right: [right, top, right + wide, bottom],
        left: [left - wide, top, left, bottom],
        above: [middle - wide / 2, top - 20, middle + wide / 2, top],
        below: [middle - wide / 2, bottom, middle + wide / 2, bottom + 20],
      };
      const cost = (box) => 50 * boxes.filter((other, k) => k !== n && meets(box, other)).length + 50 * named.filter((other) => meets(box, other)).length + points.filter((point) => meets(box, point)).length + (cut(box) ? 200 : 0);
      const [side] = Object.keys(sides).sort((a, b) => cost(sides[a]) - cost(sides[b]));
      label.dataset.side = side;
      named.push(sides[side]);
    }
  };

  const select = (label, name, options, chosen, change) => {
    const field = el("select", { name }, options.map(([value, text]) => el("option", { value, selected: value === chosen && "" }, text)));
    field.addEventListener("change", () => change(name, field.value));
    return el("label", {}, label, field);
  };

  /** Draw the rows of a key. */
  const key = (title, rows, sample) => (rows.length ? [el("h3", {}, title), el("ul", { class: "signs" }, rows.map(({ size, text }) => el("li", {}, sample(size), text)))] : []);

  const sampleOf = (wide, mark) => svg("svg", { class: "sample", viewBox: `${-wide / 2} -15 ${wide} 30`, width: wide, height: 30, "aria-hidden": "true" }, mark);

  /**
   * Measures and flows as a part of the map.
   * @param {{words: object, measures: {id: string, name: string, means: string}[]}} base
   * @param {{measured: string|null, inside: boolean}} data where they are reckoned; a file has them inside
   */
  sandan.measured = (map, base, data) => {
    const { words, measures } = base;
    const { state } = map.sandan;
    const pane = map.getPane(PANE) || map.createPane(PANE);
    pane.style.zIndex = 604;
    const layer = L.layerGroup().addTo(map);
    let [arrows, discs, told, shownFor, open, box] = [[], [], null, "", false, null];

    const change = (name, value) => state.change({ ...state.view, [name]: value ? [value] : [] });

    const lookOf = ({ radius, strength }) => ({
      ...(radius === null ? {} : { radius, frame: "" }),
      ...(strength === null ? {} : { colour: COLOUR, strength, fill: "full" }),
    });

    /** Give places the look of their values; those without one keep theirs. */
    const sign = (signs) => {
      for (const place of map.sandan.places.values()) {
        const own = place.record.member ? null : signs[place.record.id];
        place.marker.unbindTooltip();
        if (!own && !place.record.measured) continue;
        sandan.redrawPlace(map, place, { measured: own && lookOf(own) });
        if (own) place.marker.bindTooltip(() => sandan.tooltip([place.record.label, own.text]));
      }
      map.sandan.turnArrows?.();
    };

    /** A region with a disc is named beside it alone. */
    const quiet = () => {
      const named = new Set(discs.map(({ label }) => label.textContent));
      for (const name of map.getPane("region-names").children) name.classList.toggle("named", named.has(name.textContent));
    };
    // Names are placed anew whenever the map moves.
    new MutationObserver(quiet).observe(map.getPane("region-names"), { childList: true });

    const clear = () => {
      layer.clearLayers();
      arrows = [];
      discs = [];
      told = null;
      sign({});
      map.sandan.flowing = false;
      quiet();
      sandan.showTies(map, state.shown.ties);
    };

    const draw = (made) => {
      clear();
      told = made;
      sign(made.signs);
      arrows = made.arrows.map((one) => arrow(map, one));
      for (const one of arrows) one.layers.forEach((part) => layer.addLayer(part));
      discs = made.discs.map(disc);
      for (const { marker } of discs) layer.addLayer(marker);
      nameRegions(map, discs, arrows);
      map.sandan.flowing = made.flows !== "";
      if (map.sandan.flowing) sandan.showTies(map, new Set());
      sandan.placeLabels(map);
    };

    const listed = () => {
      const rows = arrows.map((one) => {
        const row = el("li", { tabindex: "0" }, one.text);
        for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]]) row.addEventListener(event, () => one.light(on));
        return row;
      });
      return rows.length ? el("details", {}, el("summary", {}, sandan.fill(words.list, { count: rows.length })), el("ul", { class: "flow-list" }, rows)) : null;
    };

    const meaning = (id) => measures.find((one) => one.id === id)?.means;

    /** What may be chosen; a file offers what it has inside. */
    const choices = ({ measure, colour, flows }) => {
      const fixed = (value) => data.inside && !value;
      const named = measures.filter(({ id }) => !data.inside || id === measure || id === colour).map(({ id, name }) => [id, name]);
      const scales = ["sido", "zone"].filter((one) => !data.inside || one === flows);
      return [
        fixed(measure) ? null : select(words.size, "measure", [["", words.usual], ...named], measure, change),
        fixed(colour) ? null : select(words.colour, "colour", [["", words.usual_colour], ...named], colour, change),
        fixed(flows) ? null : select(words.flows, "flows", [["", words.single], ...scales.map((one) => [one, words[`to.${one}`]])], flows, change),
      ];
    };

    /** What sizes, colours and widths stand for. */
    const keys = (made) => [
      key(made.measure, made.radii, (size) => sampleOf(34, svg("circle", { r: size, fill: "var(--ink)", "fill-opacity": 0.35, stroke: "var(--ink)" }))),
      key(made.colour, made.strengths, (size) => sampleOf(34, svg("circle", { r: 9, fill: COLOUR, "fill-opacity": size, stroke: COLOUR, "stroke-width": 2 }))),
      key(made.flows, made.widths, (size) => sampleOf(46, [svg("path", { d: "M-20 0H12", stroke: COLOUR, "stroke-width": size }), svg("path", { d: `M20 0L12 ${-(size + 4) / 1.6}V${(size + 4) / 1.6}Z`, fill: COLOUR })])),
      made.discs.some(({ within }) => within) ? el("p", { class: "hint" }, words.within) : null,
    ];

    /** The part of the key that tells of measures and flows. */
    const section = (note) => {
      const held = document.activeElement?.name;
      const [measure, colour, flows] = ["measure", "colour", "flows"].map((name) => state.view[name][0] || "");
      const off = el("button", { type: "button" }, words.off);
      off.addEventListener("click", () => {
        open = false;
        state.change({ ...state.view, measure: [], colour: [], flows: [] });
        document.querySelector(".measured-start")?.focus();
      });
      const means = [...new Set([measure, colour])].map(meaning).filter(Boolean);
      const made = el(
        "section",
        { class: "own measured", "aria-label": words.title },
        el("h2", {}, words.title),
        choices({ measure, colour, flows }),
        el("p", { role: "status", class: "hint" }, note || told?.network || ""),
        means.map((text) => el("p", { class: "hint" }, text)),
        told ? keys(told) : null,
        listed(),
        el("p", { class: "own-actions" }, off),
      );
      if (box?.isConnected) box.replaceWith(made);
      else document.querySelector(".legend .filter-line").after(made);
      box = made;
      if (held) box.querySelector(`select[name=${held}]`)?.focus();
    };

    /** Leave room on the map and in its key for what a view asks for. */
    const dress = (view) => {
      const legend = document.querySelector(".legend");
      legend.classList.toggle("by-measure", view.measure.length > 0);
      legend.classList.toggle("by-colour", view.colour.length > 0 || alone(view));
      map.getContainer().classList.toggle("flows", view.flows[0] === "zone");
      map.getContainer().classList.toggle("flows-alone", alone(view));
    };

    const leave = () => {
      shownFor = "";
      if (told) clear();
      if (open) section();
      else box?.remove();
    };

    /** Ask for what a query stands for; an answer that comes when another is asked for is too late. */
    const ask = async (query) => {
      section(words.waiting);
      try {
        const answer = await fetch(data.inside ? data.measured : `${data.measured}?${query}`);
        if (!answer.ok) throw new Error(String(answer.status));
        const made = await answer.json();
        if (query !== shownFor) return;
        draw(made);
        section();
      } catch (error) {
        if (query !== shownFor) return;
        clear();
        section(words.failed);
        console.error(error);
      }
    };

    const follow = async (view) => {
      dress(view);
      if (!asks(view)) {
        leave();
        return;
      }
      open = true;
      const pairs = sandan.view.pairs(view).filter(([name]) => ASKED.includes(name));
      const query = String(new URLSearchParams([...pairs, ["lang", document.documentElement.lang]]));
      if (query !== shownFor) {
        shownFor = query;
        await ask(query);
      } else if (map.sandan.flowing) sandan.showTies(map, new Set());
    };

    map.on("zoomend", () => {
      for (const { turn } of arrows) turn();
      quiet();
      nameRegions(map, discs, arrows);
    });
    state.follow(follow);
    return () => {
      open = true;
      section();
      box.querySelector("select")?.focus();
    };
  };
})();
