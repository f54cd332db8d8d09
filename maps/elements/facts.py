"""What the scripts know of the ties and places of a map: to filter, list and tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import Choices, View, apply, former_of, told_area, told_length, zone_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body
    from maps.records import Record
    from maps.scene import Scene, Site
    from maps.teller import Teller
    from maps.view import Shown


class Facts(Part):
    """Ties and places with what a view asks of them; ``static/js/state.js`` keeps them."""

    starts = "state"

    def __init__(self, teller: Teller, drawn: Sequence[str], asked: Sequence[str] = ()) -> None:
        super().__init__(facts_of(teller, drawn, asked))


def facts_of(teller: Teller, drawn: Sequence[str], asked: Sequence[str] = ()) -> Record:
    """Return the facts of all that a map draws, in the data's order.

    `asked` are values of ``region`` beside the 시도, which the page could not read by itself.
    """
    scene = teller.scene
    shown = apply(scene, View(), drawn)
    return {
        "ties": [_tie(teller, tie) for tie in shown.ties],
        "places": [_place(teller, place) for place in shown.places],
        "alone": [_alone(site) for site in shown.sites],
        "regions": [
            {
                "code": region.code,
                "zone": zone_names(scene.atlas, region),
                "names": (region.id, region.code, *region.name, *region.short),
            }
            for region in scene.atlas.regions.current
        ],
        "former": [
            {"code": code, "names": (region.id, region.code, *region.name, *region.short)}
            for region, code in former_of(scene)
        ],
        "areas": [{"id": id_, "places": sorted(scene.places_in(id_))} for id_ in asked],
        "choices": choices_of(scene, shown, drawn, asked),
    }


def choices_of(
    scene: Scene, shown: Shown, drawn: Sequence[str], asked: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Return what each parameter may be on this page: of what it draws, in the grammar's order.

    Ids that may be selected are those of every map, for a page tells of all that it can find.
    """
    every = Choices.of(scene).of_parameter
    there = {
        "programme": {*drawn},
        "round": {round_ for body in shown.bodies for round_ in body.rounds},
        "sector": {t.ko for body in shown.bodies for t in (body.sector, body.subsector) if t},
        "role": {member.role for body in shown.bodies for member in body.members},
    }
    known = {
        name: tuple(v for v in values if v in there[name]) if name in there else values
        for name, values in every.items()
    }
    return {**known, "region": (*known["region"], *asked)}


def _alone(site: Site) -> Record:
    body, member = site
    return {
        "id": member.place_id,
        "owner": body.id,
        **_of_body(body),
        "role": member.role,
        "reading": member.reading_confidence,
    }


def _of_body(body: Body) -> Record:
    return {
        "programme": body.programme,
        "rounds": body.rounds,
        "sector": body.sector and body.sector.ko,
        "subsector": body.subsector and body.subsector.ko,
    }


def _tie(teller: Teller, tie: Tie) -> Record:
    body = teller.scene.atlas.bodies[tie.body_id]
    ends = [body.member_at(id_) for id_ in (tie.from_id, tie.to_id)]
    return {
        "id": tie.id,
        "owner": body.id,
        **_of_body(body),
        "title": teller.body_name(body),
        "sectorLabel": teller.sector(body),
        "roles": [member.role for member in ends],
        "readings": [member.reading_confidence for member in ends],
        "from": tie.from_id,
        "to": tie.to_id,
        "fromLabel": teller.names[tie.from_id],
        "toLabel": teller.names[tie.to_id],
        "km": told_length(tie),
        "crosses": teller.scene.crossed(tie),
    }


def _place(teller: Teller, place: Place) -> Record:
    region = teller.scene.atlas.region_of(place.id)
    return {
        "id": place.id,
        "label": teller.names[place.id],
        "sido": region.code,
        "units": teller.scene.areas.units(place.id),
        "sidoLabel": region.name.of(teller.lang),
        "kind": place.kind,
        "area": told_area(place),
        "kindLabel": teller.words(f"kind.{place.kind}"),
        "confidence": place.confidence,
        "confidenceLabel": teller.words(f"confidence.{place.confidence}"),
    }
