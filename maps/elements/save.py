"""The dialog in which a picture is chosen: size, looks, preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import LONGEST

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links


class Save(Part):
    """Offers pictures and paper; stands after what prints."""

    starts = "save"

    def __init__(self, name: str, links: Links, words: Catalogue) -> None:
        super().__init__(
            {
                "pictures": [{"format": f, "url": url} for f, url in links.pictures_of(name)],
                "longest": LONGEST,
                "words": words.under("save"),
            }
        )
