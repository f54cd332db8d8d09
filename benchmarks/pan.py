"""Frames per second while the map is dragged with an added layer of points on it.

python benchmarks/pan.py [--points 10000]

A frame is a call of requestAnimationFrame, from the first drag to the redrawing after the last.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from chromium import WINDOW, chromium, middle, wait_until_drawn
from filters import points
from server import ours

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAME = "points"
DRAGS = 6
STEPS = 40
REACH = 8
"""Pixels of one step, to and fro."""
CANVAS = ".leaflet-imported-pane canvas"
START = """() => {
  const counting = "frames_at" in window;
  window.frames_at = [];
  if (counting) return;
  const count = (now) => { window.frames_at.push(now); requestAnimationFrame(count); };
  requestAnimationFrame(count);
}"""


def main() -> None:
    """Print the frames per second, and the longest frame."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--points", type=int, default=10_000)
    count = options.parse_args().points
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{NAME}.geojson")
        features = b",".join(points(count).fragments)
        path.write_bytes(b'{"type":"FeatureCollection","features":[%b]}' % features)
        with ours("--add", str(path)) as (address, _, _), chromium() as browser:
            page = browser.new_page(viewport=WINDOW)
            page.goto(f"{address}/maps/overview?lang=ko")
            wait_until_drawn(page)
            bare = drag(page)
            show(page)
            print(f"without the layer: {told(bare)}")
            print(f"with {count} points on a canvas: {told(drag(page))}")


def show(page: Page) -> None:
    """Select the layer and wait until it is on the map."""
    page.locator(".leaflet-control-layers-toggle").press("Enter")
    page.get_by_label(NAME, exact=True).press("Space")
    page.wait_for_selector(CANVAS)
    page.wait_for_timeout(500)


def drag(page: Page) -> list[float]:
    """Drag the map to and fro; return the milliseconds of each frame."""
    at = middle(page, "#map")
    if at is None:
        message = "the page has no map"
        raise RuntimeError(message)
    page.mouse.move(*at)
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
    return [later - earlier for earlier, later in pairwise(moments)]


def told(frames: list[float]) -> str:
    """Return frames per second and how long the longest took."""
    mean = 1000 / statistics.mean(frames)
    return (
        f"{mean:.0f} frames/s over {sum(frames) / 1000:.1f} s, longest frame {max(frames):.0f} ms"
    )


if __name__ == "__main__":
    main()
