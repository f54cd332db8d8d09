/* Reads {facts, views} from standard input; writes what each view leaves, for tests/maps/test_view.py. */
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

const { view: rules } = load("core.js", "view.js");
const { facts, views } = JSON.parse(readFileSync(0, "utf8"));
const left = views.map((query) => {
  const view = rules.parse(facts, new URLSearchParams(query));
  const { ties, places } = rules.apply(facts, view);
  return { query: String(new URLSearchParams(rules.pairs(view))), ties: [...ties], places: [...places].sort() };
});
process.stdout.write(JSON.stringify(left));
