/* Which point of the map is read, and its coordinates as text. */
(() => {
  "use strict";
  const { sandan } = window;

  const round = (value, decimals) =>
    value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false });

  /**
   * The coordinates of a point as text to show and text to copy.
   * @param {{degrees: string, plane: string}} words patterns
   * @param {object|undefined} grid as geo.crs.TransverseMercator has it; without one in degrees
   * @param {[number, number]} at longitude, latitude
   */
  sandan.coordinates = (words, grid, [lon, lat]) => {
    const [first, second] = grid ? sandan.onGrid(grid, [lon, lat]).map((metres) => round(metres, 2)) : [lat, lon].map((degrees) => round(degrees, 6));
    return { shown: sandan.fill(grid ? words.plane : words.degrees, { first, second }), copied: `${first}, ${second}` };
  };

  /** Let the pointer, or where there is none the middle of the map, say which point is read. */
  sandan.reading = (map, tell) => {
    const container = map.getContainer();
    const cross = sandan.el("div", { class: "cross", hidden: "", "aria-hidden": "true" });
    container.append(cross);
    const centre = () => {
      cross.hidden = false;
      tell(map.getCenter());
    };
    const follow = (event) => {
      if (event.pointerType !== "mouse" || event.target.closest(".leaflet-control")) return;
      cross.hidden = true;
      tell(map.mouseEventToLatLng(event));
    };
    const moved = () => {
      if (!cross.hidden) centre();
    };
    const keys = ({ key }) => {
      if (key.startsWith("Arrow")) centre();
    };
    return {
      on: () => {
        container.addEventListener("pointermove", follow);
        container.addEventListener("keydown", keys);
        map.on("move", moved);
        centre();
      },
      off: () => {
        container.removeEventListener("pointermove", follow);
        container.removeEventListener("keydown", keys);
        map.off("move", moved);
        cross.hidden = true;
      },
    };
  };
})();
