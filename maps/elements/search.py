"""The search box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.search_index import entries

if TYPE_CHECKING:
    from maps.search_index import Drawn, Frames
    from maps.teller import Teller


class Search(Part):
    """Finds places, regions and bodies by name; ``static/js/search.js`` shows it.

    What the page does not draw, it tells of (places) or leads to on the overview.
    """

    starts = "search"

    def __init__(self, teller: Teller, frames: Frames, drawn: Drawn) -> None:
        words = teller.words
        programmes = teller.scene.atlas.programmes.values()
        types = {
            **words.under("search.type"),
            **{programme.id: programme.name.of(teller.lang) for programme in programmes},
        }
        super().__init__(
            {
                "entries": entries(teller, frames, drawn),
                "words": {
                    "label": words("search.label"),
                    "placeholder": words("search.placeholder"),
                    "results": words("search.results"),
                    "found": words.texts["search.found"],
                    "some": words.texts["search.some"],
                    "none": words.texts["search.none"],
                    "everything": words.texts["search.everything"],
                    "types": types,
                },
            }
        )
