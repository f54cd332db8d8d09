"""What the search box knows: places, regions, consortia and projects by every name they have."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import shapely
from shapely.geometry import shape

from geo.messages import LANGS
from geo.text import fold
from maps.view import consortium_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from maps.records import Record
    from maps.scene import Layers, Place
    from maps.teller import Teller
    from maps.view import Programmes

_BROAD = 0.1
"""A part of a region with less of its area (울릉도, 백령도) does not widen the region's frame."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws, and where the rest can be seen."""

    programmes: Programmes
    ends: Collection[str]
    """Ids of the places at which ties end, and of hubs; they go before other places."""
    members: Collection[str]
    """Ids of the parts of groups, which show when the reader has come near."""
    everything: str | None
    """Address of the map that draws all ties; without one, what is not drawn is not listed."""


def entries(layers: Layers, teller: Teller, drawn: Drawn) -> list[Record]:
    """List all that can be found, each with the name shown, a detail and its other names.

    `layers` has the names in both languages, `teller` the words of the page.

    Returns
    -------
    list
        Records with ``type`` (``place``, ``region``, ``consortium``, ``project``), ``id`` (a
        region's is its code, a 초광역권's its name), ``name``, ``detail``, ``names``, ``weight``.
        Besides, a region has ``bounds`` (west, south, east, north in degrees of WGS 84), a project
        its ``hub``; a place that the page does not draw has ``at`` (longitude, latitude), a
        consortium or project that it does not draw has ``href``.
    """
    return [
        *_places(layers, teller, drawn),
        *_regions(layers, teller, drawn.ends),
        *_consortia(layers, teller, drawn),
        *_projects(teller, drawn),
    ]


def _places(layers: Layers, teller: Teller, drawn: Drawn) -> Iterator[Record]:
    shorts = {
        region["code"]: {lang: region[f"short_{lang}"] for lang in LANGS}
        for region in _properties(layers.regions)
    }
    for properties in _properties(layers.complexes):
        short = shorts[properties["sido_code"]]
        place = teller.scene.places[properties["id"]]
        memberships = len(place.consortia) + len(place.projects)
        names = [teller.names.get(place.id), properties["name_ko"], properties["name_en"]]
        # People say 대구 성서, as the documents do.
        names += [f"{short[lang]} {properties[f'name_{lang}']}" for lang in LANGS]
        names += [*properties["written_as"], *properties["also_called"]]
        yield _entry(
            "place",
            place.id,
            place.name,
            teller.kicker(place),
            names,
            weight=memberships if place.id in drawn.ends else 0,
            **_undrawn(place, drawn),
        )


def _undrawn(place: Place, drawn: Drawn) -> Record:
    if place.id in drawn.ends or place.id in drawn.members:
        return {}
    return {"at": (place.lon, place.lat)}


def _regions(layers: Layers, teller: Teller, ends: Collection[str]) -> Iterator[Record]:
    superregions = teller.words.under("superregion")
    frames: dict[str, list[shapely.Geometry]] = {}
    short: dict[str, list[str]] = {}
    for feature in layers.regions["features"]:
        properties = feature["properties"]
        korean = properties["superregion"]
        frame = _frame(feature["geometry"], _points(teller, ends, properties["code"]))
        frames.setdefault(korean, []).append(frame)
        short.setdefault(korean, []).append(properties[f"short_{teller.words.lang}"])
        names = [properties[f"{part}_{lang}"] for part in ("name", "short") for lang in LANGS]
        yield _entry(
            "region",
            properties["code"],
            properties[f"name_{teller.words.lang}"],
            superregions.get(korean, korean),
            # 서울시, 제주도, as people say it.
            [
                *names,
                properties["short_ko"] + properties["name_ko"][-1],
                *properties["former_names"],
            ],
            bounds=_bounds([frame]),
        )
    for korean, parts in frames.items():
        yield _entry(
            "region",
            korean,
            superregions.get(korean, korean),
            " · ".join(short[korean]),
            [korean],
            bounds=_bounds(parts),
        )


def _consortia(layers: Layers, teller: Teller, drawn: Drawn) -> Iterator[Record]:
    if _left_out(drawn, "transformation"):
        return
    by_no = groupby(teller.scene.consortium_ties, key=lambda tie: tie.no)
    raw = {properties["id"]: properties for properties in _properties(layers.consortium_ties)}
    for no, group in by_no:
        ties = list(group)
        first = ties[0]
        ends = [first.from_id, *(tie.to_id for tie in ties)]
        facts = raw[first.id]
        names = [
            facts.get(f"{what}{lang}")
            for what in ("consortium_name", "sector", "subsector")
            for lang in ("", "_en")
        ]
        yield _entry(
            "consortium",
            consortium_id(no),
            teller.words("popup.consortium", no=no, name=first.name),
            f"{teller.sector(first)} · {'–'.join(teller.names[end] for end in ends)}",
            [consortium_id(no), str(no), *names],
            **_elsewhere(drawn, "transformation", consortium_id(no)),
        )


def _elsewhere(drawn: Drawn, programmes: Programmes, id_: str) -> Record:
    if drawn.programmes != programmes:
        return {}
    return {"href": f"{drawn.everything}&{urlencode({'select': id_})}"}


def _left_out(drawn: Drawn, programmes: Programmes) -> bool:
    return drawn.everything is None and drawn.programmes == programmes


def _projects(teller: Teller, drawn: Drawn) -> Iterator[Record]:
    if _left_out(drawn, "consortia"):
        return
    scene = teller.scene
    for year, region, hub in sorted(scene.hubs(), key=lambda found: -found[0]):
        links = [teller.names[tie.to_id] for tie in scene.project(year, region)]
        names = next((known.names for known in scene.regions if region in known.names), (region,))
        yield _entry(
            "project",
            scene.project_id(year, region),
            teller.project_name(year, region),
            "–".join([teller.names[hub.id], *links]),
            [*names, f"{year} {region}"],
            hub=hub.id,
            **_elsewhere(drawn, "consortia", scene.project_id(year, region)),
        )


def _entry(
    type_: str,
    id_: str,
    name: str,
    detail: str,
    names: Iterable[str | None],
    *,
    weight: int = 0,
    **more: object,
) -> Record:
    """Make a record; other names are those that differ from the one shown."""
    others = dict.fromkeys(other for other in names if other and fold(other) != fold(name))
    return {
        "type": type_,
        "id": id_,
        "name": name,
        "detail": detail,
        "names": list(others),
        "weight": weight,
        **more,
    }


def _properties(collection: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (feature["properties"] for feature in collection["features"])


def _points(teller: Teller, ends: Collection[str], code: str) -> list[shapely.Geometry]:
    return [
        shapely.Point(place.lon, place.lat)
        for place in teller.scene.places.values()
        if place.id in ends and place.sido_code == code
    ]


def _frame(geometry: Mapping[str, Any], points: list[shapely.Geometry]) -> shapely.Geometry:
    """Return a region's broad parts and the places drawn in it."""
    area = shape(geometry)
    parts = [part for part in shapely.get_parts(area) if part.area >= _BROAD * area.area]
    return shapely.GeometryCollection([*parts, *points])


def _bounds(shapes: list[shapely.Geometry]) -> list[float]:
    return [round(float(value), 3) for value in shapely.total_bounds(shapes)]
