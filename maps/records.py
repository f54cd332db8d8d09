"""What the panel and popups show, as records of plain text; scripts set it as text only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Record = dict[str, Any]
"""A mapping with fixed keys; nothing of the data is a key."""


def told(
    *,
    title: str,
    kicker: str,
    sections: Iterable[Record],
    facts: list[Record],
    notes: Iterable[str | None],
    sources: Iterable[Record],
    badge: Record | None = None,
) -> Record:
    """Make what is told about one thing; empty sections and notes are left out."""
    return {
        "title": title,
        "kicker": kicker,
        "badge": badge,
        "sections": [one for one in sections if one["items"]],
        "facts": facts,
        "notes": [note for note in notes if note],
        "sources": list(sources),
    }


def section(heading: str, items: list[Record]) -> Record:
    """Make a list below a heading."""
    return {"heading": heading, "items": items}


def item(
    text: str,
    places: Sequence[Record] = (),
    *,
    title: str = "",
    badge: Record | None = None,
    leads_to: str | None = None,
    quote: str | None = None,
    conflict: str | None = None,
) -> Record:
    """Make a line with places to go to.

    Parameters
    ----------
    leads_to
        Id of the place or body that `title` names.
    quote
        Words of a document, in Korean.
    conflict
        Anchor of the conflict that `title` names, on the page of conflicts.
    """
    return {
        "badge": badge,
        "title": title,
        "leadsTo": leads_to,
        "text": text,
        "quote": quote,
        "conflict": conflict,
        "places": places,
    }


def fact(term: str, text: str) -> Record:
    """Make a term with its text."""
    return {"term": term, "text": text}
