"""An online tile layer, as a choice that is off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import TileLayer


class Tiles(Part):
    """Offers `layer` in the layer control; nothing is asked of its host before it is selected."""

    starts = "tiles"

    def __init__(self, layer: TileLayer, words: Catalogue) -> None:
        super().__init__(
            {
                "url": layer.url,
                "attribution": layer.attribution,
                "name": layer.name or words("layer.tiles"),
            }
        )
