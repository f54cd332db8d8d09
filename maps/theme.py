"""How things look: colour, dash and shape of sectors, shapes of places, sizes.

The nine colours keep a contrast of at least 3.5 : 1 on the land's colour and stay apart for
readers who see red, green or blue weakly; the dash and the shape say the same once more.
Colours of the page itself are the KRDS tokens in ``static/css/atlas.css``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal[
    "circle", "square", "hexagon", "pentagon", "diamond", "triangle", "delta", "cross", "star"
]

_STAR = (
    "M0-12.5L3.3-8L8.8-8.8L8-3.3L12.5 0L8 3.3L8.8 8.8L3.3 8L0 12.5"
    "L-3.3 8L-8.8 8.8L-8 3.3L-12.5 0L-8-3.3L-8.8-8.8L-3.3-8Z"
)
SHAPES: tuple[tuple[Shape, str], ...] = (
    ("circle", "M0-9.5A9.5 9.5 0 1 1 0 9.5A9.5 9.5 0 1 1 0-9.5Z"),
    ("square", "M-8.5-8.5H8.5V8.5H-8.5Z"),
    ("hexagon", "M-5.3-9.2H5.3L10.6 0L5.3 9.2H-5.3L-10.6 0Z"),
    ("pentagon", "M0-10.6L10.4-2.6L6.4 9H-6.4L-10.4-2.6Z"),
    ("diamond", "M0-11.6L11.6 0L0 11.6L-11.6 0Z"),
    ("triangle", "M0-13L12.6 8.8H-12.6Z"),
    ("delta", "M0 13L12.6-8.8H-12.6Z"),
    ("cross", "M-5.6-10.6H5.6V-5.6H10.6V5.6H5.6V10.6H-5.6V5.6H-10.6V-5.6H-5.6Z"),
    (
        "star",
        _STAR,
    ),
)
"""Shape to the ``d`` of an SVG path around (0, 0) in a box from -13 to 13; areas are alike."""


@dataclass(frozen=True, slots=True)
class SectorStyle:
    """How the ties of a sector look."""

    sector: str
    """As in the data, such as ``핵심소재``."""
    key: str
    """For class names, such as ``materials``."""
    colour: str
    dash: str
    """``stroke-dasharray`` in pixels; empty for a full line."""
    shape: Shape


SECTORS: tuple[SectorStyle, ...] = (
    SectorStyle("디스플레이", "display", "#8a35c0", "14 4", "pentagon"),
    SectorStyle("미래모빌리티", "mobility", "#1d4ee8", "", "circle"),
    SectorStyle("핵심소재", "materials", "#c2530f", "9 4", "square"),
    SectorStyle("지능형로봇", "robots", "#d92f97", "8 4 2 4 2 4", "star"),
    SectorStyle("첨단제조", "manufacturing", "#0f8576", "2 4", "hexagon"),
    SectorStyle("항공·방산", "aerospace", "#54391f", "5 3", "triangle"),
    SectorStyle("차세대원자력", "nuclear", "#7f7f0c", "18 4", "cross"),
    SectorStyle("첨단바이오", "biotech", "#0a6b12", "11 4 2 4", "diamond"),
    SectorStyle("에너지신산업", "energy", "#0b3f78", "5 3 1.5 3", "delta"),
)
"""In the order of the document."""

OTHER_SECTOR = SectorStyle("", "other", "#4d5562", "6 3", "circle")
"""For a sector that a later round brings."""

_BY_SECTOR = {style.sector: style for style in SECTORS}


def sector_style(sector: str) -> SectorStyle:
    """Return how `sector` looks; one that is not known yet looks like `OTHER_SECTOR`."""
    return _BY_SECTOR.get(sector, OTHER_SECTOR)


INK = "#1d2a3a"
"""Of place symbols."""
TRANSFORMATION = "#2f4a55"
"""Of the transformation's ties and places: none of the sectors' colours."""
QUIET = "#647986"
"""Of places without a consortium, where both programmes are drawn."""


def place_shape(kind: str) -> Shape:
    """Return the outline of a place: a complex, a group, or an area that is no complex."""
    if kind == "group":
        return "hexagon"
    return "diamond" if kind in {"industrial_zone", "free_economic_zone", "other"} else "circle"


def place_radius(memberships: int) -> float:
    """Return the radius in pixels: modest, a little larger with each membership."""
    return round(4.2 + min(memberships, 9) * 0.42, 2)
