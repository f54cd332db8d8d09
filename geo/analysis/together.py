"""The figures of a region, a body, a sector or a group: of all its complexes as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.analysis.figures import (
    Series,
    codes_of_districts,
    complexes_at,
    grown,
    rate_of,
    series_of,
    until,
)
from geo.analysis.targets import targets
from geo.areas import Areas
from geo.profiles.model import REGIONAL
from geo.statistics.measures import ALL, BASES, INDUSTRIES, MEASURES
from geo.statistics.periods import last_day, year_before

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.analysis.targets import Target
    from geo.atlas import Atlas
    from geo.profiles.model import Profile
    from geo.statistics.measures import Measure
    from geo.statistics.model import Complex
    from geo.store.figures import Statistics


@dataclass(frozen=True, slots=True)
class Together:
    """What the store has of a subject."""

    complexes: tuple[str, ...]
    """Ids of the complexes of which it is made."""
    unknown: tuple[str, ...]
    """Ids of its places of which the store has no complex."""
    series: tuple[Series, ...]
    """Of all industries, by base and measure."""
    files: Mapping[str, tuple[str, ...]]
    """Base to the files from which the newest values come."""
    targets: tuple[Target, ...]
    """The targets and contributions of the subject, beside what happened."""

    @property
    def bases(self) -> tuple[str, ...]:
        """The bases of the series."""
        return tuple(dict.fromkeys(item.base for item in self.series))

    def counted(self, base: str) -> int:
        """Return how many complexes there are figures of on a base."""
        return max(item.complexes for item in self.series if item.base == base)


def together(
    statistics: Statistics, atlas: Atlas, profile: Profile, day: str = "", *, aims: bool = False
) -> Together | None:
    """Return the figures of what a profile is about; None where the store has none of it.

    Values are added up over the complexes of which the source has one; how many it has not is told
    (`Series.missing`), and a change is that of the complexes that have both values. With a `day`
    the periods alone that had ended by then; `aims` adds the targets.
    """
    if not statistics.sources:
        return None
    ids, unknown = _complexes(statistics, atlas, profile)
    if profile.subject.kind == "complex" or len(ids) == 1:
        # A group of which one member has no value has none.
        every = series_of(statistics, ids) if ids else ()
        cut = (until(series, day) if day else series for series in every)
        result = tuple(series for series in cut if series is not None)
    else:
        result = series_together(statistics, ids, day)
    if not result:
        return None
    files = {
        base: tuple(
            dict.fromkeys(
                source.file
                for source in statistics.sources
                if source.form == base and not periods.isdisjoint(source.periods)
            )
        )
        for base in dict.fromkeys(series.base for series in result)
        for periods in ({series.newest[0] for series in result if series.base == base},)
    }
    told = targets(statistics, atlas, profile.indicators) if aims and not day else ()
    return Together(ids, unknown, result, files, told)


def _complexes(
    statistics: Statistics, atlas: Atlas, profile: Profile
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the complexes of a subject, and its places of which none are known."""
    if profile.subject.kind in REGIONAL:
        return complexes_in(statistics, atlas, profile), ()
    places = profile.places[:1] if profile.subject.kind == "complex" else profile.places
    found = {place.id: complexes_at(statistics, atlas, place.id) for place in places}
    ids = dict.fromkeys(id_ for own in found.values() for id_ in own)
    return tuple(ids), tuple(id_ for id_, own in found.items() if not own)


def complexes_in(statistics: Statistics, atlas: Atlas, profile: Profile) -> tuple[str, ...]:
    """Return the complexes that lie in a region; a part of one is counted in it already."""
    whole = [
        complex_
        for complex_ in statistics.complexes.values()
        if complex_.part_of is None and complex_.kind
    ]
    if profile.subject.kind != "area":
        codes = {region.code for region in profile.regions}
        return tuple(complex_.id for complex_ in whole if complex_.sido_code in codes)
    area = Areas(atlas).find(profile.subject.id)
    if area is None:
        return ()
    districts = codes_of_districts(atlas)
    return tuple(
        complex_.id
        for complex_ in whole
        if complex_.place_id in area.places
        or complex_.sido_code in area.units
        # A city of several 구 lies in an area that has all of them.
        or ((held := _districts(complex_, districts)) and held <= area.units)
    )


def _districts(
    complex_: Complex, known: Mapping[tuple[str, str], tuple[str, ...]]
) -> frozenset[str]:
    name = complex_.sigungu[0].replace(" ", "") if complex_.sigungu else ""
    found = known.get((complex_.sido_code, name)) or known.get((complex_.sido_code, ""), ())
    return frozenset(found)


def series_together(
    statistics: Statistics, ids: Sequence[str], day: str = ""
) -> tuple[Series, ...]:
    """Return the series of several complexes as one, those that have no value left out of it."""
    if not ids:
        return ()
    sums = _Sums(statistics, ids, day)
    rank = {id_: at for at, id_ in enumerate(MEASURES)}
    keys = sorted(sums.found, key=lambda key: (BASES.index(key[0]), rank[key[1]]))
    result = (sums.series(base, MEASURES[measure]) for base, measure in keys)
    return tuple(series for series in result if series is not None)


def by_industry(
    statistics: Statistics, ids: Sequence[str], base: str, measure: str
) -> tuple[Series, ...]:
    """Return a measure of some complexes as one, by industry, the greatest newest value first."""
    words = statistics.figures["industry"].words.tolist()
    item = MEASURES[measure]
    result = (
        _Sums(statistics, ids, "", industry).series(base, item)
        for industry in INDUSTRIES
        if industry != ALL and industry in words
    )
    found = [series for series in result if series is not None]
    return tuple(sorted(found, key=lambda series: -(series.newest[1] or 0)))


class _Sums:
    """The values of an industry, or of all together, of some complexes; what they come to."""

    def __init__(
        self, statistics: Statistics, ids: Sequence[str], day: str, industry: str = ALL
    ) -> None:
        self.industry = industry
        self.found: defaultdict[tuple[str, str], defaultdict[str, dict[str, float | None]]]
        self.found = defaultdict(lambda: defaultdict(dict))
        figures = statistics.figures.where(industry=industry, complex=ids)
        periods = figures["period"].words.tolist()
        ended = {period for period in periods if not day or last_day(period).isoformat() <= day}
        for row in figures.dicts():
            if row["period"] in ended:
                values = self.found[row["base"], row["measure"]][row["period"]]
                values[row["complex"]] = row["value"]

    def value(self, base: str, measure: Measure, period: str, ids: Sequence[str]) -> float | None:
        """Return the value of some complexes, each of which has one."""
        if not ids:
            return None
        if measure.additive:
            values = self.found[base, measure.id][period]
            return sum(value for id_ in ids if (value := values[id_]) is not None)
        if measure.share_of is None:
            return None
        parts = (self.found[base, part][period] for part in measure.share_of)
        return rate_of(tuple({id_: part.get(id_) for id_ in ids} for part in parts))

    def series(self, base: str, measure: Measure) -> Series | None:
        """Return a measure through time; None where it cannot be reckoned."""
        periods = self.found.get((base, measure.id))
        if periods is None:
            return None
        points = tuple(
            (period, self.value(base, measure, period, _known(own)))
            for period, own in sorted(periods.items())
        )
        if all(value is None for _, value in points):
            return None
        newest, before = points[-1][0], year_before(points[-1][0])
        own, known = periods[newest], _known(periods[newest])
        # Those alone that have both: a complex that is new would look like growth of others.
        both = [id_ for id_ in known if periods.get(before, {}).get(id_) is not None]
        then, now = (self.value(base, measure, period, both) for period in (before, newest))
        change = grown(then, now)
        missing = len(own) - len(known)
        return Series(measure, base, self.industry, points, len(own), missing, change)


def _known(values: Mapping[str, float | None]) -> list[str]:
    return [id_ for id_, value in values.items() if value is not None]
