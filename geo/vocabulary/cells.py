"""What the cells of a column hold, whatever its heading says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geo.geocoding.address import parse_address
from geo.text import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Holds = Literal["sido", "sigungu", "address", "emd", "kind", "lot", "pnu", "text", "number", ""]

SAMPLE = 200
"""Rows that are looked at; a file whose first 200 rows mislead is rare, and one more costs."""
MOST = 0.8
"""Share of the cells that must agree; the rest may be misspelled or remarks."""
_AND_MORE = frozenset({"", "일원", "외"})
_NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+%?")
_LOT = re.compile(r"산?\s*\d{1,4}-\d{1,4}(?:번지)?")
_PNU = re.compile(r"\d{10}[12]\d{8}")
_KIND_CODES = {"1": "국가", "2": "일반", "3": "도시첨단", "4": "농공"}
"""DANJI_TYPE of the ministry's layers, and the first digit of its DAN_ID."""
_ENGLISH = {
    "national": "국가",
    "general": "일반",
    "urbanhightech": "도시첨단",
    "hightech": "도시첨단",
    "agro": "농공",
    "agroindustrial": "농공",
    "agricultural": "농공",
}
_ENGLISH_TAIL = re.compile(r"(?:industrial)?(?:complex|park|estate)$")
_ONLY_KIND = re.compile(
    r"(?:[1-4][.)]?)?(?:국가|일반|지방|도시첨단|농공)(?:산업)?(?:산단|단지|공단|지구)?"
)
_COMPLEX = re.compile(r"산단|단지|공단|국가|일반|농공|밸리|테크노|지구")


def holds(cell: str) -> Holds:
    """Return what one cell is by itself; nothing for an empty one and for mere signs.

    >>> holds("경남"), holds("부산 강서구"), holds("창원시 일원"), holds("안산시 원시동 773")
    ('sido', 'sigungu', 'sigungu', 'address')
    >>> holds("국가"), holds("66-5"), holds("신촌동"), holds("창원산단"), holds("1,203")
    ('kind', 'lot', 'emd', 'text', 'number')
    """
    cell = cell.strip()
    if _NUMBER.fullmatch(cell):
        return "pnu" if _PNU.fullmatch(cell) else "number"
    if _LOT.fullmatch(cell):
        return "lot"
    if not any(map(str.isalpha, cell)):
        return ""
    return "kind" if kind_word(cell) else _place(cell)


def _place(cell: str) -> Holds:
    address = parse_address(cell)
    if not (address.sido or address.sigungu):
        alone = address.main_no is None and not address.rest and address.road is None
        return "emd" if (address.emd or address.ri) and alone else "text"
    if address.emd or address.ri or address.road:
        return "address"
    if address.main_no is None and address.rest in _AND_MORE:
        return "sigungu" if address.sigungu else "sido"
    return "text"


def held(cells: Iterable[str]) -> Holds:
    """Return what most cells of a column hold, nothing where they do not agree.

    >>> held(["경남", "부산", "", "전남"]), held(["국가", "12", "가나"])
    ('sido', '')
    """
    kinds = [holds(cell) for cell in cells if cell.strip()]
    for kind in set(kinds):
        if kinds.count(kind) >= MOST * len(kinds):
            return kind
    regions = sum(1 for kind in kinds if kind in {"sido", "sigungu"})
    return "sigungu" if kinds and regions >= MOST * len(kinds) else ""


def kind_word(cell: str, *, codes: bool = True) -> str | None:
    """Return the kind of complex that a cell of a column of kinds states, in a word or a code.

    >>> kind_word("국가산단"), kind_word("2"), kind_word("National"), kind_word("제조업")
    ('국가', '일반', '국가', None)
    """
    plain = cell.strip()
    code = plain.removesuffix(".0").lstrip("0")
    if code in _KIND_CODES:
        return _KIND_CODES[code] if codes else None
    if plain.isascii():
        folded = "".join(filter(str.isalpha, plain.casefold()))
        return _ENGLISH.get(folded) or _ENGLISH.get(_ENGLISH_TAIL.sub("", folded))
    if not _ONLY_KIND.fullmatch(plain.replace(" ", "")):
        return None
    # 지방산업단지 is what the law called 일반산업단지 until 2007.
    return kind_of(plain) or "일반"


def speaks_of_complexes(cells: Sequence[str]) -> int:
    """Count the cells with a word that names of complexes have."""
    return sum(1 for cell in cells if _COMPLEX.search(cell))
