import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const sandan = load("core.js");

test("a pattern takes its values and keeps what it does not know", () => {
  assert.equal(sandan.fill("{name}(으)로 이동 {x}", { name: "창원" }), "창원(으)로 이동 {x}");
});

test("a value that looks like a pattern stays as it is", () => {
  assert.equal(sandan.fill("{a}, {b}", { a: "{b}", b: "$&" }), "{b}, $&");
});

test("a zero is a value", () => {
  assert.equal(sandan.fill("{km} km", { km: 0 }), "0 km");
});

test("markup in the data becomes text, never an element", () => {
  const name = "<img src=x onerror=alert(1)>";
  assert.deepEqual(sandan.el("b", {}, name, null, undefined).children, [name]);
});

test("attributes that are not set are left out", () => {
  const made = sandan.el("i", { title: "이름", hidden: false, id: null, lang: undefined });
  assert.deepEqual(made.attributes, { title: "이름" });
});

test("children may come in nested lists", () => {
  assert.deepEqual(sandan.el("p", null, ["가", ["나"]], "다").children, ["가", "나", "다"]);
});
