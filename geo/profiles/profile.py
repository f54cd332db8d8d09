"""The profile of each kind of subject, out of the atlas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geo.areas import Areas
from geo.layers.conflicts import of_bodies, of_indicator, of_places, touching
from geo.layers.regions import BOUNDARY_SOURCE
from geo.model.evidence import Evidence
from geo.model.places import PlaceKind
from geo.profiles.counting import by_partner, by_region, by_sector, lengths, role_groups
from geo.profiles.model import Participation, Profile, Relation
from geo.profiles.records import records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from geo.atlas import Atlas
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.places import Region
    from geo.model.programmes import Body
    from geo.profiles.model import Kind, Subject, Way


Told = TypeVar("Told", "Evidence", "Conflict")


def profile(atlas: Atlas, subject: Subject) -> Profile:
    """Tell everything of `subject`, which is one of `geo.profiles.subjects.subjects`."""
    result = _MAKERS[subject.kind](atlas, subject)
    return replace(result, conflicts=_conflicts(atlas, result))


def selected(
    atlas: Atlas,
    subject: Subject,
    *,
    bodies: Collection[Body],
    places: Collection[str],
    ties: Collection[Tie],
) -> Profile:
    """Tell of any part of the atlas: bodies, places by id and ties of a reader's choice.

    The subject is of the kind ``selection``; what of a body lies at other places is left out.
    """
    participations = [
        Participation(atlas.programme_of(body), body, member)
        for body in bodies
        for member in body.members
        if member.place_id in places
    ]
    regions = {
        atlas.region_of(participation.member.place_id).code for participation in participations
    }
    result = _made(
        atlas,
        subject,
        regions=[region for region in atlas.regions.current if region.code in regions],
        participations=participations,
        relations=[Relation(tie, "within") for tie in ties],
        bodies=bodies,
    )
    return replace(result, conflicts=_conflicts(atlas, result))


def _conflicts(atlas: Atlas, result: Profile) -> tuple[Conflict, ...]:
    """Return what sources say differently of the subject: two values first.

    A region has also what is said of the bodies whose numbers it has, a complex what is said of
    the groups as which it takes part.
    """
    subject = result.subject
    numbers = (
        conflict for indicator in result.indicators for conflict in of_indicator(atlas, indicator)
    )
    if subject.kind == "complex":
        found = of_places(atlas, {place.id for place in result.places})
    elif subject.kind in {"region", "mega-region"}:
        rooted = {
            participation.body.id
            for participation in result.participations
            if participation.role.root
        }
        found = of_places(atlas, {place.id for place in (*result.inside, *result.places)}, rooted)
    else:
        bodies = {
            participation.body.id: participation.body for participation in result.participations
        }
        of_programme = touching(atlas, f"programme:{subject.id}")
        found = (*of_bodies(atlas, bodies.values()), *of_programme)
    return tuple(sorted(_unique(found, numbers), key=lambda conflict: not conflict.differs))


def _of_region(atlas: Atlas, subject: Subject) -> Profile:
    region = next((item for item in atlas.regions.current if item.code == subject.id), None)
    if region is not None:
        return replace(_of_regions(atlas, subject, [region]), about=region)
    region = next(region_row for region_row in atlas.region_rows if region_row.code == subject.id)
    ended = region.valid_to.isoformat() if region.valid_to else None
    if ended and (not atlas.day or ended < atlas.day):
        return replace(_of_region(atlas.as_of(ended), subject), day=ended)
    # It had not begun: those that were to become it.
    parts = atlas.regions.parts_of(region.id)
    own = [item for item in atlas.regions.current if item.id in parts]
    return replace(_of_regions(atlas, subject, own), about=region)


def _of_mega_region(atlas: Atlas, subject: Subject) -> Profile:
    own = [region for region in atlas.regions.current if atlas.zone_of(region).id == subject.id]
    return _of_regions(atlas, subject, own)


def _of_regions(atlas: Atlas, subject: Subject, regions: list[Region]) -> Profile:
    codes = {region.code for region in regions}
    inside = tuple(
        place
        for place in atlas.places.values()
        if place.kind is not PlaceKind.POLICY_SITE and atlas.region_of(place.id).code in codes
    )
    result = _around(atlas, subject, {place.id for place in inside}, regions)
    tied = {region_count.region.code for region_count in result.by_partner}
    records = tuple(
        record for record in records_of(atlas) if record.region and record.region.code in codes
    )
    near = {code for value in codes for code in atlas.neighbours_of(value)} - codes - tied
    return replace(
        result,
        inside=inside,
        untied=tuple(region for region in atlas.regions.current if region.code in near),
        records=records,
        citations=_unique(
            result.citations,
            (record.evidence for record in records),
            (Evidence(BOUNDARY_SOURCE, "") for _ in regions),
        ),
    )


def _of_area(atlas: Atlas, subject: Subject) -> Profile:
    ended = _ended(atlas, subject.id)
    if ended:
        return replace(_of_area(atlas.as_of(ended), subject), day=ended)
    areas = Areas(atlas)
    area = areas.find(subject.id)
    assert area is not None  # noqa: S101 - subjects are made by finding their area
    ids = areas.places_in(area)
    inside = tuple(
        place
        for place in atlas.places.values()
        if place.id in ids and place.kind is not PlaceKind.POLICY_SITE
    )
    codes = {atlas.region_of(place.id).code for place in inside}
    regions = [region for region in atlas.regions.current if region.code in codes]
    result = _around(atlas, subject, {place.id for place in inside}, regions)
    records = tuple(record for record in records_of(atlas) if record.place_id in ids)
    return replace(
        result,
        inside=inside,
        records=records,
        citations=_unique(
            result.citations,
            (record.evidence for record in records),
            [Evidence(BOUNDARY_SOURCE, "")],
        ),
    )


def _ended(atlas: Atlas, code: str) -> str:
    """Return the last day of a 시군구 that is no more on the day of the atlas; else nothing."""
    rows = [district_row for district_row in atlas.district_rows if district_row.code == code]
    if not rows or code in atlas.districts:
        return ""
    last = rows[-1].valid_to.isoformat() if rows[-1].valid_to else ""
    return last if last and (not atlas.day or last < atlas.day) else ""


def _of_complex(atlas: Atlas, subject: Subject) -> Profile:
    place = atlas.places[subject.id]
    own = atlas.names_of(place.id)
    result = _around(atlas, subject, own, [atlas.region_of(place.id)])
    groups = [atlas.places[id_] for id_ in atlas.groups_of(place.id)]
    named = [printing.evidence for printing in atlas.printings_of(place.id)]
    own_citations = _unique(named, [Evidence(place.source, place.locator)])
    return replace(
        result,
        about=place,
        places=(place, *groups),
        members=tuple(atlas.places[id_] for id_ in place.members),
        records=tuple(record for record in records_of(atlas) if record.place_id in own),
        citations=_unique(own_citations, result.citations),
        citations_of_place=own_citations,
    )


def _of_programme(atlas: Atlas, subject: Subject) -> Profile:
    bodies = [body for body in atlas.bodies_of(subject.id) if body.in_force]
    return replace(_of_bodies(atlas, subject, bodies), about=atlas.programmes[subject.id])


def _of_body(atlas: Atlas, subject: Subject) -> Profile:
    body = atlas.bodies[subject.id]
    records = tuple(record for record in records_of(atlas) if record.body_id == body.id)
    return replace(_of_bodies(atlas, subject, [body]), about=body, records=records)


def _of_sector(atlas: Atlas, subject: Subject) -> Profile:
    bodies = [
        body
        for body in atlas.bodies.values()
        if body.in_force
        and any(
            subject.id == bilingual.ko for bilingual in (body.sector, body.subsector) if bilingual
        )
    ]
    return _of_bodies(atlas, subject, bodies)


def _of_bodies(atlas: Atlas, subject: Subject, bodies: Collection[Body]) -> Profile:
    """Tell of bodies: all their ties are within them."""
    ids = {body.id for body in bodies}
    participations = [
        Participation(atlas.programme_of(body), body, member)
        for body in bodies
        for member in body.members
    ]
    regions = {
        atlas.region_of(participation.member.place_id).code for participation in participations
    }
    return _made(
        atlas,
        subject,
        regions=[region for region in atlas.regions.current if region.code in regions],
        participations=participations,
        relations=[Relation(tie, "within") for tie in atlas.ties if tie.body_id in ids],
        bodies=bodies,
    )


def _around(
    atlas: Atlas, subject: Subject, inside: Collection[str], regions: Collection[Region]
) -> Profile:
    """Tell of a set of places: what they take part in, and the ties from and to them."""
    participations = [
        Participation(atlas.programme_of(body), body, member)
        for body in atlas.bodies.values()
        if body.in_force
        for member in body.members
        if member.place_id in inside
    ]
    return _made(
        atlas,
        subject,
        regions=regions,
        participations=participations,
        relations=[
            Relation(tie, _way(tie, inside))
            for tie in atlas.ties
            if tie.from_id in inside or tie.to_id in inside
        ],
        bodies={
            participation.body.id: participation.body for participation in participations
        }.values(),
    )


def _way(tie: Tie, inside: Collection[str]) -> Way:
    if tie.from_id in inside:
        return "within" if tie.to_id in inside else "out"
    return "in"


def _made(
    atlas: Atlas,
    subject: Subject,
    *,
    regions: Iterable[Region],
    participations: list[Participation],
    relations: list[Relation],
    bodies: Collection[Body],
) -> Profile:
    places = [atlas.places[id_] for id_ in dict.fromkeys(p.member.place_id for p in participations)]
    programmes = {
        participation.programme.id: participation.programme for participation in participations
    }
    groups = role_groups(programmes.values())
    return Profile(
        subject=subject,
        about=None,
        regions=tuple(regions),
        places=tuple(places),
        inside=(),
        members=(),
        participations=tuple(participations),
        relations=tuple(relations),
        role_groups=groups,
        lengths=tuple(lengths(atlas, [relation.tie for relation in relations])),
        by_sector=by_sector(atlas, relations),
        by_partner=by_partner(atlas, relations),
        by_region=by_region(atlas, groups, participations),
        untied=(),
        indicators=tuple(_indicators(atlas, subject, participations)),
        records=(),
        conflicts=(),
        citations=_unique(
            (body.evidence for body in bodies), (evidence_of(atlas, tie) for tie, _ in relations)
        ),
    )


def evidence_of(atlas: Atlas, tie: Tie) -> Evidence:
    """Return where a tie stands: where its far end is named in full."""
    return atlas.bodies[tie.body_id].member_at(tie.to_id).fullest.evidence


def _indicators(
    atlas: Atlas, subject: Subject, participations: Iterable[Participation]
) -> Iterator[Indicator]:
    """Yield the numbers of the subject's bodies, of their roots and of the subject itself.

    Those of a programme as a whole are spread over nothing (`Indicator.subject_kind`). A complex
    has the numbers of a root where it is the root, and a region those of the bodies whose root
    lies in it.
    """
    roots = {participation.body.id for participation in participations if participation.role.root}
    bodies = set() if subject.kind == "complex" else roots
    wanted = {"hub": roots, "project": bodies, subject.kind: {subject.id}}
    for indicator in atlas.indicators:
        if indicator.subject in wanted.get(indicator.subject_kind, ()):
            yield indicator


def _unique(*parts: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(evidence for part in parts for evidence in part))


_MAKERS: Mapping[Kind, Callable[[Atlas, Subject], Profile]] = {
    "region": _of_region,
    "mega-region": _of_mega_region,
    "area": _of_area,
    "sector": _of_sector,
    "programme": _of_programme,
    "body": _of_body,
    "complex": _of_complex,
}
