"""Several complexes in one cell into their names: 중앙탑·용탄농공단지, 성서4·5차."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.text import in_parentheses, kind_of, without_parentheses

_SEVERAL = re.compile(r"\d+개\s*(?:산업단지|산단|단지)\s*\(")
"""외동 일대 7개 산단(외동2·석계2): the names stand in the parentheses."""
_AND_OTHERS = re.compile(r"\s*등\s*(?:\d+개\s*)?(?:산업단지|산단|단지)?(?:과|와)\s+")
_REST = re.compile(
    r"\s*(?:일원|일대|인근|부근|주변|(?<=\s)구?내|등|외)"
    r"(?:\s+[^,/]*|\s*\d+(?:개|곳)?\s*(?:산업단지|산단|단지)?)?$"
)
_COMMA = re.compile(
    r"\s*[,、/&]\s*|(?<=단지)[와과]\s+|(?<=[산공]단)과\s+|\s+(?:및|와|과|그리고)\s+"
    r"|(?<=단지)및\s*|(?<=[산공]단)및\s*"
)
_DOT = re.compile(r"\s*[·‧・∙•ㆍᆞ･]\s*")
_RANGE = re.compile(r"제?(?P<first>\d+)\s*[~\u223c〜]\s*제?(?P<last>\d+)")
_NUMBER_ONLY = re.compile(r"제?\d+(?=\D|$)(?!-)")
_NUMBER_BEHIND = re.compile(r"제?\d+(?:차|단지)?$")
_WORD = re.compile(
    r"(?:국가|일반|지방|도시첨단|농공)?\s*(?:산업단지|공업단지|농공단지|산단|공단|단지)$|(?<=\d)차$"
)
_MOST = 20
"""Names of one cell; a longer range is no list of complexes."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of a list."""

    written: str
    whole: str
    """With the word behind the last of the list, which stands for all."""
    part: int
    """Number of the part between commas; a middle dot may also join the halves of one name."""


def names_in(written: str) -> tuple[ListedName, ...]:
    """Return the names that a cell lists; the name before a number stands for all numbers.

    >>> [name.whole for name in names_in("중앙탑·용탄농공단지")]
    ['중앙탑농공단지', '용탄농공단지']
    >>> [name.whole for name in names_in("진천2·3차")]
    ['진천2차', '진천3차']
    """
    listed = in_parentheses(written)[0] if _SEVERAL.search(written) else written
    plain = _REST.sub("", _AND_OTHERS.sub(", ", without_parentheses(listed)))
    found: list[tuple[str, int]] = []
    for number, part in enumerate(_COMMA.split(plain)):
        for piece in (value for half in _DOT.split(part) if half for value in _counted(half)):
            last = found[-1][0] if found else ""
            numbered = _NUMBER_ONLY.match(piece) and _NUMBER_BEHIND.search(last)
            found.append((f"{_NUMBER_BEHIND.sub('', last)}{piece}" if numbered else piece, number))
    word = _WORD.search(found[-1][0]) if found else None
    return tuple(
        ListedName(
            value,
            value if word is None or _WORD.search(value) or kind_of(value) else value + word[0],
            number,
        )
        for value, number in found
    )


def _counted(part: str) -> list[str]:
    """Return 제2~5산단 as 제2산단, 제3산단, 제4산단, 제5산단."""
    found = _RANGE.search(part)
    if found is None or not 0 < int(found["last"]) - int(found["first"]) < _MOST:
        return [part]
    numbers = range(int(found["first"]), int(found["last"]) + 1)
    return [f"{part[: found.start()]}{number}{part[found.end() :]}" for number in numbers]
