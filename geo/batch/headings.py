"""Where the heading of a table stands: below titles, over one row or several, or nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.batch.headless import headings_by_content
from geo.vocabulary.cells import holds
from geo.vocabulary.words import fold_heading, is_heading, role_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.batch.table import Cells

_WITHIN = 30
"""Rows in which a heading is looked for."""
_SEEN = 200
"""Rows below in which a word of a heading must not come again."""
_LONGEST = 60
"""Letters; a longer cell is a sentence and heads nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.?\d)?")
_DATA = frozenset({"number", "sido", "sigungu", "address", "lot", "pnu"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings and where the rows begin."""

    cells: Cells
    first_row: int
    """Index of the first row below it."""
    known: bool
    """Whether any of its cells is a heading that is known."""
    at: int | None
    """Index of its first row; None where the file has none and the cells told what they are."""


def find_heading(rows: Sequence[Cells], chosen: Collection[str] = ()) -> Heading | None:
    """Find the heading: the row with the most known headings, `chosen` ones counted too.

    A word that comes again in its column is data (장소 above 장소), and so are numbers, regions and
    addresses. Where no heading is known, the columns of a table without one are told by their cells
    (`headless`), else the first row with as many cells as most is the heading. None for one column
    without a heading, and for no row at all.
    """
    wanted = {fold_heading(heading) for heading in chosen} - {""}
    counts = [_count(rows, index, wanted) for index in range(min(_WITHIN, len(rows)))]
    if any(count > 0 for count in counts):
        # Of several the fullest: a title above may be a known word by itself.
        best = [index for index, count in enumerate(counts) if count == max(counts)]
        return _over_rows(rows, max(best, key=lambda row: (sum(map(bool, rows[row])), -row)))
    filled = [sum(1 for cell in cells if cell.strip()) for cells in rows[:_WITHIN]]
    if max(filled, default=0) < 2:
        return None
    first = next(index for index, count in enumerate(filled) if count > 1)
    guessed = headings_by_content(rows[first:], max(map(len, rows[:_WITHIN])))
    if guessed:
        return Heading(guessed, first, known=True, at=None)
    index = filled.index(max(filled))
    return Heading(rows[index], index + 1, known=False, at=index)


def _over_rows(rows: Sequence[Cells], index: int) -> Heading:
    """Return the heading around one of its rows: what spans it above, what divides it below."""
    first = last = index
    cells = rows[index]
    while first and _continues(rows[first - 1], cells):
        first -= 1
        cells = _joined(rows[first], cells)
    while last + 1 < len(rows) and _continues(cells, rows[last + 1]):
        last += 1
        cells = _joined(cells, rows[last])
    return Heading(cells, last + 1, known=True, at=first)


def _count(rows: Sequence[Cells], index: int, wanted: Collection[str]) -> int:
    """Count the known headings of a row, less the cells that headings never are."""
    known = data = 0
    for column, cell in enumerate(rows[index]):
        if not cell.strip() or len(cell) > _LONGEST:
            continue
        if fold_heading(cell) in wanted:
            known += 1
        elif is_heading(cell):
            known += not _comes_again(rows, index, column)
        elif _is_data(cell):
            data += 1
    return known - data


def _comes_again(rows: Sequence[Cells], index: int, column: int) -> bool:
    """Tell whether a cell stands below too, but for rows that repeat the whole heading."""
    own = rows[index]
    return any(
        column < len(cells) and cells[column] == own[column] and cells != own
        for cells in rows[index + 1 : index + _SEEN]
    )


def _is_data(cell: str) -> bool:
    return holds(cell) in _DATA and not _YEAR.fullmatch(cell.strip())


def _continues(above: Cells, below: Cells) -> bool:
    """Tell whether a heading goes on below: words, and none of them below one that tells a place.

    So it is where 소재지 spans 시도 and 시군구, and 단지명 spans both rows; and where what is below
    only divides columns that tell no place, as 산업시설구역 spans 분양 and 미분양.
    """
    under = [(above[i] if i < len(above) else "", cell) for i, cell in enumerate(below) if cell]
    blank = [
        cell
        for i, cell in enumerate(above)
        if is_heading(cell) and not (i < len(below) and below[i])
    ]
    if not blank or not all(len(cell) <= _LONGEST for _, cell in under):
        return False
    if not all(is_heading(cell) or not _is_data(cell) for _, cell in under):
        return False
    if any(is_heading(cell) for _, cell in under):
        return True
    tells = any(role_of(cell) for cell in blank)
    return tells and len(under) > 1 and not any(role_of(high) for high, _ in under)


def _joined(above: Cells, below: Cells) -> Cells:
    """Return one heading for each column: the lower cell, with what spans it where it comes again.

    >>> _joined(("단지", "공장", "", "본사"), ("", "주소", "면적", "주소"))
    ('단지', '공장 주소', '면적', '본사 주소')
    """
    width = max(len(above), len(below))
    up, down = (cells + ("",) * (width - len(cells)) for cells in (above, below))
    joined: list[str] = []
    spanning = ""
    for high, low in zip(up, down, strict=True):
        spanning = high or (spanning if low else "")
        again = low and down.count(low) > 1 and spanning
        joined.append(f"{spanning} {low}" if again else low or high)
    return tuple(joined)
