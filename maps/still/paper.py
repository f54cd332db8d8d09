"""Sizes of pictures: what may be asked for, and how it is read."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from maps.errors import PictureError
from maps.still.model import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Mapping

Turn = Literal["portrait", "landscape"]
TURNS: tuple[Turn, ...] = get_args(Turn)
NamedExtent = Literal["auto", "country", "region"]
"""What fills the map: by itself what is asked for by region or selection, else Korea."""
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (WGS 84)."""
Extent = NamedExtent | Bounds
EXTENTS: tuple[NamedExtent, ...] = get_args(NamedExtent)
DRAWN_AROUND: Bounds = (118, 29, 137.5, 45)
"""As far as the neighbours are drawn, on pages too."""

SIZES: Mapping[str, tuple[float, float]] = {
    "A4": (210, 297),
    "A3": (297, 420),
    "16:9": (40 / 3 * MM_PER_INCH, 7.5 * MM_PER_INCH),
    "square": (210, 210),
}
"""Name to width and height in millimetres; 16:9 is a slide of 13.333 × 7.5 inches."""
LEAST_MM, MOST_MM = 80, 1200
MOST_SLENDER = 2.5
"""The long side by the short one."""
LEAST_DPI, MOST_DPI = 72, 600
USUAL_DPI = 300
MOST_PIXELS = 72_000_000
"""Of a PNG: A3 at 600 dpi."""

_OWN = re.compile(r"(?P<width>\d{1,9}(?:\.\d{1,3})?)[xX×](?P<height>\d{1,9}(?:\.\d{1,3})?)mm")
_SIDES = re.compile(",".join([r"(\d{1,3}(?:\.\d{1,9})?)"] * 4))
_USUAL = math.sqrt(210 * 297)


@dataclass(frozen=True, slots=True)
class Paper:
    """A page."""

    width_mm: float
    height_mm: float

    @property
    def scale(self) -> float:
        """Millimetres a pixel: that of CSS on A4, a little more on larger paper."""
        share = math.sqrt(self.width_mm * self.height_mm) / _USUAL
        return MM_PER_INCH / 96 * math.sqrt(share)


def paper(size: str = "A4", turn: Turn | None = None) -> Paper:
    """Read a size: a name of `SIZES`, or ``WIDTHxHEIGHTmm``; `turn` sets where the long side runs.

    Raises
    ------
    PictureError
        It is neither, or out of bounds.
    """
    named = {name.lower(): sides for name, sides in SIZES.items()}
    own = _OWN.fullmatch(size)
    sides = named.get(size.lower()) or (own and (float(own["width"]), float(own["height"])))
    if not sides or not _fits(*sides):
        own_size = f"120x90mm ({LEAST_MM}–{MOST_MM} mm, 1:{MOST_SLENDER})"
        raise PictureError(parameter="size", value=size[:200], allowed=(*SIZES, own_size))
    width, height = sorted(sides, reverse=turn == "landscape") if turn else sides
    return Paper(width, height)


def check_dpi(dpi: int, page: Paper) -> None:
    """Refuse a resolution that is out of bounds, or too fine for the size.

    Raises
    ------
    PictureError
        With the resolutions that this page may have.
    """
    area = page.width_mm * page.height_mm / MM_PER_INCH**2
    most = min(MOST_DPI, int((MOST_PIXELS / area) ** 0.5))
    if not LEAST_DPI <= dpi <= most:
        raise PictureError(parameter="dpi", value=str(dpi), allowed=(f"{LEAST_DPI}–{most}",))


def turn_of(asked: str | None) -> Turn | None:
    """Read an orientation; without one the size stays as it is.

    Raises
    ------
    PictureError
        It is none of `TURNS`.
    """
    found = next((turn for turn in TURNS if turn == asked), None)
    if asked and not found:
        raise PictureError(parameter="orientation", value=asked[:200], allowed=TURNS)
    return found


def extent_of(asked: str) -> Extent:
    """Read an extent: one of `EXTENTS`, or ``west,south,east,north`` in degrees (WGS 84).

    Raises
    ------
    PictureError
        It is neither, or bounds that are empty or leave `DRAWN_AROUND`.
    """
    for extent in EXTENTS:
        if extent == asked:
            return extent
    bounds = _bounds(asked)
    if bounds is None:
        own = f"127.1,35,129.3,36.5 ({','.join(f'{side:g}' for side in DRAWN_AROUND)})"
        raise PictureError(parameter="extent", value=asked[:200], allowed=(*EXTENTS, own))
    return bounds


def _bounds(asked: str) -> Bounds | None:
    found = _SIDES.fullmatch(asked)
    if not found:
        return None
    west, south, east, north = (float(side) for side in found.groups())
    least_west, least_south, most_east, most_north = DRAWN_AROUND
    is_inside = (
        least_west <= west < east <= most_east and least_south <= south < north <= most_north
    )
    return (west, south, east, north) if is_inside else None


def _fits(width: float, height: float) -> bool:
    short, long = sorted((width, height))
    return short >= LEAST_MM and long <= MOST_MM and long <= short * MOST_SLENDER
