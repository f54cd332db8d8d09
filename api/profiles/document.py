"""A profile as JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from api.links import JSON, link, root_of
from api.profiles.addresses import downloads_of, map_of, path_of
from api.respond import GEOJSON, HTML

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import Request

    from geo.profiles.facts import Facts
    from geo.profiles.model import Profile, Subject


def document(request: Request, profile: Profile, facts: Facts) -> dict[str, Any]:
    """Return everything of a profile; texts as ``{"ko": …, "en": …}``, lengths in km."""
    made = {
        field.name: _plain(getattr(profile, field.name))
        for field in fields(profile)
        if field.name not in {"subject", "participations", "relations"}
    }
    return {
        **_plain(profile.subject),
        **made,
        "participations": [
            {
                "programme": one.undertaking.programme,
                "undertaking": one.undertaking.id,
                "name": _plain(one.undertaking.name),
                "role": one.role,
                "place": one.place,
                "label": one.label,
            }
            for one in profile.participations
        ],
        "ties": [{**_plain(tie), "way": way} for tie, way in profile.relations],
        "links": _links(request, profile.subject, facts),
    }


def listing(request: Request, subjects: Iterable[Subject]) -> dict[str, Any]:
    """Return subjects with the addresses of their profiles."""
    root = root_of(request)
    return {
        "subjects": [
            {**_plain(one), "href": f"{root}/{path_of(one.kind, one.id)}"} for one in subjects
        ],
        "links": [link(request, "self", JSON, request.url.path)],
    }


def _links(request: Request, subject: Subject, facts: Facts) -> list[dict[str, str]]:
    path = f"/{path_of(subject.kind, subject.id)}"
    return [
        link(request, "self", JSON, f"{path}?f=json"),
        link(request, "alternate", HTML, f"{path}?f=html"),
        link(request, "related", HTML, f"/{map_of(subject)}"),
        *(
            link(request, "item", GEOJSON, f"/{one.path('geojson')}", one.collection)
            for one in downloads_of(facts, subject)
        ),
    ]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a profile
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(inner) for name, inner in value._asdict().items()}
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
