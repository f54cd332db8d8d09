/* The Leaflet map, and the frame in which all of Korea shows beside the legend. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Mainland and Jeju; Ulleung and Dokdo lie beyond the eastern edge. */
  const KOREA = [
    [33.05, 125.8],
    [38.66, 129.65],
  ];
  /** Pixels: the height below which a narrow map is low, and what the search box takes of it. */
  const [LOW, SEARCH] = [420, 62];
  /** The neighbours are drawn as far as this. */
  const DRAWN = [
    [29, 118],
    [45, 137.5],
  ];
  sandan.drawn = L.latLngBounds(DRAWN);
  const WORLD = [
    [-90, -180],
    [90, 180],
  ];

  /** Panes with their z-index, from the ground up; but the keyboard reaches places before badges and ties. */
  const PANES = [
    ["neighbours", 210],
    ["land", 220],
    ["thematic", 225],
    ["districts", 230],
    ["borders", 240],
    ["region-names", 250],
    ["imported", 405],
    ["selection", 408],
    ["ties", 410],
    ["places", 600],
    ["badges", 590],
    ["heads", 602],
    ["hits", 420],
    ["policy", 605],
    ["labels", 640],
    ["tools", 645],
  ];

  /**
   * Make the map.
   * @param {string} id of the element
   * @param {[number, number]} centre latitude, longitude
   * @param {object} options of Leaflet
   */
  sandan.map = (id, centre, options) => {
    const map = L.map(id, { ...options, center: centre, maxBounds: DRAWN, maxBoundsViscosity: 0.8 });
    for (const [name, order] of PANES) {
      const pane = map.createPane(name);
      pane.style.zIndex = order;
      if (["neighbours", "land", "districts", "borders", "region-names", "selection", "ties", "heads", "labels", "tools"].includes(name)) {
        pane.style.pointerEvents = "none";
      }
    }
    map.on("movestart", () => {
      if (!map.sandan.fitting) map.options.maxBounds = L.latLngBounds(DRAWN).extend(map.getBounds());
    });
    return map;
  };

  /**
   * Room that the legend takes, on a phone panel or timeline, so that nothing important lies below.
   * @returns {{left: number, bottom: number}} pixels
   */
  sandan.room = (map) => {
    const legend = document.querySelector(".legend");
    // In another page and on paper the legend stands below the map.
    if (!legend || "frame" in document.body.dataset || document.body.classList.contains("plain-paper")) {
      const sources = document.querySelector(".leaflet-control-attribution");
      return { left: 0, bottom: sources?.offsetHeight || 0 };
    }
    const box = legend.getBoundingClientRect();
    const frame = map.getContainer().getBoundingClientRect();
    const panel = document.querySelector(".panel");
    if (sandan.narrow()) {
      const timeline = document.querySelector(".timeline");
      // In a low window it stands beside Korea. Else the sources may lie on the sea south of Jeju.
      const over = timeline && !isLow(map) ? frame.bottom - timeline.getBoundingClientRect().top : 18;
      return { left: 0, bottom: panel.offsetHeight || over };
    }
    const folded = legend.classList.contains("folded");
    return { left: folded ? 0 : box.right - frame.left, bottom: 18 };
  };

  /** Let an element stand in the lower right corner, where each keeps clear of the others; map.css has their order. */
  sandan.inCorner = (map, box) => {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => box;
    L.DomEvent.disableClickPropagation(box);
    control.addTo(map);
  };

  /** Is there hardly room for Korea below the search box, as on a laptop at 200 %? */
  const isLow = (map) => sandan.narrow() && map.getSize().y < LOW;

  /** Show all of Korea in what the legend leaves free. */
  sandan.fitKorea = (map, animate = false) => {
    const { left, bottom } = sandan.room(map);
    const margin = sandan.narrow() ? 8 : 18;
    map.setMinZoom(5);
    map.sandan.fitting = true;
    // In a wide, low window Korea leaves room for more than is drawn; Leaflet would pull the map back.
    map.options.maxBounds = L.latLngBounds(WORLD);
    map.once("moveend", () => {
      map.sandan.fitting = false;
    });
    map.fitBounds(KOREA, {
      animate,
      // Without it Leaflet pans by whole pixels from where it was, one off at times.
      reset: !animate,
      paddingTopLeft: [left + margin, isLow(map) ? SEARCH : margin],
      paddingBottomRight: [sandan.narrow() ? margin : 56, bottom + margin],
    });
    map.setMinZoom(Math.max(5, map.getBoundsZoom(KOREA) - 0.75));
    map.sandan.fitted = true;
  };
})();
