"""Query parameters that nobody reads are refused: a slip of the pen is no wrong answer.

OGC API - Features Part 1, §7.8, demands it of data; here it holds of pages too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi import Request  # noqa: TC002 - FastAPI reads it at run time

from api.errors import ParameterError
from api.negotiate import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.dependencies.models import Dependant
    from fastapi.routing import APIRoute

EVERYWHERE = ("f", "lang", "as_of", "zoning")
"""Read of every request; `api.dated.check_day` refuses the last two where nothing has them."""
_OF_PAGES = re.compile(r"theme|utm_\w+|fbclid|gclid")
"""What the script of every page reads, and what other sites append to links that they pass on."""


async def any_parameters() -> None:
    """Depend on this where a route takes parameters that no list holds, or that others add.

    Properties of collections, which the route itself checks; versions of static files; what
    embedding sites, monitors, assistants and clients of OpenRefine append.
    """


async def check_known(request: Request) -> None:
    """Refuse parameters that the route does not declare; every route depends on it.

    Raises
    ------
    ParameterError
        400, with those that it does.
    """
    if not request.scope["query_string"]:
        return
    known = _known(request.scope["route"])
    if known is None:
        return
    for name, value in request.query_params.items():
        if name not in known and not (_OF_PAGES.fullmatch(name) and _is_page(request)):
            raise ParameterError(400, "unknown_name", name, value, known)


def _is_page(request: Request) -> bool:
    try:
        return form_of(request) == "html"
    except ParameterError:
        return False


def _known(route: APIRoute) -> tuple[str, ...] | None:
    """Return the parameters of a route; None where it takes any."""
    if _takes_any(route.dependant):
        return None
    declared = list(_declared(route.dependant))
    more = (route.openapi_extra or {}).get("parameters", ())
    declared += [item["name"] for item in more if item["in"] == "query"]
    return tuple(dict.fromkeys((*declared, *EVERYWHERE)))


def _declared(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for item in dependant.dependencies:
        yield from _declared(item)


def _takes_any(dependant: Dependant) -> bool:
    return dependant.call is any_parameters or any(map(_takes_any, dependant.dependencies))
