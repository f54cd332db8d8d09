"""States as the standard of versions has them: Memento, RFC 7089.

An address without a day is the original and its own time gate, by redirection (§4.1.1); with
`as_of` it is a memento, and ``/timemap/…`` lists those that there are.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response

from api.dated import HELD, GateError
from api.links import address, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.dated import Dated
    from api.state import State

LINK_FORMAT = "application/link-format"
_TOLD = frozenset({200, 204, 206, 304})
"""Statuses of the answers of a state."""


class Mementos:
    """Let the application see the day on which a state began, and tell versions of its answers."""

    def __init__(self, app: ASGIApp, dated: Dated) -> None:
        self._app = app
        self._dated = dated

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        held: dict[str, State] = {}
        scope = {**self._dated.canonical(scope), HELD: held}

        async def told(message: Message) -> None:
            if held and message["type"] == "http.response.start" and message["status"] in _TOLD:
                headers = MutableHeaders(raw=message["headers"])
                tell(Request(scope), headers, self._dated, held["state"].day)
            await send(message)

        await self._app(scope, receive, told)


def tell(request: Request, headers: MutableHeaders, dated: Dated, day: str) -> None:
    """Say of an answer which version it is, and where others are; no `day` is the newest state."""
    headers.add_vary_header("Accept-Datetime")
    links = list(_always(request))
    if day:
        headers["Memento-Datetime"] = written(day)
        states = dated.states_of(_below(request))
        before = [("predecessor-version", state) for state in states if state < day][-1:]
        after = [("successor-version", state) for state in states if state > day][:1]
        links += [(rel, address(request, as_of=value)) for rel, value in (*before, *after)]
    told = [f'<{href}>; rel="{rel}"' for rel, href in links]
    headers.append("Link", ", ".join(told))


def answer_gate(app: FastAPI) -> None:
    """Teach `app` to lead who asks by ``Accept-Datetime`` to the state of that day.

    So too who asks for the page of a zone to the zoning that has it.
    """

    @app.exception_handler(GateError)
    async def gate(request: Request, error: GateError) -> Response:
        links = [f'<{href}>; rel="{rel}"' for rel, href in _always(request)]
        headers = {"Vary": "Accept-Datetime", "Link": ", ".join(links)}
        there = address(request, **{error.parameter: error.value})
        return RedirectResponse(there, 302, headers)


def original_of(request: Request, path: str) -> Request:
    """Return the request that is made by asking for `path` below the root, with the same query."""
    return Request({**request.scope, "path": path})


def timemap(original: Request, states: tuple[str, ...]) -> Response:
    """Answer with the list of the states of what `original` asks for (§5)."""
    first, last = written(states[0]), written(states[-1])
    here = f'<{_timemap_of(original)}>; rel="self"; type="{LINK_FORMAT}"'
    lines = [
        f'<{address(original, as_of=None)}>; rel="original timegate"',
        f'{here}; from="{first}"; until="{last}"',
    ]
    for day in states:
        place = [
            name for name, value in (("first", states[0]), ("last", states[-1])) if value == day
        ]
        rel = " ".join((*place, "memento"))
        lines.append(f'<{address(original, as_of=day)}>; rel="{rel}"; datetime="{written(day)}"')
    headers = {"Vary": "Accept"}
    return Response(",\n".join(lines), media_type=LINK_FORMAT, headers=headers)


def written(day: str) -> str:
    """Return the first moment of a day (UTC) as HTTP writes it."""
    moment = datetime.combine(datetime.fromisoformat(day), time(), UTC)
    return format_datetime(moment, usegmt=True)


def _always(request: Request) -> Iterator[tuple[str, str]]:
    yield "original timegate", address(request, as_of=None)
    yield "timemap", _timemap_of(request)


def _timemap_of(request: Request) -> str:
    root = root_of(request)
    return f"{root}/timemap{address(request, as_of=None).removeprefix(root)}"


def _below(request: Request) -> str:
    return str(request.scope["path"]).removeprefix(request.scope.get("root_path", ""))
