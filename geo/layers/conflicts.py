"""What the documents disagree on, as a property of the features that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from geo.atlas import Atlas
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.plan import PlanFigure
    from geo.model.programmes import Body


def conflicts_at(atlas: Atlas, *references: str) -> list[dict[str, str]]:
    """Return the conflicts that touch any of `references`: both values, and which one is used."""
    return [told(conflict) for conflict in touching(atlas, *references)]


def touching(atlas: Atlas, *references: str) -> tuple[Conflict, ...]:
    """Return the conflicts that touch any of `references`.

    A reference is ``complex:…``, ``programme:…``, ``task:…`` and so on with an id of the register.
    """
    return tuple(c for c in atlas.conflicts if not set(references).isdisjoint(c.touches))


def of_body(atlas: Atlas, body: Body) -> tuple[Conflict, ...]:
    """Return the conflicts about a body or about its sector."""
    sector = (f"sector:{body.sector.ko}",) if body.sector else ()
    return touching(atlas, f"body:{body.id}", *sector)


def of_bodies(atlas: Atlas, bodies: Iterable[Body]) -> tuple[Conflict, ...]:
    """Return the conflicts about bodies, their sectors, or their places in whichever body.

    What is said of a place in another body is not theirs.
    """
    bodies = tuple(bodies)
    own = {conflict for body in bodies for conflict in of_body(atlas, body)}
    places = {member.place_id for body in bodies for member in body.members}
    return tuple(c for c in atlas.conflicts if c in own or _of_places_alone(c, places))


def _of_places_alone(conflict: Conflict, places: AbstractSet[str]) -> bool:
    return not conflict.about("body") and not places.isdisjoint(conflict.about("complex"))


def of_places(
    atlas: Atlas, places: AbstractSet[str], bodies: AbstractSet[str] = frozenset()
) -> tuple[Conflict, ...]:
    """Return the conflicts about places, and those about bodies as wholes.

    What is said of one place of a body is no other's.
    """
    return tuple(
        c
        for c in atlas.conflicts
        if not places.isdisjoint(c.about("complex"))
        or (not c.about("complex") and not bodies.isdisjoint(c.about("body")))
    )


def conflicts_of_indicator(atlas: Atlas, number: Indicator) -> list[dict[str, str]]:
    """Return where sources give two values for `number`."""
    return [told(conflict) for conflict in of_indicator(atlas, number)]


def of_indicator(atlas: Atlas, number: Indicator) -> tuple[Conflict, ...]:
    """Return where sources give two values for `number`.

    What only one of them says, or calls otherwise, is no other value.
    """
    subject = "programme" if number.subject_kind == "programme" else "body"
    wanted = {f"indicator:{number.indicator}", f"{subject}:{number.subject}"}
    return tuple(c for c in atlas.conflicts if c.differs and wanted <= set(c.touches))


def of_figure(atlas: Atlas, figure: PlanFigure) -> tuple[Conflict, ...]:
    """Return the conflicts about a cell of the plan, in whichever printing."""
    return touching(atlas, f"figure:{figure.id.removesuffix('-text')}")


def conflicts_of_tie(atlas: Atlas, tie: Tie) -> list[dict[str, str]]:
    """Return the conflicts about the far end of a tie in its body.

    What is said of the root, of other members or of the body as a whole is theirs alone.
    """
    return [told(conflict) for conflict in atlas.conflicts if _speaks_of(conflict, tie)]


def _speaks_of(conflict: Conflict, tie: Tie) -> bool:
    bodies = conflict.about("body")
    return tie.to_id in conflict.about("complex") and (not bodies or tie.body_id in bodies)


def told(conflict: Conflict) -> dict[str, str]:
    """Return a conflict as a feature carries it."""
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "topic_ko": conflict.topic_ko,
        "topic_en": conflict.topic_en,
        "value_a": conflict.value_a,
        "value_b": conflict.value_b,
        "used": conflict.used,
        "used_en": conflict.used_en,
    }
