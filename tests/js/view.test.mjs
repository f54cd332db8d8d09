import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.mjs";

const { view: rules, readPosition, writePosition } = load("core.js", "view.js", "state.js");

const choices = {
  programme: ["consortia", "transformation"],
  round: ["2020", "2021", "2025"],
  sector: ["조선"],
  region: ["11", "27", "47"],
  role: ["lead", "partner", "hub", "link", "area"],
  kind: ["national", "general"],
  confidence: ["high", "medium", "low"],
  reading: ["high", "medium", "low"],
  crosses: ["sido", "superregion"],
  select: ["seongseo", "c05"],
  zoning: ["5plus2", "5poles3"],
  layer: ["graticule"],
  hide: ["names"],
  measure: ["betweenness", "partners"],
  colour: ["betweenness", "partners"],
  flows: ["sido", "zone"],
  lang: ["ko", "en"],
  theme: ["light", "dark"],
};
const tie = { programme: "consortia", rounds: ["2025"], sector: "미래모빌리티", subsector: null, roles: ["lead", "partner"], readings: ["high", "high"] };
const facts = {
  choices,
  ties: [
    { ...tie, id: "c05-gumi", from: "seongseo", to: "gumi", crosses: ["sido"] },
    { ...tie, id: "c06-guro", from: "gumi", to: "guro", subsector: "조선", crosses: ["sido", "superregion"] },
  ],
  places: [
    { id: "seongseo", units: ["27", "27200"], kind: "general", confidence: "high" },
    { id: "gumi", units: ["47", "47190"], kind: "national", confidence: "high" },
    { id: "guro", units: ["11", "11530"], kind: "national", confidence: "low" },
  ],
  alone: [{ id: "gumi", rounds: ["2020"], programme: "transformation", sector: null, subsector: null, role: "hub", reading: "high" }],
  regions: [
    { code: "11", zone: ["sudogwon", "수도권"], names: ["seoul", "11", "서울"] },
    { code: "27", zone: ["daegyeonggwon", "대경권"], names: ["daegu", "27", "대구"] },
    { code: "47", zone: ["daegyeonggwon", "대경권"], names: ["gyeongbuk", "47", "경북"] },
  ],
  former: [],
  areas: [],
};
const parse = (query) => rules.parse(facts, new URLSearchParams(query));
const left = (query) => [...rules.apply(facts, parse(query)).ties];

test("an address of unknown or hostile values asks for nothing", () => {
  assert.ok(rules.isWhole(parse("sector=<script>&region=__proto__&constructor=1&kind=&x=1")));
});

test("a tie shows when one end has the role asked for in the region asked for", () => {
  assert.deepEqual(left("region=대구&role=lead"), ["c05-gumi"]);
  assert.deepEqual(left("region=경북&role=partner"), ["c05-gumi"]);
  assert.deepEqual(left("region=서울&role=lead"), []);
});

test("a tie crosses what is asked for, a place without a tie crosses nothing", () => {
  assert.deepEqual(left("crosses=sido"), ["c05-gumi", "c06-guro"]);
  assert.deepEqual(left("crosses=superregion"), ["c06-guro"]);
  assert.equal(rules.apply(facts, parse("crosses=sido&round=2020")).places.size, 0);
});

test("a mega-region is taken out again in one step when all of it is asked for", () => {
  const codes = plain(rules.codesOf(facts, "대경권"));
  const one = rules.toggled(facts, parse("region=47"), "region", codes);
  assert.deepEqual(plain(one.region), ["27", "47"]);
  assert.deepEqual(plain(rules.toggled(facts, one, "region", codes).region), []);
});

test("a reset keeps language and theme", () => {
  const view = rules.reset(parse("role=hub&region=서울&select=c05&lang=en&theme=dark"));
  assert.equal(String(new URLSearchParams(rules.pairs(view))), "lang=en&theme=dark");
});

test("the count of a choice holds to the other conditions, not to its own", () => {
  assert.equal(rules.facet(facts, parse("role=lead&region=서울"), "region", ["47"]).ties.size, 1);
});

test("a choice of one programme counts no other programme that uses the same word", () => {
  const site = { ...facts.alone[0], owner: "n01", programme: "nas", sector: "조선" };
  const both = { ...facts, choices: { ...choices, programme: [...choices.programme, "nas"] }, alone: [site] };
  const asked = (query, programme) => [...rules.facet(both, rules.parse(both, new URLSearchParams(query)), "sector", ["조선"], programme).places].sort();
  assert.deepEqual(asked("", undefined), ["gumi", "guro"]);
  assert.deepEqual(asked("", "nas"), ["gumi"]);
  assert.deepEqual(asked("programme=consortia", "nas"), []);
});

test("a position in an address comes back as it was, and nonsense is none", () => {
  assert.deepEqual(plain(readPosition(writePosition({ zoom: 9.5, lat: 35.22, lon: 128.65 }))), { zoom: 9.5, lat: 35.22, lon: 128.65 });
  for (const nonsense of ["", "#map", "#9/95/128", "#9/35", "#NaN/1/2"]) assert.equal(readPosition(nonsense), null);
});
