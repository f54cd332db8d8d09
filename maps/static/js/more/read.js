/* Reads a file of the reader's own, in the browser: CSV, XLSX, GeoJSON. What is wrong is told by where it stands. */
(() => {
  "use strict";
  const { sandan } = window;
  const MOST = { bytes: 20_000_000, rows: 20_000 };
  /** The beginnings of a ZIP archive (XLSX) and of a compound file (XLS, or one with a password). */
  const [ZIP, COMPOUND] = [0x504b0304, 0xd0cf11e0];
  /** Rows among which the headings are looked for: titles and units may stand above them. */
  const ABOVE = 15;

  /** An error with its words: a key of `more.bad`, and what stands in it. */
  sandan.refusal = (key, values = {}) => Object.assign(new Error(key), { told: { key, values } });

  /** Text in UTF-8 or UTF-16, or as Korean Windows writes it (CP949). */
  sandan.decoded = (bytes) => {
    const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      try {
        return new TextDecoder("euc-kr", { fatal: true }).decode(bytes);
      } catch {
        throw sandan.refusal("encoding");
      }
    }
  };

  const csv = (text) => {
    const { data, errors } = window.Papa.parse(text, { delimitersToGuess: [",", "\t", ";", "|"] });
    const quote = errors.find(({ type }) => type === "Quotes");
    if (quote) throw sandan.refusal("quote", { row: quote.row + 1 });
    return data.map((cells, i) => ({ line: i + 1, cells: cells.map((cell) => cell.trim()) }));
  };

  /** Fold what headings differ in without meaning, as geo.vocabulary does. */
  const folded = (heading) => heading.slice(0, 200).normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]|\u119e/gu, "");

  /**
   * What a column with this heading holds; null where it is not known.
   * @param {Object<string, {known: string[], ending: string|null}>} headings role to what is written above it
   */
  sandan.roleOf = (heading, headings) => {
    const bare = heading.replace(/\([^)]*\)/g, "").replace(/_epsg\d{4,5}$/i, "");
    for (const spelling of [folded(heading), folded(bare)]) {
      for (const [role, { known }] of Object.entries(headings)) if (known.includes(spelling)) return role;
      for (const [role, { ending }] of Object.entries(headings)) if (ending && new RegExp(ending).test(spelling)) return role;
    }
    return null;
  };

  const filled = ({ cells }) => cells.filter(Boolean);

  /**
   * A table out of rows: its headings are the first row of which one is known, else the first with two cells.
   * @returns {{columns: string[], rows: {line: number, cells: string[]}[], known: number}|null} null where there is none
   */
  sandan.tabled = (rows, headings) => {
    const wide = rows.slice(0, ABOVE).map((row, i) => ({ row, i, known: filled(row).filter((cell) => sandan.roleOf(cell, headings)).length }));
    const best = wide.reduce((a, b) => (b.known > a.known ? b : a), { known: 0 });
    const head = best.known ? best : wide.find(({ row }) => filled(row).length > 1) || wide.find(({ row }) => filled(row).length);
    if (!head) return null;
    const body = rows.slice(head.i + 1).filter((row) => filled(row).length);
    if (!body.length) return null;
    const width = Math.max(head.row.cells.length, ...body.map(({ cells }) => cells.length));
    const columns = Array.from({ length: width }, (_, i) => head.row.cells[i] || `#${i + 1}`);
    return { columns, rows: body.map(({ line, cells }) => ({ line, cells: Array.from({ length: width }, (_, i) => cells[i] ?? "") })), known: head.known };
  };

  const TYPES = new Set(["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]);
  const WGS84 = /CRS84|4326|WGS\s*_?84/i;

  const positions = (coordinates) => (typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(positions));

  const checked = ({ type, coordinates } = {}, line) => {
    if (!TYPES.has(type) || !Array.isArray(coordinates) || !coordinates.length) throw sandan.refusal("geometry", { row: line, value: String(type) });
    for (const [lon, lat] of positions(coordinates)) {
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw sandan.refusal("degrees", { row: line, value: `${lon}, ${lat}` });
    }
    return { type, coordinates };
  };

  const shown = (value) => (value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

  const geojson = (text) => {
    let whole = null;
    try {
      whole = JSON.parse(text);
    } catch (error) {
      throw sandan.refusal("json", { value: error.message });
    }
    const crs = whole?.crs?.properties?.name;
    if (crs && !WGS84.test(crs)) throw sandan.refusal("crs", { value: crs });
    const features = whole?.type === "FeatureCollection" ? whole.features : whole?.type === "Feature" ? [whole] : TYPES.has(whole?.type) ? [{ geometry: whole }] : null;
    if (!Array.isArray(features)) throw sandan.refusal("geojson", { value: shown(whole?.type) });
    if (features.length > MOST.rows) throw sandan.refusal("rows", { most: MOST.rows });
    const columns = [...new Set(features.flatMap((one) => Object.keys(one?.properties || {})))];
    const rows = features.map((one, i) => ({
      line: i + 1,
      cells: columns.map((name) => shown(one?.properties?.[name])),
      geometry: one?.geometry ? checked(one.geometry, i + 1) : null,
    }));
    if (!rows.some(({ geometry }) => geometry)) throw sandan.refusal("empty");
    return [{ name: "", table: { columns, rows, known: 0, drawn: true } }];
  };

  /**
   * Read a file.
   * @param {File} file
   * @returns {Promise<{name: string, table: object}[]>} its tables, those with known headings first; a
   *   `told` error where it cannot be read
   */
  sandan.readFile = async (file, headings) => {
    if (file.size > MOST.bytes) throw sandan.refusal("large");
    const bytes = await file.arrayBuffer();
    const start = bytes.byteLength > 3 ? new DataView(bytes).getUint32(0) : 0;
    if (!bytes.byteLength) throw sandan.refusal("empty");
    if (start === COMPOUND) throw sandan.refusal("xls");
    const tables = (sheets) => {
      const found = sheets.map(({ name, rows }) => ({ name, table: sandan.tabled(rows, headings) })).filter(({ table }) => table);
      if (!found.length) throw sandan.refusal("empty");
      return found.sort((a, b) => (b.table.known > 0) - (a.table.known > 0));
    };
    if (start === ZIP) return tables(await sandan.readWorkbook(bytes, MOST));
    const text = sandan.decoded(bytes).replace(/^\ufeff/, "");
    if (/\0/.test(text)) throw sandan.refusal("kind");
    if (/^\s*[{[]/.test(text)) return geojson(text);
    if (/^\s*</.test(text)) throw sandan.refusal("kind");
    const rows = csv(text);
    if (rows.length > MOST.rows + ABOVE) throw sandan.refusal("rows", { most: MOST.rows });
    return tables([{ name: "", rows }]);
  };
})();
