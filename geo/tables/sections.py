"""Where a locator stands in its document: section, and order within it."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.tables.evidence import SectionRow

Place = tuple[int, int, tuple[int, ...]]


class Outline:
    """The sections of every document that has them listed."""

    def __init__(self, rows: Iterable[SectionRow]) -> None:
        self._rows = tuple(rows)
        self.sources = frozenset(row.source for row in self._rows)

    def section_of(self, source: str, locator: str) -> SectionRow | None:
        """Return the section of a locator: the longest with which it begins; None without one."""
        fitting = (
            row for row in self._rows if row.source == source and locator.startswith(row.section)
        )
        return max(fitting, key=lambda row: len(row.section), default=None)

    def place_of(self, source: str, locator: str) -> Place:
        """Return what sorts locators as the document runs: section, part, numbers.

        >>> from geo.tables.evidence import SectionRow
        >>> rows = [SectionRow(line=2, source="a", section="참고2", section_en="Reference 2")]
        >>> Outline(rows).place_of("a", "참고2 표 13행 연계지역(산단)")
        (0, -1, (13,))
        """
        section = self.section_of(source, locator)
        if section is None:
            return (len(self._rows), -1, ())
        rest = locator.removeprefix(section.section).split(";")[0].strip()
        parts = [i for i, part in enumerate(section.parts) if rest.startswith(part)]
        part = max(parts, key=lambda i: len(section.parts[i]), default=-1)
        return (self._rows.index(section), part, _numbers(rest))


def _numbers(text: str) -> tuple[int, ...]:
    """Return the whole numbers of a text, those in circles included."""
    found = []
    for counts, letters in groupby(text, key=lambda value: value.isdecimal()):
        if counts:
            found.append(int("".join(letters)))
        else:
            found += [int(unicodedata.numeric(letter)) for letter in letters if letter.isdigit()]
    return tuple(found)
