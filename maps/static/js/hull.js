/* The convex hull of points. Pure. */
(() => {
  "use strict";
  const { sandan } = window;

  const turn = ([ax, ay], [bx, by], [cx, cy]) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

  /** The lower chain of points sorted by x (A. M. Andrew, 1979), without its last point. */
  const chain = (points) => {
    const kept = [];
    for (const point of points) {
      while (kept.length > 1 && turn(kept.at(-2), kept.at(-1), point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };

  /**
   * The corners of the smallest convex area that holds all points, anticlockwise.
   * @param {[number, number][]} points x to the right, y up
   */
  sandan.hull = (points) => {
    const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const distinct = sorted.filter((point, i) => !i || point[0] !== sorted[i - 1][0] || point[1] !== sorted[i - 1][1]);
    return distinct.length < 3 ? distinct : [...chain(distinct), ...chain(distinct.reverse())];
  };

  /** How far a point is from a segment. */
  const away = ([px, py], [ax, ay], [bx, by]) => {
    const [x, y] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((px - ax) * x + (py - ay) * y) / (x * x + y * y || 1)));
    return Math.hypot(px - ax - along * x, py - ay - along * y);
  };

  /**
   * Does an area with a margin around it hold a point?
   * @param {[number, number][]} corners of a convex area, in order
   */
  sandan.covers = (corners, point, margin) => {
    const edges = corners.map((corner, i) => [corner, corners[(i + 1) % corners.length]]);
    const sides = edges.map(([a, b]) => turn(a, b, point));
    const inside = sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
    return inside || edges.some(([a, b]) => away(point, a, b) < margin);
  };
})();
