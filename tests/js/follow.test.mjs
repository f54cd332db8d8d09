import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.mjs";

const sandan = load("core.js", "hull.js", "follow.js");

test("a hull holds the corners and leaves out what lies inside, doubled or on an edge", () => {
  const corners = [[0, 0], [4, 0], [4, 3], [0, 3]];
  const hull = plain(sandan.hull([...corners, [1, 1], [4, 3], [2, 0]]));
  assert.deepEqual(hull.toSorted(), corners.toSorted());
});

test("two places and one have a hull too", () => {
  assert.deepEqual(plain(sandan.hull([[1, 2], [0, 0]])), [[0, 0], [1, 2]]);
  assert.deepEqual(plain(sandan.hull([[1, 2], [1, 2]])), [[1, 2]]);
});

test("an arrow goes to the nearest partner that lies that way, and nowhere when none does", () => {
  const partners = [{ id: "far", x: 90, y: 0 }, { id: "near", x: 40, y: 10 }, { id: "above", x: 0, y: -20 }];
  const go = (way) => sandan.towards({ x: 0, y: 0 }, partners, way);
  assert.equal(go([1, 0]), "near");
  assert.equal(go([0, -1]), "above");
  assert.equal(go([-1, 0]), null);
});
