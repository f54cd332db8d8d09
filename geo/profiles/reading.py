"""Built layers, as GeoJSON mappings, into facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapely.geometry import shape

from geo.profiles.facts import (
    CONSORTIA,
    TRANSFORMATION,
    Citation,
    Conflict,
    Consortium,
    Facts,
    Former,
    Indicator,
    Note,
    Participant,
    Place,
    Project,
    Record,
    Region,
    Said,
    Tie,
)
from geo.regions.borders import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.profiles.facts import Programme

    Properties = Mapping[str, Any]

LAYERS = (
    "complexes",
    "consortium-ties",
    "transformation-ties",
    "consortia",
    "transformation-projects",
    "regions",
    "indicators",
    "policy-sites",
    "regional-agreements",
    "requests",
)
"""Collections that profiles are made of."""


def read_facts(layers: Mapping[str, Mapping[str, Any]]) -> Facts:
    """Read the feature collections `LAYERS`."""
    features = {id_: layer["features"] for id_, layer in layers.items()}
    told = {id_: [feature["properties"] for feature in found] for id_, found in features.items()}
    near = neighbours({f["properties"]["code"]: shape(f["geometry"]) for f in features["regions"]})
    return Facts(
        regions={one["code"]: _region(one, near[one["code"]]) for one in told["regions"]},
        places={f["properties"]["id"]: _place(f) for f in features["complexes"]},
        consortia={one["id"]: _consortium(one) for one in told["consortia"]},
        projects={one["id"]: _project(one) for one in told["transformation-projects"]},
        ties=(
            *(_consortium_tie(one) for one in told["consortium-ties"]),
            *(_project_tie(one) for one in told["transformation-ties"]),
        ),
        indicators=tuple(_indicator(one) for one in told["indicators"]),
        records=tuple(
            _record(one, collection, detail)
            for collection, detail in _DETAILS.items()
            for one in told[collection]
        ),
    )


_DETAILS = {"policy-sites": "location", "regional-agreements": "themes", "requests": "focus"}
"""Collection of records to the property that says more."""


def _said(properties: Properties, key: str) -> Said | None:
    """Return ``{key}_ko`` or ``{key}`` with ``{key}_en``; a text without English stays Korean."""
    korean = properties.get(f"{key}_ko") or properties.get(key)
    return Said(korean, properties.get(f"{key}_en") or korean) if korean else None


def _name(properties: Properties, key: str = "name") -> Said:
    return _said(properties, key) or Said("", "")


def _citation(properties: Properties) -> Citation:
    source = properties["source"]
    first = source if isinstance(source, str) else source[0]
    return Citation(first, properties.get("locator") or "")


def _conflicts(properties: Properties) -> tuple[Conflict, ...]:
    return tuple(
        Conflict(c["id"], _name(c, "topic"), c["value_a"], c["value_b"], _name(c, "used"))
        for c in properties["conflicts"]
    )


def _region(properties: Properties, near: tuple[str, ...]) -> Region:
    return Region(
        id=properties["id"],
        code=properties["code"],
        name=_name(properties),
        short=_name(properties, "short"),
        mega_region=properties["superregion"],
        neighbours=near,
        citation=_citation(properties),
    )


def _place(feature: Mapping[str, Any]) -> Place:
    properties = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"][:2]
    return Place(
        id=properties["id"],
        name=_name(properties),
        kind=properties["kind"],
        region=properties["sido_code"],
        district=_name(properties, "sigungu"),
        lon=lon,
        lat=lat,
        members=tuple(properties["members"]),
        area_km2=properties["area_km2"],
        precision_km=properties["precision_km"],
        confidence=properties["confidence"],
        evidence=properties["evidence"],
        smart_green_year=properties["smart_green_year"],
        written_as=tuple(properties["written_as"]),
        citations=tuple(_cited(properties)),
        conflicts=_conflicts(properties),
        note=_said(properties, "note"),
    )


def _cited(properties: Properties) -> Iterator[Citation]:
    """Yield where documents name a place, and at last what its point comes from."""
    for named in properties["named_at"]:
        yield Citation(named["source"], named["locator"])
    yield Citation(properties["source"][-1], properties["locator"])


def _consortium(properties: Properties) -> Consortium:
    partners = zip(properties["partner_ids"], properties["partner_labels"], strict=True)
    return Consortium(
        id=properties["id"],
        name=_name(properties),
        participants=(
            Participant(properties["lead_id"], "lead", properties["lead_label"]),
            *(Participant(place, "partner", label) for place, label in partners),
        ),
        citation=_citation(properties),
        conflicts=_conflicts(properties),
        no=properties["no"],
        sector=_name(properties, "sector"),
        subsector=_said(properties, "subsector"),
        status=properties["status"],
        selected_on=properties["selected_on"],
        launched_on=properties["launched_on"],
        closed_on=properties["closed_on"],
        former=tuple(
            Former(end["id"], end["role"], end["label"], end["left_on"])
            for end in properties["former"]
        ),
    )


def _project(properties: Properties) -> Project:
    return Project(
        id=properties["id"],
        name=_name(properties),
        participants=tuple(
            Participant(member["id"], member["role"], member["label"])
            for member in properties["members"]
        ),
        citation=_citation(properties),
        conflicts=_conflicts(properties),
        round_year=properties["round"],
        region=properties["sido_code"],
        status=properties["status"],
        announced_on=properties["announced_on"],
        vision=_said(properties, "vision"),
        industries=_said(properties, "industries"),
        note=_said(properties, "note"),
        notes=tuple(
            Note(
                note["topic"],
                Said(note["text_ko"], note["text_en"]),
                Citation(properties["source"][0], note["locator"]),
            )
            for note in properties["notes"]
        ),
    )


def _consortium_tie(properties: Properties) -> Tie:
    owner = f"c{properties['consortium_no']:02d}"
    return _tie(properties, CONSORTIA, owner, "partner")


def _project_tie(properties: Properties) -> Tie:
    return _tie(properties, TRANSFORMATION, properties["project_id"], properties["role"])


def _tie(properties: Properties, programme: Programme, owner: str, end_role: str) -> Tie:
    return Tie(
        id=properties["id"],
        programme=programme,
        owner=owner,
        start=properties["from_id"],
        end=properties["to_id"],
        start_label=properties["from_label"],
        end_label=properties["to_label"],
        end_role=end_role,
        length_km=properties["length_km"],
        crosses_sido=properties["crosses_sido"],
        function=_said(properties, "function"),
        named_in=properties.get("named_in"),
        citation=_citation(properties),
        confidence=properties["confidence"],
    )


def _record(properties: Properties, collection: str, detail: str) -> Record:
    texts = {
        name: ", ".join(value) if isinstance(value, list) else value
        for name, value in properties.items()
    }
    return Record(
        id=properties["id"],
        collection=collection,
        name=_name(properties),
        detail=_said(texts, detail),
        region=properties["sido_code"],
        place=properties.get("place_id"),
        project=properties.get("project_id"),
        citation=_citation(properties),
    )


def _indicator(properties: Properties) -> Indicator:
    return Indicator(
        id=properties["id"],
        subject_kind=properties["subject_kind"],
        subject=properties["subject"],
        about=_name(properties, "subject"),
        indicator=properties["indicator"],
        name=_name(properties, "indicator"),
        printed=properties["printed"],
        value=properties["value"],
        unit=_said(properties, "unit"),
        share_pct=properties["share_pct"],
        base=_said(properties, "base"),
        period=properties["period"],
        nature=properties["nature"],
        named_in=properties["named_in"],
        citation=_citation(properties),
        conflicts=tuple(conflict["id"] for conflict in properties["conflicts"]),
    )
