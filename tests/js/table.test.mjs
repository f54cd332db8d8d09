import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.mjs";

const sandan = load("core.js", "table.js");
const rows = [
  { title: "협의체 10", km: 5, no: 0 },
  { title: "협의체 9", km: 31.5, no: 1 },
  { title: "산단 대개조 2021", km: 5, no: 2 },
];
const order = (key, down) => plain(sandan.sorted(rows, { key, down }, "ko").map(({ no }) => no));

test("without an order the rows stand as in the data", () => {
  assert.deepEqual(order(null, false), [0, 1, 2]);
});

test("numbers within names are sorted by size, not by sign", () => {
  assert.deepEqual(order("title", false), [2, 1, 0]);
});

test("equal rows keep the data's order in both directions", () => {
  assert.deepEqual(order("km", false), [0, 2, 1]);
  assert.deepEqual(order("km", true), [1, 0, 2]);
});
