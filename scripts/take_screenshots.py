"""Pictures of the real pages from the running server, for the README and for review.

Usage: take_screenshots.py [--out FOLDER] [--all]
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, sync_playwright

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
README = (("overview", "ko", "desktop"), ("overview", "en", "desktop"))
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


def take(browser: Browser, address: str, shot: tuple[str, str, str], out: Path) -> None:
    """Save one page in one language and size."""
    name, lang, size = shot
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        has_touch=size == "phone",
        is_mobile=size == "phone",
    )
    page = context.new_page()
    page.goto(f"{address}{PAGES[name]}?lang={lang}")
    if name == "start":
        page.evaluate("document.fonts.ready")
    else:
        page.wait_for_selector("body[data-ready]")
    path = out / f"{name}-{lang}-{size}.png"
    page.screenshot(path=path, full_page=name == "start")
    context.close()
    print(path)


def main() -> None:
    """Take the README's pictures, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--all", action="store_true", help="every page, language and size")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    every = [(page, lang, size) for page in PAGES for lang in ("ko", "en") for size in SIZES]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in every if arguments.all else README:
            take(browser, address, shot, arguments.out)
        browser.close()


if __name__ == "__main__":
    main()
