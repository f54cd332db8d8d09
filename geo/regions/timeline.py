"""시도 and 시군구 by day: which stand, and which hold the land of one of another day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from geo.model.places import District, Place, Region

NAMED_ON = "2024-04-01"
"""The day whose units the indexes of addresses and the names in documents are told by."""


class Dated(Protocol):
    """A unit with the days between which it stands."""

    @property
    def code(self) -> str:
        """Legal-dong code."""

    @property
    def valid_from(self) -> date | None:
        """First day; None where it is older than the documents."""

    @property
    def valid_to(self) -> date | None:
        """Last day; None where it still stands."""

    @property
    def successors(self) -> tuple[str, ...]:
        """Codes of the units that hold its land after it."""


U = TypeVar("U", bound=Dated)


def stands(unit: Dated, day: str | None) -> bool:
    """Tell whether a unit stands on `day` (``YYYY-MM-DD``), or in the newest state without one."""
    if day is None:
        return unit.valid_to is None
    begun = unit.valid_from is None or unit.valid_from.isoformat() <= day
    return begun and (unit.valid_to is None or day <= unit.valid_to.isoformat())


def codes_on(units: Sequence[Dated], code: str, day: str | None) -> tuple[str, ...]:
    """Return the codes of the units of `day` that hold land of the unit `code` of any day."""
    return Succession(units, day).codes_of(code)


class Succession:
    """Who followed whom, to be asked often of one day."""

    def __init__(self, units: Sequence[Dated], day: str | None) -> None:
        self._standing = {unit.code for unit in units if stands(unit, day)}
        self._after: dict[str, list[str]] = {}
        self._before: dict[str, list[str]] = {}
        for unit in units:
            for successor in unit.successors:
                self._after.setdefault(unit.code, []).append(successor)
                self._before.setdefault(successor, []).append(unit.code)

    def codes_of(self, code: str) -> tuple[str, ...]:
        """Return the codes of the units of the day that hold land of one of any day."""
        found = _reached(code, self._after, self._standing)
        return found or _reached(code, self._before, self._standing)


def _reached(code: str, links: Mapping[str, list[str]], standing: set[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        value = waiting.pop(0)
        if value in standing:
            found[value] = None
        elif value not in seen:
            seen.add(value)
            waiting += links.get(value, [])
    return tuple(found)


def predecessors(units: Iterable[U], unit: U) -> tuple[U, ...]:
    """Return the units whose land a unit holds since its first day."""
    return tuple(
        item
        for item in units
        if unit.code in item.successors
        and item.valid_to is not None
        and unit.valid_from is not None
        and (unit.valid_from - item.valid_to).days == 1
    )


@dataclass(frozen=True)
class Timeline:
    """Every unit of every day."""

    regions: Sequence[Region]
    districts: Sequence[District]

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The first days of all states but the oldest, ascending."""
        firsts = [unit.valid_from for units in (self.regions, self.districts) for unit in units]
        return tuple(sorted({day.isoformat() for day in firsts if day}))

    @cached_property
    def states(self) -> tuple[str | None, ...]:
        """A day of each state, the newest first: None, then first days, then one before all."""
        return (None, *reversed(self.days[:-1]), "0001-01-01")

    def began(self, day: str | None) -> str | None:
        """Return a day of the state that held on `day`: its first one; None for the newest."""
        before = [value for value in self.days if day is None or value <= day]
        if before == list(self.days):
            return None
        return before[-1] if before else self.states[-1]

    def moved(self, place: Place, held_by: Sequence[str], day: str | None) -> Place:
        """Return a place with the names of `day`; `held_by` are the 시군구 of any day at its point.

        Where several 시군구 of the day hold land of one that it lies in, it lies in the one at its
        point, else in all of them.
        """
        named, codes_of = self._codes_of_names
        sido = codes_of[place.sido]
        here = {d.code: d for d in self.districts if stands(d, day) and d.code in held_by}
        found: dict[str, District] = {}
        names: list[str] = []
        for name in place.sigungu_all:
            code = named.get((sido, name)) or _only(self._named(name))
            of_day = list(self._on(code, day)) if code else []
            nearer = [district for district in of_day if district.code in here] or of_day
            found |= {district.code: district for district in nearer}
            names += [district.name_ko for district in nearer] or [name]
        own = next(iter((*found.values(), *here.values())), None)
        sidos = self._succession("regions", day).codes_of(sido)
        code = own.sido_code if own and own.sido_code in sidos else sidos[0]
        region = next(item for item in self.regions if item.code == code and stands(item, day))
        return replace(place, sido=region.name_ko, sigungu_all=tuple(dict.fromkeys(names)))

    def _named(self, name: str) -> Iterator[str]:
        return (
            district.code
            for district in self.districts
            if district.name_ko == name and district.valid_to is None
        )

    @cached_property
    def _codes_of_names(self) -> tuple[Mapping[tuple[str, str], str], Mapping[str, str]]:
        """The codes of 시군구 by the code of their 시도 and name, and of 시도 by name."""
        return (
            {(district.sido_code, district.name_ko): district.code for district in self.districts},
            {region.name_ko: region.code for region in reversed(self.regions)},
        )

    @cached_property
    def _succession(self) -> Callable[[Literal["regions", "districts"], str | None], Succession]:
        """Made once for each day that is asked for."""

        def of(level: Literal["regions", "districts"], day: str | None) -> Succession:
            units: Sequence[Dated] = self.regions if level == "regions" else self.districts
            return Succession(units, day)

        return lru_cache(maxsize=64)(of)

    def _on(self, code: str, day: str | None) -> Iterator[District]:
        codes = self._succession("districts", day).codes_of(code)
        return (
            district
            for district in self.districts
            if district.code in codes and stands(district, day)
        )


def _only(codes: Iterable[str]) -> str | None:
    found = list(codes)
    return found[0] if len(found) == 1 else None
