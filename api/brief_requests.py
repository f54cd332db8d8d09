"""How requests ask for briefs, and how they are answered: shape, department, date, number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple
from urllib.parse import quote

from fastapi import Query, Request, Response

from api.briefs import written
from api.errors import ParameterError
from api.heavy import heavy_of
from api.language import language_of
from api.respond import content, digest
from maps.briefs.content import LENGTHS, SHAPES, Asked
from maps.briefs.formats import FORMATS
from maps.briefs.number import address_of

if TYPE_CHECKING:
    from api.state import State
    from maps.briefs.content import Brief, Length, MapAs

LONGEST = 60
"""Characters of a department."""
WANTED = "sandan.brief"
"""Where the ASGI scope holds a list for the brief itself, of who wants it instead of a file."""
_NO_PART = frozenset({
    *("f", "lang", "as_of", "zoning"),
    *("form", "department", "date", "theme", "dpi"),
})  # fmt: skip
"""Parameters of a page that its number tells otherwise, or that say how it looks."""

_LengthAsked = Annotated[
    str, Query(description="page: 한 쪽 · one page; full: 표와 차트까지 · with all tables")
]
_Form = Annotated[
    str,
    Query(
        alias="form",
        description="brief: 숫자 먼저 · dense; report: 보고서(□ ○ - ※) · as Korean offices report",
    ),
]
_Department = Annotated[
    str, Query(max_length=LONGEST, description="보고서의 부서 · department that a report bears")
]
_Date = Annotated[
    str,
    Query(
        alias="date",
        description="보고서의 날짜(YYYY-MM-DD), 없으면 자료 기준일 · date that a report bears",
    ),
]


def asked_of(
    request: Request,
    length: _LengthAsked = "page",
    form: _Form = "brief",
    department: _Department = "",
    date_: _Date = "",
) -> Asked:
    """Read how a brief is to tell.

    Raises
    ------
    ParameterError
        400: there is no such length, form or day, or the department cannot be printed.
    """
    shape = next((item for item in SHAPES if item == form), None)
    if shape is None:
        raise ParameterError(400, "unknown", "form", form, SHAPES)
    if date_ and not _is_day(date_):
        raise ParameterError(400, "unknown", "date", date_[:200], ("2026-02-26",))
    if not department.isprintable():
        raise ParameterError(400, "unknown", "department", repr(department)[:200], ("산업입지과",))
    return Asked(language_of(request), _length(length), shape, department.strip(), date_)


def read_shape(
    request: Request, form: _Form = "brief", department: _Department = "", date_: _Date = ""
) -> None:
    """Read how the brief of a page is to tell, which `shaped` then returns; it has one length."""
    request.state.shaped = asked_of(request, "full", form, department, date_)


def shaped(request: Request) -> Asked:
    """Return what `read_shape`, on which the route depends, has read."""
    asked: Asked = request.state.shaped
    return asked


def page_address(request: Request) -> str:
    """Return path and query of a page below the root, as numbers hold them; empty of a file."""
    if request.method not in {"GET", "HEAD"}:
        return ""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).strip("/")
    items = request.query_params.multi_items()
    return address_of(path, (pair for pair in items if pair[0] not in _NO_PART))


class Prepared(NamedTuple):
    """A brief that is still to be written, and its format."""

    brief: Brief
    form: str


async def answer(request: Request, state: State, prepared: Prepared, map_as: MapAs) -> Response:
    """Answer with the file of a brief, or hand the brief to who wants it itself (`WANTED`)."""
    lang, brief = language_of(request), prepared.brief
    wanted: list[Brief] | None = request.scope.get(WANTED)
    if wanted is not None:
        wanted.append(brief)
        return Response()
    heavy = heavy_of(request)
    body = await heavy.run(lang, written, brief, prepared.form, map_as, stand=state.stand)
    way = "inline" if prepared.form == "pdf" else "attachment"
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(brief.name)}.{prepared.form}",
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
    }
    return content(request, body, FORMATS[prepared.form].media_type, digest(body), headers)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _length(asked: str) -> Length:
    for length in LENGTHS:
        if length == asked:
            return length
    raise ParameterError(400, "unknown", "length", asked, LENGTHS)
