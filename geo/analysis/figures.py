"""Figures of complexes as series, sums by region, growth and density: only what may be reckoned.

Values of one base alone are put together. Counts are added up; a rate of several complexes is
reckoned anew from the two figures of which it is the share, and else there is none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args
from unicodedata import normalize

import numpy as np
from rapidfuzz import fuzz, process

from geo.errors import SelectionError
from geo.model.bilingual import Bilingual
from geo.model.places import KIND_WORDS
from geo.statistics.measures import ALL, BASES, MEASURES
from geo.statistics.periods import last_day, year_before
from geo.text import name_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.model.places import District
    from geo.statistics.measures import Measure
    from geo.statistics.model import Complex
    from geo.store.figures import Statistics

Level = Literal["sido", "sigungu", "complex"]
LEVELS: tuple[Level, ...] = get_args(Level)
Shown = Literal["value", "growth", "per_km2"]
SHOWN: tuple[Shown, ...] = get_args(Shown)
"""The value itself, its change in percent against the same period a year before, or its amount a
square kilometre of designated area."""


AREA = "designated_area"
"""The measure by which others are divided."""
_NEAR = 8
"""Complexes that an error suggests."""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of one subject through time, on one base."""

    measure: Measure
    base: str
    industry: str
    points: tuple[tuple[str, float | None], ...]
    """Period and value, in the measure's unit; None where the source has none."""
    complexes: int = 1
    """Of which it is made, in the newest period."""
    missing: int = 0
    """Those of several that have no value in the newest period, and are left out."""
    change: float | None = None
    """Of several, unless a rate: the newest of those that have both on a year before, percent."""

    @property
    def newest(self) -> tuple[str, float | None]:
        """The newest point."""
        return self.points[-1]

    @property
    def growth(self) -> float | None:
        """The newest value against the same period a year before; None without both.

        In percent; of a rate in points, for a share of a share misleads.
        """
        if self.complexes > 1 and self.measure.unit != "pct":
            return self.change
        period, value = self.newest
        return growth(self.measure, dict(self.points).get(year_before(period)), value)


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a region or complex."""

    key: str
    """Code of the 시도, 시도 and name of the 시군구, or id of the complex."""
    name: Bilingual
    """A 시군구 is a city, a county or a district of a metropolis: the districts of a city (창원시
    성산구) are counted in it, for the sources write now the one and now the other."""
    sido: str
    codes: tuple[str, ...]
    """Of the polygons that it is made of; empty for a complex."""
    value: float | None = None
    complexes: int = 0
    """Whole complexes of which it is made."""
    missing: int = 0
    """Those of which the source has no value."""
    lon: float | None = None
    lat: float | None = None
    place_id: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a thematic map shows."""

    measure: Measure
    base: str
    industry: str
    period: str
    level: Level
    shown: Shown
    rows: tuple[Row, ...]
    """The greatest first."""
    areas: tuple[str, str] | None = None
    """Base and period of the areas by which values were divided."""

    @property
    def known(self) -> tuple[Row, ...]:
        """The rows with a value."""
        return tuple(row for row in self.rows if row.value is not None)


def grown(before: float | None, now: float | None) -> float | None:
    """Return the change in percent.

    >>> grown(200, 210), grown(0, 3), grown(None, 3)
    (5.0, None, None)
    """
    if before is None or now is None or before <= 0:
        return None
    return 100 * (now - before) / before


def growth(measure: Measure, before: float | None, now: float | None) -> float | None:
    """Return the change of a measure: in percent, of a rate in points."""
    if measure.unit != "pct":
        return grown(before, now)
    return None if before is None or now is None else now - before


def series_of(
    statistics: Statistics, ids: Sequence[str], *, industries: bool = False
) -> tuple[Series, ...]:
    """Return the series of a complex, or of several as one.

    In the order of bases and measures; with `industries` those of each industry too.
    """
    found: defaultdict[tuple[str, str, str], defaultdict[str, dict[str, float | None]]]
    found = defaultdict(lambda: defaultdict(dict))
    for id_ in ids:
        for row in statistics.of(id_).dicts():
            if industries or row["industry"] == ALL:
                key = row["base"], row["measure"], row["industry"]
                found[key][row["period"]][id_] = row["value"]
    series = []
    rank = {id_: at for at, id_ in enumerate(MEASURES)}
    for base, measure, industry in sorted(
        found, key=lambda key: (BASES.index(key[0]), rank[key[1]], key[2] != ALL, key[2])
    ):
        item = MEASURES[measure]
        points = []
        for period, values in sorted(found[base, measure, industry].items()):
            if len(ids) == 1:
                value = next(iter(values.values()))
            else:
                parts = item.share_of and tuple(
                    found[base, part, industry].get(period, {}) for part in item.share_of
                )
                value = together(item, values, parts, len(ids))
            points.append((period, value))
        series.append(Series(item, base, industry, tuple(points)))
    return tuple(series)


def until(series: Series, day: str) -> Series | None:
    """Return the series of the periods that had ended by a day; None for none."""
    points = tuple(point for point in series.points if last_day(point[0]).isoformat() <= day)
    return replace(series, points=points) if points else None


def together(
    measure: Measure,
    values: Mapping[str, float | None],
    parts: tuple[Mapping[str, float | None], ...] | None,
    wanted: int,
) -> float | None:
    """Return the value of several complexes; None where one is missing or it cannot be reckoned."""
    known = [value for value in values.values() if value is not None]
    if measure.additive:
        return sum(known) if len(known) == wanted else None
    return rate_of(parts) if parts else None


def rate_of(parts: tuple[Mapping[str, float | None], ...]) -> float | None:
    """Return the sum of the first values in percent of the sum of the second."""
    share, whole = (sum(v for v in part.values() if v is not None) for part in parts)
    return 100 * share / whole if whole else None


def table_of(  # noqa: PLR0913 - one argument for each choice
    statistics: Statistics,
    atlas: Atlas,
    measure: str,
    *,
    period: str,
    base: str,
    level: Level = "sido",
    shown: Shown = "value",
    industry: str = ALL,
    region: str = "",
    among: Collection[str] | None = None,
) -> Table:
    """Return a measure by 시도, 시군구 or complex, the greatest first.

    Of one 시도 alone by its code, or of the complexes `among` some by their ids.

    A part of a complex is counted in it already. Regions are summed over the complexes of which the
    source has a value; how many are missing is told.
    """
    item = MEASURES[measure]
    asked = _Asked(statistics, base, industry)
    own = (
        complex_
        for complex_ in asked.complexes(measure, period)
        if region in {"", complex_.sido_code} and (among is None or complex_.id in among)
    )
    groups = _groups(atlas, own, level)
    land = asked.land(period) if shown == "per_km2" else None
    areas = _Asked(statistics, land[0], ALL).values(AREA, land[1]) if land else {}
    before = year_before(period)
    rows = []
    for head, members in groups:
        value, missing = _sum(asked, item, period, members)
        if shown == "growth":
            # Those alone that have both: a complex that is new would look like growth of others.
            earlier = asked.values(measure, before)
            both = [member for member in members if earlier.get(member) is not None]
            sums = (_sum(asked, item, when, both)[0] for when in (before, period))
            value = growth(item, *sums)
        elif shown == "per_km2":
            both = [member for member in members if areas.get(member)]
            value = _sum(asked, item, period, both)[0] if item.additive else None
            known = asked.values(measure, period)
            area = sum(areas[id_] or 0 for id_ in both if known.get(id_) is not None)
            value = None if value is None else value / (area / 1000)
        rows.append(replace(head, value=value, complexes=len(members), missing=missing))
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0), row.name.ko))
    return Table(item, base, industry, period, level, shown, tuple(rows), land)


def _sum(
    asked: _Asked, measure: Measure, period: str, members: Sequence[str]
) -> tuple[float | None, int]:
    values = asked.values(measure.id, period)
    known = [value for id_ in members if (value := values.get(id_)) is not None]
    missing = len(members) - len(known)
    if not known:
        return None, missing
    if measure.additive:
        return sum(known), missing
    if len(members) == 1:
        return known[0], missing
    if measure.share_of is None:
        return None, missing
    parts = (asked.values(part, period) for part in measure.share_of)
    return rate_of(tuple({id_: part.get(id_) for id_ in members} for part in parts)), missing


class _Asked:
    """The values of one base and industry by complex, each measure and period looked up once."""

    def __init__(self, statistics: Statistics, base: str, industry: str) -> None:
        self.statistics, self.base = statistics, base
        self.figures = statistics.figures.where(base=base, industry=industry)
        self._kept: dict[tuple[str, str], dict[str, float | None]] = {}

    def values(self, measure: str, period: str) -> dict[str, float | None]:
        key = measure, period
        if key not in self._kept:
            own = self.figures.where(measure=measure, period=period)
            ids = own["complex"].words[own["complex"].codes].tolist()
            values = [None if np.isnan(value) else value for value in own.value.tolist()]
            self._kept[key] = dict(zip(ids, values, strict=True))
        return self._kept[key]

    def land(self, period: str) -> tuple[str, str] | None:
        """Return base and period of the designated areas that stood at the end of a period.

        Those of the base itself, else of the newest quarterly table by then: figures on production
        and jobs come without areas, and areas change slowly. None where neither has any.
        """
        day = last_day(period)
        for base in (self.base, "quarterly"):
            known = self.statistics.periods.get((base, AREA), ())
            found = [value for value in known if last_day(value) <= day]
            if found:
                return base, max(found, key=last_day)
        return None

    def complexes(self, measure: str, period: str) -> list[Complex]:
        known = (self.statistics.complexes[id_] for id_ in self.values(measure, period))
        return [complex_ for complex_ in known if complex_.part_of is None]


def _groups(
    atlas: Atlas, complexes: Iterable[Complex], level: Level
) -> list[tuple[Row, list[str]]]:
    """Return each row without its value, and the complexes that it is made of."""
    groups: dict[str, tuple[Row, list[str]]] = {}
    units: dict[tuple[str, str], Row] = {}
    codes = codes_of_districts(atlas) if level == "sigungu" else {}
    for complex_ in complexes:
        if level == "complex":
            if complex_.kind is None:
                continue
            name = Bilingual(complex_.name_ko, complex_.name_en or complex_.name_ko)
            head = Row(
                complex_.id,
                name,
                complex_.sido,
                (),
                lon=complex_.lon,
                lat=complex_.lat,
                place_id=complex_.place_id,
            )
        else:
            written = complex_.sigungu[0] if level == "sigungu" and complex_.sigungu else ""
            unit = complex_.sido_code, written.replace(" ", "")
            if unit not in units:
                units[unit] = (
                    _district(atlas, complex_, written, codes)
                    if level == "sigungu"
                    else Row(
                        complex_.sido_code,
                        atlas.regions.find(complex_.sido).name,
                        complex_.sido,
                        unit[:1],
                    )
                )
            head = units[unit]
        groups.setdefault(head.key, (head, []))[1].append(complex_.id)
    return list(groups.values())


def _district(
    atlas: Atlas, complex_: Complex, written: str, codes: Mapping[tuple[str, str], tuple[str, ...]]
) -> Row:
    """Return the row of the 시군구 of a complex, as today's districts have it."""
    sido = complex_.sido_code
    found = codes.get((sido, written.replace(" ", ""))) or codes.get((sido, ""), ())
    name = _city_of(atlas, found) or Bilingual(written or "–", written or "–")
    return Row(f"{sido} {name.ko}", name, complex_.sido, codes.get((sido, name.ko), found))


def lying(atlas: Atlas, complex_: Complex) -> Bilingual:
    """Return where a complex lies in words: its 시도 and every 시군구."""
    region, codes = atlas.regions.find(complex_.sido).name, codes_of_districts(atlas)
    own = [_district(atlas, complex_, written, codes).name for written in complex_.sigungu]
    return Bilingual(
        " ".join((region.ko, *(name.ko for name in own))),
        ", ".join((*(name.en for name in own), region.en)),
    )


def _city_of(atlas: Atlas, codes: Sequence[str]) -> Bilingual | None:
    """Return the city or county that districts are, or are of; None where there are several."""
    own = [atlas.districts[code].name for code in codes]
    # 창원시 성산구, Seongsan-gu, Changwon-si.
    names = {
        Bilingual(bilingual.ko.split(" ")[0], bilingual.en.rpartition(", ")[2]) for bilingual in own
    }
    return names.pop() if len(names) == 1 else None


def codes_of_districts(atlas: Atlas) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the codes of the polygons of each 시군구 by 시도 and name; 창원시 has its 구's.

    One that has ended has those of what followed it. A 시도 of one 시군구 has it under any name.
    """
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    rows = {row.code: row for row in atlas.district_rows}
    # What stands today goes before what stood, where both have one name.
    for row in sorted(rows.values(), key=lambda row: row.code not in atlas.districts):
        codes = _standing(row.code, rows, atlas)
        sido = {atlas.districts[code].sido_code for code in codes}
        words = row.name_ko.split()
        names = {"".join(words[:end]) for end in range(1, len(words) + 1)}
        if len(words) > 1:
            # KICOX writes a 구 of a city without the city.
            names.add(words[-1])
        for name in names:
            own = found[next(iter(sido), row.sido_code), name]
            if row.code in atlas.districts or not own:
                own += [code for code in codes if code not in own]
    alone: defaultdict[str, list[str]] = defaultdict(list)
    for code, district in atlas.districts.items():
        alone[district.sido_code].append(code)
    document = {key: tuple(codes) for key, codes in found.items()}
    for sido_code, codes in alone.items():
        if len(codes) == 1:
            document[sido_code, ""] = tuple(codes)
    return document


def _standing(code: str, rows: Mapping[str, District], atlas: Atlas) -> list[str]:
    """Return the codes of the 시군구 of today that hold the land of one."""
    if code in atlas.districts:
        return [code]
    following = rows[code].successors if code in rows else ()
    return [value for after in following for value in _standing(after, rows, atlas)]


def find_complex(statistics: Statistics, name: str) -> str:
    """Return the id of the complex that a name or id means.

    Raises
    ------
    SelectionError
        None or several are called so; the error lists those that are near.
    """
    if name in statistics.complexes:
        return name
    key = name_key(name)
    found = [
        complex_
        for complex_ in statistics.complexes.values()
        if key.stem in {name_key(n).stem for n in (complex_.name_ko, *complex_.former_names)}
        and complex_.kind is not None
        and (key.kind is None or KIND_WORDS.get(key.kind) == complex_.kind)
    ]
    whole = [complex_ for complex_ in found if complex_.part_of is None] or found
    if len(whole) == 1:
        return whole[0].id
    near = whole or _like(statistics, key.stem)
    allowed = tuple(
        f"{complex_.id} ({complex_.name_ko}, {complex_.sido})" for complex_ in near[:_NEAR]
    )
    raise SelectionError(parameter="NAME", value=name, allowed=allowed)


def _like(statistics: Statistics, stem: str) -> list[Complex]:
    """Return the complexes whose names are written most like `stem`, letter by letter."""
    ids = {id_: name_key(complex_.name_ko).stem for id_, complex_ in statistics.complexes.items()}
    letters = {id_: normalize("NFD", name) for id_, name in ids.items()}
    found = process.extract(normalize("NFD", stem[:60]), letters, scorer=fuzz.ratio, limit=_NEAR)
    return [statistics.complexes[id_] for _, _, id_ in found]


def complexes_at(statistics: Statistics, atlas: Atlas, place_id: str) -> tuple[str, ...]:
    """Return the complexes of the statistics that a place is; those of its members for a group.

    A group of which one member is unknown has none: its figures would be of something else.
    """
    place = atlas.places[place_id]
    own = statistics.at_place.get(place_id, ())
    if own or not place.members:
        return own
    members = [statistics.at_place.get(member, ()) for member in place.members]
    return tuple(id_ for member in members for id_ in member) if all(members) else ()
