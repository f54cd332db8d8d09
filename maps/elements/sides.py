"""Two maps of one page beside each other or behind a divider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from geo.model.places import Place
    from geo.profiles.contrast import Contrast, Side
    from maps.links import Links
    from maps.records import Record
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
        standing.place.id: words(
            "compare.within", names=", ".join(teller.names[i] for i in standing.related)
        )
        for standing in (*contrast.gone, *contrast.added)
        if standing.related
    }
    return {
        "sides": names,
        "places": [
            {
                "id": place.id,
                "title": place.name.of(words.lang),
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
    sites = [site for site in teller.scene.takes_part(place.id) if side.has(site.body)]
    told = [teller.membership(place, site) for site in sites]
    return [
        {"title": teller.body_name(site.body), "text": item["text"]}
        for site, item in zip(sites, told, strict=True)
    ]
