/* The state of a map page: what is asked for, what that leaves, and both in the address. */
(() => {
  "use strict";
  const { sandan } = window;
  const POSITION = /^#(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/;

  /**
   * Read a position out of an address's fragment, `#zoom/lat/lon`.
   * @returns {{zoom: number, lat: number, lon: number}|null}
   */
  sandan.readPosition = (fragment) => {
    const found = POSITION.exec(fragment);
    if (!found) return null;
    const [zoom, lat, lon] = found.slice(1).map(Number);
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { zoom, lat, lon } : null;
  };

  /** Write a position as a fragment: 1/100 of a zoom, about ten metres. */
  sandan.writePosition = ({ zoom, lat, lon }) => `#${+zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}`;

  /** Write a query and a fragment as the end of an address; the query may be empty. */
  const tail = (view, fragment) => {
    const query = String(new URLSearchParams(sandan.view.pairs(view)));
    return (query ? `?${query}` : "") + fragment;
  };

  const fragmentOf = (map) => {
    const { lat, lng } = map.getCenter();
    return map.sandan.fitted ? "" : sandan.writePosition({ zoom: map.getZoom(), lat, lon: lng });
  };

  /** Write an address; a map in the frame of a notebook has none of its own. */
  const remember = (how, address, step) => {
    if (window.location.protocol !== "about:") window.history[how]({ step }, "", address);
  };

  /** Let the links to the other maps and languages lead to the same view. */
  const carry = (view, fragment) => {
    for (const link of document.querySelectorAll(".tabs a:not(.beyond), .languages a")) {
      const address = new URL(link.href);
      const lang = address.searchParams.getAll("lang");
      link.href = address.pathname + tail({ ...view, lang }, fragment);
    }
  };

  /** Go where the address points, or to all of Korea. */
  sandan.goToAddress = (map) => {
    const at = sandan.readPosition(window.location.hash);
    if (at) sandan.goTo(map, at);
    else if (!window.location.hash) sandan.fitKorea(map);
  };

  /**
   * Keep the facts and start the state: `map.sandan.state` with `view`, `shown`, `change(view)` and `follow(listener)`.
   * Each listener is called at once and after every change with `view` and `shown`.
   */
  sandan.state = (map, facts) => {
    map.sandan.facts = facts;
    const listeners = [];
    // A map that is one file brings the view with which it opens.
    const read = () =>
      sandan.view.parse(facts, new URLSearchParams(window.location.search || document.documentElement.dataset.view || ""));
    const state = { view: read() };
    /** How many changes lie before and how many after what is shown. */
    let [step, last] = [window.history.state?.step || 0, window.history.state?.step || 0];
    const tell = () => {
      state.shown = sandan.view.apply(facts, state.view);
      for (const listener of listeners) listener(state.view, state.shown);
      carry(state.view, fragmentOf(map));
    };
    state.shown = sandan.view.apply(facts, state.view);
    state.change = (view) => {
      state.view = view;
      step += 1;
      last = step;
      remember("pushState", window.location.pathname + tail(view, fragmentOf(map)), step);
      tell();
    };
    state.undo = () => step > 0 && window.history.back();
    state.redo = () => step < last && window.history.forward();
    state.follow = (listener) => {
      listeners.push(listener);
      listener(state.view, state.shown);
    };
    map.sandan.state = state;
    carry(state.view, sandan.readPosition(window.location.hash) ? window.location.hash : "");
    window.addEventListener("popstate", (event) => {
      step = event.state?.step || 0;
      state.view = read();
      sandan.goToAddress(map);
      tell();
    });
    document.addEventListener("theme", () => {
      state.view = { ...state.view, theme: read().theme };
      tell();
    });
    map.on("moveend", () => {
      if (!sandan.ready) return;
      const fragment = fragmentOf(map);
      remember("replaceState", window.location.pathname + window.location.search + fragment, step);
      carry(state.view, fragment);
    });
  };
})();
