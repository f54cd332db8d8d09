"""An older brief beside today's data: which of its numbers have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.briefs import brief_of
from geo.errors import SubjectError
from geo.profiles.subjects import find_subject
from maps.briefs.content import Asked
from maps.briefs.number import check_of, read_number
from maps.briefs.reading import text_of
from maps.briefs.verify import checked

if TYPE_CHECKING:
    from api.state import State
    from maps.briefs.content import Brief
    from maps.briefs.number import Number


def numbered(text: str) -> Number | None:
    """Return the number of the document of which a text is, or None."""
    return read_number(text)


def today(state: State, number: Number) -> Brief | None:
    """Return the brief of a number from today's data; None where its subject is no more."""
    own = state.newest.on(number.day or None).zoned(number.zoning or None)
    try:
        subject = find_subject(own.snapshot.atlas, number.kind, number.id)
    except SubjectError:
        return None
    return brief_of(own, subject, Asked(number.lang, number.length, number.shape))


def standing(state: State, number: Number) -> dict[str, object]:
    """Tell what a number says, and whether the data are still those."""
    brief = today(state, number)
    version = state.newest.snapshot.version
    return {
        "number": str(number),
        "title": brief.title if brief else None,
        "lang": number.lang,
        "then": {"as_of": number.as_of, "check": number.check},
        "now": {"as_of": state.newest.snapshot.as_of, "check": check_of(version)},
        "same_data": number.check == check_of(version),
        "now_number": brief.number if brief else None,
    }


def verified(state: State, content: bytes) -> dict[str, object] | None:
    """Compare a file with today's brief; None where no number of a document stands in it.

    Raises
    ------
    UnreadableError
        The file is of no format of briefs, or damaged.
    """
    text = text_of(content)
    number = numbered(text)
    if number is None:
        return None
    brief = today(state, number)
    found = checked(brief, text) if brief else ()
    return {
        **standing(state, number),
        "statements": {
            kind: [
                {"text": one.text, "now": one.numbers, "then": one.then}
                for one in found
                if one.standing == kind
            ]
            for kind in ("changed", "absent", "same")
        },
    }
