"""Headings for a table that has none, by what its columns hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geo.geocoding.address import parse_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.batch.table import Cells

Holds = Literal["sido", "sigungu", "address", "text", "other"]

_SAMPLE = 200
_MOST = 0.8
"""Share of the cells that must agree; the rest may be empty, misspelled or remarks."""
_AND_MORE = frozenset({"", "일원", "외"})
_COMPLEX = re.compile(r"산단|단지|공단|국가|일반|농공|밸리|테크노|지구")


def headings_by_content(rows: Sequence[Cells], width: int) -> Cells | None:
    """Return `width` headings for `rows`, None where the first row may well be the heading.

    It is none where it holds a 시도, a 시군구 or an address as most rows below do. Named are
    ``sido``, ``sigungu`` and ``address``, the first of each, and without addresses ``name``: the
    column of text that speaks most of complexes. Others have no heading.

    >>> headings_by_content([("1", "창원산단", "경남", "창원시")], 4)
    ('', 'name', 'sido', 'sigungu')
    """
    columns = [[cells[i] for cells in rows[:_SAMPLE] if i < len(cells)] for i in range(width)]
    held = [_held(cells) for cells in columns]
    headings = [""] * width
    for role in ("sido", "sigungu", "address"):
        if role in held:
            headings[held.index(role)] = role
    if not any(headings):
        return None
    texts = [column for column, what in enumerate(held) if what == "text"]
    if texts and "address" not in headings:
        headings[max(texts, key=lambda column: _about_complexes(columns[column]))] = "name"
    return tuple(headings)


def _held(cells: Sequence[str]) -> Holds:
    """Return what a column holds; of regions and addresses the first cell must be one too."""
    kinds = [holds(cell) for cell in cells if cell.strip()]
    for kind in set(kinds):
        if kinds.count(kind) >= _MOST * len(kinds) and (kind == "text" or kind == kinds[0]):
            return kind
    return "other"


def holds(cell: str) -> Holds:
    """Return what one cell is by itself.

    >>> holds("경남"), holds("부산 강서구"), holds("창원시 일원"), holds("안산시 원시동 773")
    ('sido', 'sigungu', 'sigungu', 'address')
    >>> holds("창원산단"), holds("02-345-6789")
    ('text', 'other')
    """
    address = parse_address(cell)
    placed = bool(address.sido or address.sigungu)
    if placed and (address.emd or address.ri or address.road):
        return "address"
    if placed and address.main_no is None and address.rest in _AND_MORE:
        return "sigungu" if address.sigungu else "sido"
    return "text" if any(map(str.isalpha, cell)) else "other"


def _about_complexes(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if _COMPLEX.search(cell))
