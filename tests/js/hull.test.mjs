import assert from "node:assert/strict";
import test from "node:test";

import { load, plain } from "./load.mjs";

const { hull, covers } = load("core.js", "hull.js");

const SQUARE = [[0, 0], [4, 0], [4, 4], [0, 4]];

test("a hull has the corners of its points and none within", () => {
  assert.deepEqual(plain(hull([...SQUARE, [2, 2]])).sort(), [...SQUARE].sort());
});

test("a hull with a margin covers what lies in it or near its edge, however it turns", () => {
  for (const corners of [SQUARE, [...SQUARE].reverse()]) {
    assert.equal(covers(corners, [2, 2], 1), true);
    assert.equal(covers(corners, [4.5, 2], 1), true);
    assert.equal(covers(corners, [6, 2], 1), false);
  }
});
