"""Texts and queries as words: folded, so that spelling does not part what means the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding.names import initials, is_initials

if TYPE_CHECKING:
    from collections.abc import Iterable

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPAN = re.compile(r"(?<=\d)[-–—](?=\d)")
_BETWEEN = re.compile(
    r"[ \t\r\f\v·‧・∙•ㆍ\u119e･,、;:/~\u223c〜|(){}\[\]<>〈〉《》「」『』【】\"'“”‘’′]+"
)
"""What stands between words; a dash within a word (E-PARK) belongs to it. NFKC makes a middle dot
(U+318D) to U+119E, and every blank to a plain one."""
_SHORT = (("산업단지", "산단"), ("공업단지", "공단"))
_DASHES = re.compile("[-–—]+")
_FULL_STOPS = re.compile(r"\.+(?=\s|$)")
_LETTER = re.compile(r"[a-z]")
_SEPARATORS = r"[\s·‧・∙•ㆍᆞ･,、/\-–—~]*"
"""What may stand between the letters of a word in a text as printed."""
LINE = "\n"
"""Between texts of one entry; no word holds it."""
_EDGES = re.compile(f" *{LINE} *")


def words_of(text: str) -> tuple[str, ...]:
    """Part a text into words, each as `geo.text.fold` spells it.

    >>> words_of("반월·시화국가(1,234개사, 2023-2028)")
    ('반월', '시화국가', '1234개사', '2023', '2028')
    """
    return tuple(_folded(text).split())


def _folded(text: str) -> str:
    """Fold a text of one or more lines, with blanks between its words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _DASHES.sub("", _SPAN.sub(" ", _THOUSANDS.sub("", plain)))
    return _FULL_STOPS.sub("", _BETWEEN.sub(" ", plain))


@dataclass(frozen=True, slots=True)
class Written:
    """Several texts, to look words up in."""

    spaced: str
    """The words with a blank before each; every text begins and ends with `LINE`."""
    joined: str
    """The same without blanks: Korean is spaced as one likes."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Written:
        """Fold texts."""
        lines = LINE.join(text.replace(LINE, " ") for text in texts)
        spaced = _EDGES.sub(f"{LINE} ", f"{LINE}{_folded(lines)}{LINE}")
        return cls(spaced, spaced.replace(" ", ""))

    def __add__(self, other: Written) -> Written:
        """Return these texts and then the others."""
        return Written(self.spaced + other.spaced, self.joined + other.joined)


NOTHING = Written("", "")


@dataclass(frozen=True)
class Word:
    """A word of a query."""

    text: str
    """Folded; initial consonants as they were typed."""
    by_initials: bool = False
    """Whether it is nothing but initial consonants, as ㅊㅇ for 창원."""

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The word, and with the word for complex in short or in full: 산단 is 산업단지."""
        others = [self.text.replace(*pair) for pair in (*_SHORT, *(pair[::-1] for pair in _SHORT))]
        return tuple(dict.fromkeys((self.text, *others)))

    @cached_property
    def _bordered(self) -> re.Pattern[str] | None:
        """The word where letters and digits must not run on; None for one in Hangul alone.

        AX is not looked for within TAX, nor 12 within 2012; Hangul may stand anywhere.
        """
        before = "(?<![a-z])" if _LETTER.match(self.text) else ""
        before = r"(?<![\d.])" if self.text[0].isdigit() else before
        after = r"(?!\.?\d)" if self.text[-1].isdigit() else ""
        return re.compile(before + re.escape(self.text) + after) if before or after else None

    @cached_property
    def printed(self) -> re.Pattern[str]:
        """The word in a text as printed, to be marked there."""
        begins = "(?<![A-Za-z])" if _LETTER.match(self.text) else ""
        spelled = "|".join(
            _SEPARATORS.join(map(re.escape, spelling)) for spelling in self.spellings
        )
        return re.compile(f"{begins}(?:{spelled})", re.IGNORECASE)

    # What follows is asked of every entry at each search: `map` costs half of a generator.

    def stands_in(self, written: Written) -> bool:
        """Tell whether a text has the word."""
        joined = written.joined
        if not any(map(joined.__contains__, self.spellings)):
            return False
        bordered = self._bordered
        if bordered is None:
            return True
        found = bordered.search(written.spaced) or bordered.search(joined)
        return found is not None

    def begins_in(self, written: Written) -> bool:
        """Tell whether a word of a text that has it begins with it."""
        return any(map(written.spaced.__contains__, self._beginnings))

    def begins(self, written: Written) -> bool:
        """Tell whether a text begins with it."""
        return any(map(written.joined.__contains__, self._lines_begun))

    def is_whole(self, written: Written) -> bool:
        """Tell whether a text is nothing else."""
        return any(map(written.joined.__contains__, self._lines))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(f" {spelling}" for spelling in self.spellings)

    @cached_property
    def _lines_begun(self) -> tuple[str, ...]:
        return tuple(f"{LINE}{spelling}" for spelling in self.spellings)

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(f"{LINE}{spelling}{LINE}" for spelling in self.spellings)


def query_words(query: str) -> tuple[Word, ...]:
    """Part a query into the words that must all fit, each once.

    >>> [word.text for word in query_words("ㅊㅇ R&D 창원, 창원")]
    ['ㅊㅇ', 'r&d', '창원']
    """
    found: dict[str, Word] = {}
    for part in query.split():
        if is_initials(part):
            found.setdefault(part, Word(part, by_initials=True))
        else:
            for word in words_of(part):
                found.setdefault(word, Word(word))
    return tuple(found.values())


def initials_of(written: Written) -> Written:
    """Return texts by the initial consonants of their words."""
    return Written(initials(written.spaced), initials(written.joined))
