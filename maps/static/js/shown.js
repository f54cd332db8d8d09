/* Puts what a view leaves on the map, and takes the rest off it. */
(() => {
  "use strict";
  const { sandan } = window;

  const showTies = (map, ids) => {
    for (const tie of map.sandan.ties) {
      if (ids.has(tie.id)) tie.home.addLayer(tie.group);
      else tie.home.removeLayer(tie.group);
    }
  };

  const showPlaces = (map, ids) => {
    for (const { record, marker } of map.sandan.places.values()) {
      if (record.member) continue;
      if (ids.has(record.id)) marker.addTo(map);
      else marker.remove();
    }
  };

  /** Is the tie, or one of its ends, among the selected? */
  const selected = (view) => (tie) => [tie.owner, tie.from, tie.to].some((id) => view.select.includes(id));

  /** A click beside every mark lets go of what is selected. */
  const letGo = (map) => {
    map.on("click", ({ originalEvent }) => {
      const { state } = map.sandan;
      if (!state.view.select.length || originalEvent.target.closest(".leaflet-interactive")) return;
      state.change({ ...state.view, select: [] });
    });
  };

  /** Follow the state: draw what is shown, light what is selected. */
  sandan.shown = (map) => {
    letGo(map);
    map.sandan.state.follow((view, { ties, places }) => {
      showTies(map, ties);
      showPlaces(map, places);
      sandan.showMembers(map);
      map.sandan.selected = view.select.length ? selected(view) : null;
      sandan.light(map, null);
      if (sandan.ready) sandan.placeLabels(map);
    });
  };
})();
