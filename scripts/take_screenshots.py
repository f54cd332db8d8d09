"""Pictures of the real pages from the running server: for the README, for review, as baselines.

Usage: take_screenshots.py [--out FOLDER] [--all | --baselines]

The baselines are small: `tests/browser/test_looks.py` compares what is seen with them. Renew them
with `make baselines` after a change that is meant to be seen, and look at them before a commit.
"""

from __future__ import annotations

import argparse
import io
import itertools
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
PAGES = {
    "start": "",
    "overview": "maps/overview",
    "consortia": "maps/consortia",
    "transformation": "maps/transformation",
}
TOLD = {
    "flows": "flows?f=html&network=consortia",
    "answer": "answer?f=html&network=consortia&subject=창원&sector=핵심소재",
}
"""Pages of the READMEs that are no maps."""
BASELINES = ROOT / "tests" / "browser" / "baselines"
_SHRINK = 4
"""Pixels of a page to one of a baseline, along each side."""
WORDLESS = "* { color: transparent !important; text-shadow: none !important } text { opacity: 0 }"
"""Baselines are without letters, which each machine draws a little otherwise."""


class Shot(NamedTuple):
    """One page in one language, size and theme."""

    name: str
    lang: str
    size: str
    theme: str = "light"

    @property
    def file(self) -> str:
        """Return the name of its picture; a light one does not say so."""
        dark = "-dark" if self.theme == "dark" else ""
        return f"{self.name}-{self.lang}-{self.size}{dark}.png"


EVERY = tuple(
    Shot(*one) for one in itertools.product(PAGES, ("ko", "en"), SIZES, ("light", "dark"))
)
MAPS = tuple(shot for shot in EVERY if shot.name != "start")
README = tuple(Shot(name, lang, "desktop") for name in ("overview", *TOLD) for lang in ("ko", "en"))
"""The pictures that the two READMEs show."""


@contextmanager
def server() -> Iterator[str]:
    """Run `sandan serve` on a free port; yields its address."""
    command = [str(Path(sys.executable).with_name("sandan")), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        try:
            if found is None:
                sys.exit("The server did not start.")
            yield found.group()
        finally:
            process.terminate()


def opened(browser: Browser, size: str) -> Page:
    """Return a page in a window of a size, for any number of shots of that size."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
        is_mobile=size == "phone",
        reduced_motion="reduce",
    )
    return context.new_page()


def take(page: Page, address: str, shot: Shot, style: str = "") -> bytes:
    """Return one page as PNG, with `style` in CSS over its own."""
    page.emulate_media(color_scheme="dark" if shot.theme == "dark" else "light")
    path = {**PAGES, **TOLD}[shot.name]
    page.goto(f"{address.rstrip('/')}/{path}{'&' if '?' in path else '?'}lang={shot.lang}")
    if shot.name == "flows":
        page.locator("#map-title").evaluate("element => element.scrollIntoView()")
    if shot.name == "start" or shot.name in TOLD:
        page.evaluate("document.fonts.ready")
    else:
        page.wait_for_selector("body[data-ready]")
    if style:
        page.add_style_tag(content=style)
    return page.screenshot(full_page=shot.name == "start")


def shrunk(png: bytes) -> Image.Image:
    """Return a picture so small that only what is seen at a glance is left."""
    return Image.open(io.BytesIO(png)).convert("RGB").reduce(_SHRINK)


def changed(one: Image.Image, other: Image.Image, *, least: int = 24) -> float:
    """Return the share of pixels in which a channel differs by more than `least` of 255."""
    if one.size != other.size:
        return 1.0
    difference = ImageChops.difference(one, other.convert("RGB"))
    worst = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]), difference.split()[2])
    return sum(worst.histogram()[least + 1 :]) / (one.width * one.height)


def save(png: bytes, path: Path, *, small: bool) -> None:
    """Write a picture, or its baseline."""
    if small:
        shrunk(png).save(path.with_suffix(".webp"), lossless=True, method=6)
    else:
        path.write_bytes(png)
    print(path)


def main() -> None:
    """Take the README's pictures, or all, or the baselines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--all", action="store_true", help="every page, language, size and theme")
    parser.add_argument("--baselines", action="store_true", help="every map, small")
    arguments = parser.parse_args()
    small = arguments.baselines
    out = arguments.out or (BASELINES if small else ROOT / "docs" / "images")
    out.mkdir(parents=True, exist_ok=True)
    names = ("chromium-headless-shell", "chromium", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = {size: opened(browser, size) for size in SIZES}
        for shot in MAPS if small else EVERY if arguments.all else README:
            png = take(pages[shot.size], address, shot, WORDLESS if small else "")
            save(png, out / shot.file, small=small)
        browser.close()


if __name__ == "__main__":
    main()
