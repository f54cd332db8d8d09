import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const sandan = load("core.js", "symbols.js");
const map = { sandan: { shapes: new Map([["circle", "M0 0"], ["square", "M1 1"], ["triangle", "M2 2"]]) } };
const place = { shape: "circle", fill: "full", frame: "", colour: "#123456", radius: 10 };
const drawn = (changes) => sandan.placeSymbol(map, { ...place, ...changes });
const fills = (symbol) => symbol.children.map(({ attributes }) => attributes.fill);

test("a filled role is full, a part of a group is hollow", () => {
  assert.deepEqual(fills(drawn({})), ["#123456"]);
  assert.deepEqual(fills(drawn({ fill: "member" })), ["var(--halo)"]);
});

test("a place that leads and is a partner too has a second mark within", () => {
  assert.equal(drawn({ fill: "both" }).children.length, 2);
});

test("a root has a frame around its symbol unless the symbol is a square", () => {
  assert.equal(drawn({ frame: "root" }).children[0].name, "rect");
  assert.equal(drawn({ frame: "root", shape: "square" }).children[0].name, "path");
});

test("a root without ties drawn as a square is hollow", () => {
  assert.deepEqual(fills(drawn({ fill: "full", frame: "early", shape: "square" })), ["var(--halo)"]);
});

test("symbols are decoration to screen readers: the marker itself has the name", () => {
  assert.equal(drawn({}).attributes["aria-hidden"], "true");
});

test("a badge without a number has no text", () => {
  const badge = { shape: "triangle", colour: "#000" };
  assert.equal(sandan.badgeSymbol(map, { ...badge, text: "" }, 13).children.length, 1);
  assert.deepEqual(sandan.badgeSymbol(map, { ...badge, text: "7" }, 28).children[1].children, ["7"]);
});
