/* Leads to whatever has an id: a place, a region, a consortium, a project. */
(() => {
  "use strict";
  const { sandan } = window;

  /** Show a frame, beside the legend and without motion for those who want none. */
  const frame = (map, bounds) => {
    const { left, bottom } = sandan.room(map);
    map.closePopup();
    map.flyToBounds(bounds, {
      animate: !sandan.calm(),
      duration: 0.6,
      maxZoom: 10.5,
      paddingTopLeft: [left + 70, 70],
      paddingBottomRight: [100, bottom + 60],
    });
  };

  /** A place that the map does not draw: a ring as long as its popup is open. */
  const ring = (map, { at, popup }) => {
    const made = L.circleMarker(sandan.latLng(at), { radius: 9, className: "found-ring" }).addTo(map);
    sandan.bindPopup(map, made, popup);
    made.on("popupclose", () => made.remove());
    sandan.open(map, made, 9.5);
  };

  /** Select what has ties or is drawn; conditions that hide it give way. */
  const select = (map, id, ties, place) => {
    const { state, places } = map.sandan;
    const { groups = [] } = places.get(place)?.record || {};
    const shown = ties.some((tie) => state.shown.ties.has(tie.id)) || [place, ...groups].some((one) => state.shown.places.has(one));
    const view = shown ? state.view : sandan.view.reset(state.view);
    state.change({ ...view, select: ties.length ? [id] : [] });
  };

  /**
   * Show what has an id and select it.
   * @param {string} id of a place, a consortium (`c01`), a project, or of a region in the search index
   */
  sandan.choose = (map, id) => {
    const { places, found } = map.sandan;
    const entry = found.get(id);
    const place = entry.hub || id;
    const own = map.sandan.ties.filter((tie) => tie.owner === id);
    const ties = own.length ? own : map.sandan.ties.filter((tie) => [tie.from, tie.to].includes(id));
    if (ties.length || places.has(place)) select(map, id, ties, place);
    if (own.length) frame(map, L.latLngBounds(own.flatMap((tie) => tie.latLngs)));
    else if (places.has(place)) sandan.flyTo(map, place);
    else if (entry.at) ring(map, entry);
    else if (entry.bounds) {
      const [west, south, east, north] = entry.bounds;
      frame(map, [[south, west], [north, east]]);
    } else window.location.assign(entry.href);
  };
})();
