"""The maps of a brief as drawings and files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from maps.briefs.content import SketchPicture
from maps.sketches.files import drawing_of
from maps.still.paper import Paper
from maps.still.sheet import Picture, compose

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.briefs.content import Drawn, Length, MapPicture
    from maps.still.model import Drawing
    from maps.still.sheet import Facts, Sheet

WIDTH_MM, HEIGHT_MM = 170.0, 110.0
"""As wide as the text of an A4 page."""
SKETCH_MM = 125.0
"""Height of a drawing of an analysis where a document has pages for it: its key is then 7.2 pt."""
ENLARGED = 1.3
"""How much larger names and signs are than on a picture of the same size."""


def height_of(block: Drawn, length: Length, map_mm: float) -> float:
    """Return how high a picture may be in a document whose maps are that high, in millimetres."""
    room_for_more = length == "full" and isinstance(block, SketchPicture)
    return max(SKETCH_MM, map_mm) if room_for_more else map_mm


@dataclass(frozen=True, slots=True)
class Pictures:
    """Draws the maps of briefs from one scene; the same arguments give the same bytes."""

    facts: Facts
    """In the brief's language."""
    lang: Lang

    def sheet(
        self,
        block: MapPicture,
        width_mm: float = WIDTH_MM,
        height_mm: float = HEIGHT_MM,
        *,
        key: bool = False,
    ) -> Sheet:
        """Lay a map out without title, with a key to its signs below where it is asked for."""
        picture = Picture(
            name=block.map,
            view=block.view,
            lang=self.lang,
            paper=Paper(width_mm, height_mm),
            extent=block.extent,
            bare=True,
            key=key,
        )
        return compose(picture, self.facts)

    def drawing(
        self, block: Drawn, width_mm: float = WIDTH_MM, height_mm: float = HEIGHT_MM
    ) -> Drawing:
        """Return the marks of a map with its key, names as large as in the text around it."""
        if isinstance(block, SketchPicture):
            return drawing_of(block.sketches, width_mm, height_mm, self.lang)
        drawn = self.sheet(block, width_mm / ENLARGED, height_mm / ENLARGED, key=True).drawing
        return replace(drawn, width_mm=width_mm, height_mm=height_mm, scale=drawn.scale * ENLARGED)

    def png(
        self,
        block: Drawn,
        width_mm: float = WIDTH_MM,
        height_mm: float = HEIGHT_MM,
        dpi: int = 200,
    ) -> bytes:
        """Return a map as PNG, without key."""
        from maps.still.png import write_png  # noqa: PLC0415 - each format is slow to load

        if isinstance(block, SketchPicture):
            return write_png(self.drawing(block, width_mm, height_mm), dpi)
        return write_png(self.sheet(block, width_mm, height_mm).drawing, dpi)
