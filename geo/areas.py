"""Regions as a reader asks for them: units of any day, or a set of their own, as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import AreaError
from geo.model.bilingual import Bilingual
from geo.text import alike, fold, is_bare, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.model.places import District

OWN = "own:"
"""With it begins a set of the reader's own: ``own:창원,김해`` or ``own:동남 벨트=창원,김해``."""
_NAMED, _BETWEEN = "=", ","
_MOST = 300
"""Members of a set: all 시군구 and some."""
_NEAR = 3
"""Names that an error lists."""


@dataclass(frozen=True, slots=True)
class Area:
    """Units and places that are taken as one region."""

    id: str
    """As it stands in an address: the code of a 시군구, or ``own:…`` with names as written."""
    name: Bilingual
    units: frozenset[str]
    """Codes of 시도 and 시군구 of any day."""
    places: frozenset[str] = frozenset()
    """Ids of complexes."""


@dataclass(frozen=True, eq=False)
class Areas:
    """Reads areas by the names that units and complexes of an atlas have."""

    atlas: Atlas
    _read: dict[str, Area | None] = field(default_factory=dict)

    def find(self, text: str) -> Area | None:
        """Return the area that `text` means; None where it is neither a set nor a 시군구.

        A 시군구 is called by its code, by its name, with or without its city or 시도, and by names
        that it no longer has; a city of several 구 stands for all of them. Within ``own:`` members
        are these, 시도, and complexes by id or name.

        Raises
        ------
        AreaError
            A member means nothing, or several things.
        """
        text = text.strip()
        if text not in self._read:
            self._read[text] = self._set(text) if text.startswith(OWN) else self._district(text)
        return self._read[text]

    def units(self, place_id: str) -> tuple[str, ...]:
        """Return the codes of the 시도 and 시군구 of any day in which a place lies."""
        return self._units[place_id]

    @cached_property
    def _units(self) -> Mapping[str, tuple[str, ...]]:
        sidos = {
            district_row.code: district_row.sido_code for district_row in self.atlas.district_rows
        }
        found = {}
        for id_ in self.atlas.places:
            held = self.atlas.held_by.get(id_, ())
            own = self.atlas.region_of(id_).code
            found[id_] = tuple(dict.fromkeys((own, *(sidos[code] for code in held), *held)))
        return found

    def taking_part(self) -> tuple[str, ...]:
        """Return the codes of the 시군구 in which a place takes part in some body in force."""
        atlas = self.atlas
        bodies = (body for body in atlas.bodies.values() if body.in_force)
        taking = {member.place_id for body in bodies for member in body.members}
        areas = ((code, self.find(code)) for code in atlas.districts)
        return tuple(code for code, area in areas if area and self.places_in(area) & taking)

    def places_in(self, area: Area) -> frozenset[str]:
        """Return the ids of the places that lie in an area or are its own."""
        lying = {id_ for id_, units in self._units.items() if not area.units.isdisjoint(units)}
        return area.places | lying

    def _set(self, text: str) -> Area:
        name, named, listed = text.removeprefix(OWN).rpartition(_NAMED)
        members = [value.strip() for value in listed.split(_BETWEEN) if value.strip()]
        if not members or len(members) > _MOST:
            raise AreaError(text[:200])
        units: set[str] = set()
        places: set[str] = set()
        names = []
        for member in dict.fromkeys(members):
            found = self._codes(member)
            if found:
                units |= found
            elif (place := self._place(member)) is not None:
                places.add(place)
            else:
                raise AreaError(text[:200], self._near(member), member)
            names.append(self._name(member))
        joined = Bilingual(
            "·".join(item.ko for item in names), ", ".join(item.en for item in names)
        )
        called = Bilingual(name.strip(), name.strip()) if named and name.strip() else joined
        front = f"{name.strip()}{_NAMED}" if named and name.strip() else ""
        id_ = f"{OWN}{front}{_BETWEEN.join(dict.fromkeys(members))}"
        return Area(id_, called, frozenset(units), frozenset(places))

    def _district(self, text: str) -> Area | None:
        codes = self._named.get(fold(text), frozenset())
        own = [
            district_row for district_row in self.atlas.district_rows if district_row.code in codes
        ]
        if not own:
            return None
        if len(own) > 1:
            self._only(text, own)
            return self._set(f"{OWN}{text}")
        return Area(own[0].code, self._full_name(own[0]), frozenset({own[0].code}))

    def _codes(self, member: str) -> frozenset[str]:
        key = fold(member)
        for region in (*self.atlas.regions.current, *self.atlas.region_rows):
            if key in map(fold, (region.code, region.id, *region.name, *region.short)):
                return frozenset({region.code})
        codes = self._named.get(key, frozenset())
        if len(codes) > 1:
            self._only(
                member,
                [
                    district_row
                    for district_row in self.atlas.district_rows
                    if district_row.code in codes
                ],
            )
        return codes

    def _only(self, written: str, districts: list[District]) -> None:
        """Hold several 시군구 to be the 구 of one city."""
        cities = {
            (district.sido_code, district.name_ko.partition(" ")[0]) for district in districts
        }
        together = len(cities) == 1 and all(" " in district.name_ko for district in districts)
        if not together:
            raise AreaError(written[:200], tuple(map(self._full, districts)), written)

    def _full_name(self, district: District) -> Bilingual:
        """Return what a 시군구 is called apart from others: with its 시도."""
        sido = self._sido(district.sido_code)
        if sido.ko in district.name_ko:
            return district.name
        return Bilingual(f"{sido.ko} {district.name_ko}", f"{district.name_en}, {sido.en}")

    def _full(self, district: District) -> str:
        sido = next(
            region_row
            for region_row in self.atlas.region_rows
            if region_row.code == district.sido_code
        )
        return f"{sido.short_ko} {district.name_ko}"

    def _name(self, member: str) -> Bilingual:
        key = fold(member)
        place = self._place(member)
        if place is not None and not self._codes(member):
            return self.atlas.places[place].name
        codes = self._named.get(key, frozenset())
        own = [
            district_row for district_row in self.atlas.district_rows if district_row.code in codes
        ]
        if len(own) == 1:
            return own[0].name
        if own:
            return Bilingual(member, own[0].name_en.rpartition(", ")[2])
        return (
            self.atlas.regions.called(member).short if not member.isdigit() else self._sido(member)
        )

    def _place(self, member: str) -> str | None:
        """Return the complex of a name as written: 창원국가산단 for 창원국가산업단지.

        Raises
        ------
        AreaError
            Several are called so.
        """
        exact = self._places.get(fold(member))
        if exact is not None or is_bare(member):
            return exact
        key = name_key(member)
        kinds = self._kinds.get(key.stem, {})
        found = {id_ for kind, ids in kinds.items() if key.kind in (None, kind) for id_ in ids}
        if len(found) > 1:
            several = tuple(sorted(self.atlas.places[id_].name_ko for id_ in found))
            raise AreaError(member[:200], several, member)
        return next(iter(found), None)

    @cached_property
    def _kinds(self) -> Mapping[str, Mapping[str | None, set[str]]]:
        """Each stem of the names of complexes to their ids, by the kind that the name says."""
        found: defaultdict[str, defaultdict[str | None, set[str]]]
        found = defaultdict(lambda: defaultdict(set))
        for place in self.atlas.places.values():
            for name in (place.name_ko, *self.atlas.other_names.get(place.id, ())):
                key = name_key(name)
                found[key.stem][key.kind].add(place.id)
        return found

    def _sido(self, code: str) -> Bilingual:
        return next(
            region_row for region_row in self.atlas.region_rows if region_row.code == code
        ).short

    def _near(self, member: str) -> tuple[str, ...]:
        places = (*self.atlas.districts.values(), *self.atlas.places.values())
        near = alike(fold(member), {fold(place.name_ko): place.name_ko for place in places}, _NEAR)
        return near or tuple(region.short_ko for region in self.atlas.regions.current)

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Each folded name that means one 시군구 or the 구 of one city, to their codes."""
        by_code = {district_row.code: district_row for district_row in self.atlas.district_rows}
        found = {}
        for name, codes in self._named.items():
            try:
                self._only(name, [by_code[code] for code in codes]) if len(codes) > 1 else None
            except AreaError:
                continue
            found[name] = codes
        return found

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """Each folded name to codes: of units of the day, else of those of other days."""
        now: defaultdict[str, set[str]] = defaultdict(set)
        then: defaultdict[str, set[str]] = defaultdict(set)
        sidos = {region_row.code: region_row for region_row in reversed(self.atlas.region_rows)}
        for district in self.atlas.district_rows:
            names = now if district.code in self.atlas.districts else then
            sido = sidos[district.sido_code]
            for name in _names(district):
                for front in ("", sido.short_ko, sido.name_ko):
                    names[fold(front + name)].add(district.code)
        return {name: frozenset(codes) for name, codes in {**then, **now}.items()}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """Each folded id and name of a complex to its id."""
        found: dict[str, str] = {}
        for place in self.atlas.places.values():
            for name in (place.id, *place.name, *self.atlas.other_names.get(place.id, ())):
                found.setdefault(fold(name), place.id)
        return found


def _names(district: District) -> Iterator[str]:
    """Yield what a 시군구 is called: 48121, 창원시 의창구, 의창구, 창원시, 창원, Uichang-gu."""
    city, _, gu = district.name_ko.partition(" ")
    yield from (
        district.code,
        district.name_ko,
        district.name_en,
        district.name_en.partition(",")[0],
    )
    for name in filter(None, (city, gu)):
        yield name
        if len(name) > 2:
            yield name[:-1]
