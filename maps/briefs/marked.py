"""Texts of a brief with the marks of their footnotes, escaped for XML and HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.briefs.content import Notes


def marked(text: str, notes: Notes = ()) -> str:
    """Return a text with its footnote numbers raised behind it.

    >>> marked("3 < 4", (1, 2))
    '3 &lt; 4<sup>1,2)</sup>'
    """
    raised = f"<sup>{','.join(map(str, notes))})</sup>" if notes else ""
    return f"{escape(text)}{raised}"
