"""Two maps of one page beside each other or behind a divider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue


class SideMap(Part):
    """Names a map and marks the places that only its side has; stands after its places."""

    starts = "sideMap"

    def __init__(self, name: str, only: list[str], words: Catalogue) -> None:
        super().__init__({"name": name, "label": words("compare.map", side=name), "only": only})


class Beside(Part):
    """Lets the two maps move together; stands last."""

    starts = "beside"

    def __init__(self, words: Catalogue) -> None:
        super().__init__({"value": words.texts["compare.value"]})
