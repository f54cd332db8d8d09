/* What a table of the reader's own means: points, places by name, or pairs; what is wrong, by row and column. */
(() => {
  "use strict";
  const { sandan } = window;
  /** What of a place is asked of the geocoder, beside its name. */
  const BESIDE = ["address", "sido", "sigungu", "kind"];

  /**
   * Which columns of a table say where: `way` is `points`, `names`, `pairs` or `drawn`, the rest are numbers of columns.
   * @param {{columns: string[], rows: object[], drawn: boolean}} table
   */
  sandan.understood = ({ columns, rows, drawn }, headings) => {
    const roles = columns.map((heading) => sandan.roleOf(heading, headings));
    const at = (role) => roles.indexOf(role);
    const some = (i) => i >= 0 && rows.some(({ cells }) => cells[i]);
    const found = Object.fromEntries(["lon", "lat", "from", "to", "name", "firm", ...BESIDE].map((role) => [role, some(at(role)) ? at(role) : -1]));
    const name = [found.name, found.address, found.sigungu].find((i) => i >= 0) ?? 0;
    const label = [found.name, found.firm, found.address].find((i) => i >= 0) ?? 0;
    const way = drawn ? "drawn" : found.lon >= 0 && found.lat >= 0 ? "points" : found.from >= 0 && found.to >= 0 ? "pairs" : "names";
    return { ...found, way, label, name };
  };

  /** A number as tables write it: 127.5, 127,5 (no thousands stand in degrees), 127.5°. NaN where it is none. */
  const degrees = (text) => {
    const plain = text.normalize("NFKC").replace(/[°ºEN\s]/gi, "").replace(/^(-?\d+),(\d+)$/, "$1.$2");
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
  };

  const within = (value, [low, high]) => value >= low && value <= high;

  /** Why a longitude or latitude is none: a key of `more.row`; null where it is one. */
  const wrong = (text, role, { lon, lat }) => {
    const [own, other] = role === "lon" ? [lon, lat] : [lat, lon];
    const value = degrees(text);
    if (!text) return "missing";
    if (Number.isNaN(value)) return "no_number";
    if (within(value, own)) return null;
    return within(value, other) ? "swapped" : Math.abs(value) > 360 ? "metres" : role === "lon" ? "no_lon" : "no_lat";
  };

  /**
   * Take rows as points.
   * @returns {{items: object[], problems: {line: number, column: string, key: string, value: string}[]}}
   */
  sandan.pointsOf = ({ columns, rows }, { lon, lat }, ranges) => {
    const problems = [];
    const items = [];
    for (const { line, cells } of rows) {
      const bad = [["lon", lon], ["lat", lat]].flatMap(([role, i]) => {
        const key = wrong(cells[i], role, ranges);
        return key ? [{ line, column: columns[i], key, value: cells[i] }] : [];
      });
      if (bad.length) problems.push(...bad);
      else items.push({ line, cells, geometry: { type: "Point", coordinates: [degrees(cells[lon]), degrees(cells[lat])] } });
    }
    return { items, problems };
  };

  /** What is asked for a row: its words by what the geocoder calls them, and a key by which equal ones are one. */
  const asks = (cells, columns) => {
    const row = Object.fromEntries(Object.entries(columns).filter(([, i]) => i >= 0 && cells[i]).map(([role, i]) => [role, cells[i]]));
    return { row, key: JSON.stringify(row) };
  };

  /** What must be asked to place the rows: each thing once. */
  sandan.asksOf = ({ rows }, choice) => {
    const ends = choice.way === "pairs" ? [{ name: choice.from }, { name: choice.to }] : [{ name: choice.name, ...Object.fromEntries(BESIDE.filter((role) => choice[role] !== choice.name).map((role) => [role, choice[role]])) }];
    const all = new Map();
    for (const { cells } of rows) {
      for (const end of ends) {
        const { row, key } = asks(cells, end);
        if (row.name) all.set(key, row);
      }
    }
    return { ends, all };
  };

  /**
   * Put rows where their names lie.
   * @param {Map<string, {at: number[], km: number, name: string, why: string, value: string}>} answers by key
   */
  sandan.namedOf = ({ columns, rows }, { ends }, answers) => {
    const problems = [];
    const items = [];
    for (const { line, cells } of rows) {
      const found = ends.map((end) => {
        const { row, key } = asks(cells, end);
        const answer = row.name ? answers.get(key) : { why: "missing" };
        if (!answer?.at) problems.push({ line, column: columns[end.name], key: answer?.why || "none", value: row.name || "", more: answer?.value });
        return answer;
      });
      if (found.some((answer) => !answer?.at)) continue;
      const coordinates = found.map(({ at }) => at);
      const pair = coordinates.length > 1;
      if (pair && String(coordinates[0]) === String(coordinates[1])) {
        problems.push({ line, column: columns[ends[1].name], key: "same", value: cells[ends[1].name] });
        continue;
      }
      items.push({
        line,
        cells,
        geometry: pair ? { type: "LineString", coordinates } : { type: "Point", coordinates: coordinates[0] },
        pair: pair ? found.map(({ name }) => name) : null,
        found: found.map(({ name }) => name).join(" → "),
        km: Math.max(...found.map(({ km }) => km || 0)),
      });
    }
    return { items, problems };
  };
})();
