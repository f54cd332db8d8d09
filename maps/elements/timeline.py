"""The steps of the history: each shows the rounds up to its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from geo.messages import Catalogue


class Timeline(Part):
    """Steps through the years of `rounds`; stands after the conditions."""

    starts = "timeline"

    def __init__(self, years: tuple[int, ...], words: Catalogue) -> None:
        super().__init__(
            {
                "told": words.texts["timeline.told"],
                "play": words("timeline.play"),
                "pause": words("timeline.pause"),
                "names": [words(f"timeline.{year}") for year in years],
            }
        )
