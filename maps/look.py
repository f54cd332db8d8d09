"""How a place looks on a map: one rule for pages and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from geo.model.programmes import TieRule
from maps.theme import INK, QUIET, place_radius, place_shape, token

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.model.places import Place
    from maps.scene import Scene, Site
    from maps.theme import Shape

Fill = Literal["full", "hollow", "both", "member"]
Frame = Literal["", "root", "early"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The shape says what a place is, the filling and the frame its roles."""

    shape: Shape
    fill: Fill
    """``full`` in a filled role, ``hollow`` in another, ``both`` in both; ``member`` is only a part
    of a group."""
    frame: Frame
    """``root`` where a programme frames its roots, ``early`` round one without ties."""
    frame_colour: str
    colour: str
    radius: float
    """Pixels."""
    guessed: bool = False
    """Whether no document names the place for sure: a dashed ring, in black and white too."""
    weight: int
    """The greater, the more its name matters."""

    @property
    def reach(self) -> float:
        """Half the width of the symbol with its frame."""
        return self.radius * (1.65 if self.frame and self.shape != "square" else 1.2)


def look(
    scene: Scene,
    place: Place,
    drawn: Sequence[str],
    *,
    member: bool,
    rounds: Collection[str] = (),
) -> Look:
    """Return the look of a place on a map of the programmes `drawn`.

    The first of them in which it takes part gives the filling. A `member` is only a part of a
    group that is drawn. With `rounds` only its part in these counts.
    """
    every = scene.takes_part(place.id, drawn)
    found = tuple(item for item in every if not rounds or {*rounds} & {*item.body.rounds}) or every
    first = next((id_ for id_ in drawn if any(s.body.programme == id_ for s in found)), None)
    alone = len(drawn) == 1
    rooted = [site for site in found if _framed(scene, site)]
    tied = any(site.body.id in scene.ties_by_body for site in rooted)
    frame: Frame = ("root" if tied else "early") if rooted and not member else ""
    count = len(found)
    own = next((scene.style(site.body).colour for site in rooted), "place")
    readings = {item.member.reading_confidence for item in found}
    guessed = bool(readings) and "high" not in readings
    site = site_of(scene, found)
    if site is not None and not member:
        style = scene.style(site.body)
        return Look(
            shape=cast("Shape", style.shape),
            fill="full",
            frame="",
            frame_colour=token("place"),
            colour=token(style.colour),
            radius=place_radius(count),
            guessed=guessed,
            weight=count,
        )
    return Look(
        shape="square" if alone and rooted else place_shape(place.kind),
        fill="member" if member else _filling(scene, found, first),
        frame=frame,
        frame_colour=token(own),
        colour=_colour(scene, found, first, drawn),
        guessed=guessed and not member,
        radius=3.6 if member else place_radius(count) + (1.2 if rooted and alone else 0),
        weight=0 if member else count + (3 if rooted else 0),
    )


def site_of(scene: Scene, sites: Sequence[Site]) -> Site | None:
    """Return the first part of a place that is only a site, and at no end of a tie.

    It stands for its group, as a badge does on a tie.
    """
    tied = any(scene.programme_of(site.body).tie_rule is not TieRule.NONE for site in sites)
    return None if tied or not sites else sites[0]


def _framed(scene: Scene, site: Site) -> bool:
    programme = scene.programme_of(site.body)
    return programme.framed_root and site.member.role == programme.root


def _filling(scene: Scene, sites: Sequence[Site], programme: str | None) -> Fill:
    own = [site for site in sites if site.body.programme == programme]
    filled = {scene.programme_of(body).role(member.role).filled for body, member in own}
    if len(filled) == 2:
        return "both"
    return "full" if True in filled else "hollow" if filled else "member"


def _colour(scene: Scene, sites: Sequence[Site], first: str | None, drawn: Sequence[str]) -> str:
    """Return the colour of a programme of one look on its own map; else ink, or quiet ink."""
    if len(drawn) == 1:
        looks = {scene.style(site.body).colour for site in sites}
        alike = scene.alike(scene.atlas.programmes[drawn[0]])
        return token(looks.pop()) if alike and len(looks) == 1 else INK
    return INK if first == drawn[0] else QUIET
