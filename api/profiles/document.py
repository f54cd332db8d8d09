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
        return [plain(one) for one in value]
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

    def region(self, one: Region) -> dict[str, Json]:
        return {
            "id": one.id,
            "code": one.code,
            "name": plain(one.name),
            "short": plain(one.short),
            "mega_region": self.atlas.zone_of(one).name.ko,
            "zoning": self.atlas.zoning.id,
            "neighbours": plain(self.atlas.neighbours_of(one.code)),
        }

    def place(self, one: Place) -> dict[str, Json]:
        district = self.atlas.district_of(one.id)
        return {
            "id": one.id,
            "name": plain(one.name),
            "kind": one.kind.value,
            "region": self.atlas.region_of(one.id).code,
            "district": plain(district.name) if district else None,
            "lon": one.lon,
            "lat": one.lat,
            "members": plain(one.members),
            "area_km2": one.area_km2,
            "precision_km": one.precision_km,
            "confidence": one.confidence,
            "evidence": one.evidence,
            "note": plain(one.note),
        }

    def body(self, one: Body) -> dict[str, Json]:
        how = self.atlas.programme_of(one).label
        return {
            "id": one.id,
            "programme": one.programme,
            "no": one.no,
            "name": plain(one.name),
            "sector": plain(one.sector),
            "subsector": plain(one.subsector),
            "region": plain(one.region),
            "round": one.round,
            "status": one.status,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            **{key: plain(value) for key, value in one.attributes.items()},
            "participants": [
                {"place": m.place_id, "role": m.role, "label": m.label(how)} for m in one.members
            ],
            "former": [
                {
                    "place": m.place_id,
                    "role": m.role,
                    "label": m.label(how),
                    "left_on": m.ends_on,
                }
                for m in one.former
            ],
            "notes": [
                {"topic": n.topic, "text": plain(n.text), "citation": plain(n.evidence)}
                for n in one.notes
            ],
            "note": plain(one.note),
            "citation": plain(one.evidence),
        }

    def programme(self, one: Programme) -> dict[str, Json]:
        return {
            "id": one.id,
            "name": plain(one.name),
            "about": plain(one.about),
            "body": plain(one.body),
            "ties": one.tie_rule.value,
            "roles": [{"id": role.id, "name": plain(role.name)} for role in one.roles],
            "bodies": [body.id for body in self.atlas.bodies_of(one.id)],
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

    def participation(self, one: Participation) -> dict[str, Json]:
        return {
            "programme": one.programme.id,
            "undertaking": one.body.id,
            "name": plain(one.body.name),
            "role": one.member.role,
            "place": one.member.place_id,
            "label": one.label,
        }

    def indicator(self, one: Indicator) -> dict[str, Json]:
        return {
            "id": one.id,
            "subject_kind": one.subject_kind,
            "subject": one.subject,
            "about": plain(subject_of(self.atlas, one)),
            "indicator": one.indicator,
            "name": plain(name_of(one)),
            "value": one.value,
            "unit": plain(unit_of(one)),
            "printed": one.printed,
            "share_pct": one.share_pct,
            "base": plain(one.base),
            "period": one.period,
            "nature": one.nature,
            "named_in": one.named_in,
            "citation": plain(one.evidence),
            "conflicts": [conflict.id for conflict in of_indicator(self.atlas, one)],
        }


def document(request: Request, profile: Profile, atlas: Atlas, kind: str) -> dict[str, Json]:
    """Return everything of a profile; `kind` is what addresses call its kind."""
    of = _Documents(atlas)
    return {
        "kind": kind,
        "id": profile.subject.id,
        "name": plain(profile.subject.name),
        "about": of.about(profile),
        "regions": [of.region(one) for one in profile.regions],
        "places": [of.place(one) for one in profile.places],
        "inside": [of.place(one) for one in profile.inside],
        "members": [of.place(one) for one in profile.members],
        "participations": [of.participation(one) for one in profile.participations],
        "ties": [of.tie(one) for one in profile.relations],
        "lengths": [{**one._asdict(), "programme": one.programme.id} for one in profile.lengths],
        "by_sector": [
            {name: plain(value) for name, value in one._asdict().items()}
            for one in profile.by_sector
        ],
        "by_partner": [
            {"region": one.region.code, "out": one.out, "into": one.into}
            for one in profile.by_partner
        ],
        "by_region": [
            {
                "region": one.region.code,
                "roles": [
                    {"programme": group.programme.id, "roles": plain(group.roles), "count": count}
                    for group, count in zip(profile.role_groups, one.counts, strict=True)
                ],
            }
            for one in profile.by_region
        ],
        "untied": [of.region(one) for one in profile.untied],
        "indicators": [of.indicator(one) for one in profile.indicators],
        "records": [_record(one) for one in profile.records],
        "conflicts": [_conflict(one) for one in profile.conflicts],
        "citations": [plain(one) for one in profile.citations],
        "links": _links(request, profile.subject, atlas),
    }


def listing(request: Request, subjects: Iterable[Subject], atlas: Atlas) -> dict[str, Json]:
    """Return subjects with the addresses of their profiles."""
    root, at = root_of(request), Addresses(atlas)
    return {
        "subjects": [
            {
                "kind": at.noun_of(one),
                "id": one.id,
                "name": plain(one.name),
                "href": f"{root}/{at.of(one)}",
            }
            for one in subjects
        ],
        "links": [link(request, "self", JSON, request.url.path)],
    }


def _record(one: Record) -> dict[str, Json]:
    return {
        "id": one.id,
        "collection": one.collection,
        "name": plain(one.name),
        "detail": plain(one.detail),
        "region": one.region.code if one.region else None,
        "place": one.place_id,
        "project": one.body_id,
        "citation": plain(one.evidence),
    }


def _conflict(one: Conflict) -> dict[str, Json]:
    return {
        "id": one.id,
        "kind": one.kind,
        "topic": plain(one.topic),
        "value_a": one.value_a,
        "value_b": one.value_b,
        "used": plain(one.choice),
    }


def _links(request: Request, subject: Subject, atlas: Atlas) -> list[Json]:
    at = Addresses(atlas)
    path = f"/{at.of(subject)}"
    return [
        link(request, "self", JSON, f"{path}?f=json"),
        link(request, "alternate", HTML, f"{path}?f=html"),
        link(request, "related", HTML, f"/{at.map_of(subject)}"),
        *(
            link(request, "item", GEOJSON, f"/{one.path('geojson')}", one.collection)
            for one in at.downloads_of(subject)
        ),
    ]
