/* The legend: folds, leads to the hubs. */
(() => {
  "use strict";
  const { sandan } = window;

  const fold = (legend, folded) => {
    legend.classList.toggle("folded", folded);
    legend.querySelector(".legend-toggle").setAttribute("aria-expanded", String(!folded));
  };

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
    fold(legend, sandan.narrow());
    legend.querySelector(".legend-toggle").addEventListener("click", () => {
      fold(legend, !legend.classList.contains("folded"));
      if (map.sandan.fitted && !sandan.narrow()) sandan.fitKorea(map, true);
      sandan.placeLabels(map);
    });
    for (const button of legend.querySelectorAll("button.hub")) {
      button.addEventListener("click", () => {
        if (sandan.narrow()) fold(legend, true);
        showProject(map, button.dataset.place);
      });
    }
  };
})();
