"""Ties beside the figures of their ends: how much stands behind each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.analysis.figures import complexes_at
from geo.statistics.measures import ALL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.store.figures import Statistics


class Weighed(NamedTuple):
    """A tie with the values of its ends."""

    tie: Tie
    start: float | None
    """Of the place that it begins at; None where the source has none."""
    end: float | None

    @property
    def together(self) -> float | None:
        """Both values added up; None without both, or of what cannot be added."""
        return None if self.start is None or self.end is None else self.start + self.end


def weighed(
    statistics: Statistics, atlas: Atlas, measure: str, base: str, period: str
) -> tuple[Weighed, ...]:
    """Return every tie in force with the figures of its ends, the greatest sums first.

    Values of one base and period alone; a group has one where all of its members do.
    """
    own = statistics.figures.where(measure=measure, base=base, period=period, industry=ALL)
    values = {row["complex"]: row["value"] for row in own.dicts()}
    at = {
        id_: _value(values, complexes_at(statistics, atlas, id_))
        for tie in atlas.ties
        for id_ in (tie.from_id, tie.to_id)
    }
    found = [Weighed(tie, at[tie.from_id], at[tie.to_id]) for tie in atlas.ties]
    return tuple(sorted(found, key=lambda item: (item.together is None, -(item.together or 0))))


def _value(values: Mapping[str, float | None], ids: tuple[str, ...]) -> float | None:
    known = [value for id_ in ids if (value := values.get(id_)) is not None]
    return sum(known) if ids and len(known) == len(ids) else None
