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
    map.sandan.crowd?.light(hot);
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

  /** Pixels around the members that their area takes besides. */
  const MARGIN = 20;

  /**
   * A broad light area behind the members, as many pixels around them at every zoom; none where
   * they are fewer than three, or where a place that is no member would seem to be one.
   */
  const hull = (map, members, colour) => {
    const corners = sandan.hull(members.map(({ record }) => record.at));
    if (corners.length < 3) return null;
    const onScreen = ([lon, lat]) => {
      const { x, y } = map.latLngToLayerPoint([lat, lon]);
      return [x, y];
    };
    const ids = new Set(members.flatMap(({ record }) => [record.id, ...record.groups]));
    const others = [...map.sandan.places.values()].filter(
      ({ record, marker }) => map.hasLayer(marker) && ![record.id, ...record.groups].some((id) => ids.has(id)),
    );
    const area = corners.map(onScreen);
    if (others.some(({ record }) => sandan.covers(area, onScreen(record.at), MARGIN))) return null;
    return L.polygon(corners.map(sandan.latLng), { pane: PANE, className: "hull", interactive: false, color: colour, fillColor: colour, weight: 2 * MARGIN, opacity: 1, fillOpacity: 1, lineJoin: "round", noClip: true, smoothFactor: 0 });
  };

  /** The role of the place from which all ties start, in words above it. */
  const flag = (place, text, colour) => {
    const html = sandan.el("span", { class: "lead-flag" }, text);
    html.style.background = colour;
    const icon = L.divIcon({ className: "lead-at", html, iconSize: [0, 0], iconAnchor: [0, place.record.radius * 1.2 + 15] });
    return L.marker(sandan.latLng(place.record.at), { pane: "tools", interactive: false, keyboard: false, icon });
  };

  /** The hull of a body, or rings where there can be none, and the flag of its root. */
  const star = (map, { badge: { colour }, flag: { place, text, members } }) => {
    const { places } = map.sandan;
    const drawn = members.map((id) => places.get(id)).filter(Boolean);
    const root = text && places.get(place);
    const area = hull(map, drawn, colour);
    const marks = area ? [area] : drawn.flatMap(({ record }) => ring(map, record.id));
    return [...marks, ...(root ? [flag(root, text, colour)] : [])];
  };

  const ring = (map, id) => {
    const { places, found } = map.sandan;
    const record = places.get(id)?.record;
    const at = record ? record.at : found.get(id).at;
    const radius = record ? record.radius + 8 : 9;
    // How far from its point the place may be, at the scale of the map.
    const halo = record?.km ? [L.circle(sandan.latLng(at), { pane: PANE, radius: record.km * 1000, className: "stated-radius", interactive: false })] : [];
    return at ? [...halo, L.circleMarker(sandan.latLng(at), { pane: PANE, radius, className: "found-ring", interactive: false })] : [];
  };

  /**
   * Mark what is selected.
   * @param {string[]} ids
   * @param {Map<string, object>} records what is told, by id
   */
  sandan.mark = (map, ids, records) => {
    const draw = () => {
      map.sandan.marks.clearLayers();
      for (const id of map.sandan.marked) {
        const record = records.get(id);
        const marks = record.flag ? star(map, record) : ring(map, id);
        for (const layer of marks) map.sandan.marks.addLayer(layer);
      }
    };
    if (!map.sandan.marks) {
      map.sandan.marks = L.layerGroup().addTo(map);
      // What an area would cover depends on the zoom.
      map.on("zoomend", draw);
    }
    map.sandan.marked = ids;
    draw();
    const members = ids.flatMap((id) => records.get(id).flag?.members || []);
    map.sandan.selected = ids.length ? { test: owned(map, ids), places: [...ids, ...members] } : null;
    sandan.light(map, null);
  };
})();
