"""What the tables and their columns are called and mean, in both languages."""

from __future__ import annotations

from geo.messages import Lang, catalogue

PACKAGE = "geo.tables"


def meaning_of(table: str, column: str, lang: Lang) -> str:
    """Say what `column` of `table` holds; empty for one without words."""
    texts = catalogue(PACKAGE, lang).texts
    return texts.get(f"column.{table}.{column}") or texts.get(f"column.{column}", "")
