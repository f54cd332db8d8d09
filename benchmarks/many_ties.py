"""A map with very many ties: how long their bows, their drawing and the answer to a pointer take.

python benchmarks/many_ties.py [--ties 5000]

The ties are made up, the same each time. Those of the page are drawn by its own script on the
overview, besides its own; a hover is from the pointer's event to the end of the next frame.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from chromium import WINDOW, chromium, wait_until_drawn
from server import ours

from maps.curves import Curve, bowed

HOVERS = 5
DRAW = """async (records) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const begin = performance.now();
  const map = window[document.querySelector(".leaflet-container").id];
  window.sandan.ties(map, { thin: true, layers: [{ ties: records }] });
  await frame();
  return performance.now() - begin;
}"""
HOVER = """async (turn) => {
  const all = document.querySelectorAll(".tie-hit");
  const line = all[(turn * 331) % all.length];
  const begin = performance.now();
  line.dispatchEvent(new MouseEvent("mouseover", { bubbles: true, clientX: 700, clientY: 400 }));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const took = performance.now() - begin;
  line.dispatchEvent(new MouseEvent("mouseout", { bubbles: true, clientX: 700, clientY: 400 }));
  return took;
}"""


def main() -> None:
    """Print a line for each figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ties", type=int, default=5000)
    count = options.parse_args().ties
    chance = random.Random(1)  # noqa: S311 - the same each time

    def end() -> tuple[float, float]:
        return chance.uniform(126, 129.4), chance.uniform(34.5, 38)

    begin = time.process_time()
    curves = bowed(tuple((end(), end()) for _ in range(count)))
    print(f"bows of {count:,} ties: {time.process_time() - begin:.2f} s")
    with ours() as (address, _, _), chromium() as browser:
        page = browser.new_context(viewport=WINDOW).new_page()
        page.goto(f"{address}/maps/overview?lang=ko")
        wait_until_drawn(page)
        took = page.evaluate(DRAW, [record(number, one) for number, one in enumerate(curves)])
        print(f"drawing of {count:,} ties: {took / 1000:.2f} s")
        hovers = [page.evaluate(HOVER, turn) for turn in range(HOVERS)]
        print(f"answer to a hover: {statistics.median(hovers):.0f} ms, at most {max(hovers):.0f}")


def record(number: int, curve: Curve) -> dict[str, object]:
    """Return a tie as pages have it."""
    name = f"made-up-{number}"
    return {
        "id": name,
        "owner": name,
        "from": "",
        "to": "",
        "points": curve.points,
        "middle": curve.middle,
        "text": "",
        "colour": "var(--group-1)",
        "dash": "",
        "shape": "circle",
        "double": False,
        "arrow": True,
        "annex": False,
        "lines": [name],
    }


if __name__ == "__main__":
    main()
