/* What is selected, on the map: its ties and places lit, a ring, or a hull with the lead named. */
(() => {
  "use strict";
  const { sandan } = window;
  const PANE = "selection";

  /** The test whether a tie ends at a place, or at a group of which it is a part. */
  sandan.meets = ({ id, groups }) => (tie) => [id, ...groups].some((one) => tie.from === one || tie.to === one);

  /** The test whether a tie belongs to one of the selected things. */
  const owned = (map, ids) => {
    const tests = ids.map((id) => {
      const place = map.sandan.places.get(id);
      return place ? sandan.meets(place.record) : (tie) => tie.owner === id;
    });
    return (tie) => tests.some((test) => test(tie));
  };

  /** Light up ties that pass `test` with their ends and the places `own`, and dim the rest. */
  const paint = (map, test, own) => {
    const { ties, places } = map.sandan;
    const hot = new Set(ties.filter((tie) => test(tie) && map.hasLayer(tie.group)));
    const lit = new Set(own.filter((id) => places.has(id)));
    for (const { from, to } of hot) lit.add(from).add(to);
    map.sandan.lit = lit;
    map.getContainer().classList.toggle("lit", lit.size > 0);
    for (const tie of ties) for (const part of tie.parts) part.getElement()?.classList.toggle("hot", hot.has(tie));
    for (const [id, { marker }] of places) marker.getElement()?.classList.toggle("hot", lit.has(id));
    for (const name of map.getContainer().querySelectorAll(".name")) name.classList.toggle("hot", lit.has(name.dataset.id));
  };

  /**
   * Light up the ties that pass `test` and the places `own`; without a test, what is selected.
   * @param {((tie: object) => boolean)|null} test
   * @param {string[]} own ids of places
   */
  sandan.light = (map, test, own = []) => {
    const { selected } = map.sandan;
    if (test) paint(map, test, own);
    else if (selected) paint(map, selected.test, selected.places);
    else paint(map, () => false, []);
  };

  /** A broad light area behind the members, as many pixels around them at every zoom. */
  const hull = (places, colour) => {
    const corners = sandan.hull(places.map(({ record }) => record.at)).map(sandan.latLng);
    return L.polygon(corners, { pane: PANE, className: "hull", interactive: false, color: colour, fillColor: colour, weight: 54, opacity: 1, fillOpacity: 1, lineJoin: "round", noClip: true, smoothFactor: 0 });
  };

  /** The role of the place from which all ties start, in words above it. */
  const flag = (place, text, colour) => {
    const html = sandan.el("span", { class: "lead-flag" }, text);
    html.style.background = colour;
    const icon = L.divIcon({ className: "lead-at", html, iconSize: [0, 0], iconAnchor: [0, place.record.radius * 1.2 + 15] });
    return L.marker(sandan.latLng(place.record.at), { pane: "tools", interactive: false, keyboard: false, icon });
  };

  /** The hull of a body and the flag of its root; nothing where the map draws none of its members. */
  const star = (map, { badge: { colour }, flag: { place, text, members } }) => {
    const { places } = map.sandan;
    const drawn = members.map((id) => places.get(id)).filter(Boolean);
    if (!drawn.length) return [];
    const root = text && places.get(place);
    return [hull(drawn, colour), ...(root ? [flag(root, text, colour)] : [])];
  };

  const ring = (map, id) => {
    const { places, found } = map.sandan;
    const record = places.get(id)?.record;
    const at = record ? record.at : found.get(id).at;
    const radius = record ? record.radius + 8 : 9;
    return at ? [L.circleMarker(sandan.latLng(at), { pane: PANE, radius, className: "found-ring", interactive: false })] : [];
  };

  /**
   * Mark what is selected.
   * @param {string[]} ids
   * @param {Map<string, object>} records what is told, by id
   */
  sandan.mark = (map, ids, records) => {
    map.sandan.marks ??= L.layerGroup().addTo(map);
    map.sandan.marks.clearLayers();
    for (const id of ids) {
      const record = records.get(id);
      const marks = record.flag ? star(map, record) : ring(map, id);
      for (const layer of marks) map.sandan.marks.addLayer(layer);
    }
    const members = ids.flatMap((id) => records.get(id).flag?.members || []);
    map.sandan.selected = ids.length ? { test: owned(map, ids), places: [...ids, ...members] } : null;
    sandan.light(map, null);
  };
})();
