"""Headings for a table that has none, by what its columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.vocabulary.cells import MOST, SAMPLE, held, holds, speaks_of_complexes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.batch.table import Cells
    from geo.vocabulary.cells import Holds
    from geo.vocabulary.words import Role

_TELLING: tuple[tuple[Holds, Role], ...] = (
    ("sido", "sido"),
    ("sigungu", "sigungu"),
    ("address", "address"),
)
"""What no heading ever is: its first cell shows that the table begins without one."""
_BESIDE: tuple[tuple[Holds, Role], ...] = (
    ("emd", "emd"),
    ("lot", "lot"),
    ("kind", "kind"),
    ("pnu", "pnu"),
)


def headings_by_content(rows: Sequence[Cells], width: int) -> Cells | None:
    """Return `width` headings for `rows`, None where the first row may well be the heading.

    It is none where it holds a 시도, a 시군구 or an address as most rows below do, or a name of a
    complex beside a number. Named are ``sido``, ``sigungu``, ``address``, ``emd``, ``lot``,
    ``kind`` and ``pnu``, the first of each, and without addresses ``name``: the column of text that
    speaks most of complexes. Others have no heading.

    >>> headings_by_content([("1", "창원산단", "경남", "창원시")], 4)
    ('', 'name', 'sido', 'sigungu')
    """
    columns = [[cells[i] for cells in rows[:SAMPLE] if i < len(cells)] for i in range(width)]
    what = [_held(cells) for cells in columns]
    headings = [""] * width
    for kind, role in _TELLING:
        if kind in what:
            headings[what.index(kind)] = role
    texts = [column for column, kind in enumerate(what) if kind == "text"]
    if not any(headings) and not _names_and_numbers(columns, what, texts):
        return None
    for kind, role in _BESIDE:
        if kind in what:
            headings[what.index(kind)] = role
    if texts and not {"address", "emd"} & set(headings):
        headings[max(texts, key=lambda column: speaks_of_complexes(columns[column]))] = "name"
    return tuple(headings)


def _held(cells: Sequence[str]) -> Holds:
    """Return what a column holds; of what headings never are, the first cell must be one too."""
    filled = [cell for cell in cells if cell.strip()]
    kind = held(filled)
    if kind == "text" or not filled:
        return kind
    first = holds(filled[0])
    return kind if first == kind or {first, kind} == {"sido", "sigungu"} else ""


def _names_and_numbers(
    columns: Sequence[Sequence[str]], what: Sequence[Holds], texts: Sequence[int]
) -> bool:
    """Tell whether the first row names a complex beside a number, as those below it do."""
    numbered = any(kind == "number" and columns[i][0].strip() for i, kind in enumerate(what))
    speaking = (
        speaks_of_complexes(columns[i][:1])
        and speaks_of_complexes(columns[i]) >= MOST * len(columns[i])
        for i in texts
    )
    return numbered and any(speaking)
