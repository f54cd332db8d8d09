"""Rows of a table that are no places: sums, notes below it, and its heading printed again."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from geo.geocoding.query import Note
from geo.vocabulary.words import fold_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.batch.columns import Columns
    from geo.batch.table import Cells, Table

_SUM = re.compile(
    r"(?:합계|총합계|총계|총합|소계|누계|계|합|평균|전체|전국|전국계|전국합계"
    r"|total|subtotal|grandtotal|sum|average|mean)(?:\d+(?:개|개소|개단지)?)?"
    r"|.{1,20}(?:합계|총계|소계|누계|subtotal|total)"
)
_SUM_APART = re.compile(r".{1,20}\s[(\[]?(?:계|합)[)\]]?")
"""경남 계: a last word of its own, for 장계 and 신계 are places."""
_NOTE = re.compile(
    r"[*※†‡☞☆★▶▷◎○●□■◆◇]|-\s|\d{1,2}\)|\(\d{1,2}\)|[①-⑳]"
    r"|(?:주|주석|자료|출처|비고|참고|작성|기준|문의|단위|범례|source|note|notes|remark)\s*\d*\s*[):.：]"  # noqa: RUF001
    r"|\(?단위|주\d*\)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_REMARK = Note("batch.remark")
_MOST_OF_A_NOTE = 2
"""Cells: a mark and what it says, or both in one."""


class _Headings(NamedTuple):
    """The headings of a table, to know them again."""

    folded: tuple[str, ...]
    words: frozenset[str]
    """As written, and of those over several rows the last word: 주소 of 공장 주소."""

    @classmethod
    def of(cls, table: Table) -> _Headings:
        plain = [heading.strip() for heading in table.headings]
        last = [heading.split()[-1] for heading in plain if heading]
        return cls(tuple(map(fold_heading, plain)), frozenset((*plain, *last)) - {""})


def find_asides(table: Table, columns: Columns) -> dict[int, Note]:
    """Return row, from 0, to what it is, for the rows that name no place.

    They stand in the output like all others, but are not looked for, and nobody missed them.
    """
    if table.plain_list and len(table.headings) == 1:
        return {
            row: _REMARK
            for row, cells in enumerate(table.rows)
            if cells[0].lstrip().startswith("※")
        }
    headings = _Headings.of(table)
    filled = _filled_before_notes(table.rows)
    found: dict[int, Note] = {}
    for row, cells in enumerate(table.rows):
        note = _aside(cells, columns, headings, filled)
        if note is None and found.get(row - 1) == _REMARK and _goes_on(cells):
            note = _REMARK
        if note is not None:
            found[row] = note
    return found


def says_it_is_none(cells: Cells) -> bool:
    """Tell whether a row says by itself that it is a sum or a note, whatever its columns hold."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return True
    short = len(filled) <= _MOST_OF_A_NOTE
    return _names_a_sum(filled[0]) or (short and _NOTE.match(filled[0]) is not None)


def _filled_before_notes(rows: Sequence[Cells]) -> int:
    """Return how many cells the fullest of the first rows has: notes have fewer."""
    return max((sum(map(bool, cells)) for cells in rows[:50]), default=0)


def _aside(cells: Cells, columns: Columns, headings: _Headings, filled: int) -> Note | None:
    texts = [cell for cell in cells if cell.strip()]
    if not texts:
        return Note("batch.blank")
    if _is_sum(cells, columns):
        return Note("batch.sum")
    few = len(texts) <= min(_MOST_OF_A_NOTE, filled - 1)
    if few and _NOTE.match(unicodedata.normalize("NFKC", texts[0].strip())):
        return _REMARK
    if len(texts) > 1 and _is_heading_again(cells, headings):
        return Note("batch.heading_again")
    return None


def _is_sum(cells: Cells, columns: Columns) -> bool:
    """Tell whether a cell that should name a place, or the first text of the row, names a sum."""
    if any(cells[column].strip() for column in columns.address):
        return False
    told = (columns.name, columns.sido, columns.sigungu, columns.parts.get("emd"), columns.kind)
    asked = [cells[column] for column in told if column is not None and cells[column].strip()]
    first = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
    nameless = not asked or (columns.name is not None and not cells[columns.name].strip())
    return any(map(_names_a_sum, asked)) or (nameless and _names_a_sum(first))


def _goes_on(cells: Cells) -> bool:
    """Tell whether a row goes on with the remark above: one numbered line."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    return len(texts) == 1 and _NUMBERED.match(texts[0]) is not None


def _names_a_sum(cell: str) -> bool:
    plain = unicodedata.normalize("NFKC", cell).casefold().strip()
    if len(plain) > 30 or plain[-1:] not in "계합균체국l)]mn개소지0123456789":
        return False
    folded = fold_heading(plain)
    return _SUM.fullmatch(folded) is not None or _SUM_APART.fullmatch(plain) is not None


def _is_heading_again(cells: Cells, headings: _Headings) -> bool:
    """Tell whether a row repeats the heading, as printed tables do on each page."""
    filled = [(column, cell.strip()) for column, cell in enumerate(cells) if cell.strip()]
    # Most rows end here, so that no cell is folded in vain.
    if filled[0][1] not in headings.words:
        return False
    same = sum(
        1
        for column, cell in filled
        if column < len(headings.folded) and headings.folded[column].endswith(fold_heading(cell))
    )
    return same > 1 and same * 2 > len(filled)
