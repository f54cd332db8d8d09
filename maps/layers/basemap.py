"""Sea, neighbours, land, borders and the names of the 시도."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.anchors import ground_names
from maps.part import Part

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.messages import Catalogue
    from maps.links import Links


class Basemap(Part):
    """Loads its TopoJSON files by address, so that they are cached apart from the page."""

    starts = "basemap"

    def __init__(self, links: Links, words: Catalogue, atlas: Atlas) -> None:
        super().__init__(
            {
                "korea": links.korea,
                "provinces": links.provinces,
                "neighbours": links.neighbours,
                "lang": words.lang,
                "failed": words("basemap.failed"),
                "day": atlas.day,
                "names": ground_names(atlas.regions.current, words),
            }
        )
