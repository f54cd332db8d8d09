"""The maps of a brief as drawings and files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.still.paper import Paper
from maps.still.sheet import Picture, compose

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.briefs.content import MapPicture
    from maps.still.model import Drawing
    from maps.still.sheet import Facts, Sheet

WIDTH_MM, HEIGHT_MM = 170.0, 110.0
"""As wide as the text of an A4 page."""


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
        self, block: MapPicture, width_mm: float = WIDTH_MM, height_mm: float = HEIGHT_MM
    ) -> Drawing:
        """Return the marks of a map with its key."""
        return self.sheet(block, width_mm, height_mm, key=True).drawing

    def png(
        self,
        block: MapPicture,
        width_mm: float = WIDTH_MM,
        height_mm: float = HEIGHT_MM,
        dpi: int = 200,
    ) -> bytes:
        """Return a map as PNG, without key."""
        from maps.still.png import write_png  # noqa: PLC0415 - each format is slow to load

        return write_png(self.sheet(block, width_mm, height_mm).drawing, dpi)
