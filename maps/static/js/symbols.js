/* Symbols of places and badges of ties, as SVG elements. */
(() => {
  "use strict";
  const { sandan } = window;
  const { svg } = sandan;
  /** Pixels below which no number is read. */
  const LEAST = 12;

  /**
   * Draw a place: the shape says what it is, the filling its role, the frame that it is a hub.
   * @param {{shape: string, fill: string, frame: string, colour: string, radius: number, measured: object}} given
   *   `measured` is what a measure says of it instead
   */
  sandan.placeSymbol = (map, given) => {
    const place = { ...given, ...given.measured };
    const path = map.sandan.shapes.get(place.shape);
    const scale = place.radius / 10;
    const full = ["full", "both"].includes(place.fill);
    const hollow = place.frame === "early" && place.shape === "square";
    const parts = [];
    if (place.frame && place.shape !== "square") {
      parts.push(
        svg("rect", { class: `frame frame-${place.frame}`, stroke: place.frame_colour, x: -14.5, y: -14.5, width: 29, height: 29 }),
      );
    }
    parts.push(
      svg("path", {
        d: path,
        fill: full && !hollow && place.strength === undefined ? place.colour : "var(--halo)",
        stroke: place.colour,
        "stroke-width": hollow ? 4 : 3.2,
      }),
    );
    if (place.strength) parts.push(svg("path", { d: path, fill: place.colour, "fill-opacity": place.strength }));
    if (place.fill === "both") {
      parts.push(
        svg("path", { d: path, transform: "scale(.52)", fill: place.colour, stroke: "var(--halo)", "stroke-width": 6 }),
      );
    }
    if (place.guessed) {
      parts.push(svg("circle", { r: 16.6, fill: "none", stroke: place.colour, "stroke-width": 2.2, "stroke-dasharray": "4 3.4" }));
    }
    const size = 36 * scale;
    return svg(
      "svg",
      { viewBox: "-18 -18 36 36", width: size, height: size, class: "symbol", "aria-hidden": "true" },
      parts,
    );
  };

  /**
   * Draw a badge: the sector's shape in its colour with a number, or without.
   * @param {{shape: string, colour: string, text: string}} badge
   * @param {number} size pixels
   */
  sandan.badgeSymbol = (map, badge, size) => {
    const low = { triangle: 3.4, delta: -2.6 }[badge.shape] || 0;
    const tight = ["triangle", "delta", "diamond", "cross", "star"].includes(badge.shape);
    const usual = badge.text?.length > 1 ? (tight ? 11 : 12.5) : 13.5;
    const letter = Math.max(usual, (LEAST * 30) / size);
    return svg(
      "svg",
      { viewBox: "-15 -15 30 30", width: size, height: size, class: "badge", "aria-hidden": "true" },
      svg("path", { d: map.sandan.shapes.get(badge.shape), fill: badge.colour, stroke: "var(--halo)", "stroke-width": 2.2 }),
      badge.text
        ? // What of a number is wider than its shape stands on the shape's colour, too.
          svg("text", { y: letter * 0.355 + low, "text-anchor": "middle", "font-size": letter, stroke: badge.colour }, badge.text)
        : null,
    );
  };
})();
