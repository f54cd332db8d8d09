"""Frames per second, and the work of each, while the map is dragged with added layers on it.

python benchmarks/pan.py [--points 10000] [--areas 1350]

A frame is a call of requestAnimationFrame, from the first drag to the redrawing after the last. On
a busy machine the bare map is slow too: beside it stands what the page's own thread did in a frame
(`Performance.getMetrics` of the DevTools protocol), which other processes do not lengthen much.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from chromium import WINDOW, chromium, middle, wait_until_drawn
from filters import points
from server import ours

from api.settings import DEFAULT_DATA
from tests.figures import Country

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

POINTS, AREAS = "points", "dam_dan"
DRAGS = 6
STEPS = 40
REACH = 8
"""Pixels of one step, to and fro."""
CANVAS = ".leaflet-imported-pane canvas"
NEAR = """() => Object.values(window).find((value) => value instanceof L.Map)
  .setView([36.4, 127.6], 10, { animate: false })"""
START = """() => {
  const counting = "frames_at" in window;
  window.frames_at = [];
  if (counting) return;
  const count = (now) => { window.frames_at.push(now); requestAnimationFrame(count); };
  requestAnimationFrame(count);
}"""
WORK = {"TaskDuration": "all", "ScriptDuration": "scripts", "RecalcStyleDuration": "styles",
        "LayoutDuration": "layout"}  # fmt: skip
"""Metric to what it counts, seconds of the page's thread."""


class Dragged(NamedTuple):
    """What a drag took."""

    frames: list[float]
    """Milliseconds of each."""
    work: dict[str, float]
    """Milliseconds a frame."""

    @property
    def rate(self) -> float:
        """Frames a second."""
        return 1000 / statistics.mean(self.frames)

    def __str__(self) -> str:
        """Return it in words."""
        work = ", ".join(f"{WORK[name]} {ms:.2f}" for name, ms in self.work.items())
        longest = max(self.frames)
        return f"{self.rate:.0f} frames/s, longest {longest:.0f} ms; ms a frame: {work}"


def main() -> None:
    """Print what the bare map does, and what it does with each layer, near by and from afar."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=10_000)
    options.add_argument("--areas", type=int, default=1350)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        features = b",".join(points(asked.points).fragments)
        path = folder / f"{POINTS}.geojson"
        path.write_bytes(b'{"type":"FeatureCollection","features":[%b]}' % features)
        areas = Country(DEFAULT_DATA, complexes=asked.areas, quarters=1).layer(folder)
        added = ("--add", str(path), "--add", str(areas))
        with ours(*added) as (address, _, _), chromium() as browser:
            page = browser.new_page(viewport=WINDOW)
            metrics = page.context.new_cdp_session(page)
            metrics.send("Performance.enable")
            for near in (False, True):
                page.goto(f"{address}/maps/overview?lang=ko")
                wait_until_drawn(page)
                if near:
                    page.evaluate(NEAR)
                    page.wait_for_timeout(500)
                where = "near by" if near else "from afar"
                bare = drag(page, metrics)
                print(f"{where}, without a layer: {bare}")
                for layer, count in ((AREAS, asked.areas), (POINTS, asked.points)):
                    show(page, layer)
                    with_it = drag(page, metrics)
                    share = f"{100 * with_it.rate / bare.rate:.0f} % of the bare map's"
                    print(f"{where}, {count} {layer}: {with_it} ({share})")
                    show(page, layer, on=False)


def show(page: Page, name: str, *, on: bool = True) -> None:
    """Select a layer and wait until it is on the map, or take it off."""
    toggle = page.locator(".leaflet-control-layers-toggle")
    if toggle.is_visible():
        toggle.press("Enter")
    page.get_by_label(name, exact=True).press("Space")
    if on:
        page.wait_for_selector(CANVAS)
    page.wait_for_timeout(800)


def drag(page: Page, metrics: CDPSession) -> Dragged:
    """Drag the map to and fro."""
    at = middle(page, "#map")
    if at is None:
        message = "the page has no map"
        raise RuntimeError(message)
    page.mouse.move(*at)
    before = measured(metrics)
    page.evaluate(START)
    for turn in range(DRAGS):
        way = REACH if turn % 2 else -REACH
        page.mouse.move(*at)
        page.mouse.down()
        for step in range(STEPS):
            page.mouse.move(at[0] + way * step, at[1] + way * step / 2)
            page.wait_for_timeout(8)
        page.mouse.up()
    page.wait_for_timeout(400)
    moments = page.evaluate("window.frames_at")
    after = measured(metrics)
    frames = [later - earlier for earlier, later in pairwise(moments)]
    return Dragged(frames, {n: 1000 * (after[n] - before[n]) / len(frames) for n in WORK})


def measured(metrics: CDPSession) -> dict[str, float]:
    """Return the seconds that the page's thread has spent."""
    found = metrics.send("Performance.getMetrics")["metrics"]
    return {one["name"]: one["value"] for one in found if one["name"] in WORK}


if __name__ == "__main__":
    main()
