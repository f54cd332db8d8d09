"""What is loaded when it is asked for: data of the reader's own, measures and flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.assets import static_url
from maps.bundles import bundle_url, more_script
from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links

_FONT = "fonts/AtlasSans-Regular.woff2"


class Later(Part):
    """Says where it is; stands after the table. A map that is a file has it inside."""

    starts = "later"

    def __init__(self, name: str, links: Links, words: Catalogue, *, framed: bool) -> None:
        super().__init__(
            {
                "script": bundle_url(more_script(words.lang), links) if not links.inside else None,
                "style": bundle_url("bundle/more.css", links),
                "geocode": links.geocode,
                "measured": links.measured_of(name),
                "inside": links.inside,
                "own": not framed,
                "font": None if links.inside else static_url(_FONT, links),
                "words": words.under("later"),
            }
        )
