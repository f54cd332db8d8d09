"""A map with very many ties: how long their bows, their drawing and the answer to a pointer take.

python benchmarks/many_ties.py [--ties 5000]

The ties are made up, the same each time. Those of the page are drawn by its own script on the
overview, besides its own; a hover is from the pointer's event on the middle of a tie to the end of
the next frame, and counts where something is lit then.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from typing import TYPE_CHECKING

from chromium import WINDOW, chromium, wait_until_drawn
from server import ours

from maps.bows import MANY, SAMPLES
from maps.curves import Curve, LonLat, bowed

if TYPE_CHECKING:
    from collections.abc import Sequence

HOVERS = 15
DRAW = """async ([records, crowd]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const begin = performance.now();
  const map = window[document.querySelector(".leaflet-container").id];
  window.sandan.ties(map, { thin: true, crowd, layers: [{ ties: records }] });
  await frame();
  return performance.now() - begin;
}"""
HOVER = """async ([lon, lat]) => {
  const map = window[document.querySelector(".leaflet-container").id];
  const box = map.getContainer().getBoundingClientRect();
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const at = { bubbles: true, clientX: box.left + x, clientY: box.top + y };
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const target = document.elementFromPoint(at.clientX, at.clientY);
  const begin = performance.now();
  for (const type of ["mouseover", "mousemove"]) target.dispatchEvent(new MouseEvent(type, at));
  await frame();
  const took = performance.now() - begin;
  const lit = map.getContainer().classList.contains("lit");
  target.dispatchEvent(new MouseEvent("mouseout", { ...at, relatedTarget: document.body }));
  await frame();
  return lit ? took : null;
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
        crowd = "{count}" if count >= MANY else None
        step = SAMPLES // 2 if crowd else 1
        records = [record(number, one.points[::step], one) for number, one in enumerate(curves)]
        took = page.evaluate(DRAW, [records, crowd])
        print(f"drawing of {count:,} ties: {took / 1000:.2f} s")
        middles = [curves[turn * 331 % count].middle for turn in range(HOVERS)]
        hovers = [took for at in middles if (took := page.evaluate(HOVER, at)) is not None]
        print(
            f"answer to a hover: {statistics.median(hovers):.0f} ms, at most {max(hovers):.0f}, "
            f"of {len(hovers)}"
        )


def record(number: int, points: Sequence[LonLat], curve: Curve) -> dict[str, object]:
    """Return a tie as pages have it."""
    name = f"made-up-{number}"
    return {
        "id": name,
        "owner": name,
        "from": "",
        "to": "",
        "points": points,
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
