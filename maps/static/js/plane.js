/* Coordinates of the Korean plane grids, and distances, on the ellipsoid. Pure. */
(() => {
  "use strict";
  const { sandan } = window;
  const RADIANS = Math.PI / 180;
  const WGS84 = { a: 6378137, rf: 298.257223563 };
  const GRS80 = { a: 6378137, rf: 298.257222101 };

  /** Longitude and latitude in radians to geocentric metres, at height 0. */
  const geocentric = ({ a, rf }, [lon, lat]) => {
    const e2 = (2 - 1 / rf) / rf;
    const normal = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
    const across = normal * Math.cos(lat);
    return [across * Math.cos(lon), across * Math.sin(lon), normal * (1 - e2) * Math.sin(lat)];
  };

  /** Back to longitude and latitude in radians (Bowring's formula, exact to 1e-9 degrees near the ground). */
  const geographic = ({ a, rf }, [x, y, z]) => {
    const e2 = (2 - 1 / rf) / rf;
    const b = a * (1 - 1 / rf);
    const across = Math.hypot(x, y);
    const angle = Math.atan2(z * a, across * b);
    const lat = Math.atan2(
      z + (e2 / (1 - e2)) * b * Math.sin(angle) ** 3,
      across - e2 * a * Math.cos(angle) ** 3,
    );
    return [Math.atan2(y, x), lat];
  };

  /** From WGS 84 to the datum of a grid: Molodensky-Badekas undone, rotations as of a coordinate frame. */
  const shifted = ({ x, y, z, rx, ry, rz, s, px, py, pz }, point) => {
    const [dx, dy, dz] = [point[0] - px - x, point[1] - py - y, point[2] - pz - z].map((part) => part / (1 + s * 1e-6));
    const [ax, ay, az] = [rx, ry, rz].map((seconds) => (seconds / 3600) * RADIANS);
    return [dx - az * dy + ay * dz + px, az * dx + dy - ax * dz + py, -ay * dx + ax * dy + dz + pz];
  };

  /** Krüger's series to the fourth order of n: well below a millimetre over Korea. */
  const krueger = ({ a, rf }) => {
    const n = 1 / (2 * rf - 1);
    return {
      n,
      radius: (a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64),
      series: [
        n / 2 - (2 * n ** 2) / 3 + (5 * n ** 3) / 16 + (41 * n ** 4) / 180,
        (13 * n ** 2) / 48 - (3 * n ** 3) / 5 + (557 * n ** 4) / 1440,
        (61 * n ** 3) / 240 - (103 * n ** 4) / 140,
        (49561 * n ** 4) / 161280,
      ],
    };
  };

  /** Easting and northing on a unit cylinder, from the central meridian and the equator. */
  const unrolled = ({ n, series }, lon, lat) => {
    const c = (2 * Math.sqrt(n)) / (1 + n);
    const t = Math.sinh(Math.atanh(Math.sin(lat)) - c * Math.atanh(c * Math.sin(lat)));
    const xi = Math.atan2(t, Math.cos(lon));
    const eta = Math.atanh(Math.sin(lon) / Math.hypot(1, t));
    return series.reduce(
      ([east, north], term, i) => [
        east + term * Math.cos(2 * (i + 1) * xi) * Math.sinh(2 * (i + 1) * eta),
        north + term * Math.sin(2 * (i + 1) * xi) * Math.cosh(2 * (i + 1) * eta),
      ],
      [eta, xi],
    );
  };

  /**
   * Reckon a point of WGS 84 in a plane grid.
   * @param {object} grid as geo.crs.TransverseMercator has it
   * @param {[number, number]} at longitude, latitude in degrees
   * @returns {[number, number]} easting, northing in metres
   */
  sandan.onGrid = (grid, at) => {
    let [lon, lat] = at.map((degrees) => degrees * RADIANS);
    if (grid.shift) [lon, lat] = geographic(grid, shifted(grid.shift, geocentric(WGS84, [lon, lat])));
    const terms = krueger(grid);
    const [east, north] = unrolled(terms, lon - grid.lon_0 * RADIANS, lat);
    const [, origin] = unrolled(terms, 0, grid.lat_0 * RADIANS);
    const scale = grid.k * terms.radius;
    return [grid.x_0 + scale * east, grid.y_0 + scale * (north - origin)];
  };

  /**
   * Measure the shortest line over GRS 80 (Vincenty 1975), as the ties are measured.
   * @returns {number} metres between two points given as longitude, latitude in degrees
   */
  sandan.distance = (from, to) => {
    const { a, rf } = GRS80;
    const f = 1 / rf;
    const b = a * (1 - f);
    const span = (to[0] - from[0]) * RADIANS;
    const [u1, u2] = [from, to].map(([, lat]) => Math.atan((1 - f) * Math.tan(lat * RADIANS)));
    const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    let lambda = span;
    let arc = null;
    for (let round = 0; round < 20; round += 1) {
      const sin = Math.hypot(cos2 * Math.sin(lambda), cos1 * sin2 - sin1 * cos2 * Math.cos(lambda));
      if (sin === 0) return 0;
      const cos = sin1 * sin2 + cos1 * cos2 * Math.cos(lambda);
      const sinAzimuth = (cos1 * cos2 * Math.sin(lambda)) / sin;
      const cos2Azimuth = 1 - sinAzimuth ** 2;
      const cosMiddle = cos2Azimuth ? cos - (2 * sin1 * sin2) / cos2Azimuth : 0;
      const c = (f / 16) * cos2Azimuth * (4 + f * (4 - 3 * cos2Azimuth));
      arc = { sin, cos, angle: Math.atan2(sin, cos), cos2Azimuth, cosMiddle };
      const before = lambda;
      lambda =
        span + (1 - c) * f * sinAzimuth * (arc.angle + c * sin * (cosMiddle + c * cos * (2 * cosMiddle ** 2 - 1)));
      if (Math.abs(lambda - before) < 1e-13) break;
    }
    const { sin, cos, angle, cos2Azimuth, cosMiddle } = arc;
    const u = (cos2Azimuth * (a ** 2 - b ** 2)) / b ** 2;
    const big = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)));
    const small = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)));
    const third = (small / 6) * cosMiddle * (4 * sin ** 2 - 3) * (4 * cosMiddle ** 2 - 3);
    return b * big * (angle - small * sin * (cosMiddle + (small / 4) * (cos * (2 * cosMiddle ** 2 - 1) - third)));
  };
})();
