"""Which columns of a table hold what: by their headings, checked and completed by their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.vocabulary.cells import MOST, SAMPLE, held, kind_word, speaks_of_complexes
from geo.vocabulary.words import ROLES, cut_role_of, is_degrees, is_weak, rank, role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.vocabulary.cells import Holds
    from geo.vocabulary.words import Role

_REGIONS: frozenset[Role] = frozenset({"sido", "sigungu"})
_SPOKEN: frozenset[Role] = frozenset({"name", "firm"})
_COORDINATES: tuple[Role, Role] = ("lon", "lat")
_PLACES: frozenset[Role] = frozenset({"address", "emd", "lot", *_REGIONS})
"""Roles whose columns public files fill with more or less than their heading says."""
_LONGITUDE = re.compile(r"1(?:2[4-9]|3[0-2])\.\d{3,}")
_FEW = 3
"""Cells; fewer refute no heading."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns of a table by what they hold; columns counted from 0."""

    columns: Mapping[Role, tuple[int, ...]]
    """The more telling first; a role without a column is missing."""
    learned: frozenset[int] = frozenset()
    """Columns known by their cells, not by their headings."""

    def first(self, role: Role) -> int | None:
        """Return the most telling column of a role, None where there is none."""
        found = self.columns.get(role, ())
        return found[0] if found else None


def coordinate_pair(headings: Sequence[str], roles: Roles) -> tuple[int, int] | None:
    """Return the columns of easting or longitude and of northing or latitude, degrees first.

    A longitude does not go with the northing of a grid; None where no two belong together.
    """
    for degrees in (True, False):
        pair = [
            [
                value
                for value in roles.columns.get(role, ())
                if is_degrees(headings[value]) == degrees
            ]
            for role in _COORDINATES
        ]
        if all(pair):
            return pair[0][0], pair[1][0]
    return None


def find_roles(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    chosen: Mapping[Role, int | None] | None = None,
    *,
    cut: bool = False,
) -> Roles:
    """Find what the columns hold; rows may be shorter than `headings`.

    A heading that is known, or ends like one (사업장소재지), tells; one that also stands above
    other things (구분, 위치, 산업단지) only where its cells agree. A column of a place goes by its
    cells: 소재지 above 시도 is a 시도. What no heading tells is learned from the cells: addresses,
    regions, kinds, names of complexes. `chosen` are columns that the user names, None for a role
    that must have none; `cut`: headings may be cut to the ten bytes of a DBF.
    """
    asked = dict(chosen or {})
    found: dict[Role, list[int]] = {
        role: [] if column is None else [column] for role, column in asked.items()
    }
    free: list[int] = []
    named = frozenset(column for column in asked.values() if column is not None)
    sample = _Sample(rows)
    for column, heading in enumerate(headings):
        if column in named:
            continue
        told = role_of(heading) or (cut_role_of(heading) if cut else None)
        role = _settled(told, heading, sample.column(column)) if told else None
        if role is None:
            if told is None:
                free.append(column)
        elif role not in asked:
            found.setdefault(role, []).append(column)
    # 시군구 goes before a 소재지 that holds 시군구.
    ordered: dict[Role, list[int]] = {
        role: sorted(columns, key=[(role_of(h) != role, rank(h)) for h in headings].__getitem__)
        for role, columns in found.items()
    }
    learned = _learned(ordered, free, frozenset(asked), sample)
    for role, column in learned.items():
        ordered[role] = [column]
    document = {role: tuple(ordered[role]) for role in ROLES if ordered.get(role)}
    return Roles(document, frozenset(learned.values()))


class _Sample:
    """The first cells of each column, and what they hold, worked out once."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._rows = rows[:SAMPLE]
        self._held: dict[int, Holds] = {}

    def column(self, column: int) -> list[str]:
        """Return the cells of a column that are not empty."""
        cells = (cells[column] for cells in self._rows if column < len(cells))
        return [cell for cell in cells if cell.strip()]

    def held(self, column: int) -> Holds:
        """Return what most of the cells of a column hold."""
        if column not in self._held:
            self._held[column] = held(self.column(column))
        return self._held[column]


def _settled(role: Role, heading: str, cells: list[str]) -> Role | None:
    """Return the role of a column whose heading promises `role`, None where its cells refute it."""
    weak, few = is_weak(heading), len(cells) < _FEW
    if role == "kind":
        # Below 구분 stand numbers of rows as well, each another; codes of kinds come again.
        counted = len(cells) > 1 and len(set(cells)) == len(cells)
        stated = sum(1 for cell in cells if kind_word(cell, codes=not (weak and counted)))
        return role if stated * 2 >= len(cells) > 0 or not (weak or cells) else None
    if role in _SPOKEN:
        # 산업단지 and 입주업체 also head numbers, and marks that a firm is in a complex.
        speaking = sum(1 for cell in cells if sum(map(str.isalpha, cell)) > 1)
        return role if (few and not weak) or speaking * 2 >= len(cells) else None
    if role == "lot" and cells and all(map(_LONGITUDE.fullmatch, cells)):
        # LOT stands beside LAT, too.
        return "lon"
    if role not in _PLACES or (few and weak):
        return role
    return _settled_place(role, held(cells), weak=weak)


def _settled_place(role: Role, what: Holds, *, weak: bool) -> Role | None:
    """Return the role of a column of a place, by what most of its cells hold."""
    if what == "address":
        return "address"
    if what in {"sido", "sigungu"}:
        kept = role in _REGIONS and not weak
        return role if kept else "sido" if what == "sido" else "sigungu"
    if weak and what == "emd":
        return "emd"
    numbered = role == "lot" and what in {"lot", "number", ""}
    return role if numbered or role == "address" or not weak else None


def _learned(
    found: Mapping[Role, Collection[int]],
    free: Sequence[int],
    asked: Collection[Role],
    sample: _Sample,
) -> dict[Role, int]:
    """Return columns without a known heading for roles that still have none."""
    wanted: tuple[tuple[Role, Holds], ...] = (
        ("address", "address"),
        ("sido", "sido"),
        ("sigungu", "sigungu"),
        ("kind", "kind"),
        ("pnu", "pnu"),
    )
    learned: dict[Role, int] = {}
    for role, what in wanted:
        if role in asked or found.get(role):
            continue
        column = next((value for value in free if sample.held(value) == what), None)
        if column is not None and not (role == "kind" and _is_vague(sample.column(column))):
            learned[role] = column
    if "name" in asked or found.get("name"):
        return learned
    for column in free:
        cells = sample.column(column)
        enough = cells and speaks_of_complexes(cells) >= MOST * len(cells)
        if enough and column not in learned.values() and sample.held(column) in {"text", ""}:
            return {**learned, "name": column}
    return learned


def _is_vague(cells: Sequence[str]) -> bool:
    """Tell whether cells that state kinds may state something else: 일반 stands for many things."""
    return {kind_word(cell) for cell in cells} <= {"일반", None} and all(
        len(cell.strip()) <= len("일반") for cell in cells
    )


def described(headings: Sequence[str], column: int) -> str:
    """Return a column's heading on one line, or its number where it has none."""
    return " ".join(headings[column].split()) or f"#{column + 1}"
