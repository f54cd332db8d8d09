"""What the search box knows: places, regions and bodies by every name they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import shapely
from shapely.geometry import shape

from geo.text import fold
from maps.scene import OVERVIEW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from geo.jsons import Properties
    from geo.model.places import Place, Zone
    from geo.model.programmes import Body
    from maps.links import Links
    from maps.records import Record
    from maps.teller import Teller

_BROAD = 0.1
"""A part of a region with less of its area (울릉도, 백령도) does not widen the region's frame."""

Frames = dict[str, shapely.Geometry]
"""Code of a 시도 to its broad parts; longitude and latitude in degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws, and where the rest can be seen."""

    programmes: Sequence[str]
    told: Sequence[str]
    """Programmes whose places and bodies the panel of the page tells of."""
    ends: Collection[str]
    """Ids of the places at which ties end, and of sites; they go before other places."""
    members: Collection[str]
    """Ids of the parts of groups, which show when the reader has come near."""
    links: Links


def frames_of(regions: Iterable[Properties]) -> Frames:
    """Read the broad parts of regions from GeoJSON features of 시도."""
    return {region["properties"]["code"]: _broad(region["geometry"]) for region in regions}


def entries(teller: Teller, frames: Frames, drawn: Drawn) -> list[Record]:
    """List all that can be found, each with the name shown, a detail and its other names.

    Returns
    -------
    list
        Records with ``type`` (``place``, ``region`` or the id of a body's programme), ``id`` (a
        region's is its code, a 초광역권's its name), ``name``, ``detail``, ``names``, ``weight``.
        Besides, a region has ``bounds`` (west, south, east, north in degrees of WGS 84), a body its
        ``members``; a place that the page tells of without drawing it has ``at`` (longitude,
        latitude), what it does not tell of has ``href``.
    """
    return [
        *_places(teller, drawn),
        *_regions(teller, frames, drawn.ends),
        *_bodies(teller, drawn),
    ]


def _places(teller: Teller, drawn: Drawn) -> Iterator[Record]:
    scene = teller.scene
    for place in scene.places.values():
        sites = scene.takes_part(place.id)
        more = _elsewhere(teller, place, drawn)
        if not sites or more is None:
            continue
        short = scene.atlas.region_of(place.id).short
        printed = [p.name_as_written for site in sites for p in site.member.printings]
        names = [teller.names[place.id], *place.name]
        # People say 대구 성서, as the documents do.
        names += [f"{a} {b}" for a, b in zip(short, place.name, strict=True)]
        names += [*printed, *scene.atlas.other_names.get(place.id, ())]
        yield _entry(
            "place",
            place.id,
            place.name.of(teller.lang),
            teller.kicker(place),
            names,
            weight=len(scene.takes_part(place.id, drawn.programmes)),
            **more,
        )


def _elsewhere(teller: Teller, place: Place, drawn: Drawn) -> Record | None:
    """Say where a place is that the page does not draw; None where that leads nowhere."""
    if place.id in drawn.ends or place.id in drawn.members:
        return {}
    if teller.scene.takes_part(place.id, drawn.told):
        return {"at": (place.lon, place.lat)}
    page = drawn.links.subject_in(f"complexes/{place.id}", teller.lang)
    return {"href": page} if page else None


def _regions(teller: Teller, frames: Frames, ends: Collection[str]) -> Iterator[Record]:
    atlas, lang = teller.scene.atlas, teller.lang
    parts: dict[str, list[shapely.Geometry]] = {}
    short: dict[str, list[str]] = {}
    zones: dict[str, Zone] = {}
    for region in atlas.regions.current:
        zone = atlas.zone_of(region)
        zones[zone.id] = zone
        frame = shapely.GeometryCollection(
            [frames[region.code], *_points(teller, ends, region.code)]
        )
        parts.setdefault(zone.id, []).append(frame)
        short.setdefault(zone.id, []).append(region.short.of(lang))
        former = atlas.regions.former.get(region.id, ())
        yield _entry(
            "region",
            region.code,
            region.name.of(lang),
            zone.name.of(lang),
            # 서울시, 제주도, as people say it.
            [*region.name, *region.short, region.short_ko + region.name_ko[-1], *former],
            bounds=_bounds([frame]),
        )
    for id_, shapes in parts.items():
        zone = zones[id_]
        yield _entry(
            "region",
            zone.name.ko,
            zone.name.of(lang),
            " · ".join(short[id_]),
            zone.names,
            bounds=_bounds(shapes),
        )


def _bodies(teller: Teller, drawn: Drawn) -> Iterator[Record]:
    """Yield the bodies, the newest round of a programme first."""
    scene = teller.scene
    for id_ in scene.atlas.programmes:
        own = scene.bodies_of((id_,))
        if all(body.round for body in own):
            own = tuple(sorted(own, key=lambda body: body.year, reverse=True))
        for body in own:
            more = _body_elsewhere(teller, body, drawn)
            if more is not None:
                yield _body(teller, body, more)


def _body(teller: Teller, body: Body, more: Record) -> Record:
    scene = teller.scene
    members = [member.place_id for member in body.members]
    listed = "–".join(teller.names[id_] for id_ in members)
    sector = teller.sector(body)
    texts = [text for text in (body.name, body.sector, body.subsector, body.region) if text]
    names = [body.id, *(value for text in texts for value in text)]
    if body.no is not None:
        names.append(str(body.no))
    if body.region:
        region = scene.atlas.regions.find(body.region.ko)
        names += [region.id, region.code, *region.name, f"{body.year} {body.region.ko}"]
    return _entry(
        body.programme,
        body.id,
        teller.body_name(body),
        f"{sector} · {listed}" if sector else listed,
        names,
        members=members,
        **more,
    )


def _body_elsewhere(teller: Teller, body: Body, drawn: Drawn) -> Record | None:
    if body.programme in drawn.programmes:
        return {}
    at = drawn.links.map_in(OVERVIEW, teller.lang)
    if at is None or not drawn.links.made_for_readers:
        return None
    asked = [("select", body.id)]
    if not teller.scene.programme_of(body).on_overview:
        drawn_there = teller.scene.drawn(OVERVIEW, (body.programme,))
        asked = [*(("programme", id_) for id_ in drawn_there), *asked]
    return {"href": f"{at}&{urlencode(asked)}"}


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


def _points(teller: Teller, ends: Collection[str], code: str) -> list[shapely.Geometry]:
    scene = teller.scene
    return [
        shapely.Point(place.lon, place.lat)
        for place in scene.places.values()
        if place.id in ends and scene.atlas.region_of(place.id).code == code
    ]


def _broad(geometry: Properties) -> shapely.Geometry:
    """Return the broad parts of a region."""
    area = shape(geometry)
    parts = [part for part in shapely.get_parts(area) if part.area >= _BROAD * area.area]
    return shapely.GeometryCollection(parts)


def _bounds(shapes: list[shapely.Geometry]) -> list[float]:
    return [round(float(value), 3) for value in shapely.total_bounds(shapes)]
