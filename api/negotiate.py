"""Which form of an answer a reader wants: ``?f=``, then ``Accept``, then JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request  # noqa: TC002 - FastAPI reads it at run time

from api.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPES = {
    "application/geo+json": "json",
    "application/json": "json",
    "application/schema+json": "json",
    "text/html": "html",
    "application/xhtml+xml": "html",
}


def form_of(request: Request, forms: Sequence[str] = ("json", "html")) -> str:
    """Return one of `forms`.

    Raises
    ------
    ParameterError
        406: ``f`` names another; the error lists them.
    """
    asked = request.query_params.get("f")
    if asked is not None:
        if asked not in forms:
            raise ParameterError(406, "unknown", "f", asked, tuple(forms))
        return asked
    return accepted_form(request, forms)


def accepted_form(request: Request, forms: Sequence[str]) -> str:
    """Return one of `forms` by what a reader accepts, the first where nothing tells."""
    ranked: list[tuple[float, str]] = []
    for part in request.headers.get("accept", "").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        form = _TYPES.get(name.lower())
        if form is not None and form in forms:
            try:
                ranked.append((float(weight), form))
            except ValueError:
                continue
    best = max((weight for weight, _ in ranked), default=0.0)
    return next((form for weight, form in ranked if weight == best > 0), forms[0])


def each_once(request: Request) -> None:
    """Refuse a query parameter that is given twice.

    Raises
    ------
    ParameterError
        400, with its name.
    """
    for name, value in request.query_params.multi_items():
        if len(request.query_params.getlist(name)) > 1:
            raise ParameterError(400, "repeated", name, value, ("1",))
