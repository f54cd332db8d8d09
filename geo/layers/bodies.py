"""Bodies of a programme as objects: one feature each, the points of all who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from geo.layers.collection import Feature
from geo.layers.conflicts import of_body, told
from geo.model.bilingual import Bilingual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.model.programmes import Body, Membership, Programme, Term


def bodies(atlas: Atlas, programme: Programme) -> tuple[Feature, ...]:
    """Make a multi-point of each body, the root's point first; ended ones too.

    The properties are those that the declaration lists.
    """
    columns = programme.bodies_layer.columns
    return tuple(
        _feature(atlas, programme, body, columns) for body in atlas.bodies_of(programme.id)
    )


def _feature(
    atlas: Atlas, programme: Programme, body: Body, columns: tuple[tuple[str, str], ...]
) -> Feature:
    values = values_of(atlas, programme, body)
    return Feature(points_of(atlas, body), {name: values[value] for name, value in columns})


def points_of(atlas: Atlas, body: Body) -> MultiPoint | None:
    """Return the points of all who take part, the root's first; None where nobody does."""
    places = [atlas.places[member.place_id] for member in body.members]
    return MultiPoint([(place.lon, place.lat) for place in places]) if places else None


def values_of(atlas: Atlas, programme: Programme, body: Body) -> dict[str, object]:
    """Return everything that a column of a body can be declared to hold."""
    region = atlas.regions.find(body.region.ko) if body.region else None
    status = _word(programme.statuses, body.status)
    places = [atlas.places[member.place_id] for member in body.members]
    root, others = _root(atlas, body), _others(atlas, body)
    return {
        "id": body.id,
        "no": body.no,
        "programme": programme.id,
        "name_ko": body.name.ko,
        "name_en": body.name.en,
        "round": round_value(body.round),
        **_both("sector", body.sector),
        **_both("subsector", body.subsector),
        **_both("region", body.region),
        "sido_code": region.code if region else None,
        "status": body.status,
        "status_ko": status.ko if status else None,
        "status_en": status.en if status else None,
        "starts_on": body.starts_on,
        "ends_on": body.ends_on,
        **dict(_attributes(body)),
        "root_id": root.place_id if root else None,
        "root_label": root.label(programme.label) if root else None,
        "other_ids": [member.place_id for member in others],
        "other_labels": [member.label(programme.label) for member in others],
        "members": [_member(member, programme) for member in body.members],
        "former": [
            {
                "id": member.place_id,
                "role": member.role,
                "label": member.label(programme.label),
                "left_on": member.ends_on,
            }
            for member in body.former
        ],
        "sidos": list(dict.fromkeys(place.sido for place in places)),
        "notes": [
            {
                "topic": note.topic,
                "text_ko": note.text.ko,
                "text_en": note.text.en,
                "locator": note.evidence.locator,
            }
            for note in body.notes
        ],
        "source": list(_sources(body)),
        "locator": body.evidence.locator,
        "confidence": body.confidence,
        "conflicts": [told(conflict) for conflict in of_body(atlas, body)],
        "note_ko": body.note.ko if body.note else None,
        "note_en": body.note.en if body.note else None,
    }


def round_value(round_: str | None) -> str | int | None:
    """Return a round as features carry it: a year is a number."""
    return int(round_) if round_ is not None and round_.isdecimal() else round_


def _both(name: str, text: Bilingual | None) -> dict[str, object]:
    return {name: text and text.ko, f"{name}_en": text and text.en}


def _attributes(body: Body) -> Iterator[tuple[str, object]]:
    for name, value in body.attributes.items():
        if isinstance(value, Bilingual):
            yield f"{name}_ko", value.ko
            yield f"{name}_en", value.en
        else:
            yield name, value
            # A bilingual attribute without a text.
            yield f"{name}_ko", value
            yield f"{name}_en", value


def _root(atlas: Atlas, body: Body) -> Membership | None:
    return atlas.root_of(body) if body.members else None


def _others(atlas: Atlas, body: Body) -> tuple[Membership, ...]:
    return atlas.others_of(body) if body.members else ()


def _member(member: Membership, programme: Programme) -> dict[str, str]:
    return {
        "id": member.place_id,
        "role": member.role,
        "label": member.label(programme.label),
        "named_in": member.named_in,
        "locator": member.fullest.evidence.locator,
        "confidence": member.confidence,
        "reading_confidence": member.reading_confidence,
    }


def _sources(body: Body) -> dict[str, None]:
    return dict.fromkeys(evidence.source for evidence in (body.evidence, *body.further_evidence))


def _word(terms: tuple[Term, ...], id_: str | None) -> Bilingual | None:
    return next((term.name for term in terms if term.id == id_), None)
