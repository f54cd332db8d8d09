"""Notes and a title of the reader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import LONGEST

if TYPE_CHECKING:
    from geo.messages import Catalogue

_WORDS = ("note", "title", "where", "keep", "remove", "cancel")


class Notes(Part):
    """Shows the notes of the view; stands after the conditions."""

    starts = "notes"

    def __init__(self, heading: str, words: Catalogue) -> None:
        super().__init__(
            {
                "words": {
                    **{word: words(f"notes.{word}") for word in _WORDS},
                    "page": words.texts["title"],
                    "usual": words("title", map=heading),
                },
                "longest": LONGEST,
            }
        )
