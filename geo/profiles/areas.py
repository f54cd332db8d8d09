"""How the area of a group comes out of its parts: a sum that is less than all of them says why."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.places import Place

_ROUNDED = 0.002
"""Square kilometres by which numbers with three places may differ from their sum."""
_MOST_LEFT_OUT = 3
"""Of more, some choice comes to any area by chance."""
_PHASES = re.compile(
    r"(?P<stem>[^()]+?)(?:국가|일반|도시첨단|농공)[^()]*\((?P<first>\d+)~(?P<last>\d+)(?P<unit>\w+)\)"
)
"""A name that stands for numbered phases: 성서일반산업단지(1~5차)."""


class AreaSum(NamedTuple):
    """The parts of a group whose areas are known, beside its own."""

    parts: int
    total: float
    """Of all parts, km²."""
    left_out: tuple[Place, ...] | None
    """Parts that the group's own area does without; None where no such sum explains it."""


def area_sum(atlas: Atlas, place: Place) -> AreaSum | None:
    """Return how the area of a group comes about; None where it has none, or no parts."""
    parts = _parts(atlas, place)
    if place.area_km2 is None or not parts or any(part.area_km2 is None for part in parts):
        return None
    total = sum(part.area_km2 or 0 for part in parts)
    for many in range(min(_MOST_LEFT_OUT, len(parts) - 1) + 1):
        for left_out in combinations(parts, many):
            rest = total - sum(item.area_km2 or 0 for item in left_out)
            if abs(rest - place.area_km2) <= _ROUNDED:
                return AreaSum(len(parts), total, left_out)
    return AreaSum(len(parts), total, None)


def _parts(atlas: Atlas, place: Place) -> list[Place]:
    """Return the members of a group, or the phases for which the name of a complex stands."""
    found = _PHASES.fullmatch(place.name.ko)
    if place.members or not found:
        return [atlas.places[id_] for id_ in place.members]
    numbers = range(int(found["first"]), int(found["last"]) + 1)
    starts = tuple(f"{found['stem']}{number}{found['unit']}" for number in numbers)
    near = (item for item in atlas.places.values() if item.sido == place.sido)
    return [item for item in near if item.name.ko.startswith(starts)]
