"""A headless Chromium that measures pages, for `page.py` and `pan.py`."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

WINDOW: ViewportSize = {"width": 1440, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium: Playwright's own would have to be downloaded."""
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def wait_until_drawn(page: Page) -> None:
    """Wait until all files of a map are in and two frames have passed."""
    page.wait_for_selector("body[data-ready]")


def middle(page: Page, selector: str) -> tuple[float, float] | None:
    """Return the middle of the first element, in pixels of the window; None without a box."""
    box = page.locator(selector).first.bounding_box()
    return box and (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
