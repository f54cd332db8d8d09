import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const sandan = load("core.js", "plane.js", "reading.js", "graticule.js");
const words = { degrees: "{first} N {second} E", plane: "E {first} N {second}" };
const unified = { a: 6378137, rf: 298.257222101, lon_0: 127.5, lat_0: 38, k: 0.9996, x_0: 1e6, y_0: 2e6, shift: null };

test("degrees stand latitude first with six decimals", () => {
  const told = sandan.coordinates(words, undefined, [127.5, 38]);
  assert.deepEqual({ ...told }, { shown: "38.000000 N 127.500000 E", copied: "38.000000, 127.500000" });
});

test("a grid's coordinates stand easting first, in metres and centimetres", () => {
  const told = sandan.coordinates(words, unified, [127.5, 38]);
  assert.deepEqual({ ...told }, { shown: "E 1000000.00 N 2000000.00", copied: "1000000.00, 2000000.00" });
});

test("a point has no distance from itself, and as far back as there", () => {
  const [seoul, changwon] = [[126.978, 37.5665], [128.618, 35.215]];
  assert.equal(sandan.distance(seoul, seoul), 0);
  assert.ok(Math.abs(sandan.distance(seoul, changwon) - sandan.distance(changwon, seoul)) < 1e-6);
});

test("the graticule is finer the nearer the reader is, never crowded", () => {
  assert.equal(sandan.graticuleStep(100), 1);
  assert.equal(sandan.graticuleStep(1000), 0.1);
  for (const scale of [30, 100, 300, 1000, 3000]) assert.ok(sandan.graticuleStep(scale) * scale >= 90);
});

test("lines fall on multiples of the step, both edges included", () => {
  assert.deepEqual([...sandan.graticuleLines(124, 126.3, 0.5)], [124, 124.5, 125, 125.5, 126]);
  assert.deepEqual([...sandan.graticuleLines(127.01, 127.09, 0.1)], []);
  assert.deepEqual([...sandan.graticuleLines(35.1, 35.3, 0.1)], [35.1, 35.2, 35.3]);
});
