"""What changed since an older build, where an operator points at one."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.html import page
from api.language import language_of
from api.negotiate import form_of
from api.respond import content
from api.serving import State, state_of
from geo.changes.compare import Change, compare
from geo.changes.folder import Built, read_built
from geo.changes.formats import as_atom, as_csv, as_json
from geo.changes.words import entries

if TYPE_CHECKING:
    from pathlib import Path

router = APIRouter(tags=["pages"])
_WRITERS = {
    "json": (as_json, "application/json"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "atom": (as_atom, "application/atom+xml"),
}
FORMS = ("html", *_WRITERS)

Report = tuple[tuple[Change, ...], Built, Built]


@router.get("/changes", response_class=Response, summary="자료의 변경 · Changes of the data")
def changes(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    f: Annotated[str | None, Query(description=", ".join(FORMS))] = None,  # noqa: ARG001
) -> Response:
    """Tell what changed since the older build, in words; also as JSON, CSV and Atom feed."""
    lang = language_of(request)
    form = form_of(request, FORMS)
    assert state.settings.previous is not None  # noqa: S101 - the route is there only with it
    report = report_of(state.settings.previous, state.settings.data)
    _, old, new = report
    version = f"{old.version}-{new.version}"
    if form == "html":
        told = entries(*report, lang)
        groups = [(title, list(group)) for title, group in groupby(told, attrgetter("title"))]
        return page(request, "changes.html", version, groups=groups, old=old, new=new)
    write, media_type = _WRITERS[form]
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return content(request, write(*report, lang), media_type, f"{version}-{lang}-{form}", headers)


@lru_cache(maxsize=2)
def report_of(previous: Path, data: Path) -> Report:
    """Compare two data folders once.

    Raises
    ------
    UnreadableSnapshotError
        One of them has no built files that can be read.
    """
    old, new = read_built(previous), read_built(data)
    return compare(old, new), old, new
