"""The overview page: bytes on the wire, time to the first answer to a pointer, time of a filter.

python benchmarks/page.py [--turns 10]

Each turn is a new browser context with an empty cache. The first answer is counted from the start
of the navigation to the first frame after a place has lit under the pointer, which waits for it.
A filter is timed twice: the page's own measure `sandan-filter`, and from click to paint as the
browser's Event Timing has it (in steps of 8 ms; 0 stands for less than 16 ms).
"""

from __future__ import annotations

import argparse
import statistics
import time
from typing import TYPE_CHECKING

from chromium import WINDOW, chromium, middle, wait_until_drawn
from server import ours

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACE = ".place[data-id=changwon]"
FACET = "[data-filter=sector]"
PATIENCE = 20
WATCH = """
window.answered = null;
window.clicks = [];
new MutationObserver(() => {
  if (window.answered === null && document.querySelector(".place.hot")) {
    window.answered = 0;
    requestAnimationFrame(() => { window.answered = performance.now(); });
  }
}).observe(document, { subtree: true, childList: true, attributeFilter: ["class"] });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.name === "click") window.clicks.push(one.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""


def main() -> None:
    """Print one line for each figure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--turns", type=int, default=10)
    turns = options.parse_args().turns
    with ours() as (address, _, _), chromium() as browser:
        overview = f"{address}/maps/overview?lang=ko"
        weight, files = weigh(browser, overview)
        print(f"overview: {weight / 1000:.0f} kB on the wire in {files} answers, headers included")
        hovers = [first_answer(browser, overview) for _ in range(turns)]
        print(f"first hover answers: {told(hovers)} ms after navigation")
        measured, painted = filtering(browser, overview, turns)
        print(f"filter, sandan-filter: {told(measured)} ms")
        print(f"filter, click to paint: {told(painted)} ms")


def told(values: list[float]) -> str:
    """Return the median and the range."""
    low, high = min(values), max(values)
    return f"{statistics.median(values):.0f} (median of {len(values)}; {low:.0f}-{high:.0f})"


def weigh(browser: Browser, url: str) -> tuple[float, int]:
    """Return the bytes that were sent for a page, as compressed, and the number of answers."""
    page = fresh(browser)
    sizes: list[float] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(url)
    wait_until_drawn(page)
    page.context.close()
    return sum(sizes), len(sizes)


def first_answer(browser: Browser, url: str) -> float:
    """Return the milliseconds from navigation until a place has lit under the pointer."""
    page = fresh(browser)
    page.goto(url, wait_until="commit")
    page.wait_for_selector(PLACE)
    deadline = time.monotonic() + PATIENCE
    step = 0
    while not (answered := page.evaluate("window.answered")):
        if time.monotonic() > deadline:
            message = f"no place lit within {PATIENCE} s"
            raise TimeoutError(message)
        if at := middle(page, PLACE):
            step = 1 - step  # A pointer that does not move tells the page nothing.
            page.mouse.move(at[0] + step, at[1])
    page.context.close()
    return float(answered)


def filtering(browser: Browser, url: str, turns: int) -> tuple[list[float], list[float]]:
    """Return milliseconds of filters put on one by one: as the page measures, and to paint."""
    page = fresh(browser)
    page.goto(url)
    wait_until_drawn(page)
    facets = page.locator(FACET)
    for turn in range(turns):
        facets.nth(turn % facets.count()).click()
        page.wait_for_timeout(100)
    measured = page.evaluate(
        "performance.getEntriesByName('sandan-filter').map(({ duration }) => duration)"
    )
    painted = page.evaluate("window.clicks")
    page.context.close()
    return measured, painted + [0.0] * (turns - len(painted))


def fresh(browser: Browser) -> Page:
    """Open a page of a new context that watches itself."""
    page = browser.new_context(viewport=WINDOW).new_page()
    page.add_init_script(WATCH)
    return page


if __name__ == "__main__":
    main()
