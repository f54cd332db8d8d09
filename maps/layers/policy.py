"""Sites and agreements of the documents' programmes as symbols, off until the reader wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.exports.symbols import AGREEMENT, THEMES
from geo.messages import catalogue
from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from maps.links import Links
    from maps.records import Record

UNPLACED = {"biogas"}
"""Themes of which the documents name no site."""
_TERMS = ("programme", "themes", "period", "written", "precision", "confidence")


class Policy(Part):
    """Offers a layer for each theme; its collection is loaded when it is first shown."""

    starts = "policy"

    def __init__(self, links: Links, words: Catalogue) -> None:
        themes = catalogue("geo", words.lang).under("symbol.theme")
        looks = [
            _look(
                words.texts.get(f"policy.{theme}", themes[theme]),
                (theme, colour, shape),
                links.items_of("policy-sites"),
                words,
            )
            for theme, colour, shape in THEMES
            if theme not in UNPLACED
        ]
        agreements = ("agreement", *AGREEMENT)
        url = links.items_of("regional-agreements")
        super().__init__(
            {
                "looks": [*looks, _look(words("policy.agreements"), agreements, url, words)],
                "lang": words.lang,
                "terms": {term: words(f"policy.{term}") for term in _TERMS},
                "confidences": words.under("confidence"),
                "kilometres": words.texts["imported.kilometres"],
                "sources": words.under("source"),
                "more": words("policy.more"),
                "page": links.programme_in(words.lang),
            }
        )


def _look(name: str, symbol: tuple[str, str, str], url: str, words: Catalogue) -> Record:
    theme, colour, shape = symbol
    return {
        "theme": theme,
        "name": name,
        "colour": colour,
        "shape": shape,
        "text": "",
        "dated": theme == "smart_green",
        "url": url,
        "failed": words("imported.failed", title=name),
    }
