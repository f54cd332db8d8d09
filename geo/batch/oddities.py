"""Cells that say something else by the letter: dates that were numbers, several places, marks."""

from __future__ import annotations

import re

from geo.geocoding.address import parse_address
from geo.geocoding.query import Note

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = "|".join(_MONTHS)
_DATED = re.compile(
    rf"(?P<first>(?P<m1>{_MONTH})[a-z]*-(?P<n1>\d{{1,2}}))"
    rf"|(?P<second>(?P<n2>\d{{1,2}})-(?P<m2>{_MONTH})[a-z]*)"
    r"|(?P<korean>0?(?P<m3>\d{1,2})월\s*0?(?P<n3>\d{1,2})일)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?P<before>.*?\S)\s+(?P<date>{_DATED.pattern})(?P<after>\s*\(.*)?", re.IGNORECASE
)
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_TWO_DIGIT_YEARS = range(1930, 2030)
"""What Excel makes of two digits (its system setting "1930 to 2029"): 3-34 is March 1934."""
_LINES = re.compile(r"\s*[\n\r;|]+\s*|\s+/\s+")
_COMMAS = re.compile(r"\s*[,\uff0c]\s*|\s+및\s+")
_COMPLEX_NAME = re.compile(r"(?:산업단지|산단|공단|농공단지|국가|일반)(?:\([^)]*\))?$")
_MARKS = re.compile(r"^[*※†‡★☆◎○●▷▶■□\s]+|[*†‡¹²³⁴]+$|\s+\d\)$")


def undated(text: str, notes: list[Note], *, alone: bool = False) -> str:
    """Return a number that a spreadsheet took for a date as the number it was, with a note.

    In an address the date stands at its end; `alone`: the cell holds a number and nothing else,
    so that even 1934-03-01 is one.

    >>> undated("삼문중앙로6길 Mar-34", []), undated("등억알프스리 01월 22일", [])
    ('삼문중앙로6길 3-34', '등억알프스리 1-22')
    >>> undated("4-Mar", [], alone=True), undated("1934-03-01", [], alone=True)
    ('3-4', '3-34')
    """
    number = before = after = ""
    written = text
    if alone:
        iso = _ISO.fullmatch(text)
        if iso is not None:
            number = _of_iso(int(iso["year"]), int(iso["month"]), int(iso["day"]))
        elif (dated := _DATED.fullmatch(text)) is not None:
            number = _number(dated)
    elif text[-1:] in "일)" or text[-1:].isascii():
        tail = _TAIL.fullmatch(text)
        dated = _DATED.fullmatch(tail["date"]) if tail else None
        if tail and dated:
            number, before, after = _number(dated), f"{tail['before']} ", tail["after"] or ""
            written = tail["date"]
    if not number:
        return text
    notes.append(Note("batch.excel_date", {"written": written, "number": number}))
    return f"{before}{number}{after}"


def _number(dated: re.Match[str]) -> str:
    if dated["korean"]:
        return f"{int(dated['m3'])}-{int(dated['n3'])}"
    month = _MONTHS[(dated["m1"] or dated["m2"]).lower()]
    return f"{month}-{int(dated['n1'] or dated['n2'])}"


def _of_iso(year: int, month: int, day: int) -> str:
    """Return the number of a date: 3-34 became March 1934, 3-4 the fourth of March this year."""
    if day == 1 and year in _TWO_DIGIT_YEARS and (year % 100 > 31 or year < 2000):
        return f"{month}-{year % 100}"
    return f"{month}-{day}"


def first_place(text: str, notes: list[Note], *, addresses: bool) -> str:
    """Return the first of several places in one cell, with a note.

    Lines, semicolons, bars and slashes between blanks part places; a comma only where what stands
    behind it is a place of its own, for commas stand within addresses as well.

    >>> first_place("창원시 성산구 공단로 474; 김해시 김해대로 1", [], addresses=True)
    '창원시 성산구 공단로 474'
    >>> first_place("안산시 원시동 773, 1층", [], addresses=True)
    '안산시 원시동 773, 1층'
    """
    if not any(sign in text for sign in "\n\r;|/,\uff0c및"):
        return text
    parts = [part for part in _LINES.split(text) if part.strip(" -·")]
    # 성산구\n공단로 474 is one address over two lines.
    if len(parts) > 1 and addresses and not all(map(_is_placed, parts)):
        parts = [" ".join(parts)] if "\n" in text or "\r" in text else parts
    if len(parts) == 1:
        pieces = [piece for piece in _COMMAS.split(parts[0]) if piece]
        own = _is_placed if addresses else _is_complex
        if len(pieces) > 1 and all(map(own, pieces[:2])):
            parts = pieces
    if len(parts) > 1:
        notes.append(Note("batch.several_places", {"count": len(parts), "first": parts[0]}))
    return parts[0] if parts else text


def _is_placed(text: str) -> bool:
    """Tell whether a text is an address with its region: one that stands for itself."""
    address = parse_address(text)
    region = address.sido or address.sigungu
    return bool(region and (address.emd or address.ri or address.road))


def _is_complex(text: str) -> bool:
    return _COMPLEX_NAME.search(text) is not None and len(text) > 2


def unmarked(name: str) -> str:
    """Return a name without the marks of footnotes and of lists around it.

    >>> unmarked("* 창원국가산업단지"), unmarked("남동국가산업단지*"), unmarked("천안제3")
    ('창원국가산업단지', '남동국가산업단지', '천안제3')
    """
    return _MARKS.sub("", name).strip() or name
