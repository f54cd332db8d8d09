import assert from "node:assert/strict";
import test from "node:test";
import { load } from "./load.mjs";

const sandan = load("core.js", "match.js");
const entries = [
  { name: "창원국가산업단지", names: ["창원", "Changwon National Industrial Complex"], weight: 5 },
  { name: "구미국가산업단지(1단지)", names: ["구미", "Gumi National Industrial Complex"], weight: 4 },
  { name: "구미국가산업단지(4단지)", names: ["Gumi 4"] },
  { name: "서울디지털국가산업단지", names: ["G밸리", "구로디지털단지"], weight: 3 },
  { name: "반월·시화국가산업단지", weight: 3 },
  { name: "오창과학일반산업단지", weight: 1 },
  { name: "대구광역시", names: ["대구", "Daegu"] },
  { name: "성서일반산업단지(1~5차)", weight: 2 },
  { name: "달성1차일반산업단지" },
  { name: "군산국가산업단지" },
];
const all = sandan.searchable(entries);
const found = (query) => Array.from(sandan.findNames(all, query), ({ entry }) => entry.name);
const finds = (query, name) => assert.ok(found(query).includes(name), `${query} → ${found(query)}`);
const first = (query, name) => assert.equal(found(query)[0], name, query);

test("initial consonants find a name", () => {
  first("ㅊㅇ", "창원국가산업단지");
  first("ㄱㅁ", "구미국가산업단지(1단지)");
  first("ㅂㅇㅅㅎ", "반월·시화국가산업단지");
});

test("consonants that the keyboard joins to one sign count as two", () => {
  first("ㄳ", "군산국가산업단지");
});

test("every step of typing a name finds it", () => {
  for (const step of ["ㅊ", "차", "창", "창ㅇ", "창우", "창워", "창원", "창원ㄱ", "창원구", "창원국", "창원국가"]) {
    finds(step, "창원국가산업단지");
  }
  for (const step of ["ㄱ", "구", "굼", "구미"]) finds(step, "구미국가산업단지(1단지)");
});

test("a final of two consonants may turn out to begin the next syllable", () => {
  finds("과학읿", "오창과학일반산업단지");
});

test("a syllable is compared whole unless it is the last", () => {
  assert.deepEqual(found("차원"), []);
});

test("spaces, dots and brackets do not matter", () => {
  first("창 원 국 가", "창원국가산업단지");
  first("반월시화", "반월·시화국가산업단지");
  first("성서일반산업단지1~5", "성서일반산업단지(1~5차)");
});

test("names in English and in any case", () => {
  first("changwon nat", "창원국가산업단지");
  first("GUMI", "구미국가산업단지(1단지)");
});

test("other and old names lead to the place, and tell by which", () => {
  const [hit] = sandan.findNames(all, "G밸리");
  assert.equal(hit.entry.name, "서울디지털국가산업단지");
  assert.deepEqual([hit.text, hit.shown], ["G밸리", false]);
});

test("a hit is told by the name shown if that fits too", () => {
  const [hit] = sandan.findNames(all, "대구");
  assert.deepEqual([hit.text, hit.shown, hit.rank], ["대구광역시", true, 0.5]);
});

test("syllables and initials may be mixed", () => {
  first("대구ㄱ", "대구광역시");
  first("창ㅇ국가", "창원국가산업단지");
});

test("an exact name comes before a longer one, a beginning before a part within", () => {
  first("대구", "대구광역시");
  const names = found("성");
  assert.ok(names.indexOf("성서일반산업단지(1~5차)") < names.indexOf("달성1차일반산업단지"));
  assert.ok(names.indexOf("성서일반산업단지(1~5차)") < names.indexOf("서울디지털국가산업단지"));
});

test("of equal matches the more important comes first", () => {
  const names = found("구미국가");
  assert.deepEqual(names, ["구미국가산업단지(1단지)", "구미국가산업단지(4단지)"]);
});

test("the signs that fit are told, as the name is written", () => {
  const [hit] = sandan.findNames(all, "월시");
  assert.equal(hit.text.slice(hit.start, hit.end), "월·시");
});

test("nothing typed finds nothing, and so does what no name has", () => {
  assert.deepEqual(found(" "), []);
  assert.deepEqual(found("평양"), []);
});

test("a name in decomposed letters is found as the same name", () => {
  first("창원".normalize("NFD"), "창원국가산업단지");
});

test("a thousand names are searched within five milliseconds", () => {
  const many = sandan.searchable(Array.from({ length: 50 }, () => entries).flat());
  for (const query of ["ㄱ", "구", "굼", "구미", "산업단지", "ㄱㅁ", "gumi"]) {
    // The quickest of some runs: another process may have held up the others.
    const times = Array.from({ length: 20 }, () => {
      const begun = performance.now();
      sandan.findNames(many, query);
      return performance.now() - begun;
    });
    assert.ok(Math.min(...times) < 5, `${query}: ${Math.min(...times)} ms`);
  }
});
