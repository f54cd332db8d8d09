"""What a file would add to the store: names to complexes, figures that are new or other."""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from geo.importers.join import full_name, join, lie_together
from geo.model.places import KIND_WORDS
from geo.statistics.measures import MEASURES, PRINTED
from geo.statistics.model import Complex, Revision, Source, Taken
from geo.statistics.periods import last_day
from geo.tables.problems import Problem
from geo.text import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.importers.imported import CodesOf
    from geo.model.places import Place, PlaceKind
    from geo.regions.names import RegionNames
    from geo.statistics.model import Figure, NamedRow, Reading
    from geo.store.figures import Statistics

_COMPLEX_KINDS = frozenset(KIND_WORDS.values())
_LEAP = 30.0
"""Ratio of the middle values of two periods from which a unit is suspected: 천㎡ and ㎡ differ by
1,000, 백만원 and 억원 by 100."""
_ENOUGH = 5
"""Complexes that two periods must share for that."""
_LIKE = 4
"""Names that a message suggests."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where the newest quarterly table's collection has a complex."""

    place_id: str | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, slots=True)
class _Lying:
    """A row or a complex for a join."""

    id: str
    """That of the complex, the key of the row."""
    name: str
    kind: PlaceKind | None
    sido: str | None
    sigungu: tuple[str, ...]
    former_names: tuple[str, ...]
    codes: frozenset[str]


@dataclass(slots=True)
class Roster:
    """The complexes of the store, and those of the atlas, to which names of files lead."""

    regions: RegionNames
    complexes: dict[str, Complex]
    codes: CodesOf
    """Tells where names of regions lie, which change from file to file."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Complexes of the atlas by id."""
    _by_stem: dict[str, list[str]] | None = None

    @classmethod
    def of(
        cls, store: Statistics, places: Iterable[Place], regions: RegionNames, codes: CodesOf
    ) -> Roster:
        """Begin with what the store has; places join it when a file names them."""
        own = {place.id: place for place in places if place.kind in _COMPLEX_KINDS}
        return cls(regions, dict(store.complexes), codes, own)

    def lead(
        self, rows: Sequence[NamedRow], located: Mapping[str, Located]
    ) -> tuple[dict[str, str], list[Problem]]:
        """Return the complex of each row by its key, and the rows that lead to none.

        Rows of a quarterly table (with a ``kicox_id``) are complexes by themselves: one that the
        roster has not is added. Others must name a complex that is known.
        """
        if any(row.kicox_id for row in rows):
            return self._listed(rows, located), []
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for row in rows:
            id_ = self._region(row) if row.region else self._called(row, problems)
            if id_ is not None:
                found[row.key] = id_
        return found, problems

    def _region(self, row: NamedRow) -> str:
        region = self.regions.find(row.sido or "")
        id_ = f"sido-{region.code}"
        self.complexes[id_] = Complex(
            id=id_,
            name_ko=region.name_ko,
            name_en=region.name_en,
            kind=None,
            sido=region.name_ko,
            sido_code=region.code,
        )
        return id_

    def _listed(self, rows: Sequence[NamedRow], located: Mapping[str, Located]) -> dict[str, str]:
        self._by_stem = None
        known = {
            complex_.kicox_id: complex_.id
            for complex_ in self.complexes.values()
            if complex_.kicox_id
        }
        ids = {row.key: known[row.kicox_id] for row in rows if row.kicox_id in known}
        taken = set(ids.values())
        whole = [row for row in rows if row.part_of is None and row.key not in ids]
        free = [o for o in self.complexes.values() if o.id not in taken and o.part_of is None]
        for match in join([*map(self._lying, whole)], [*map(self._lying, free)]).matches:
            ids[match.row.id] = match.complex.id
        for row in rows:
            parent = ids.get(row.part_of or "")
            if row.key not in ids and parent is not None:
                named = {fold(name) for name in (row.name, *row.former_names)}
                for item in self.complexes.values():
                    if item.part_of == parent and fold(item.name_ko) in named:
                        ids[row.key] = item.id
            # A part comes after its complex, whose id it needs.
            ids.setdefault(row.key, self._new_id(row, located))
            self._put(ids[row.key], row, ids.get(row.part_of or ""), located)
        return ids

    def _lying(self, item: NamedRow | Complex, *, in_sido: bool = False) -> _Lying:
        """Return a row or a complex with the codes of its 시군구, or of its whole 시도."""
        sigungu = () if in_sido else item.sigungu
        return _Lying(
            item.id if isinstance(item, Complex) else item.key,
            item.name,
            item.kind,
            item.sido,
            sigungu,
            item.former_names,
            self.codes(item.sido or "", "|".join(sigungu)),
        )

    def _new_id(self, row: NamedRow, located: Mapping[str, Located]) -> str:
        where = located.get(row.kicox_id or "")
        if row.part_of is None and where and where.place_id:
            complex_ = self.complexes.get(where.place_id)
            place = self.places.get(where.place_id)
            if place is not None and (complex_ is None or complex_.kicox_id is None):
                return where.place_id
        return row.kicox_id or f"kicox-{hashlib.sha256(row.key.encode()).hexdigest()[:10]}"

    def _put(
        self, id_: str, row: NamedRow, parent: str | None, located: Mapping[str, Located]
    ) -> None:
        known, where = self.complexes.get(id_), located.get(row.kicox_id or "")
        if known is not None and where is None and known.kicox_id:
            # An older table tells a former name at most; the newest has said the rest.
            names = {row.name, *row.former_names, *known.former_names} - {known.name_ko}
            self.complexes[id_] = replace(known, former_names=tuple(sorted(names)))
            return
        region = self.regions.find(row.sido or "")
        place = self.places.get(where.place_id) if where and where.place_id else None
        older = {known.name_ko, *known.former_names} if known else set()
        self.complexes[id_] = Complex(
            id=id_,
            name_ko=row.name,
            name_en=place.name_en if place and id_ == place.id else None,
            kind=row.kind,
            sido=region.name_ko,
            sido_code=region.code,
            sigungu=row.sigungu,
            part_of=parent,
            place_id=where.place_id if where else known.place_id if known else None,
            kicox_id=row.kicox_id,
            lon=where.lon if where else known.lon if known else None,
            lat=where.lat if where else known.lat if known else None,
            former_names=tuple(sorted({*older, *row.former_names} - {row.name})),
        )

    def _called(self, row: NamedRow, problems: list[Problem]) -> str | None:
        """Return the one complex that a name means, or note why there is none."""
        stem = name_key(row.name).stem
        found = [*dict.fromkeys(self._stems.get(stem, ()))]
        narrower: tuple[Callable[[Complex], bool], ...] = (
            lambda complex_: row.kind is None or complex_.kind in {None, row.kind},
            lambda complex_: (
                row.sido is None
                or lie_together(self._lying(row, in_sido=True), self._lying(complex_, in_sido=True))
            ),
        )
        for fits in narrower:
            found = [id_ for id_ in found if fits(self._known(id_))]
        softer: tuple[Callable[[Complex], bool], ...] = (
            # A 시도 that holds another lies where it does, but says less than its own name.
            lambda complex_: row.sido in {None, complex_.sido},
            lambda complex_: (
                not row.sigungu or lie_together(self._lying(row), self._lying(complex_))
            ),
            lambda complex_: full_name(complex_.name_ko) == full_name(row.name),
            lambda complex_: complex_.part_of is None,
            lambda complex_: complex_.kicox_id is not None,
        )
        for fits in softer:
            kept = [id_ for id_ in found if fits(self._known(id_))]
            found = kept or found
        if len(found) == 1:
            self.complexes.setdefault(found[0], self._known(found[0]))
            return found[0]
        near = found or [
            id_ for known, ids in self._stems.items() if _alike(stem, known) for id_ in ids
        ]
        names = ", ".join(_told(self._known(id_)) for id_ in [*dict.fromkeys(near)][:_LIKE]) or "–"
        code = "complex_ambiguous" if found else "complex_unknown"
        place, line, column = row.place
        problems.append(Problem(place, line, column, code, {"value": row.name[:80], "near": names}))
        return None

    def _known(self, id_: str) -> Complex:
        return self.complexes[id_] if id_ in self.complexes else self._of_place(self.places[id_])

    def _of_place(self, place: Place) -> Complex:
        region = self.regions.find(place.sido)
        return Complex(
            id=place.id,
            name_ko=place.name_ko,
            name_en=place.name_en,
            kind=place.kind,
            sido=region.name_ko,
            sido_code=region.code,
            sigungu=place.sigungu_all,
            place_id=place.id,
            lon=place.lon,
            lat=place.lat,
        )

    @property
    def _stems(self) -> dict[str, list[str]]:
        if self._by_stem is None:
            stems: defaultdict[str, list[str]] = defaultdict(list)
            linked = {complex_.place_id for complex_ in self.complexes.values()}
            fresh = (self._of_place(p) for p in self.places.values() if p.id not in linked)
            known = (complex_ for complex_ in self.complexes.values() if complex_.kind is not None)
            for item in chain(known, fresh):
                for name in (item.name_ko, *item.former_names):
                    stems[name_key(name).stem].append(item.id)
                    # 창원 is what 한국산단 calls 창원국가; 서울디지털 and 서울디지털1 differ.
                    stems[fold(name)].append(item.id)
            self._by_stem = dict(stems)
        return self._by_stem


def _alike(stem: str, known: str) -> bool:
    return len(stem) > 1 and (stem[:2] == known[:2] or stem in known)


def _told(complex_: Complex) -> str:
    return f"{complex_.name_ko}({complex_.sido})"


def take(
    store: Statistics,
    reading: Reading,
    roster: Roster,
    *,
    digest: str,
    recorded: str,
    located: Mapping[str, Located] | None = None,
) -> Taken:
    """Return what `reading` adds to `store`; nothing is written.

    Of two rows of a file that state the same the first is kept and the other told. Figures that
    leap by more than a unit's factor against the period before are told too.
    """
    ids, problems = roster.lead(reading.rows, located or {})
    days = max(map(last_day, reading.periods)).isoformat() if reading.periods else recorded
    source = Source(
        id=f"{reading.form}-{days}",
        number=max((item.number for item in store.sources), default=0) + 1,
        file=reading.file,
        digest=digest,
        form=reading.form,
        periods=reading.periods,
        recorded=recorded,
        rows=len(reading.figures),
    )
    again = any(item.digest == digest for item in store.sources)
    now = _in_force(store, reading)
    seen: dict[tuple[str, str, str, str], Figure] = {}
    repeated: set[str] = set()
    for figure in reading.figures:
        id_ = ids.get(figure.key)
        if id_ is None:
            continue
        key = id_, figure.measure, figure.industry, figure.period
        if key in seen and seen[key].key != figure.key:
            repeated.add(figure.key)
        seen.setdefault(key, figure)
    problems += _repeated(reading, ids, repeated)
    new, revisions, same = [], [], 0
    for key, figure in seen.items():
        if key not in now:
            new.append((key[0], figure))
        elif _differ(now[key], figure.value):
            new.append((key[0], figure))
            id_, measure, industry, period = key
            revisions.append(
                Revision(
                    complex=id_,
                    measure=measure,
                    industry=industry,
                    period=period,
                    base=reading.form,
                    before=now[key],
                    after=figure.value,
                    source=source.id,
                    recorded=recorded,
                )
            )
        else:
            same += 1
    absent = {id_ for id_, *_ in now} - {id_ for id_, *_ in seen}
    return Taken(
        source,
        tuple(roster.complexes.values()),
        tuple(new),
        tuple(revisions),
        same,
        (*reading.problems, *problems, *_leaps(store, reading, seen)),
        again,
        tuple(sorted(absent)),
    )


def _in_force(store: Statistics, reading: Reading) -> dict[tuple[str, str, str, str], float | None]:
    figures = store.figures.where(base=reading.form, period=reading.periods)
    return {
        (row["complex"], row["measure"], row["industry"], row["period"]): row["value"]
        for row in figures.dicts()
    }


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return not math.isclose(before, after, rel_tol=1e-9, abs_tol=1e-9)


def _repeated(reading: Reading, ids: Mapping[str, str], keys: set[str]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in reading.rows:
        if row.key in keys:
            file, line, column = row.place
            facts = {"value": row.name, "line": first.get(ids[row.key], 0)}
            yield Problem(file, line, column, "repeated", facts)
        elif row.key in ids:
            first.setdefault(ids[row.key], row.place[1])


def _leaps(
    store: Statistics, reading: Reading, seen: Mapping[tuple[str, str, str, str], Figure]
) -> Iterator[Problem]:
    """Yield a problem for each measure whose unit must have changed without a word."""
    known = {}
    for row in store.figures.where(base=reading.form, industry="all").dicts():
        if row["period"] not in reading.periods and row["value"]:
            known[row["complex"], row["measure"]] = row["value"]
    ratios: defaultdict[str, list[float]] = defaultdict(list)
    for (id_, measure, industry, _), figure in seen.items():
        before = known.get((id_, measure))
        if industry == "all" and before and figure.value:
            ratios[measure].append(figure.value / before)
    for measure, found in ratios.items():
        middle = float(np.median(found))
        if len(found) >= _ENOUGH and not 1 / _LEAP < middle < _LEAP:
            unit = PRINTED.get(MEASURES[measure].unit, "")
            facts = {"value": f"{middle:,.4g}", "allowed": unit}
            yield Problem(reading.file, 0, MEASURES[measure].name.ko, "unit_leap", facts)
