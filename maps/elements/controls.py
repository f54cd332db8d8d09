"""Zoom buttons, scale, layer control, attribution, and the sign that the page is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.theme import SHAPES

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links


class Start(Part):
    """Gives the scripts their words and shapes; stands before every other part."""

    starts = "start"

    def __init__(self, words: Catalogue, links: Links) -> None:
        super().__init__(
            {
                "lang": words.lang,
                "shapes": [{"name": name, "path": path} for name, path in SHAPES],
                "sources": words("popup.sources"),
                "source": links.source_in(words.lang),
                "conflict": links.conflict_in(words.lang),
                "everything": links.search_in(words.lang),
                "notes": words("popup.notes"),
                "close": words("popup.close"),
                "fly": words.texts["popup.fly"],
            }
        )


class Controls(Part):
    """Stands after every other part."""

    starts = "controls"

    def __init__(self, words: Catalogue, attribution: str) -> None:
        super().__init__(
            {
                "zoomIn": words("control.zoom_in"),
                "zoomOut": words("control.zoom_out"),
                "whole": words("control.whole"),
                "layers": words("control.layers"),
                "regions": words("layer.regions"),
                "districts": words("layer.districts"),
                "ground": words("layer.ground"),
                "map": words("control.map"),
                "attribution": attribution,
            }
        )
