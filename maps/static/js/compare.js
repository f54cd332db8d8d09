/* Two maps of the same frame that move together, beside each other or behind a divider. */
(() => {
  "use strict";
  const { sandan } = window;
  const STEPS = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };
  const sides = [];

  /**
   * Name a map, and ring the places that the other map does not have.
   * @param {{name: string, label: string, only: string[]}} data
   */
  sandan.sideMap = (map, data) => {
    sides.push({ map, name: data.name });
    const box = map.getContainer();
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", data.label);
    box.append(sandan.el("p", { class: "side-name", "aria-hidden": "true" }, data.name));
    for (const id of data.only) map.sandan.places.get(id).marker.getElement().classList.add("only-here");
  };

  /** Let a map follow another. */
  const lead = (from, to, busy) =>
    from.on("move", () => {
      if (busy.now) return;
      busy.now = true;
      to.setView(from.getCenter(), from.getZoom(), { animate: false });
      busy.now = false;
    });

  const remember = (map, mode) => {
    const { lat, lng } = map.getCenter();
    const address = new URL(window.location.href);
    address.searchParams.set("mode", mode);
    address.hash = map.sandan.fitted ? "" : sandan.writePosition({ zoom: map.getZoom(), lat, lon: lng });
    window.history.replaceState(null, "", address);
  };

  /** The divider: by pointer and by keyboard; a mark that gets the focus comes into sight. */
  const divider = (stage, [left, right], pattern) => {
    const slider = stage.querySelector(".divider");
    let at = 50;
    const put = (value) => {
      at = Math.min(100, Math.max(0, value));
      const rounded = Math.round(at);
      stage.style.setProperty("--at", `${at}%`);
      slider.setAttribute("aria-valuenow", rounded);
      slider.setAttribute("aria-valuetext", sandan.fill(pattern, { a: left.name, b: right.name, left: rounded, right: 100 - rounded }));
    };
    const where = ({ clientX }) => {
      const { left: start, width } = stage.getBoundingClientRect();
      return (100 * (clientX - start)) / width;
    };
    slider.addEventListener("keydown", (event) => {
      if (!(event.key in STEPS)) return;
      event.preventDefault();
      put(at + STEPS[event.key]);
    });
    slider.addEventListener("pointerdown", (event) => {
      slider.setPointerCapture(event.pointerId);
      event.preventDefault();
      slider.focus();
    });
    slider.addEventListener("pointermove", (event) => {
      if (slider.hasPointerCapture(event.pointerId)) put(where(event));
    });
    stage.addEventListener("focusin", ({ target }) => {
      if (stage.dataset.mode !== "swipe" || !target.matches(".leaflet-marker-icon")) return;
      const box = target.getBoundingClientRect();
      const middle = where({ clientX: box.left + box.width / 2 });
      if (right.map.getContainer().contains(target) ? middle < at : middle > at) {
        put(right.map.getContainer().contains(target) ? middle - 4 : middle + 4);
      }
    });
    put(at);
  };

  const fit = (maps) => {
    for (const map of maps) map.invalidateSize({ animate: false });
    sandan.fitKorea(maps[0]);
    maps[1].setMinZoom(maps[0].getMinZoom());
  };

  /** Where both maps lie in one, the second leaves the first's names their room and repeats none. */
  const share = (stage, [one, two]) => {
    const over = () => stage.dataset.mode === "over";
    const boxes = (map, selector) => [...map.getContainer().querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
    one.sandan.taken = () => (over() ? boxes(two, ".place") : []);
    two.sandan.taken = () => (over() ? boxes(one, ".place, .name") : []);
    two.sandan.named = () => new Set(over() ? [...one.getContainer().querySelectorAll(".name")].map(({ dataset }) => dataset.id) : []);
  };

  const modes = (stage, maps) => {
    const buttons = [...document.querySelectorAll(".stage-bar [data-mode]")];
    const choose = (mode) => {
      const whole = maps[0].sandan.fitted;
      stage.dataset.mode = mode;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
      if (whole) fit(maps);
      else for (const map of maps) map.invalidateSize({ animate: false });
      for (const map of maps) sandan.placeLabels(map);
      remember(maps[0], mode);
    };
    for (const button of buttons) button.addEventListener("click", () => choose(button.dataset.mode));
  };

  /** Print the picture of both sides in the place of the maps, above the lists. */
  const print = () => {
    const paper = document.querySelector(".paper");
    window.addEventListener("beforeprint", () => {
      const svg = sandan.drawnPicture(paper.dataset.picture);
      if (svg) paper.replaceChildren(svg);
    });
    window.addEventListener("afterprint", () => paper.replaceChildren());
  };

  /** Bring both maps to one frame and start what moves them. */
  sandan.beside = (_map, data) => {
    const stage = document.getElementById("stage");
    const maps = sides.map(({ map }) => map);
    const busy = { now: false };
    const [one, two] = maps;
    lead(one, two, busy);
    lead(two, one, busy);
    fit(maps);
    const asked = sandan.readPosition(window.location.hash);
    if (asked) sandan.goTo(one, asked);
    one.sandan.fitted = !asked;
    for (const map of maps) {
      map.on("moveend", () => sandan.placeLabels(map));
      map.on("dragstart zoomstart", () => {
        one.sandan.fitted = one.sandan.fitting;
      });
      if (map.sandan.turnArrows) map.sandan.turnArrows();
    }
    one.on("moveend", () => {
      if (sandan.ready) remember(one, stage.dataset.mode);
    });
    const settle = () => {
      if (one.sandan.fitted) fit(maps);
      for (const map of maps) sandan.placeLabels(map);
    };
    window.addEventListener("resize", settle);
    for (const button of document.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => {
        one.sandan.fitted = false;
        one.setZoom(one.getZoom() + Number(button.dataset.zoom) / 2, { animate: false });
      });
    }
    document.querySelector("[data-whole]").addEventListener("click", () => fit(maps));
    divider(stage, sides, data.value);
    share(stage, maps);
    modes(stage, maps);
    print();
    sandan.standing(stage, maps, data.standing);
    one.sandan.waiting.push(...two.sandan.waiting);
    sandan.finish(one, settle);
  };
})();
