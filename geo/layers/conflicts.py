"""What the documents disagree on, as a property of the features that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.evidence import Conflict
    from geo.model.indicators import Indicator


def conflicts_at(atlas: Atlas, *references: str) -> list[dict[str, str]]:
    """Return the conflicts that touch any of `references`: both values, and which one is used.

    A reference is ``complex:…``, ``programme:…``, ``task:…`` and so on with an id of the register.
    """
    return [_told(c) for c in atlas.conflicts if not set(references).isdisjoint(c.touches)]


def conflicts_of_indicator(atlas: Atlas, number: Indicator) -> list[dict[str, str]]:
    """Return the conflicts that name both the indicator of `number` and what it is said of."""
    subject = "programme" if number.subject_kind == "programme" else "project"
    wanted = {f"indicator:{number.indicator}", f"{subject}:{number.subject}"}
    return [_told(conflict) for conflict in atlas.conflicts if wanted <= set(conflict.touches)]


def _told(conflict: Conflict) -> dict[str, str]:
    return {
        "id": conflict.id,
        "topic_ko": conflict.topic_ko,
        "topic_en": conflict.topic_en,
        "value_a": conflict.value_a,
        "value_b": conflict.value_b,
        "used": conflict.used,
        "used_en": conflict.used_en,
    }
