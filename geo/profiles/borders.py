"""What a change of borders does to the numbers of a region."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from geo.profiles.model import Subject
from geo.profiles.profile import profile
from geo.regions.timeline import predecessors, stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.model.places import District, Region
    from geo.profiles.model import Kind, Profile, Way

_DAY = timedelta(days=1)


class BorderChange(NamedTuple):
    """The 시도 or 시군구 whose land changed hands on a day, counted before and after."""

    day: str
    """First day of those after (ISO date)."""
    before: tuple[Profile, ...]
    """As they stood on the day before."""
    after: tuple[Profile, ...]
    """As they stood on the day."""
    joined: tuple[Tie, ...]
    """Ties that crossed a border then and lie inside since."""
    parted: tuple[Tie, ...]
    """Ties that lay inside then and cross a border since."""

    @property
    def eve(self) -> str:
        """The last day of those before (ISO date)."""
        return (date.fromisoformat(self.day) - _DAY).isoformat()


class Became(NamedTuple):
    """What became of a 시도 or 시군구 that is no more."""

    day: str
    """First day without it (ISO date)."""
    units: tuple[Region | District, ...]
    """Those that hold its land since."""
    merged: bool
    """Whether others were merged with it."""


def border_change(atlas: Atlas, result: Profile) -> BorderChange | None:
    """Return how numbers changed with the borders of a 시도 or 시군구; None if they never did.

    Of one that ended what followed it, of one that stands how it was made. One that got but a new
    name or code keeps its numbers.
    """
    rows = _rows(atlas, result.subject.id)
    own = [item for item in rows if item.code == result.subject.id]
    if not own:
        return None
    day = result.day or atlas.day or None
    row = next((item for item in own if stands(item, day)), own[-1])
    if row.valid_to is not None:
        first, before = row.valid_to + _DAY, [row]
    elif row.valid_from is not None:
        first, before = row.valid_from, list(predecessors(rows, row))
    else:
        return None
    before, after = _changed(rows, before, first)
    if len(before) < 2 and len(after) < 2:
        return None
    kind: Kind = "region" if len(row.code) == 2 else "area"
    then, since = atlas.as_of((first - _DAY).isoformat()), atlas.as_of(first.isoformat())
    old = tuple(profile(then, Subject(kind, item.code, item.name)) for item in before)
    new = tuple(profile(since, Subject(kind, item.code, item.name)) for item in after)
    crossed, lying = _ties(old, "in", "out"), _ties(old, "within")
    return BorderChange(
        first.isoformat(),
        old,
        new,
        tuple(tie for id_, tie in _ties(new, "within").items() if id_ in crossed),
        tuple(tie for id_, tie in _ties(new, "in", "out").items() if id_ in lying),
    )


def became(atlas: Atlas, code: str) -> Became | None:
    """Return what became of the 시도 or 시군구 that had a code; None if it stands or is unknown."""
    rows = _rows(atlas, code)
    own = [row for row in rows if row.code == code]
    if not own or any(item.valid_to is None for item in own):
        return None
    last = own[-1]
    assert last.valid_to is not None  # noqa: S101 - chosen so
    after = tuple(row for row in rows if row.code in last.successors and row.valid_from)
    others = {row.code for row in rows for item in after if item.code in row.successors}
    return Became((last.valid_to + _DAY).isoformat(), after, merged=len(others) > 1)


def _rows(atlas: Atlas, code: str) -> Sequence[Region | District]:
    return atlas.region_rows if len(code) == 2 else atlas.district_rows


def _changed(
    rows: Sequence[Region | District], before: Sequence[Region | District], first: date
) -> tuple[list[Region | District], list[Region | District]]:
    """Return all that gave land to each other's successors on a day, and these."""
    while True:
        codes = {code for item in before for code in item.successors}
        after = [row for row in rows if row.code in codes and row.valid_from == first]
        held = {item.code for item in after}
        wider = [
            row
            for row in rows
            if row.valid_to == first - _DAY and not held.isdisjoint(row.successors)
        ]
        if len(wider) == len(before):
            return wider, after
        before = wider


def _ties(profiles: Sequence[Profile], *ways: Way) -> dict[str, Tie]:
    return {tie.id: tie for item in profiles for tie in item.ways(*ways)}
