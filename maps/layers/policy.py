"""Sites and agreements of the documents' programmes as symbols, off until the reader wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.themes import AGREEMENT, placed_themes

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links
    from maps.records import Record
    from maps.themes import Theme

DATED = "smart_green"
"""The theme whose sites stand with the year of their choice."""
_TERMS = ("programme", "themes", "period", "written", "precision", "confidence")


class Policy(Part):
    """Offers a layer for each theme; its collection is loaded when it is first shown."""

    starts = "policy"

    def __init__(self, links: Links, words: Catalogue) -> None:
        looks = [
            _look(
                name_of(placed_theme, words),
                placed_theme,
                links.items_of(collection_of(placed_theme)),
                words,
            )
            for placed_theme in placed_themes()
        ]
        super().__init__(
            {
                "looks": looks,
                "lang": words.lang,
                "terms": {term: words(f"policy.{term}") for term in _TERMS},
                "confidences": words.under("confidence"),
                "kilometres": words.texts["imported.kilometres"],
                "sources": words.under("source"),
                "more": words("policy.more"),
                "page": links.programme_in(words.lang),
            }
        )


def collection_of(theme: Theme) -> str:
    """Return the collection in which the features of a theme stand."""
    return "regional-agreements" if theme == AGREEMENT else "policy-sites"


def name_of(theme: Theme, words: Catalogue) -> str:
    """Return what the layer of a theme is called."""
    if theme == AGREEMENT:
        return words("policy.agreements")
    return words.texts.get(f"policy.{theme.id}", theme.name.of(words.lang))


def _look(name: str, theme: Theme, url: str, words: Catalogue) -> Record:
    return {
        "theme": theme.id,
        "name": name,
        "colour": theme.colour,
        "shape": theme.shape,
        "text": "",
        "dated": theme.id == DATED,
        "shifted": theme.shifted,
        "url": url,
        "failed": words("imported.failed", title=name),
    }
