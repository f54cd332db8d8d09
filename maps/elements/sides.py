"""Two maps of one page beside each other or behind a divider."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.profiles.contrast import SMART_GREEN, SMART_GREEN_YEAR
from maps.part import Part
from maps.view import CONSORTIA_ROUND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from geo.profiles.contrast import Contrast, Side
    from maps.links import Links
    from maps.records import Record
    from maps.scene import Place
    from maps.teller import Teller


class SideMap(Part):
    """Names a map and marks the places that only its side has."""

    starts = "sideMap"

    def __init__(self, name: str, only: list[str], words: Catalogue) -> None:
        label = words("compare.map", side=name)
        super().__init__({"name": name, "label": label, "only": only})


class Beside(Part):
    """Lets the two maps move together and tell of what is clicked; stands last."""

    starts = "beside"

    def __init__(self, words: Catalogue, standing: Record) -> None:
        super().__init__({"value": words.texts["compare.value"], "standing": standing})


def standing_of(
    contrast: Contrast,
    teller: Teller,
    places: Iterable[Place],
    names: tuple[str, str],
    links: Links,
) -> Record:
    """Return what ``static/js/standing.js`` tells of `places`: their part in both sides.

    `names` are what the sides are called.
    """
    words = teller.words
    within = {
        one.place.id: words("compare.within", names=", ".join(teller.names[i] for i in one.related))
        for one in (*contrast.gone, *contrast.added)
        if one.related
    }
    return {
        "sides": names,
        "places": [
            {
                "id": place.id,
                "title": place.name,
                "kicker": teller.kicker(place),
                "parts": [_part(teller, place, side) for side in (contrast.a, contrast.b)],
                "within": within.get(place.id),
            }
            for place in places
        ],
        "absent": words("compare.absent"),
        "open": words("compare.open"),
        "close": words("popup.close"),
        "whole": links.map_in("overview", words.lang),
    }


def _part(teller: Teller, place: Place, side: Side) -> list[Record]:
    """Tell a place's part in one side, line by line."""
    words = teller.words
    if side == str(SMART_GREEN_YEAR):
        year = place.smart_green_year
        chosen = words("popup.smart_green_value", year=year)
        is_one = year == SMART_GREEN_YEAR
        return [{"title": words(f"role.{SMART_GREEN}"), "text": chosen}] if is_one else []
    if side in {"consortia", str(CONSORTIA_ROUND)}:
        return [
            {
                "title": words("popup.consortium", no=one["badge"]["text"], name=one["title"]),
                "text": one["text"],
            }
            for one in teller.memberships(place)
        ]
    own = (one for one in place.projects if side in {"transformation", str(one[0])})
    items = teller.projects(replace(place, projects=tuple(own)))
    return [{"title": one["title"], "text": one["text"]} for one in items]
