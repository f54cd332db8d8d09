"""An older brief beside today's data: which of its numbers have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlencode

from api.brief_requests import WANTED
from api.briefs import brief_of, view_brief_of
from api.inside import Client
from api.view import maps_of, scene_of
from geo.errors import SubjectError
from geo.profiles.subjects import find_subject
from maps.briefs.content import Asked
from maps.briefs.number import check_of, items_of, read_number
from maps.briefs.reading import text_of
from maps.briefs.verify import checked
from maps.briefs.viewing import read_address
from maps.errors import ViewError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from api.state import State
    from geo.profiles.model import Kind
    from maps.briefs.content import Brief
    from maps.briefs.number import Number


def numbered(text: str) -> Number | None:
    """Return the number of the document of which a text is, or None."""
    return read_number(text)


def today(state: State, number: Number) -> Brief | None:
    """Return the brief of a number from today's data; None where its subject is no more.

    That of a page is told by `of_page`.
    """
    own = state.newest.on(number.day or None).zoned(number.zoning or None)
    asked = Asked(number.lang, number.length, number.shape)
    if number.kind == "selection":
        try:
            name, view = read_address(number.id, scene_of(own))
        except ViewError:
            return None
        return view_brief_of(own, name, view, asked) if name in maps_of(own) else None
    try:
        subject = find_subject(own.snapshot.atlas, cast("Kind", number.kind), number.id)
    except SubjectError:
        return None
    return brief_of(own, subject, asked)


async def of_page(app: ASGIApp, number: Number, host: str = "localhost") -> Brief | None:
    """Return the brief of the page of a number, asked for again; None where there is none now."""
    path, items = items_of(number.id)
    document = {"as_of": number.day, "zoning": number.zoning, "form": number.shape}
    query = [*items, *((key, value) for key, value in document.items() if value)]
    query += [("lang", number.lang), ("f", "pdf")]
    wanted: list[Brief] = []
    address = f"/{quote(path)}?{urlencode(query)}"
    await Client(app).asked(address, host=host, handed={WANTED: wanted})
    return wanted[0] if wanted else None


def standing(state: State, number: Number, brief: Brief | None) -> dict[str, object]:
    """Tell what a number says, and whether the data are still those; `brief` is today's."""
    now = read_number(brief.number) if brief else None
    # That of another day, or of other zones, has a version of its own.
    check = now.check if now else check_of(state.newest.snapshot.version)
    return {
        "number": str(number),
        "title": brief.title if brief else None,
        "lang": number.lang,
        "then": {"as_of": number.told, "check": number.check},
        "now": {"as_of": state.newest.snapshot.as_of, "check": check},
        "same_data": number.check == check,
        "now_number": brief.number if brief else None,
    }


def opened(_: State, content: bytes) -> str:
    """Return the text of a brief's file.

    Raises
    ------
    UnreadableError
        It is of no format of briefs, or damaged.
    """
    return text_of(content)


def verified(state: State, number: Number, brief: Brief | None, text: str) -> dict[str, object]:
    """Compare the text of a file with today's brief."""
    found = checked(brief, text) if brief else ()
    return {
        **standing(state, number, brief),
        "statements": {
            kind: [
                {"text": item.text, "now": item.numbers, "then": item.then}
                for item in found
                if item.standing == kind
            ]
            for kind in ("changed", "absent", "same")
        },
    }
