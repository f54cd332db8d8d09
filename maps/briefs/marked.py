"""The raised numbers of footnotes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.briefs.content import Notes


def raised(notes: Notes) -> str:
    """Return numbers as they stand raised behind a text: three and more in a row as a span.

    >>> raised((1, 2)), raised((4, 6, 7, 8)), raised(())
    ('1,2)', '4,6–8)', '')
    """
    runs: list[list[int]] = []
    for note in sorted(notes):
        if runs and note == runs[-1][-1] + 1:
            runs[-1].append(note)
        else:
            runs.append([note])
    told = ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run) for run in runs)
    text = ",".join(value for part in told for value in part)
    return f"{text})" if text else ""


def marked(text: str, notes: Notes = ()) -> str:
    """Return a text with its footnote numbers raised behind it, escaped for HTML.

    >>> marked("3 < 4", (1, 2))
    '3 &lt; 4<sup>1,2)</sup>'
    """
    value = raised(notes)
    return f"{escape(text)}<sup>{value}</sup>" if value else escape(text)
