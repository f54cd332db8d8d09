/* Puts what a view leaves on the map, and takes the rest off it. */
(() => {
  "use strict";
  const { sandan } = window;

  sandan.showTies = (map, ids) => {
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

  /** How near a mark a press may be to mean it, in pixels: a finger is broad. */
  const NEAR = 14;

  /** The place that a press means which hits none; null where none is near. */
  const meant = (map, at) => {
    const shown = [...map.sandan.places.values()].filter(({ marker }) => map.hasLayer(marker));
    const away = shown.map(({ record, marker }) => [map.latLngToLayerPoint(marker.getLatLng()).distanceTo(at), record.id]);
    away.sort(([a], [b]) => a - b);
    return away.length && away[0][0] < NEAR ? away[0][1] : null;
  };

  /** A click beside every mark lets go of what is selected. */
  const letGo = (map) => {
    map.on("click", ({ originalEvent, layerPoint }) => {
      const { state } = map.sandan;
      if (originalEvent.target.closest(".leaflet-interactive") || map.getContainer().classList.contains("writing")) return;
      const near = meant(map, layerPoint) || map.sandan.crowd?.nearest(layerPoint)?.owner;
      if (near) {
        sandan.choose(map, near, true);
        return;
      }
      if (!state.view.select.length) return;
      state.change({ ...state.view, select: [] });
    });
  };

  /** Follow the state: draw what is shown. */
  sandan.shown = (map) => {
    letGo(map);
    map.sandan.state.follow((_, { ties, places }) => {
      sandan.showTies(map, map.sandan.flowing ? new Set() : ties);
      showPlaces(map, places);
      sandan.showMembers(map);
      if (sandan.ready) sandan.placeLabels(map);
    });
  };
})();
