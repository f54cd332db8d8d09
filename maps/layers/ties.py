"""Ties of every programme that a map draws, as curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.bows import MANY, SAMPLES
from maps.curves import COUNTRY, PROVINCE, bowed
from maps.look import look
from maps.part import Part
from maps.theme import token
from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model.network import Tie
    from geo.model.programmes import Style
    from maps.curves import Curve
    from maps.records import Record
    from maps.scene import Scene
    from maps.teller import Teller


class Ties(Part):
    """Curves in the look of their groups: with badge and arrow, or as double lines.

    A layer for each programme, the broad ones lowest. Where several programmes are drawn, ties are
    `thin` and badges carry no number. From `maps.bows.MANY` ties on they are a crowd: one picture
    without badges, whose ties the pointer still finds, and of each curve only both ends and its
    middle.
    """

    starts = "ties"

    def __init__(
        self, teller: Teller, ties: Sequence[Tie], drawn: Sequence[str], *, thin: bool
    ) -> None:
        curves = curves_of(teller.scene, drawn)
        crowd = len(ties) >= MANY
        super().__init__(
            {
                "thin": thin,
                "crowd": teller.words("tie.crowd", count="{count}") if crowd else None,
                "layers": [
                    {
                        "ties": [_record(teller, tie, curves[tie.id], crowd=crowd) for tie in own],
                    }
                    for id_ in drawing_order(teller.scene, drawn)
                    if (own := [tie for tie in ties if tie.programme == id_])
                ],
            }
        )


def drawing_order(scene: Scene, drawn: Sequence[str]) -> list[str]:
    """Return the programmes from the ground up: broad double lines lie below the others."""

    def broad(id_: str) -> bool:
        return any(style.double for style in scene.atlas.programmes[id_].styles)

    return sorted(drawn, key=lambda id_: not broad(id_))


def curves_of(scene: Scene, drawn: Sequence[str]) -> Mapping[str, Curve]:
    """Return the curve of every tie of some programmes; the same on pages and in pictures.

    Double lines are short and bow as they must at the scale of a province.
    """
    ties = [tie for tie in scene.atlas.ties if tie.programme in drawn]
    places = apply(scene, View(), drawn).places
    discs = tuple(
        ((place.lon, place.lat), look(scene, place, drawn, member=False).reach) for place in places
    )
    zooms = tuple(PROVINCE if _style(scene, tie).double else COUNTRY for tie in ties)
    curves = bowed(tuple(map(scene.chord, ties)), discs, zooms=zooms)
    return {tie.id: curve for tie, curve in zip(ties, curves, strict=True)}


def _style(scene: Scene, tie: Tie) -> Style:
    return scene.style(scene.atlas.bodies[tie.body_id])


def _record(teller: Teller, tie: Tie, curve: Curve, *, crowd: bool) -> Record:
    body = teller.scene.atlas.bodies[tie.body_id]
    style = teller.scene.style(body)
    return {
        "id": tie.id,
        "owner": body.id,
        "from": tie.from_id,
        "to": tie.to_id,
        "points": curve.points[:: SAMPLES // 2] if crowd else curve.points,
        "middle": curve.middle,
        "text": "" if body.no is None else str(body.no),
        "colour": token(style.colour),
        "dash": style.dash,
        "shape": style.shape,
        "double": style.double,
        "arrow": teller.scene.directed(body),
        "annex": body.member_at(tie.to_id).named_in == "annex",
        "lines": teller.tie_lines(tie),
    }
