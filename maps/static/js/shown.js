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

  /** A click beside every mark lets go of what is selected. */
  const letGo = (map) => {
    map.on("click", ({ originalEvent }) => {
      const { state } = map.sandan;
      if (!state.view.select.length || originalEvent.target.closest(".leaflet-interactive")) return;
      state.change({ ...state.view, select: [] });
    });
  };

  /** Follow the state: draw what is shown. */
  sandan.shown = (map) => {
    letGo(map);
    map.sandan.state.follow((_, { ties, places }) => {
      showTies(map, ties);
      showPlaces(map, places);
      sandan.showMembers(map);
      if (sandan.ready) sandan.placeLabels(map);
    });
  };
})();
