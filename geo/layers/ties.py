"""Ties as lines of two points, from the root to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import LineString

from geo.layers import bodies
from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_of_tie
from geo.model.programmes import CONFIDENCES

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.model.programmes import Programme


def ties(atlas: Atlas, programme: Programme) -> tuple[Feature, ...]:
    """Make a line of each tie of a programme, with the properties that its declaration lists."""
    layer = programme.ties_layer
    if layer is None:
        return ()
    return tuple(
        Feature(line_of(atlas, tie), {name: values[value] for name, value in layer.columns})
        for tie in atlas.ties_of(programme.id)
        for values in (values_of(atlas, programme, tie),)
    )


def values_of(atlas: Atlas, programme: Programme, tie: Tie) -> dict[str, object]:
    """Return everything that a column of a tie can be declared to hold."""
    body = atlas.bodies[tie.body_id]
    start, end = body.member_at(tie.from_id), body.member_at(tie.to_id)
    labels = (start.label(programme.label), end.label(programme.label))
    places = (atlas.places[tie.from_id], atlas.places[tie.to_id])
    of_body = bodies.values_of(atlas, programme, body)
    ours = {name: value for name, value in of_body.items() if name not in _NOT_OF_TIES}
    return {
        **ours,
        **{f"body_{name}": value for name, value in of_body.items()},
        "id": tie.id,
        "name_ko": " → ".join(labels),
        "name_en": " → ".join(place.name_en for place in places),
        "role": end.role,
        "from_id": tie.from_id,
        "to_id": tie.to_id,
        "from_label": labels[0],
        "to_label": labels[1],
        "from_sido": places[0].sido,
        "to_sido": places[1].sido,
        "length_km": round(tie.length_km, 1),
        "crosses_sido": tie.crosses_sido,
        "function_ko": end.function and end.function.ko,
        "function_en": end.function and end.function.en,
        "functions": [
            {
                "function_ko": printing.function.ko,
                "function_en": printing.function.en,
                "named_in": printing.named_in,
                "source": printing.evidence.source,
                "locator": printing.evidence.locator,
            }
            for printing in end.functions
            if printing.function is not None
        ],
        "named_in": end.named_in,
        "starts_on": end.starts_on,
        "source": list(dict.fromkeys(p.evidence.source for p in end.printings)),
        "locator": end.fullest.evidence.locator,
        "confidence": min((place.confidence for place in places), key=CONFIDENCES.index),
        "reading_confidence": min(
            (start.reading_confidence, end.reading_confidence), key=CONFIDENCES.index
        ),
        "conflicts": conflicts_of_tie(atlas, tie),
    }


_NOT_OF_TIES = ("id", "name_ko", "name_en", "members", "former", "notes", "starts_on", "ends_on")
"""Values of a body that would say something else of a tie; ``body_…`` has them."""


def line_of(atlas: Atlas, tie: Tie) -> LineString:
    """Return the straight line of a tie: longitude, latitude in degrees, WGS 84."""
    ends = (atlas.places[tie.from_id], atlas.places[tie.to_id])
    return LineString([(place.lon, place.lat) for place in ends])
