"""Which profiles there are, and the subject that a reader means by a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.areas import Areas
from geo.errors import RegionError, SubjectError, UnknownSubjectError
from geo.model.places import PlaceKind
from geo.profiles.model import Subject
from geo.profiles.naming import title_of
from geo.regions.timeline import codes_on, predecessors
from geo.text import alike, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.places import Region
    from geo.profiles.model import Kind

_NEAR = 3
"""Names that an error lists."""


def subjects(atlas: Atlas) -> tuple[Subject, ...]:
    """Return every subject: 시도, 초광역권, sectors, programmes, their bodies, complexes."""
    return (
        *(Subject("region", region.code, region.name) for region in atlas.regions.current),
        *_mega_regions(atlas),
        *(Subject("sector", sector.ko, sector) for sector in _sectors(atlas)),
        *(
            Subject("programme", programme.id, programme.name)
            for programme in atlas.programmes.values()
        ),
        *(Subject("body", body.id, body.name) for body in atlas.bodies.values()),
        *(
            Subject("complex", place.id, place.name)
            for place in atlas.places.values()
            if place.kind is not PlaceKind.POLICY_SITE
        ),
    )


def find_subject(atlas: Atlas, kind: Kind, text: str) -> Subject:
    """Return the subject of `kind` called `text`: by its id, or any name of it.

    A 시도 is also found by its short name and its id (``daegu``), a body by its number (``13``),
    all of them in either language and whatever the case.

    Raises
    ------
    SubjectError
        There is none; it lists the ids.
    """
    every = subjects(atlas)
    found = _index(atlas, every).get((kind, fold(text)))
    if found is None and kind == "region":
        found = _former_region(atlas, text)
    if found is None and kind == "area":
        found = _area(atlas, text)
    if found is None:
        raise SubjectError(
            kind, text, tuple(subject.id for subject in every if subject.kind == kind)
        )
    return found


def _former_region(atlas: Atlas, text: str) -> Subject | None:
    """Return a 시도 that is no more; where only its name or code changed, that of today."""
    rows, key = atlas.region_rows, fold(text)
    region = next((row for row in rows if key in map(fold, (row.code, row.id))), None)
    try:
        region = region or atlas.regions.called(text)
    except RegionError:
        return None
    held = codes_on(rows, region.code, atlas.day or None)
    after = next(item for item in atlas.regions.current if item.code == held[0])
    alone = all(item.id == after.id for item in predecessors(rows, after))
    entry = after if alone and len(held) == 1 else region
    return Subject("region", entry.code, entry.name)


def _area(atlas: Atlas, text: str) -> Subject | None:
    found = Areas(atlas).find(text)
    return Subject("area", found.id, found.name) if found else None


def zone_subject(atlas: Atlas, region: Region) -> Subject:
    """Return the 초광역권 in which a 시도 lies."""
    zone = atlas.zone_of(region)
    return Subject("mega-region", zone.id, zone.name)


def zoning_of(atlas: Atlas, text: str) -> str | None:
    """Return the first zoning of which a 초광역권 is called `text`; None where none has one."""
    wanted = fold(text)
    for zoning in atlas.zonings.values():
        if any(wanted in map(fold, (zone.id, *zone.names)) for zone in zoning.zones):
            return zoning.id
    return None


def find_body(atlas: Atlas, programmes: tuple[str, ...], text: str) -> Subject:
    """Return the body of one of `programmes` called `text`: by its id, its number or its name.

    Raises
    ------
    SubjectError
        There is none; it lists the ids.
    """
    bodies = [body for id_ in programmes for body in atlas.bodies_of(id_)]
    own = tuple(Subject("body", body.id, body.name) for body in bodies)
    found = _index(atlas, own).get(("body", fold(text)))
    if found is None:
        kind = "body"
        raise SubjectError(kind, text, tuple(subject.id for subject in own))
    return found


def find_any(atlas: Atlas, text: str) -> Subject:
    """Return the subject called `text`, of the first kind that has one.

    The kinds come as in `subjects`, so ``11`` is 서울 and ``c11`` the body; a name that a body
    has from its only complex means the complex. Former 시도, 시군구 and sets of them come last.

    Raises
    ------
    UnknownSubjectError
        There is none; it lists names that look like it.
    """
    index, wanted = _index(atlas, subjects(atlas)), fold(text)
    found = next((index[key] for key in index if key[1] == wanted), None)
    found = found or _former_region(atlas, text) or _area(atlas, text)
    if found is None:
        names = {name: subject.name.ko for (_, name), subject in index.items()}
        raise UnknownSubjectError(text[:200], alike(wanted, names, _NEAR))
    return found


def _index(atlas: Atlas, subjects: tuple[Subject, ...]) -> Mapping[tuple[Kind, str], Subject]:
    index: dict[tuple[Kind, str], Subject] = {}
    # Ids go before names, and names of bodies come last.
    for subject in subjects:
        index.setdefault((subject.kind, fold(subject.id)), subject)
    for subject in sorted(subjects, key=lambda item: item.kind == "body"):
        for name in (*subject.name, *_other_names(atlas, subject)):
            index.setdefault((subject.kind, fold(name)), subject)
    return index


def _other_names(atlas: Atlas, subject: Subject) -> Iterator[str]:
    if subject.kind == "region":
        region = next(item for item in atlas.regions.current if item.code == subject.id)
        yield from (region.id, *region.short)
    elif subject.kind == "mega-region":
        yield from next(zone for zone in atlas.zoning.zones if zone.id == subject.id).other_names
    elif subject.kind == "programme":
        yield from atlas.programmes[subject.id].short
    elif subject.kind == "body":
        body = atlas.bodies[subject.id]
        if body.no is not None:
            yield from (str(body.no), f"{body.no:02d}", *title_of(atlas.programme_of(body), body))


def _mega_regions(atlas: Atlas) -> Iterator[Subject]:
    for zone in atlas.zoning.zones:
        yield Subject("mega-region", zone.id, zone.name)


def _sectors(atlas: Atlas) -> list[Bilingual]:
    """Return the sectors as the bodies come, each with its subsectors behind it."""
    found: dict[str, dict[str, Bilingual]] = {}
    for body in atlas.bodies.values():
        if body.sector:
            below = found.setdefault(body.sector.ko, {body.sector.ko: body.sector})
            if body.subsector:
                below.setdefault(body.subsector.ko, body.subsector)
    every = {name.ko: name for below in found.values() for name in below.values()}
    return list(every.values())
