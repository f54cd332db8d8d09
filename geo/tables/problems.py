"""A problem in a table: which cell, what is wrong, what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one cell (or row, or file)."""

    file: str
    """Name of the file, such as ``participants.csv``."""
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
        sentence = catalogue("geo", lang)(f"problem.{self.code}", **self.facts)
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{place}: {sentence}"
