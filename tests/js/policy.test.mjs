import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.mjs";

const sandan = load("core.js", "policy.js");
const data = {
  lang: "en",
  terms: { programme: "Programme", period: "When", precision: "Precision", confidence: "Confidence" },
  confidences: { low: "low" },
  kilometres: "within {value} km",
  sources: { "plan": "Plan" },
  more: "More",
  page: "../programmes/{id}?lang=en",
};
const look = { name: "Safe data zone", theme: "data_zone" };
const site = {
  name_ko: "센터", name_en: "Centre", programme: "c08", programme_en: "Data", sido_en: "Gyeonggi",
  period: "2023", precision_km: 6, confidence: "low", source: ["plan"], locator: "III", note_en: "City only",
};

test("a popup tells the programme, how sure the point is, and where it is printed", () => {
  const told = plain(sandan.policyTold(data, look, site));
  assert.equal(told.title, "Centre");
  assert.equal(told.kicker, "Safe data zone · Gyeonggi");
  assert.deepEqual(told.facts.map(({ text }) => text), ["Data", "2023", "within 6 km", "low"]);
  assert.deepEqual(told.notes, ["City only"]);
  assert.deepEqual(told.sources, [{ id: "plan", title: "Plan", locators: ["III"] }]);
  assert.equal(told.more.href, "../programmes/c08?lang=en");
});

test("a province has no precision and says nothing of confidence", () => {
  const told = plain(sandan.policyTold(data, look, { ...site, precision_km: undefined }));
  assert.deepEqual(told.facts.map(({ text }) => text), ["Data", "2023"]);
});
