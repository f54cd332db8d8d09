/* Reads an Excel workbook (ISO/IEC 29500): the visible sheets as rows of text and numbers. */
(() => {
  "use strict";
  const { sandan } = window;
  const [END, ENTRY] = [0x06054b50, 0x02014b50];
  /** Number formats of dates that stand in no workbook, for every one has them. */
  const DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
  const DAY_MS = 86_400_000;
  /** The day before the first, as Excel counts, which takes 1900 for a leap year. */
  const EPOCH = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) };

  /** The files of a ZIP archive by name, each to be unpacked when it is asked for. */
  const archive = (bytes) => {
    const view = new DataView(bytes);
    let end = bytes.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
    if (end < 0) throw sandan.refusal("broken");
    const files = new Map();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left && view.getUint32(at, true) === ENTRY; left -= 1) {
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const start = view.getUint32(at + 42, true);
      const body = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
      const packed = new Uint8Array(bytes, body, view.getUint32(at + 20, true));
      files.set(new TextDecoder().decode(new Uint8Array(bytes, at + 46, name)), { packed, method: view.getUint16(at + 10, true) });
      at += 46 + name + extra + comment;
    }
    return files;
  };

  /** Unpack a file, no larger than `most`: a small archive may hold a huge one. */
  const unpacked = async ({ packed, method }, most) => {
    if (method === 0) return new TextDecoder().decode(packed);
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder();
    const parts = [];
    let size = 0;
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      size += value.length;
      if (size > most) throw sandan.refusal("large");
      parts.push(decoder.decode(value, { stream: true }));
    }
    return parts.join("");
  };

  const all = (node, name) => [...node.getElementsByTagNameNS("*", name)];

  /** A text of runs, without how it is read aloud. */
  const written = (node) => all(node, "t").filter((one) => one.parentNode.localName !== "rPh").map((one) => one.textContent).join("");

  /** The column of a reference, from 0: A1 is 0, AB7 is 27. */
  const columnOf = (reference) => [...reference.replace(/\d+$/, "")].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1;

  /** Which cell formats show a date. */
  const dated = (styles) => {
    const own = new Map(all(styles, "numFmt").map((one) => [Number(one.getAttribute("numFmtId")), one.getAttribute("formatCode")]));
    const shows = (id) => DATES.has(id) || /[ymd]/i.test((own.get(id) || "").replace(/\[[^\]]*\]|"[^"]*"|\\./g, ""));
    return all(styles, "cellXfs").flatMap((list) => all(list, "xf").map((one) => shows(Number(one.getAttribute("numFmtId")))));
  };

  const cellText = (cell, { strings, dates, epoch }) => {
    const type = cell.getAttribute("t");
    if (type === "inlineStr") return written(cell);
    const value = all(cell, "v")[0]?.textContent ?? "";
    if (type === "s") return strings[Number(value)] ?? "";
    if (type === "b") return value === "1" ? "TRUE" : "FALSE";
    if (type === "str" || type === "e" || value === "") return value;
    const number = Number(value);
    if (!dates[Number(cell.getAttribute("s") || 0)]) return String(Number(number.toPrecision(15)));
    return new Date(epoch + Math.round(number * DAY_MS)).toISOString().replace(/T00:00:00.*|\.\d+Z$/, "");
  };

  const rowsOf = (sheet, book, most) => {
    const rows = [];
    for (const row of all(sheet, "row")) {
      const line = Number(row.getAttribute("r")) || rows.length + 1;
      if (line > most) throw sandan.refusal("rows", { most });
      const cells = [];
      for (const cell of all(row, "c")) {
        const reference = cell.getAttribute("r");
        cells[reference ? columnOf(reference) : cells.length] = cellText(cell, book).trim();
      }
      rows.push({ line, cells: Array.from(cells, (value) => value ?? "") });
    }
    return rows;
  };

  /**
   * Read a workbook.
   * @param {ArrayBuffer} bytes
   * @param {{bytes: number, rows: number}} most of one of its files, and of a sheet
   * @returns {Promise<{name: string, rows: {line: number, cells: string[]}[]}[]>}
   */
  sandan.readWorkbook = async (bytes, most) => {
    const files = archive(bytes);
    const parsed = async (path) => {
      const file = files.get(path);
      const text = file ? await unpacked(file, most.bytes) : "<none/>";
      return new DOMParser().parseFromString(text, "text/xml");
    };
    const workbook = await parsed("xl/workbook.xml");
    const targets = new Map(all(await parsed("xl/_rels/workbook.xml.rels"), "Relationship").map((one) => [one.getAttribute("Id"), one.getAttribute("Target")]));
    const pathOf = (target) => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);
    const book = {
      strings: all(await parsed("xl/sharedStrings.xml"), "si").map(written),
      dates: dated(await parsed("xl/styles.xml")),
      epoch: EPOCH[["1", "true"].includes(all(workbook, "workbookPr")[0]?.getAttribute("date1904")) ? 1904 : 1900],
    };
    const sheets = all(workbook, "sheet").filter((one) => !["hidden", "veryHidden"].includes(one.getAttribute("state")));
    if (!sheets.length) throw sandan.refusal("broken");
    const found = [];
    for (const one of sheets) {
      const id = [...one.attributes].find(({ localName, namespaceURI }) => localName === "id" && namespaceURI)?.value;
      const sheet = await parsed(pathOf(targets.get(id) || ""));
      found.push({ name: one.getAttribute("name"), rows: rowsOf(sheet, book, most.rows) });
    }
    return found;
  };
})();
