/* The legend: leads to the hubs. */
(() => {
  "use strict";
  const { sandan } = window;

  /** Show a hub with all its links. */
  const showProject = (map, id) => {
    const ends = map.sandan.ties.filter((tie) => tie.from === id && !tie.sector);
    const hub = map.sandan.places.get(id);
    if (!hub) return;
    const bounds = L.latLngBounds([hub.marker.getLatLng()]);
    ends.forEach((tie) => tie.latLngs.forEach((at) => bounds.extend(at)));
    const { left, bottom } = sandan.room(map);
    map.flyToBounds(bounds, {
      duration: 0.6,
      maxZoom: 10.5,
      paddingTopLeft: [left + 70, 70],
      paddingBottomRight: [70, bottom + 60],
    });
  };

  /** Bring the legend to life. */
  sandan.legend = (map) => {
    const legend = document.querySelector(".legend");
    sandan.sheet(map, legend, sandan.narrow());
    for (const button of legend.querySelectorAll("button.hub")) {
      button.addEventListener("click", () => {
        if (sandan.narrow()) sandan.fold(map, legend, true);
        showProject(map, button.dataset.place);
      });
    }
  };
})();
