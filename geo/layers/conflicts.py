"""What the documents disagree on, as a property of the features that it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.atlas import Atlas


def conflicts_at(atlas: Atlas, *references: str) -> list[dict[str, str]]:
    """Return the conflicts that touch any of `references`: both values, and which one is used.

    A reference is ``complex:…``, ``consortium:…``, ``project:…`` with an id, as in the register.
    """
    return [
        {
            "id": conflict.id,
            "topic_ko": conflict.topic_ko,
            "topic_en": conflict.topic_en,
            "value_a": conflict.value_a,
            "value_b": conflict.value_b,
            "used": conflict.used,
        }
        for conflict in atlas.conflicts
        if not set(references).isdisjoint(conflict.touches)
    ]
