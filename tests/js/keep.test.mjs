import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.mjs";

const sandan = load("core.js", "keep.js");
const place = (properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: [128.7, 35.2] }, properties });

test("only what is shown is taken, with all properties and its collection's name", () => {
  const features = [place({ id: "a", name_ko: "가" }), place({ id: "b", name_ko: "나" })];
  const taken = sandan.featuresShown([{ id: "complexes", features }], new Set(["b"]));
  assert.deepEqual(plain(taken.map(({ properties }) => properties)), [{ collection: "complexes", id: "b", name_ko: "나" }]);
});

test("columns of different collections stand side by side, what one lacks stays empty", () => {
  const csv = sandan.csv([place({ id: "a", km: 1.5 }), place({ id: "b", members: ["x", "y"] })]);
  assert.equal(csv, '\ufeffid,km,members,wkt\r\na,1.5,,POINT (128.7 35.2)\r\nb,,"[""x"",""y""]",POINT (128.7 35.2)\r\n');
});

test("a tie's geometry is a line", () => {
  const tie = { geometry: { type: "LineString", coordinates: [[1, 2], [3, 4]] }, properties: { id: "t" } };
  assert.ok(sandan.csv([tie]).includes('"LINESTRING (1 2, 3 4)"'));
});

test("no cell runs as a formula and a negative number stays a number", () => {
  assert.ok(sandan.csv([place({ id: "=1+1", x: -2 })]).includes("\r\n'=1+1,-2,"));
});

test("the code to embed stays one element whatever the address holds", () => {
  const code = sandan.embedCode('<iframe src="{src}" title="{title}">', { src: 'http://x/embed/overview?sector=a&role="><script>', title: "산단" });
  assert.ok(code.includes("sector=a&amp;role=&quot;>&lt;script>"));
});
