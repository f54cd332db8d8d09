/* The Leaflet map, and the frame in which all of Korea shows beside the legend. */
(() => {
  "use strict";
  const { sandan } = window;
  /** Mainland and Jeju; Ulleung and Dokdo lie beyond the eastern edge. */
  const KOREA = [
    [33.05, 125.8],
    [38.66, 129.65],
  ];
  /** Degrees: the eastern end of Jeju, which a long timeline would hide. */
  const JEJU_EAST = 127;
  /** Pixels around Korea, and those that the controls at the right take. */
  const [MARGIN, CONTROLS] = [18, 56];
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
      if (!map.sandan.free) map.options.maxBounds = L.latLngBounds(DRAWN).extend(map.getBounds());
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
      const over = timeline && !isLow(map) ? frame.bottom - timeline.getBoundingClientRect().top : MARGIN;
      return { left: 0, bottom: panel.offsetHeight || over };
    }
    const folded = legend.classList.contains("folded");
    const left = folded ? 0 : box.right - frame.left;
    const timeline = document.querySelector(".timeline")?.getBoundingClientRect();
    const hidesJeju = timeline && timeline.left - frame.left < jejuEnds(left, map.getSize());
    return { left, bottom: hidesJeju ? frame.bottom - timeline.top : MARGIN };
  };

  /** Where Jeju ends in the east, in pixels, if nothing but the legend takes room of Korea. */
  const jejuEnds = (left, { x: width, y: height }) => {
    const [[south, west], [north, east]] = KOREA;
    const [free, tall] = [width - left - MARGIN - CONTROLS, height - 2 * MARGIN];
    // A degree of latitude is longer than one of longitude, as Mercator draws them.
    const stretched = (north - south) / Math.cos((((north + south) / 2) * Math.PI) / 180);
    const scale = Math.min(free / (east - west), tall / stretched);
    return left + MARGIN + free / 2 + (JEJU_EAST - (west + east) / 2) * scale;
  };

  /** Tooltips stay within the map, clear of the controls at its right. */
  const place = L.Tooltip.prototype._setPosition;
  L.Tooltip.include({
    _setPosition(at) {
      place.call(this, at);
      const box = this._container;
      box.style.marginLeft = "";
      const { left, right } = box.getBoundingClientRect();
      const frame = this._map.getContainer().getBoundingClientRect();
      const beyond = Math.max(0, right - frame.right + CONTROLS) || Math.min(0, left - frame.left - 8);
      if (beyond) box.style.marginLeft = `${-beyond}px`;
    },
  });

  /** Let an element stand in the lower right corner, where each keeps clear of the others; map.css has their order. */
  sandan.inCorner = (map, box) => {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => box;
    L.DomEvent.disableClickPropagation(box);
    control.addTo(map);
  };

  /** Is there hardly room for Korea below the search box, as on a laptop at 200 %? */
  const isLow = (map) => sandan.narrow() && map.getSize().y < LOW;

  /** Move to where there may be more to see than is drawn, as in a wide, low window; Leaflet would pull the map back. */
  const freely = (map, move) => {
    map.sandan.free = true;
    map.options.maxBounds = L.latLngBounds(WORLD);
    map.once("moveend", () => {
      map.sandan.free = false;
    });
    move();
  };

  /** Show what an address asks for. */
  sandan.goTo = (map, { lat, lon, zoom }) => freely(map, () => map.setView([lat, lon], zoom, { animate: false }));

  /** Show all of Korea in what the legend leaves free. */
  sandan.fitKorea = (map, animate = false) => {
    const { left, bottom } = sandan.room(map);
    const margin = sandan.narrow() ? 8 : MARGIN;
    map.setMinZoom(5);
    map.sandan.fitting = true;
    map.once("moveend", () => {
      map.sandan.fitting = false;
    });
    freely(map, () =>
      map.fitBounds(KOREA, {
        animate,
        // Without it Leaflet pans by whole pixels from where it was, one off at times.
        reset: !animate,
        paddingTopLeft: [left + margin, isLow(map) ? SEARCH : margin],
        paddingBottomRight: [sandan.narrow() ? margin : CONTROLS, bottom + margin],
      }),
    );
    map.setMinZoom(Math.max(5, map.getBoundsZoom(KOREA) - 0.75));
    map.sandan.fitted = true;
  };
})();
