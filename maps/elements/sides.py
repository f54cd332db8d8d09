"""Two maps of one page beside each other or behind a divider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links


class SideMap(Part):
    """Names a map and marks the places that only its side has; marks lead to the overview."""

    starts = "sideMap"

    def __init__(self, name: str, only: list[str], words: Catalogue, links: Links) -> None:
        super().__init__(
            {
                "name": name,
                "label": words("compare.map", side=name),
                "only": only,
                "whole": links.map_in("overview", words.lang),
            }
        )


class Beside(Part):
    """Lets the two maps move together; stands last."""

    starts = "beside"

    def __init__(self, words: Catalogue) -> None:
        super().__init__({"value": words.texts["compare.value"]})
