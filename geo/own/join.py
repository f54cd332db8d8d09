"""Programmes of the user's own, joined with the atlas: names read, unknown places located."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geo.errors import GeoError, TableError
from geo.geocoding.resolver import Resolution
from geo.layers.catalog import of_programme
from geo.model.evidence import Source
from geo.model.places import Place, PlaceKind
from geo.networks.ties import ties_of
from geo.programmes import NameReader, make_bodies
from geo.regions.timeline import NAMED_ON
from geo.tables.problems import Problem
from geo.tables.programme_rules import broken_programme
from geo.tables.programmes import check_programme
from geo.tables.rows import check_rows
from geo.tables.schemas import SourceRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.atlas import Atlas
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer
    from geo.layers.collection import Collection
    from geo.regions.boundaries import Boundaries
    from geo.tables.programmes import MemberRow, ProgrammeTables

GEOCODED, GIVEN = "geocoded", "given"
"""Evidence of a point: located by its name or address, or given by the user."""
_GIVEN_KM = 0.5
"""Radius of a point that the user gave: it may stand for any spot of the place."""
_SURE_KM, _FAIR_KM = 1.0, 5.0
"""Radius up to which a located place counts as of high, and of medium confidence."""
_LEAST_SCORE = 0.6
"""Below it an answer left so much of the name unread that it is none."""


class OwnReader(NameReader):
    """Reads names by the gazetteer, by given points, and at last by the geocoder."""

    def __init__(self, geocoder: Geocoder, boundaries: Boundaries, prefix: str) -> None:
        super().__init__(geocoder.resolver)
        self.places: dict[str, Place] = {}
        """Those that the gazetteer does not know, by id."""
        self.rows: dict[int, MemberRow] = {}
        self._geocoder, self._boundaries, self._prefix = geocoder, boundaries, prefix
        self._known: dict[tuple[str, str], Resolution] = {}

    def read_all(
        self, file: str, line: int, written: str, region: str | None, programme: str | None
    ) -> tuple[Resolution, ...]:
        """Return the place that a row names; a name that means none or several is a problem."""
        row = self.rows.get(line)
        if row is not None and row.lon is not None and row.lat is not None:
            return (self._given(written, row.lon, row.lat),)
        before = len(self.problems)
        found = super().read_all(file, line, written, region, programme)
        problems = self.problems[before:]
        if found or any(problem.code not in {"unresolved", "ambiguous"} for problem in problems):
            return found
        # Who brings a programme has no table of aliases: the row itself has to say more.
        own = [
            replace(problem, code="own_ambiguous")
            for problem in problems
            if problem.code == "ambiguous"
        ]
        self.problems[before:] = own
        if own:
            return ()
        return self._located(file, line, written, region or "")

    def _located(self, file: str, line: int, written: str, region: str) -> tuple[Resolution, ...]:
        key = (written, region)
        if key in self._known:
            return (self._known[key],)
        answer = self._ask(written, region)
        facts: dict[str, object] = {"written": written, "region": region or "–"}
        if answer is None or answer.status == "none" or (answer.score or 1) < _LEAST_SCORE:
            self.problems.append(Problem(file, line, "name_as_written", "own_unlocated", facts))
            return ()
        if answer.status == "ambiguous":
            facts["candidates_text"] = ", ".join(
                candidate.name for candidate in answer.candidates[:6]
            )
            self.problems.append(Problem(file, line, "name_as_written", "own_ambiguous", facts))
            return ()
        known = self.resolver.gazetteer.places.get(answer.id or "")
        if known is not None:
            found = Resolution(known, "alias", answer.name or written, "medium")
        else:
            found = self._new(written, answer)
        self._known[key] = found
        return (found,)

    def _ask(self, written: str, region: str) -> Answer | None:
        try:
            return self._geocoder.geocode(written, region)
        except GeoError:
            return None

    def _new(self, written: str, answer: Answer) -> Resolution:
        radius = max(answer.precision_km or _FAIR_KM, 0.1)
        sure = "high" if radius <= _SURE_KM else "medium" if radius <= _FAIR_KM else "low"
        point = (answer.lon or 0.0, answer.lat or 0.0)
        place = self._place(written, point, radius, GEOCODED, sure)
        return Resolution(place, "geocoded", answer.name or written, sure)

    def _given(self, written: str, lon: float, lat: float) -> Resolution:
        place = self._place(written, (lon, lat), _GIVEN_KM, GIVEN, "high")
        return Resolution(place, "given", written)

    def _place(
        self, name: str, point: tuple[float, float], radius: float, evidence: str, confidence: str
    ) -> Place:
        lon, lat = (round(value, 6) for value in point)
        for place in self.places.values():
            if (place.name_ko, place.lon, place.lat) == (name, lon, lat):
                return place
        district = self._boundaries.locate([lon], [lat]).codes[0] or ""
        region = next((r for r in self.resolver.regions.current if r.code == district[:2]), None)
        result = Place(
            id=f"{self._prefix}-place-{len(self.places) + 1}",
            name_ko=name,
            name_en=name,
            kind=PlaceKind.OTHER,
            members=(),
            sido=(region or self.resolver.regions.current[0]).name_ko,
            sigungu_all=(),
            legal_dongs=(),
            lon=lon,
            lat=lat,
            precision_km=round(radius, 1),
            area_km2=None,
            evidence=evidence,
            confidence=confidence,
            source=f"{self._prefix}-own",
            locator="",
            note_ko=None,
            note_en=None,
        )
        self.places[result.id] = result
        return result


def join(
    atlas: Atlas, folders: Sequence[Path], geocoder: Geocoder, boundaries: Boundaries
) -> tuple[Atlas, tuple[Collection, ...]]:
    """Return the atlas with the programmes of `folders`, and the collections that they fill.

    Raises
    ------
    TableError
        With every problem of every folder: cells, rules, names that mean no place or several.
    """
    problems: list[Problem] = []
    own: list[str] = []
    for folder in folders:
        tables, found = check_programme(folder)
        sources, wrong = _sources(folder)
        problems += [*found, *wrong]
        if tables is None or found or wrong:
            continue
        broken = [*broken_programme(tables), *_taken(atlas, tables)]
        problems += broken
        if broken:
            continue
        reader = OwnReader(geocoder, boundaries.of_day(NAMED_ON), tables.id)
        reader.rows = {row.line: row for row in tables.members}
        bodies = make_bodies(tables, reader)
        problems += reader.problems
        document = {body.id: body for body in bodies}
        held_by = _held_by(atlas, boundaries, reader.places)
        own_places = {
            id_: atlas.timeline.moved(place, held_by.get(id_, ()), None)
            for id_, place in reader.places.items()
        }
        places = {**atlas.places, **own_places}
        programmes = {**atlas.programmes, tables.id: tables.programme}
        atlas = replace(
            atlas,
            sources={**atlas.sources, **sources},
            places=places,
            programmes=programmes,
            bodies={**atlas.bodies, **document},
            ties=(*atlas.ties, *ties_of(programmes, bodies, places)),
            held_by={**atlas.held_by, **held_by},
        )
        own.append(tables.id)
    if problems:
        raise TableError(tuple(problems))
    made_of = (of_programme(atlas, atlas.programmes[id_]) for id_ in own)
    return atlas, tuple(layer for layers in made_of for layer in layers)


def _held_by(
    atlas: Atlas, boundaries: Boundaries, places: Mapping[str, Place]
) -> dict[str, tuple[str, ...]]:
    lons, lats = ([getattr(p, name) for p in places.values()] for name in ("lon", "lat"))
    held = boundaries.hold(lons, lats, atlas.timeline.states)
    return dict(zip(places, held, strict=True))


def _sources(folder: Path) -> tuple[dict[str, Source], list[Problem]]:
    path = folder / "sources.csv"
    if not path.exists():
        return {}, []
    needed = [c for c in SourceRow.columns() if SourceRow.model_fields[c].is_required()]
    rows, problems = check_rows(path, f"{folder.name}/sources.csv", SourceRow, needed)
    names = Source.__dataclass_fields__
    return {
        row.id: Source(**{name: getattr(row, name) for name in names}) for row in rows
    }, problems


def _taken(atlas: Atlas, tables: ProgrammeTables) -> list[Problem]:
    """Return what would take the place of something that is there."""
    wrong = []
    layers = (tables.programme.bodies_layer, tables.programme.ties_layer)
    used = {
        layer.collection
        for programme in atlas.programmes.values()
        for layer in (programme.bodies_layer, programme.ties_layer)
        if layer is not None
    }
    names = {layer.collection for layer in layers if layer is not None}
    if tables.id in atlas.programmes or names & (used | _BUILT):
        wrong.append(
            Problem(f"{tables.id}/programme.toml", 0, "id", "own_id", {"value": tables.id})
        )
    known = {*atlas.sources, *_sources_of(tables)}
    for name, row in tables.rows():
        source = getattr(row, "source", None)
        if source is not None and source not in known and not re.fullmatch(r".+-own", source):
            facts = {"value": source, "allowed": "sources.csv"}
            wrong.append(Problem(tables.file(name), row.line, "source", "unknown", facts))
    wrong += [
        Problem(tables.file("bodies"), row.line, "id", "own_id", {"value": row.id})
        for row in tables.bodies
        if row.id in atlas.bodies
    ]
    for row in tables.members:
        if (row.lon is None) != (row.lat is None):
            value = f"{row.lon}, {row.lat}"
            wrong.append(
                Problem(tables.file("members"), row.line, "lon", "own_point", {"value": value})
            )
    return wrong


def _sources_of(tables: ProgrammeTables) -> set[str]:
    return {f"{tables.id}-own"}


_BUILT = {
    "complexes", "regions", "districts", "indicators", "plan-figures", "plan-tasks",
    "sector-crosswalk", "programmes", "policy-sites", "regional-agreements", "requests", "checks",
    "conflicts", "scan-errors", "facts", "overview",
}  # fmt: skip
"""Collections that are no programme's, and the map that is none's."""
