"""Measure what the pictures of all maps may mislead by, at several sizes and extents.

Usage: measure_maps.py [--details]
"""

from __future__ import annotations

import argparse
import itertools

from api.settings import Settings
from api.state import State
from api.view import facts_of
from maps.still.draw import draw
from maps.still.measured import measure
from maps.still.paper import extent_of, paper
from maps.still.sheet import Picture
from maps.view import View

EXTENTS = {
    "country": "country",
    "south-east": "127.6,34.6,129.7,36.4",
    "capital": "126,36.5,128,38",
}


def main() -> None:
    """Print a line for each map, size and extent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--details", action="store_true", help="name what was found")
    details = parser.parse_args().details
    facts = facts_of(State.load(Settings()))
    names = [name for name in facts.scene.maps if facts.scene.drawn(name)]
    for name, size, (extent, where) in itertools.product(
        names, ("A4", "16:9", "square"), EXTENTS.items()
    ):
        picture = Picture(
            name=name, view=View(), lang="ko", paper=paper(size), extent=extent_of(where)
        )
        found = measure(draw(picture, facts, "svg"))
        if not found.ties:
            continue
        print(
            f"{name:15} {size:7} {extent:10} ties {found.ties:3}  through {len(found.through):2}  "
            f"covered {len(found.covered):2}  crossings {found.crossings:3}  "
            f"sharp {found.sharp:2}  curving {found.curving:4.2f}"
        )
        if details:
            print("   through", *found.through, "\n   covered", *found.covered)


if __name__ == "__main__":
    main()
