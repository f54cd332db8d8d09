"""A profile as JSON: lengths in km, points in degrees (WGS 84), texts as ``{"ko": …, "en": …}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.links import JSON, link, root_of
from api.profiles.addresses import Addresses
from api.respond import GEOJSON, HTML
from geo.layers.conflicts import of_indicator
from geo.layers.indicators import name_of, subject_of, unit_of
from geo.model.bilingual import Bilingual
from geo.model.evidence import Evidence
from geo.model.places import Place, Region
from geo.model.programmes import Body
from geo.profiles.counting import km_of
from geo.profiles.profile import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fastapi import Request

    from geo.atlas import Atlas
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator
    from geo.model.programmes import Programme
    from geo.profiles.model import Participation, Profile, Record, Relation, Subject

    Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def plain(value: object) -> Json:
    """Return a value of the model as JSON has it.

    >>> plain(Bilingual("울산", "Ulsan"))
    {'ko': '울산', 'en': 'Ulsan'}
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Bilingual):
        return {"ko": value.ko, "en": value.en}
    if isinstance(value, Evidence):
        return {"source": value.source, "locator": value.locator}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    message = f"no JSON for {type(value).__name__}"
    raise TypeError(message)


class _Documents:
    """Parts of a profile as JSON values."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    def tie(self, relation: Relation) -> Json:
        tie = relation.tie
        body = self.atlas.bodies[tie.body_id]
        how = self.atlas.programme_of(body).label
        start, end = body.member_at(tie.from_id), body.member_at(tie.to_id)
        return {
            "id": tie.id,
            "programme": tie.programme,
            "owner": body.id,
            "start": tie.from_id,
            "end": tie.to_id,
            "start_label": start.label(how),
            "end_label": end.label(how),
            "end_role": end.role,
            "length_km": km_of(tie),
            "crosses_sido": tie.crosses_sido,
            "function": plain(end.function),
            "named_in": end.named_in,
            "citation": plain(evidence_of(self.atlas, tie)),
            "way": relation.way,
        }

    def region(self, item: Region) -> dict[str, Json]:
        return {
            "id": item.id,
            "code": item.code,
            "name": plain(item.name),
            "short": plain(item.short),
            "mega_region": self.atlas.zone_of(item).name.ko,
            "zoning": self.atlas.zoning.id,
            "neighbours": plain(self.atlas.neighbours_of(item.code)),
        }

    def place(self, item: Place) -> dict[str, Json]:
        district = self.atlas.district_of(item.id)
        return {
            "id": item.id,
            "name": plain(item.name),
            "kind": item.kind.value,
            "region": self.atlas.region_of(item.id).code,
            "district": plain(district.name) if district else None,
            "lon": item.lon,
            "lat": item.lat,
            "members": plain(item.members),
            "area_km2": item.area_km2,
            "precision_km": item.precision_km,
            "confidence": item.confidence,
            "evidence": item.evidence,
            "note": plain(item.note),
        }

    def body(self, item: Body) -> dict[str, Json]:
        how = self.atlas.programme_of(item).label
        return {
            "id": item.id,
            "programme": item.programme,
            "no": item.no,
            "name": plain(item.name),
            "sector": plain(item.sector),
            "subsector": plain(item.subsector),
            "region": plain(item.region),
            "round": item.round,
            "status": item.status,
            "starts_on": item.starts_on,
            "ends_on": item.ends_on,
            **{key: plain(value) for key, value in item.attributes.items()},
            "participants": [
                {"place": m.place_id, "role": m.role, "label": m.label(how)} for m in item.members
            ],
            "former": [
                {
                    "place": m.place_id,
                    "role": m.role,
                    "label": m.label(how),
                    "left_on": m.ends_on,
                }
                for m in item.former
            ],
            "notes": [
                {"topic": n.topic, "text": plain(n.text), "citation": plain(n.evidence)}
                for n in item.notes
            ],
            "note": plain(item.note),
            "citation": plain(item.evidence),
        }

    def programme(self, item: Programme) -> dict[str, Json]:
        return {
            "id": item.id,
            "name": plain(item.name),
            "about": plain(item.about),
            "body": plain(item.body),
            "ties": item.tie_rule.value,
            "roles": [{"id": role.id, "name": plain(role.name)} for role in item.roles],
            "bodies": [body.id for body in self.atlas.bodies_of(item.id)],
        }

    def about(self, profile: Profile) -> Json:
        about = profile.about
        if about is None:
            return None
        if isinstance(about, Region):
            return self.region(about)
        if isinstance(about, Place):
            return self.place(about)
        return self.body(about) if isinstance(about, Body) else self.programme(about)

    def participation(self, item: Participation) -> dict[str, Json]:
        return {
            "programme": item.programme.id,
            "undertaking": item.body.id,
            "name": plain(item.body.name),
            "role": item.member.role,
            "place": item.member.place_id,
            "label": item.label,
        }

    def indicator(self, item: Indicator) -> dict[str, Json]:
        return {
            "id": item.id,
            "subject_kind": item.subject_kind,
            "subject": item.subject,
            "about": plain(subject_of(self.atlas, item)),
            "indicator": item.indicator,
            "name": plain(name_of(item)),
            "value": item.value,
            "unit": plain(unit_of(item)),
            "printed": item.printed,
            "share_pct": item.share_pct,
            "base": plain(item.base),
            "period": item.period,
            "nature": item.nature,
            "named_in": item.named_in,
            "citation": plain(item.evidence),
            "conflicts": [conflict.id for conflict in of_indicator(self.atlas, item)],
        }


def document(request: Request, profile: Profile, atlas: Atlas, kind: str) -> dict[str, Json]:
    """Return everything of a profile; `kind` is what addresses call its kind."""
    of = _Documents(atlas)
    return {
        "kind": kind,
        "id": profile.subject.id,
        "name": plain(profile.subject.name),
        "about": of.about(profile),
        "regions": [of.region(region) for region in profile.regions],
        "places": [of.place(place) for place in profile.places],
        "inside": [of.place(place) for place in profile.inside],
        "members": [of.place(member) for member in profile.members],
        "participations": [
            of.participation(participation) for participation in profile.participations
        ],
        "ties": [of.tie(relation) for relation in profile.relations],
        "lengths": [
            {**length._asdict(), "programme": length.programme.id} for length in profile.lengths
        ],
        "by_sector": [
            {name: plain(value) for name, value in sector_count._asdict().items()}
            for sector_count in profile.by_sector
        ],
        "by_partner": [
            {"region": region_count.region.code, "out": region_count.out, "into": region_count.into}
            for region_count in profile.by_partner
        ],
        "by_region": [
            {
                "region": region_roles.region.code,
                "roles": [
                    {"programme": group.programme.id, "roles": plain(group.roles), "count": count}
                    for group, count in zip(profile.role_groups, region_roles.counts, strict=True)
                ],
            }
            for region_roles in profile.by_region
        ],
        "untied": [of.region(region) for region in profile.untied],
        "indicators": [of.indicator(indicator) for indicator in profile.indicators],
        "records": [_record(record) for record in profile.records],
        "conflicts": [_conflict(conflict) for conflict in profile.conflicts],
        "citations": [plain(citation) for citation in profile.citations],
        "links": _links(request, profile.subject, atlas),
    }


def listing(request: Request, subjects: Iterable[Subject], atlas: Atlas) -> dict[str, Json]:
    """Return subjects with the addresses of their profiles."""
    root, at = root_of(request), Addresses(atlas)
    return {
        "subjects": [
            {
                "kind": at.noun_of(subject),
                "id": subject.id,
                "name": plain(subject.name),
                "href": f"{root}/{at.of(subject)}",
            }
            for subject in subjects
        ],
        "links": [link(request, "self", JSON, request.url.path)],
    }


def _record(record: Record) -> dict[str, Json]:
    return {
        "id": record.id,
        "collection": record.collection,
        "name": plain(record.name),
        "detail": plain(record.detail),
        "region": record.region.code if record.region else None,
        "place": record.place_id,
        "project": record.body_id,
        "citation": plain(record.evidence),
    }


def _conflict(conflict: Conflict) -> dict[str, Json]:
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "topic": plain(conflict.topic),
        "value_a": conflict.value_a,
        "value_b": conflict.value_b,
        "used": plain(conflict.choice),
    }


def _links(request: Request, subject: Subject, atlas: Atlas) -> list[Json]:
    at = Addresses(atlas)
    path = f"/{at.of(subject)}"
    return [
        link(request, "self", JSON, f"{path}?f=json"),
        link(request, "alternate", HTML, f"{path}?f=html"),
        link(request, "related", HTML, f"/{at.map_of(subject)}"),
        *(
            link(request, "item", GEOJSON, f"/{download.path('geojson')}", download.collection)
            for download in at.downloads_of(subject)
        ),
    ]
