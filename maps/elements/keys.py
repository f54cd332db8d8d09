"""The help: the list of keys, and the guided tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links


class Keys(Part):
    """Undoes, redoes, tells which keys there are and offers the tour; stands after `Later`.

    Who opens a map that is a file has met it before: there the tour is in the help alone.
    """

    starts = "keys"

    def __init__(self, links: Links, words: Catalogue) -> None:
        super().__init__({"words": words.under("keys"), "offered": not links.inside})
