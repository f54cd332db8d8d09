"""Ties of both programmes as curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.curves import PROVINCE, bowed
from maps.part import Part
from maps.theme import TRANSFORMATION, sector_style
from maps.view import consortium_id

if TYPE_CHECKING:
    from maps.curves import Curve
    from maps.records import Record
    from maps.scene import ConsortiumTie, Place, ProjectTie
    from maps.teller import Teller


class ConsortiumTies(Part):
    """Curves from lead to partner in the sector's colour, dash and shape, with the number."""

    starts = "consortiumTies"

    def __init__(self, teller: Teller, ends: list[Place], *, thin: bool) -> None:
        ties = teller.scene.consortium_ties
        curves = bowed(
            tuple(tie.chord for tie in ties), tuple((place.lon, place.lat) for place in ends)
        )
        super().__init__(
            {
                "layer": teller.words("layer.consortia"),
                "thin": thin,
                "ties": [
                    _consortium_record(teller, tie, curve)
                    for tie, curve in zip(ties, curves, strict=True)
                ],
            }
        )


class TransformationTies(Part):
    """Double lines from hub to link or area; what only the annex names is dashed."""

    starts = "transformationTies"

    def __init__(self, teller: Teller) -> None:
        ties = teller.scene.project_ties
        curves = bowed(tuple(tie.chord for tie in ties), zoom=PROVINCE)
        super().__init__(
            {
                "layer": teller.words("layer.transformation"),
                "colour": TRANSFORMATION,
                "ties": [
                    _project_record(teller, tie, curve)
                    for tie, curve in zip(ties, curves, strict=True)
                ],
            }
        )


def _consortium_record(teller: Teller, tie: ConsortiumTie, curve: Curve) -> Record:
    style = sector_style(tie.sector)
    return {
        "id": tie.id,
        "no": tie.no,
        "owner": consortium_id(tie.no),
        "from": tie.from_id,
        "to": tie.to_id,
        "points": curve.points,
        "middle": curve.middle,
        "sector": style.key,
        "colour": style.colour,
        "dash": style.dash,
        "shape": style.shape,
        "lines": teller.consortium_line(tie),
    }


def _project_record(teller: Teller, tie: ProjectTie, curve: Curve) -> Record:
    return {
        "id": tie.id,
        "from": tie.from_id,
        "to": tie.to_id,
        "owner": tie.project_id,
        "points": curve.points,
        "annex": tie.named_in == "annex",
        "lines": teller.project_line(tie),
    }
