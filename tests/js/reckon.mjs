/* Answers on standard output what plane.js reckons of the grids and points on standard input. */
import { readFileSync } from "node:fs";
import { load } from "./load.mjs";

const { grids, points } = JSON.parse(readFileSync(0, "utf8"));
const sandan = load("core.js", "plane.js");
process.stdout.write(
  JSON.stringify({
    grids: grids.map((grid) => points.map((at) => sandan.onGrid(grid, at))),
    distances: points.map((from) => points.map((to) => sandan.distance(from, to))),
  }),
);
