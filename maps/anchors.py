"""Where the names of 시도, seas and far islands stand on a map, clear of coasts and crowds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from geo.model.places import Region

REGION_ANCHORS: dict[str, tuple[float, float]] = {
    "12": (126.98, 34.98),
    "11": (127.0, 37.57),
    "26": (129.06, 35.21),
    "27": (128.57, 35.93),
    "28": (126.45, 37.55),
    "29": (126.83, 35.15),
    "30": (127.4, 36.32),
    "31": (129.22, 35.57),
    "36": (127.27, 36.57),
    "41": (127.42, 37.4),
    "42": (128.3, 37.75),
    "51": (128.3, 37.75),
    "43": (127.75, 36.72),
    "44": (126.78, 36.5),
    "45": (127.2, 35.68),
    "52": (127.2, 35.68),
    "46": (126.98, 34.98),
    "47": (128.75, 36.35),
    "48": (128.2, 35.38),
    "50": (126.55, 33.38),
}
"""Code, older codes too, to longitude and latitude in degrees."""
SEAS: dict[str, tuple[tuple[float, float], ...]] = {
    "east_sea": ((130.35, 37.0), (129.85, 37.35), (129.75, 36.85), (129.6, 37.9), (129.2, 38.3)),
    "west_sea": ((124.95, 36.35), (125.5, 36.3), (125.85, 36.05), (125.95, 36.9), (125.6, 35.4)),
    "south_sea": ((127.75, 33.95), (128.45, 34.25), (127.1, 33.75), (128.9, 34.45)),
}
"""Message of a sea's name, to where it may stand: in open water, the first choice first."""
ISLANDS: dict[str, tuple[float, float]] = {
    "ulleung": (130.866, 37.505),
    "dokdo": (131.867, 37.241),
}
"""Message of the name of an island that no national map leaves out, to its middle."""
WIDE_REGIONS = frozenset({"12", "41", "42", "51", "43", "44", "45", "52", "46", "47", "48", "50"})
"""Provinces, wide enough for their name to give way a little."""


def ground_names(regions: Iterable[Region], words: Catalogue) -> list[dict[str, object]]:
    """Return the names that no map of the country leaves out, each with where it may stand.

    `at` and, for a sea, `others` are longitude and latitude in degrees; `words` are of `maps`.
    """
    return [
        *(
            {
                "at": REGION_ANCHORS[region.code],
                "label": region.short.of(words.lang),
                "small": region.code not in WIDE_REGIONS,
            }
            for region in regions
        ),
        *(
            {"at": at, "label": words(f"still.{name}"), "island": True}
            for name, at in ISLANDS.items()
        ),
        *(
            {"at": at, "others": others, "label": words(f"sea.{name}"), "sea": True}
            for name, (at, *others) in SEAS.items()
        ),
    ]
