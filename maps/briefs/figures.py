"""The key figures of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.profiles.facts import CONSORTIA
from maps.briefs.content import KeyFigure, KeyFigures
from maps.briefs.telling import km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.briefs.content import Notes
    from maps.briefs.telling import Telling

_MOST = 6


def key_figures(telling: Telling) -> KeyFigures:
    """Count roles and ties, and give the middle length of each programme's ties."""
    return KeyFigures(tuple(_figures(telling))[:_MOST])


def _figures(telling: Telling) -> Iterator[KeyFigure]:
    profile = telling.profile
    notes = telling.notes.computed("roles")
    if profile.empty:
        yield _count(telling, "consortia", 0, "2025", notes)
        yield _count(telling, "projects", 0, "2020, 2021", notes)
        return
    lead, partner, hub, link, area = (count for _, count in telling.role_counts())
    counts = {"lead": lead, "partner": partner, "hub": hub, "link": link + area}
    for role, count in counts.items():
        if count:
            period = "2025" if role in {"lead", "partner"} else "2020, 2021"
            yield _count(telling, role, count, period, notes)
    if profile.relations:
        ties = telling.notes.computed("ties")
        years = {"2025" if tie.tie.programme == CONSORTIA else "2021" for tie in profile.relations}
        yield _count(telling, "ties", len(profile.relations), ", ".join(sorted(years)), ties)
    for one in profile.lengths:
        words = telling.words
        yield KeyFigure(
            label=words(f"figure.length.{one.programme}"),
            value=one.median,
            text=km(one.median),
            unit="km",
            base=telling.agreeing("figure.length.base", one.ties),
            period="2025" if one.programme == CONSORTIA else "2021",
            notes=telling.notes.computed("length"),
        )


def _count(telling: Telling, key: str, count: int, period: str, notes: Notes) -> KeyFigure:
    words = telling.words
    return KeyFigure(
        label=words(f"figure.{key}"),
        value=count,
        text=f"{count:,}",
        unit=telling.agreeing(f"figure.{key}.unit", count),
        base=words(f"figure.{key}.base"),
        period=period,
        notes=notes,
    )
