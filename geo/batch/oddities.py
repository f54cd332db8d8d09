"""Cells that say something else by the letter: lots that became days, several names, marks.

What stands within an address (Mar-34, several addresses) is read by `geo.geocoding.written`.
"""

from __future__ import annotations

import re

from geo.geocoding.query import Note

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    rf"(?P<first>{_MONTH})[a-z]*-(?P<after>\d{{1,2}})"
    rf"|(?P<before>\d{{1,2}})-(?P<second>{_MONTH})[a-z]*"
    r"|0?(?P<month>\d{1,2})월\s*0?(?P<day>\d{1,2})일",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_TWO_DIGIT_YEARS = range(1930, 2000)
"""What Excel makes of 30 to 99 (its system setting "1930 to 2029"): 3-34 is March 1934."""
_SEVERAL = re.compile(r"\s*[\n\r;|,\uff0c]+\s*|\s+(?:/|및)\s+")
_COMPLEX_NAME = re.compile(r".(?:산업단지|산단|공단|농공단지|국가|일반)(?:\([^)]*\))?$")
_MARKS = re.compile(
    r"^[*※†‡★☆◎○●▷▶■□\s]+|[*†‡¹²³⁴]+$|\s+\d\)$"
    r"|\s*\(?\s*[①-⑳](?:\s*\+\s*[①-⑳])*\s*\)?$"
)
"""Of footnotes and lists, and KICOX's ① for a part and (① + ②) for the sum of its parts."""


def lot_of(cell: str, notes: list[Note]) -> str:
    """Return a lot that a spreadsheet took for a day as the lot it was, with a note.

    >>> lot_of("4-Mar", []), lot_of("1934-03-01", []), lot_of("66-5", [])
    ('3-4', '3-34', '66-5')
    """
    if (iso := _ISO.fullmatch(cell)) is not None:
        year, month, day = int(iso["year"]), int(iso["month"]), int(iso["day"])
        number = f"{month}-{year % 100 if day == 1 and year in _TWO_DIGIT_YEARS else day}"
    elif (found := _DAY.fullmatch(cell)) is not None:
        name = (found["first"] or found["second"] or "").lower()
        month = _MONTHS.index(name) + 1 if name else int(found["month"])
        number = f"{month}-{int(found['after'] or found['before'] or found['day'])}"
    else:
        return cell
    notes.append(Note("number_from_date", {"written": cell, "number": number}))
    return number


def first_complex(text: str, notes: list[Note]) -> str:
    """Return the first of several complexes in one cell, with a note.

    >>> first_complex("창원국가산단, 진해국가산단", []), first_complex("미포,온산국가", [])
    ('창원국가산단', '미포,온산국가')
    """
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) < 2 or not all(_COMPLEX_NAME.search(part) for part in parts):
        return text
    notes.append(Note("first_of_several", {"first": parts[0]}))
    return parts[0]


def unmarked(name: str) -> str:
    """Return a name without the marks of footnotes and of lists around it.

    >>> unmarked("* 창원국가산업단지"), unmarked("남동국가산업단지*"), unmarked("천안제3")
    ('창원국가산업단지', '남동국가산업단지', '천안제3')
    """
    return _MARKS.sub("", name).strip() or name
