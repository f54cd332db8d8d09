"""The checks of the documents' arithmetic as a page tells them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from api.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.messages import Catalogue

STATES = ("holds", "known", "broken")
SIGNS = {"holds": "✓", "known": "≠", "broken": "✕"}


def asked(
    rows: Iterable[dict[str, Any]], states: Sequence[str], documents: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the checks in one of the states and of one of the documents; empty asks for all."""
    return [
        row
        for row in rows
        if (not states or row["state"] in states)
        and (not documents or row["source"][0] in documents)
    ]


def counted(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Return how many checks came out how."""
    found = Counter(row["state"] for row in rows)
    return {state: found[state] for state in STATES}


def told(row: dict[str, Any], words: Catalogue) -> dict[str, Any]:
    """Return what a page says of a check in the language of `words`."""
    unit = row[f"unit_{words.lang}"]
    return {
        "id": row["id"],
        "state": row["state"],
        "sign": SIGNS[row["state"]],
        "word": words(f"checks.{row['state']}"),
        "name": row[f"name_{words.lang}"],
        "printed": shown(row["printed"], unit, words),
        "counted": shown(row["counted"], unit, words),
        "working": row["working"],
        "conflict": row["conflict"],
        "document": row["source"][0],
        "locator": row["locator"],
    }
