/* Leads to whatever has an id: a place, a region, a body of a programme. */
(() => {
  "use strict";
  const { sandan } = window;

  const motion = () => ({ animate: !sandan.calm(), duration: 0.6 });

  /** What of the map is free of the legend and, on a phone, of the panel. */
  const free = (map) => {
    const { left, bottom } = sandan.room(map);
    // On a phone the search box lies on the map.
    const history = sandan.narrow() ? null : document.querySelector(".timeline");
    const below = history ? history.offsetHeight + 70 : 0;
    return { paddingTopLeft: [left + 70, sandan.narrow() ? 120 : 70], paddingBottomRight: [100, bottom + Math.max(60, below)] };
  };

  /** Show a frame. */
  const frame = (map, bounds) => {
    map.closePopup();
    map.flyToBounds(bounds, { ...motion(), ...free(map), maxZoom: 10.5 });
  };
  sandan.frameBounds = frame;

  /** Show a place in the middle of what is free, at least as near as `zoom`. */
  const fly = (map, at, zoom) => {
    map.closePopup();
    const near = Math.max(map.getZoom(), zoom);
    const { left, bottom } = sandan.room(map);
    const middle = map.project(at, near).add([-left / 2, bottom / 2]);
    map.flyTo(map.unproject(middle, near), near, motion());
  };

  const marksOf = (map, entry) => (entry.members || [entry.id]).map((one) => map.sandan.places.get(one)).filter(Boolean);

  /** The ties that belong to a body, or that meet at a place. */
  const tiesOf = (map, entry) => {
    const own = map.sandan.ties.filter((tie) => tie.owner === entry.id);
    const [place] = entry.members ? [] : marksOf(map, entry);
    return own.length || !place ? own : map.sandan.ties.filter(sandan.meets(place.record));
  };

  /** Go where the thing is, with its partners; what the reader sees already stays where it is. */
  const go = (map, entry, all, stay) => {
    const marks = marksOf(map, entry);
    const own = all.filter((tie) => map.sandan.state.shown.ties.has(tie.id));
    const at = marks.map(({ marker }) => marker.getLatLng());
    const points = [...(at.length || own.length ? at : [sandan.latLng(entry.at)]), ...own.flatMap((tie) => tie.latLngs)];
    const bounds = L.latLngBounds(points);
    const { left, bottom } = sandan.room(map);
    const size = map.getSize();
    const seen = L.latLngBounds(map.containerPointToLatLng([left, size.y - bottom]), map.containerPointToLatLng([size.x, 0]));
    if (stay && seen.contains(bounds)) return;
    if (points.length > 1) frame(map, bounds);
    else fly(map, points[0], stay ? map.getZoom() : marks[0]?.record.member ? 10.5 : 9.5);
  };

  /** Select; conditions that hide it give way. */
  const select = (map, entry, all) => {
    const { state } = map.sandan;
    const marks = marksOf(map, entry);
    const ids = marks.flatMap(({ record }) => [record.id, ...record.groups]);
    const shown = !marks.length && !all.length || all.some((tie) => state.shown.ties.has(tie.id)) || ids.some((one) => state.shown.places.has(one));
    state.change({ ...(shown ? state.view : sandan.view.reset(state.view)), select: [entry.id] });
  };

  /**
   * Select what has an id, show it and what is told of it; lead there, or to another map that draws it.
   * @param {string} id of a place, a body (`c01`), or of a region in the search index
   * @param {boolean} stay where what is chosen can be seen
   */
  sandan.choose = (map, id, stay = false) => {
    const entry = map.sandan.found.get(id);
    if (entry.bounds) {
      const [west, south, east, north] = entry.bounds;
      frame(map, [[south, west], [north, east]]);
    } else if (entry.href) window.location.assign(entry.href);
    else {
      const all = tiesOf(map, entry);
      select(map, entry, all);
      go(map, entry, all, stay);
      sandan.showMembers(map);
      map.sandan.enter();
    }
  };
})();
