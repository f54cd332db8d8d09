"""The list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue


class Keys(Part):
    """Undoes, redoes, and tells which keys there are; stands after the conditions."""

    starts = "keys"

    def __init__(self, words: Catalogue) -> None:
        super().__init__(words.under("keys"))
