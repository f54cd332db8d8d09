"""What a map within another page tells that page."""

from __future__ import annotations

from maps.frame import LEAST, MOST, RATIO
from maps.part import Part


class Frame(Part):
    """Tells the page around how high the map wants to be."""

    starts = "frame"

    def __init__(self) -> None:
        super().__init__({"ratio": RATIO, "least": LEAST, "most": MOST})
