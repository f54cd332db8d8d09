"""What a map within another page tells that page, and how it behaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.frame import HEIGHT, LEAST, MOST, RATIO
from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue


class Frame(Part):
    """Tells the page around how high the map wants to be; leaves the wheel to that page."""

    starts = "frame"

    def __init__(self, words: Catalogue) -> None:
        super().__init__(
            {
                "ratio": RATIO,
                "least": LEAST,
                "most": MOST,
                "height": HEIGHT,
                "wheel": words("frame.wheel"),
            }
        )
