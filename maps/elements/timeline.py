"""The steps of the history: each shows the rounds up to its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Catalogue


class Timeline(Part):
    """Steps through `rounds`, each with what it is called; stands after the conditions."""

    starts = "timeline"

    def __init__(self, rounds: Mapping[str, str], words: Catalogue) -> None:
        super().__init__(
            {
                "told": words.texts["timeline.told"],
                "toldPlaces": words.texts["timeline.told_places"],
                "play": words("timeline.play"),
                "pause": words("timeline.pause"),
                "rounds": list(rounds),
                "until": [words("timeline.until", year=year) for year in rounds],
            }
        )
