"""What the documents disagree on, as a property of the features that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
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


def conflicts_of_indicator(atlas: Atlas, number: Indicator) -> list[dict[str, str]]:
    """Return where sources give two values for `number`."""
    return [told(conflict) for conflict in of_indicator(atlas, number)]


def of_indicator(atlas: Atlas, number: Indicator) -> tuple[Conflict, ...]:
    """Return where sources give two values for `number`.

    What only one of them says, or calls otherwise, is no other value.
    """
    subject = "programme" if number.subject_kind == "programme" else "body"
    wanted = {f"indicator:{number.indicator}", f"{subject}:{number.subject}"}
    return tuple(c for c in atlas.conflicts if c.kind == "value" and wanted <= set(c.touches))


def conflicts_of_tie(atlas: Atlas, tie: Tie) -> list[dict[str, str]]:
    """Return the conflicts about the far end of a tie in its body, or about the body as a whole.

    What is said of the root or of other members is theirs alone, and no tie inherits it.
    """
    return [told(conflict) for conflict in atlas.conflicts if _speaks_of(conflict, tie)]


def _speaks_of(conflict: Conflict, tie: Tie) -> bool:
    body = f"body:{tie.body_id}"
    bodies = [one for one in conflict.touches if one.startswith("body:")]
    places = [one for one in conflict.touches if one.startswith("complex:")]
    if places:
        return f"complex:{tie.to_id}" in places and (not bodies or body in bodies)
    numbers = any(one.startswith("indicator:") for one in conflict.touches)
    return body in bodies and not numbers


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
