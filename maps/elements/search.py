"""The search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.search_index import entries

if TYPE_CHECKING:
    from maps.scene import Layers
    from maps.search_index import Drawn
    from maps.teller import Teller


class Search(Part):
    """Finds places, regions, consortia and projects by name; ``static/js/search.js`` shows it.

    What the page does not draw, it tells of (places) or leads to on the overview.
    """

    starts = "search"

    def __init__(self, layers: Layers, teller: Teller, drawn: Drawn) -> None:
        words = teller.words
        super().__init__(
            {
                "entries": entries(layers, teller, drawn),
                "words": {
                    "label": words("search.label"),
                    "placeholder": words("search.placeholder"),
                    "results": words("search.results"),
                    "found": words.texts["search.found"],
                    "some": words.texts["search.some"],
                    "none": words.texts["search.none"],
                    "types": words.under("search.type"),
                },
            }
        )
