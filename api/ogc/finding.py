"""Which entries a request wants: the query parameters of OGC API - Records Part 1, §7.4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import SelectionError
from geo.messages import LANGS
from geo.query.periods import interval_of, period_of
from geo.query.wildcards import without_accents, without_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.catalogue.entry import Box, Entry

TYPE = "dataset"
"""What every record is of."""
ORDERS: Mapping[str, Callable[[Entry], str]] = {
    "id": lambda entry: entry.id,
    "title": lambda entry: entry.title_ko,
    "title_en": lambda entry: entry.title_en.casefold(),
    "updated": lambda entry: entry.as_of,
}
"""What records can be put in order by."""
_DATES = ("2025-01-16", "2025-01/..", "../2024-12")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of a request; all must hold, an absent one always does."""

    terms: tuple[str, ...] = ()
    """Texts of which one must stand in title, description or keywords."""
    ids: tuple[str, ...] | None = None
    external_ids: tuple[str, ...] | None = None
    """Of which our records have none."""
    types: tuple[str, ...] | None = None
    box: Box | None = None
    datetime: str | None = None
    order: tuple[str, ...] = ()
    """Keys of `ORDERS`, the first decides; behind a minus sign the other way round."""

    def of(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """Return the entries that fit, in the order that is asked for, else in their own.

        Raises
        ------
        SelectionError
            The time is none.
        """
        period = self._period()
        found = [
            entry
            for entry in entries
            if (self.ids is None or entry.id in self.ids)
            and self.external_ids is None
            and (self.types is None or TYPE in self.types)
            and _meets(self.box, entry.box)
            and _overlaps(period, entry)
            and _says(entry, self.terms)
        ]
        for key in reversed(self.order):
            found.sort(key=ORDERS[key.lstrip("-")], reverse=key.startswith("-"))
        return tuple(found)

    def _period(self) -> tuple[int, int] | None:
        if self.datetime is None:
            return None
        start, slash, end = self.datetime.partition("/")
        period = interval_of(start, end if slash else start)
        if period is None or (not slash and start in {"", ".."}):
            raise SelectionError(parameter="datetime", value=self.datetime, allowed=_DATES)
        return period


def _meets(asked: Box | None, box: Box | None) -> bool:
    """Tell whether two boxes meet; what has no place is not known to lie outside."""
    if asked is None or box is None:
        return True
    west, south, east, north = asked
    beside = west > box[2] or east < box[0]
    if west > east:  # over the date line
        beside = west > box[2] and east < box[0]
    return not beside and south <= box[3] and north >= box[1]


def _overlaps(period: tuple[int, int] | None, entry: Entry) -> bool:
    if period is None or entry.period is None:
        return True
    first, last = (period_of(day.isoformat()) for day in entry.period)
    return first is None or last is None or (first[0] <= period[1] and last[1] >= period[0])


def _says(entry: Entry, terms: tuple[str, ...]) -> bool:
    if not terms:
        return True
    words = entry.description
    texts = [entry.id, entry.title_ko, entry.title_en]
    for lang in LANGS:
        texts += [words.abstract(lang) or "", *words.keywords(lang)]
    held = _folded("\n".join(texts))
    return any(_folded(term) in held for term in terms)


def _folded(text: str) -> str:
    return without_case(without_accents(" ".join(text.split(" "))))
