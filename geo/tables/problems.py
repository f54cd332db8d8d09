"""A problem in a table: which cell, what is wrong, what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geo.messages import Lang, catalogue
from geo.tables.forms import form_key
from geo.tables.words import meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.tables.cells import Row

_EXPLAINED = {"empty", "not_allowed", "pattern", "range"}
"""Codes after which the column's meaning is said, for there the editor has to choose a value."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one cell (or row, or file)."""

    file: str
    """Name of the file, such as ``places.csv`` or ``programmes/ID/bodies.csv``."""
    line: int
    """Line in the file, the header being 1; 0 speaks of the whole file."""
    column: str
    """Name of the column; empty speaks of the whole row."""
    code: str
    """What is wrong: a key under ``problem`` in the catalogue."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """Fields of the sentence, such as ``value`` and ``allowed``."""

    def text(self, lang: Lang) -> str:
        """Say it as ``file:line:column: what is wrong, what is allowed``."""
        sentence = catalogue("geo", lang)(f"problem.{self.code}", **self._facts(lang))
        if self.code in _EXPLAINED:
            sentence = f"{sentence} {self._meaning(lang)}".rstrip()
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {sentence}"

    def _facts(self, lang: Lang) -> Mapping[str, object]:
        """Return the facts, a pattern said in words."""
        if self.code != "pattern":
            return self.facts
        pattern = str(self.facts["allowed"])
        words = catalogue("geo.tables", lang)
        return {**self.facts, "allowed": words(form_key(pattern), pattern=pattern)}

    def _meaning(self, lang: Lang) -> str:
        """Tell what the column holds; nothing for a file that is no table of ours."""
        meaning = meaning_of(PurePosixPath(self.file).stem, self.column, lang)
        return f"({self.column}: {meaning})" if meaning else ""


def unknown(
    file: str, row: Row | None, column: str, value: object, known: Iterable[object]
) -> Problem:
    """Return the problem of a value that is none of those `known`; no row speaks of the file."""
    allowed = sorted(str(entry) for entry in known)
    shown = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    line = row.line if row else 0
    return Problem(file, line, column, "unknown", {"value": value, "allowed": shown})
