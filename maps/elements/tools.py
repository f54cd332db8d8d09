"""Reading the map: coordinates in a CRS of choice, distances, the graticule."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.crs import transverse_mercator
from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue

GRIDS = ("EPSG:5179", "EPSG:5186", "EPSG:5187", "EPSG:5185", "EPSG:5188", "EPSG:5181", "EPSG:5174")
"""Plane grids in use for maps and cadastre: one for all of Korea, the belts, and older ones."""


class Tools(Part):
    """Shows where the pointer is and measures; ``static/js/tools.js`` has the shelf."""

    starts = "tools"

    def __init__(self, words: Catalogue) -> None:
        super().__init__(
            {
                "lang": words.lang,
                "grids": [
                    {"name": words(f"grid.{code.removeprefix('EPSG:')}"), **_grid(code)}
                    for code in GRIDS
                ],
                "words": words.under("tools"),
            }
        )


@lru_cache(maxsize=len(GRIDS))
def _grid(code: str) -> dict[str, object]:
    return asdict(transverse_mercator(code))
