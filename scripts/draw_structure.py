"""Draw the structure of the code, as the contracts of import-linter hold it, into ARCHITECTURE.md.

``draw_structure.py`` writes docs/images/structure.svg; a column for each package, what may import
above what is imported. `tests/docs/test_structure.py` finds a drawing that is out of date.
"""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
DRAWING = ROOT / "docs" / "images" / "structure.svg"
COLUMNS = {"api": "#5b6ee1", "maps": "#2f9e75", "geo": "#c77d1e"}
"""Package to its colour, which is read on light and on dark."""
WIDTH, GAP, LINE, TOP = 400, 30, 24, 60
"""Pixels: of a column, between two, of a row, above the first row."""
LETTER = 6.3
"""Pixels of a letter at 11 pixels, on the average; rows that are longer are broken."""


def contracts() -> dict[str, list[list[str]]]:
    """Return the layers of each package from the top, each as the modules beside one another."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    ground = {one["name"].split()[0]: one["layers"] for one in found if "ground" in one["name"]}
    return {
        package: [
            [name.strip().removeprefix(f"{package}.") for name in layer.split("|")]
            for layer in ground[package]
        ]
        for package in COLUMNS
    }


def lines(names: list[str]) -> list[str]:
    """Return the names of a layer as lines that fit into a column."""
    broken = [""]
    for name in names:
        longer = f"{broken[-1]} · {name}" if broken[-1] else name
        if len(longer) * LETTER > WIDTH - 20 and broken[-1]:
            broken.append(name)
        else:
            broken[-1] = longer
    return broken


def column(package: str, layers: list[list[str]], left: int) -> tuple[str, int]:
    """Return the SVG of a package and the height that it takes."""
    colour = COLUMNS[package]
    parts = [
        (
            f'<text x="{left + WIDTH / 2}" y="{TOP - 20}" font-size="18" font-weight="bold" '
            f'text-anchor="middle" fill="{colour}">{package}</text>'
        )
    ]
    down = TOP
    for layer in layers:
        broken = lines(layer)
        height = LINE + 15 * (len(broken) - 1)
        parts.append(
            f'<rect x="{left}" y="{down}" width="{WIDTH}" height="{height}" rx="5" '
            f'fill="{colour}" fill-opacity="0.14" stroke="{colour}"/>'
        )
        parts += [
            f'<text x="{left + WIDTH / 2}" y="{down + 16 + 15 * n}" font-size="11" '
            f'text-anchor="middle" fill="{colour}">{escape(line)}</text>'
            for n, line in enumerate(broken)
        ]
        down += height + 6
    return "\n".join(parts), down


def drawing() -> str:
    """Return the whole SVG."""
    packages = contracts()
    lefts = {package: GAP + n * (WIDTH + GAP) for n, package in enumerate(packages)}
    drawn = [column(package, layers, lefts[package]) for package, layers in packages.items()]
    arrows = [
        f'<text x="{(lefts[one] + WIDTH + lefts[two]) / 2}" y="{TOP - 20}" font-size="18" '
        f'text-anchor="middle" fill="#808080">→</text>'
        for one, two in pairwise(lefts)
    ]
    width = GAP + len(packages) * (WIDTH + GAP)
    height = max(down for _, down in drawn) + 10
    body = "\n".join([*arrows, *(text for text, _ in drawn)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" role="img">\n'
        f"<title>api imports maps, maps imports geo; inside each, what stands above imports what "
        f"stands below</title>\n{body}\n</svg>\n"
    )


if __name__ == "__main__":
    DRAWING.write_text(drawing(), encoding="utf-8")
