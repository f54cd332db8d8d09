"""시도 and 시군구 that a table states once for the rows below, without merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from geo.batch.columns import Columns
    from geo.batch.table import Cells, Table

Region = tuple[str, str]
"""시도 and 시군구, as written."""


def regions_above(table: Table, columns: Columns, asides: Container[int]) -> dict[int, Region]:
    """Return row, from 0, to the region that it takes over from a row above.

    Only where a column states each region once, at the first of its rows: one that repeats what
    stands right above states every row's own, and an empty cell in it is one that nobody filled.
    A row with an address in one piece needs none. A new 시도 ends the 시군구 before it.
    """
    rows = [(row, cells) for row, cells in enumerate(table.rows) if row not in asides]
    given = [column for column in (columns.sido, columns.sigungu) if column is not None]
    if not given or not rows or not all(_is_grouped(rows, column) for column in given):
        return {}
    return dict(_taken_over(rows, columns))


def _taken_over(
    rows: Sequence[tuple[int, Cells]], columns: Columns
) -> Iterator[tuple[int, Region]]:
    sido = sigungu = ""
    for row, cells in rows:
        own_sido, own_sigungu = _cell(cells, columns.sido), _cell(cells, columns.sigungu)
        if own_sido:
            sigungu = ""
        sido, sigungu = own_sido or sido, own_sigungu or sigungu
        whole = any(cells[column].strip() for column in columns.address)
        if (sido, sigungu) != (own_sido, own_sigungu) and not whole:
            yield row, (sido, sigungu)


def _is_grouped(rows: Sequence[tuple[int, Cells]], column: int) -> bool:
    values = [cells[column].strip() for _, cells in rows]
    repeats = any(
        value == before for value, before in zip(values[1:], values, strict=False) if value
    )
    return bool(values[0]) and not repeats


def _cell(cells: Cells, column: int | None) -> str:
    return "" if column is None else cells[column].strip()
