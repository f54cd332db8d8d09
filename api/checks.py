"""The checks of the documents' arithmetic as a page shows them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from api.numbers import shown
from geo.model.bilingual import Bilingual, Named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.jsons import JsonObject
    from geo.messages import Catalogue

STATES = ("holds", "known", "broken")
SIGNS = {"holds": "✓", "known": "≠", "broken": "✕"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow(Named):
    """A check as the collection holds it."""

    id: str
    name_ko: str
    name_en: str
    state: str
    """One of `STATES`."""
    printed: float
    counted: float
    unit_ko: str
    unit_en: str
    working: str | None
    conflict: str | None
    """Id in the register of conflicts."""
    source: tuple[str, ...]
    locator: str

    @property
    def document(self) -> str:
        """Id of the document that prints it."""
        return self.source[0]

    @property
    def sign(self) -> str:
        """Of the state."""
        return SIGNS[self.state]

    def amount(self, number: float, words: Catalogue) -> str:
        """Write a number with the check's unit."""
        return shown(number, Bilingual(self.unit_ko, self.unit_en).of(words.lang), words)


_ROWS = TypeAdapter(tuple[CheckRow, ...])


def read_checks(rows: Iterable[JsonObject]) -> tuple[CheckRow, ...]:
    """Return the checks of the collection `checks`, in its order."""
    return _ROWS.validate_python(tuple(rows))


def matching(
    rows: Iterable[CheckRow], states: Sequence[str], documents: Sequence[str]
) -> tuple[CheckRow, ...]:
    """Return the checks in one of the states and of one of the documents; empty asks for all."""
    return tuple(
        row
        for row in rows
        if (not states or row.state in states) and (not documents or row.document in documents)
    )


def counted(rows: Iterable[CheckRow]) -> dict[str, int]:
    """Return how many checks came out how."""
    counts = Counter(row.state for row in rows)
    return {state: counts[state] for state in STATES}
