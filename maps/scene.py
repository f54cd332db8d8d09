"""The snapshot's layers as typed values in one language: what the maps draw and tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.messages.numbers import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geo.messages import Lang
    from maps.curves import Chord

    Features = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layers:
    """The collections that a map draws or names, as GeoJSON mappings, and their date."""

    complexes: Features
    consortium_ties: Features
    transformation_ties: Features
    projects: Features
    indicators: Features
    regions: Features
    as_of: str
    """Day, month or year of the newest fact."""


class Conflict(NamedTuple):
    """What the documents disagree on."""

    id: str
    """As in the register of conflicts, such as ``K3``."""
    topic: str
    value_a: str
    value_b: str
    used: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A complex, a group or an area."""

    id: str
    lon: float
    lat: float
    name: str
    """Full name in the language of the scene."""
    kind: str
    sido: str
    sido_code: str
    sigungu: str
    members: tuple[str, ...]
    precision_km: float | None
    area_km2: float | None
    evidence: str
    confidence: str
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    """Document or dataset, and where in it; the last one gives the point."""
    written_as: tuple[str, ...]
    """How the documents print it."""
    consortia: tuple[tuple[int, str], ...]
    """Number and role (``lead``, ``partner``)."""
    projects: tuple[tuple[int, str, str], ...]
    """Round, role (``hub``, ``link``, ``area``), region."""
    smart_green_year: int | None
    note: str | None
    conflicts: tuple[Conflict, ...]

    @property
    def takes_part(self) -> bool:
        """Say whether a programme names the place, or a group of which it is a part."""
        return bool(self.consortia or self.projects)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What ties of both programmes have."""

    id: str
    chord: Chord
    from_id: str
    to_id: str
    from_printed: str
    to_printed: str
    length_km: float
    crosses_sido: bool
    sources: tuple[str, ...]
    locator: str
    confidence: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsortiumTie(Tie):
    """From the lead of a consortium to a partner."""

    no: int
    name: str
    sector: str
    sector_label: str
    subsector: str | None
    subsector_label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTie(Tie):
    """From the hub of a transformation project to a link or an area."""

    project_id: str
    round_year: int
    region: str
    role: str
    function: str | None
    named_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project of the transformation, as a document announced it."""

    id: str
    round_year: int
    region: str
    """Short Korean name."""
    hub_id: str
    sources: tuple[tuple[str, str], ...]
    """Document, and where in it."""
    note: str | None
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number that a document gives about a project or its hub."""

    project_id: str
    place_id: str | None
    """The hub that it is about; None for the project as a whole."""
    name: str
    nature: str
    """``target``, ``contribution`` or ``count``."""
    amount: str
    """Value with unit and share; empty where the document gives none."""
    base: str | None
    """What it is measured against, where something is said."""
    period: str | None
    printed: str
    """As the document prints it."""
    locator: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A 시도."""

    id: str
    code: str
    superregion: str
    """초광역권, such as ``대경권``."""
    short: str
    """Short name in the language of the scene."""
    names: tuple[str, ...]
    """Everything by which people may ask for it: code, id, names short and full."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything of the layers, in the order of the data."""

    places: Mapping[str, Place]
    consortium_ties: tuple[ConsortiumTie, ...]
    project_ties: tuple[ProjectTie, ...]
    projects: tuple[Project, ...]
    indicators: tuple[Indicator, ...]
    """Those of projects and their hubs."""
    regions: tuple[Region, ...]

    def consortium(self, no: int) -> tuple[ConsortiumTie, ...]:
        """Return the ties of consortium `no`."""
        return tuple(tie for tie in self.consortium_ties if tie.no == no)

    def project(self, round_year: int, region: str) -> tuple[ProjectTie, ...]:
        """Return the ties of the project of `region` in a round; none for the round of 2020."""
        return tuple(
            tie for tie in self.project_ties if (tie.round_year, tie.region) == (round_year, region)
        )

    def project_id(self, round_year: int, region: str) -> str:
        """Return the id of the project of `region`, a short Korean name, in a round."""
        found = next((known.id for known in self.regions if region in known.names), region)
        return f"t{round_year}-{found}"

    def crossed(self, tie: Tie) -> tuple[str, ...]:
        """Return the borders that `tie` crosses, as `maps.view.BORDERS` calls them."""
        superregions = {region.code: region.superregion for region in self.regions}
        ends = {superregions[self.places[id_].sido_code] for id_ in (tie.from_id, tie.to_id)}
        crossed = {"sido": tie.crosses_sido, "superregion": len(ends) > 1}
        return tuple(border for border, is_crossed in crossed.items() if is_crossed)

    def hubs(self) -> tuple[tuple[int, str, Place], ...]:
        """Return (round, region, place) of each hub; a group stands for its members."""
        inside = {member for place in self.places.values() for member in place.members}
        return tuple(
            (round_year, region, place)
            for place in self.places.values()
            for round_year, role, region in place.projects
            if role == "hub" and not (place.id in inside and self._group_has(place, round_year))
        )

    def smart_green(self) -> tuple[tuple[int, Place], ...]:
        """Return (year, place) of each smart-green complex; a group stands for its members."""
        made = [place for place in self.places.values() if place.smart_green_year is not None]
        inside = {member for place in made for member in place.members}
        return tuple(
            (place.smart_green_year or 0, place) for place in made if place.id not in inside
        )

    def _group_has(self, place: Place, round_year: int) -> bool:
        return any(
            place.id in group.members and any(p[0] == round_year for p in group.projects)
            for group in self.places.values()
        )


def make_scene(layers: Layers, lang: Lang) -> Scene:
    """Read the layers' features; texts missing in English stay Korean."""
    return Scene(
        {
            feature["properties"]["id"]: _place(feature, lang)
            for feature in layers.complexes["features"]
        },
        tuple(_consortium_tie(feature, lang) for feature in layers.consortium_ties["features"]),
        tuple(_project_tie(feature, lang) for feature in layers.transformation_ties["features"]),
        tuple(_project(feature["properties"], lang) for feature in layers.projects["features"]),
        tuple(
            _indicator(feature["properties"], lang)
            for feature in layers.indicators["features"]
            if feature["properties"]["subject_kind"] in {"project", "hub"}
        ),
        tuple(_region(feature, lang) for feature in layers.regions["features"]),
    )


def _said(properties: Mapping[str, Any], key: str, lang: Lang) -> Any:  # noqa: ANN401 - JSON
    """Return ``{key}`` in Korean, ``{key}_en`` in English where there is one."""
    korean = properties.get(key, properties.get(f"{key}_ko"))
    return (properties.get(f"{key}_en") or korean) if lang == "en" else korean


def _place(feature: Features, lang: Lang) -> Place:
    properties = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return Place(
        id=properties["id"],
        lon=lon,
        lat=lat,
        name=_said(properties, "name", lang),
        kind=properties["kind"],
        sido=_said(properties, "sido", lang) or "",
        sido_code=properties["sido_code"],
        sigungu=_said(properties, "sigungu", lang) or "",
        members=tuple(properties["members"] or ()),
        precision_km=properties["precision_km"],
        area_km2=properties["area_km2"],
        evidence=properties["evidence"],
        confidence=properties["confidence"],
        sources=tuple(_cited(properties)),
        written_as=tuple(properties.get("written_as") or ()),
        consortia=tuple((c["no"], c["role"]) for c in properties["consortia"]),
        projects=tuple((t["round"], t["role"], t["region"]) for t in properties["transformation"]),
        smart_green_year=properties["smart_green_year"],
        note=_said(properties, "note", lang),
        conflicts=_conflicts(properties, lang),
    )


def _project(properties: Mapping[str, Any], lang: Lang) -> Project:
    return Project(
        id=properties["id"],
        round_year=properties["round"],
        region=properties["region"],
        hub_id=next(member["id"] for member in properties["members"] if member["role"] == "hub"),
        sources=tuple((source, properties["locator"]) for source in properties["source"]),
        note=_said(properties, "note", lang),
        conflicts=_conflicts(properties, lang),
    )


def _indicator(properties: Mapping[str, Any], lang: Lang) -> Indicator:
    value, share = properties["value"], properties["share_pct"]
    unit = properties[f"unit_{lang}"] or ""
    amounts = [
        with_unit(f"{value:,g}", unit, lang) if value is not None else "",
        f"{share:g} %" if share else "",
    ]
    return Indicator(
        project_id=properties["subject"],
        place_id=properties["place_id"],
        name=properties[f"indicator_{lang}"],
        nature=properties["nature"],
        amount=" · ".join(filter(None, amounts)),
        base=_said(properties, "base", lang),
        period=properties["period"],
        printed=properties["printed"],
        locator=properties["locator"],
        conflicts=_conflicts(properties, lang),
    )


def _region(feature: Features, lang: Lang) -> Region:
    properties = feature["properties"]
    names = ("id", "code", "name_ko", "name_en", "short_ko", "short_en")
    return Region(
        id=properties["id"],
        code=properties["code"],
        superregion=properties["superregion"],
        short=_said(properties, "short", lang),
        names=tuple(properties[name] for name in names),
    )


def _cited(properties: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    *documents, dataset = _sources(properties["source"])
    named_at = properties.get("named_at") or ()
    for document in documents:
        yield (
            document,
            tuple(named["locator"] for named in named_at if named["source"] == document),
        )
    locator = properties.get("locator")
    yield dataset, (locator,) if locator else ()


def _consortium_tie(feature: Features, lang: Lang) -> ConsortiumTie:
    properties = feature["properties"]
    return ConsortiumTie(
        **_shared(feature, lang),
        no=properties["consortium_no"],
        name=_said(properties, "consortium_name", lang),
        sector=properties["sector"],
        sector_label=_said(properties, "sector", lang),
        subsector=properties["subsector"],
        subsector_label=_said(properties, "subsector", lang),
    )


def _project_tie(feature: Features, lang: Lang) -> ProjectTie:
    properties = feature["properties"]
    return ProjectTie(
        **_shared(feature, lang),
        project_id=properties["project_id"],
        round_year=properties["round"],
        region=properties["region"],
        role=properties["role"],
        function=_said(properties, "function", lang),
        named_in=properties["named_in"],
    )


def _shared(feature: Features, lang: Lang) -> dict[str, Any]:
    properties = feature["properties"]
    start, end = feature["geometry"]["coordinates"]
    return {
        "id": properties["id"],
        "chord": ((start[0], start[1]), (end[0], end[1])),
        "from_id": properties["from_id"],
        "to_id": properties["to_id"],
        "from_printed": properties["from_label"],
        "to_printed": properties["to_label"],
        "length_km": properties["length_km"],
        "crosses_sido": properties["crosses_sido"],
        "sources": _sources(properties["source"]),
        "locator": properties["locator"],
        "confidence": properties["confidence"],
        "conflicts": _conflicts(properties, lang),
    }


def _sources(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _conflicts(properties: Mapping[str, Any], lang: Lang) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(
            found["id"],
            _said(found, "topic", lang),
            found["value_a"],
            found["value_b"],
            _said(found, "used", lang),
        )
        for found in properties["conflicts"]
    )
