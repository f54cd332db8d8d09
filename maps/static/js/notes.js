/* Notes of the reader's own on the map, and an own title; both stand in the address. */
(() => {
  "use strict";
  const { sandan } = window;
  const { el } = sandan;

  const written = ({ lat, lng }, text) => `${lng.toFixed(4)},${lat.toFixed(4)},${text}`;

  /** Ask for words in a dialog; what was there may be removed. */
  const ask = (words, label, before, limit) =>
    new Promise((done) => {
      const field = el("input", { type: "text", name: "text", maxlength: limit, value: before, "aria-label": label });
      const button = (value, text) => el("button", { type: "submit", value }, text);
      const form = el("form", { method: "dialog" }, el("label", {}, label, field), el("p", {}, button("keep", words.keep), before ? button("remove", words.remove) : null, button("cancel", words.cancel)));
      const dialog = el("dialog", { class: "ask", "aria-label": label }, form);
      document.body.append(dialog);
      dialog.addEventListener("close", () => {
        dialog.remove();
        done({ keep: field.value.trim(), remove: "" }[dialog.returnValue] ?? null);
      });
      dialog.showModal();
      field.select();
    });

  const marker = (note, change) => {
    const html = el("span", { class: "note-text" }, note.text);
    const icon = L.divIcon({ className: "map-note", html, iconSize: [0, 0] });
    const made = L.marker([note.lat, note.lon], { pane: "tools", keyboard: true, draggable: true, icon, alt: note.text });
    made.on("add", () => made.getElement().setAttribute("aria-label", note.text));
    made.on("click", () => change(note, made.getLatLng()));
    made.on("keydown", ({ originalEvent: { key } }) => key === "Enter" && change(note, made.getLatLng()));
    made.on("dragend", () => change(note, made.getLatLng(), note.text));
    return made;
  };

  /**
   * Show the notes of the view and let the reader write more.
   * @param {{words: object, longest: number}} data as `maps/elements/notes.py` writes it
   */
  sandan.notes = (map, { words, longest }) => {
    const { state } = map.sandan;
    const layer = L.layerGroup().addTo(map);
    const put = async (at, before, given) => {
      const text = given ?? (await ask(words, words.note, before ? before.text : "", longest));
      if (text === null) return;
      const own = before && state.view.note.find((value) => sandan.view.note(value).text === before.text && value.startsWith(before.key));
      const rest = state.view.note.filter((value) => value !== own);
      state.change({ ...state.view, note: text ? [...rest, written(at, text)] : rest });
    };
    state.follow(({ note, title }) => {
      layer.clearLayers();
      for (const value of note) {
        const read = { ...sandan.view.note(value), key: value.slice(0, value.indexOf(",")) };
        layer.addLayer(marker(read, (before, at, text) => put(at, before, text)));
      }
      document.title = title[0] ? sandan.fill(words.page, { map: title[0] }) : words.usual;
    });
    const name = async () => {
      const text = await ask(words, words.title, state.view.title[0] || "", longest);
      if (text !== null) state.change({ ...state.view, title: text ? [text] : [] });
    };
    /** Take the next press, or Enter for the middle, before the map hears it. */
    const write = () => {
      const box = map.getContainer();
      const heard = new AbortController();
      const stop = () => {
        heard.abort();
        box.classList.remove("writing");
        close();
      };
      const take = (event, at) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        stop();
        put(at, null);
      };
      const listen = (type, listener) => document.addEventListener(type, listener, { capture: true, signal: heard.signal });
      listen("click", (event) => {
        const { target } = event;
        if (box.contains(target) && !target.closest(".leaflet-control") && !map.dragging.moved()) take(event, map.mouseEventToLatLng(event));
      });
      listen("keydown", (event) => {
        if (event.key === "Enter" && !event.target.closest("button, a, input")) take(event, map.getCenter());
        else if (event.key === "Escape") stop();
      });
      const close = sandan.notice(words.where, [[words.cancel, stop]]);
      box.classList.add("writing");
      document.getElementById("map").focus({ preventScroll: true });
    };
    for (const button of document.querySelectorAll("[data-write]")) {
      button.addEventListener("click", () => {
        document.querySelector(".data").open = false;
        ({ note: write, title: name })[button.dataset.write]();
      });
    }
  };
})();
