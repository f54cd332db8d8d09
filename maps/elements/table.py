"""The words of the table below a map; its rows are the map's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import BORDERS

if TYPE_CHECKING:
    from geo.messages import Catalogue


class Table(Part):
    """Lists the ties and places that the map shows; stands after the conditions."""

    starts = "table"

    def __init__(self, words: Catalogue, zoning: str) -> None:
        """`zoning` is what the scheme of 초광역권 is called beside a number."""
        super().__init__(
            {
                "lang": words.lang,
                "counts": words.texts["table.counts"],
                "countsPlaces": words.texts["table.counts_places"],
                "tabs": {"ties": words("table.ties"), "places": words("table.places")},
                "columns": words.under("table.column"),
                "crossing": [
                    words("tie.crossing.no"),
                    *(words(f"crosses.{border}", zoning=zoning) for border in BORDERS),
                ],
                "empty": words("filter.empty"),
                "first": words.texts["table.first"],
            }
        )
