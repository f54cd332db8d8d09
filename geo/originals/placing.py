"""Where the facts of a source stand in its text.

A fact's printed words are looked for with their spelling folded. Words that stand in several
places (거점, 100억원) are taken near those facts of the same row, table or section that stand in
one place only, so that each is found where its locator says.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_INNER = re.compile(r"[:()\[\]]| / ")
"""What parts a printing of which only a heading is the source's: ``과제: (항목) 무엇을 함``."""
_SHORTEST = 2
"""Letters of a part below which it is looked for only beside others: a number of a row."""
_LONG = 12
"""Letters from which a part may differ a little: a scanning error was mended, a comma left out."""
_HEADING = 6
"""Letters that a heading must have to be looked for alone."""
_ALIKE = 85
"""Per cent of its letters that then have to agree."""
_MOST_PLACES = 200
"""Of one part that are weighed."""
_AROUND = 600
"""Letters around a place in which the other parts of a printing count for it: a row of a table."""


class Wording(NamedTuple):
    """The words of a fact, to be found."""

    id: str
    printed: str
    """As the source prints it; several values with slashes between them."""
    locator: str
    """Where it stands, the larger part first: ``참고2 표 13행 주관지역(산단)``."""


class Place(NamedTuple):
    """Where a fact stands."""

    fact: str
    start: int
    """Of its longest part, in the text as it is."""
    end: int
    exact: bool
    """Whether it stands there to the letter but for folded spelling."""


@dataclass(frozen=True)
class Folded:
    """A text without blanks and marks, and where each of its letters stood."""

    text: str

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        kept: list[str] = []
        at: list[int] = []
        for position, letter in enumerate(self.text):
            for value in fold(letter):
                kept.append(value)
                at.append(position)
        return "".join(kept), at

    @property
    def letters(self) -> str:
        """The folded text."""
        return self._letters[0]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the folded text stands in the text."""
        at = self._letters[1]
        return at[start], at[end - 1] + 1

    def places(self, part: str) -> list[int]:
        """Return where a folded part begins, at most `_MOST_PLACES` times."""
        found: list[int] = []
        start = self.letters.find(part)
        while start >= 0 and len(found) < _MOST_PLACES:
            found.append(start)
            start = self.letters.find(part, start + 1)
        return found


def fold(text: str) -> str:
    """Leave letters and digits only, of one width and case.

    >>> fold("반월 ‧ 시화국가(1,234개사)")
    '반월시화국가1234개사'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def place(text: str, facts: Iterable[Wording]) -> tuple[Place, ...]:
    """Return where facts stand, by their place in the text; those not found are left out."""
    folded = Folded(text)
    wanted = [(fact, parts) for fact in facts if (parts := _parts(fact.printed))]
    possible = {
        fact.id: _possible(folded, parts) or _by_heading(folded, fact.printed)
        for fact, parts in wanted
    }
    certain: defaultdict[str, list[int]] = defaultdict(list)
    for fact, _ in wanted:
        if len(possible[fact.id]) == 1:
            for around in _around(fact.locator):
                certain[around].append(possible[fact.id][0].start)
    found = [
        _place(folded, fact, parts, possible[fact.id], _near(fact, certain))
        for fact, parts in wanted
    ]
    return tuple(sorted((item for item in found if item is not None), key=lambda item: item.start))


def _around(locator: str) -> list[str]:
    """Return a locator and the parts of the source around it, the smallest first.

    >>> _around("참고2 표 13행")
    ['참고2 표 13행', '참고2 표', '참고2']
    """
    words = locator.split()
    return [" ".join(words[:length]) for length in range(len(words), 0, -1)]


def _near(fact: Wording, certain: Mapping[str, Sequence[int]]) -> float | None:
    """Return the middle of what is certain in the smallest part around a fact."""
    parts = (certain[around] for around in _around(fact.locator) if around in certain)
    return next((float(median(starts)) for starts in parts), None)


def _parts(printed: str) -> list[str]:
    """Return the values of a printing folded, the longest first."""
    parts = dict.fromkeys(fold(part) for part in printed.split(" / "))
    return sorted((part for part in parts if len(part) >= _SHORTEST), key=len, reverse=True)


class _Candidate(NamedTuple):
    start: int
    end: int
    exact: bool


def _possible(folded: Folded, parts: Sequence[str]) -> list[_Candidate]:
    """Return where the longest part stands with most of the others around it."""
    longest = parts[0]
    starts = folded.places(longest)
    if not starts:
        near = _alike(folded, longest)
        return [near] if near else []
    if len(starts) > 1 and len(parts) > 1:
        counts = {start: _beside(folded, start, parts[1:]) for start in starts}
        most = max(counts.values())
        starts = [start for start in starts if counts[start] == most]
    return [_Candidate(start, start + len(longest), exact=True) for start in starts]


def _beside(folded: Folded, start: int, parts: Iterable[str]) -> int:
    around = folded.letters[max(0, start - _AROUND) : start + _AROUND]
    return sum(part in around for part in parts)


def _by_heading(folded: Folded, printed: str) -> list[_Candidate]:
    """Return where the longest of the inner parts stands that the text has."""
    inner = sorted({fold(part) for part in _INNER.split(printed)}, key=len, reverse=True)
    for part in (value for value in inner if len(value) >= _HEADING):
        if starts := folded.places(part):
            return [_Candidate(start, start + len(part), exact=False) for start in starts]
    return []


def _alike(folded: Folded, part: str) -> _Candidate | None:
    if len(part) < _LONG or len(part) > len(folded.letters):
        return None
    near = fuzz.partial_ratio_alignment(part, folded.letters, score_cutoff=_ALIKE)
    if near is None or near.dest_end <= near.dest_start:
        return None
    return _Candidate(near.dest_start, near.dest_end, exact=False)


def _place(
    folded: Folded,
    fact: Wording,
    parts: Sequence[str],
    possible: Sequence[_Candidate],
    near: float | None,
) -> Place | None:
    if not possible:
        return None
    # Without a certain fact around it the first place is as good as any.
    middle = near or 0
    best = min(possible, key=lambda candidate: abs(candidate.start - middle))
    vague = len(possible) > 1 and near is None and len(parts[0]) < _LONG
    return None if vague else Place(fact.id, *folded.span(best.start, best.end), best.exact)
