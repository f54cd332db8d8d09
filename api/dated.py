"""The state of a request: `as_of` picks its day, where what is read has days, `zoning` its zones.

A route takes a day when it depends on `dated_of`; any other refuses one. Days between two changes
are the same state, so an address is read as if it named the day of the change: they share what is
made and kept, and answer in the same bytes. The same routes take `zoning`, a scheme of 초광역권.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote, unquote_plus, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.routing import APIRoute

from api.errors import AbsentError, ParameterError
from api.language import language_of
from api.serving import State, state_of
from geo.errors import DayError
from geo.exports.networks.graph import REQUESTS, networks_of
from geo.layers.catalog import of_a_day
from geo.model.programmes import first_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi.dependencies.models import Dependant
    from starlette.types import Scope

    from geo.profiles.model import Subject

AS_OF, ZONING = "as_of", "zoning"
HELD = "sandan.state"
"""Where the ASGI scope holds, under ``state``, what a request that takes a day reads."""
_COLLECTION = re.compile("/collections/([^/]+)")
_ASKED = re.compile(rb"(?:^|&)as_of=([^&]*)")


@dataclass(eq=False)
class GateError(Exception):
    """The state that a request wants has an address of its own: with this parameter."""

    parameter: str
    value: str


class Dated:
    """Which addresses of a server take a day, and of which days it has states."""

    def __init__(self, state: State) -> None:
        atlas = state.snapshot.atlas
        self.states = atlas.states()
        """In time."""
        self._atlas = atlas
        self._routes: list[APIRoute] = []
        self._reading: set[int] = set()
        """Identities of the routes that take a day."""
        networks = networks_of(atlas).keys() - {REQUESTS}
        self._of_a_day: Mapping[str, frozenset[str]] = {
            "collection": frozenset(of_a_day(atlas)),
            "network": frozenset(networks),
            "programme": frozenset(atlas.programmes),
        }
        """Parameter of a path to the values with which the path takes a day."""
        self.takes = lru_cache(4096)(self._takes)
        """Tell whether the address of a path below the root, without a query, takes a day."""

    def learn(self, router: APIRouter) -> APIRouter:
        """Get to know the routes of `router`, after those before; returns it."""
        routes = [route for route in router.routes if isinstance(route, APIRoute)]
        self._routes += routes
        self._reading |= {id(route) for route in routes if _reads_a_day(route.dependant)}
        return router

    @property
    def collections(self) -> frozenset[str]:
        """The collections that change with the day."""
        return self._of_a_day["collection"]

    def days_of(self, collection: str | None) -> tuple[str, ...]:
        """Return the days, months or years on which a collection, or anything, changed.

        The newest first.
        """
        atlas = self._atlas
        own = [
            programme.id
            for programme in atlas.programmes.values()
            if collection in programme.collections
        ]
        return atlas.days(own or atlas.programmes)

    def states_of(self, path: str) -> tuple[str, ...]:
        """Return the days from which on an address below the root answers otherwise, in time."""
        for body in self._atlas.bodies.values():
            page = self._atlas.programme_of(body).page
            if f"/{page.format(id=body.id, no=body.no)}" == path:
                return tuple(sorted(map(first_day, body.days)))
        collection = _COLLECTION.match(path)
        return tuple(sorted(set(map(first_day, self.days_of(collection and collection[1])))))

    def gate(self, asked: str) -> str:
        """Return the day of the state at a moment as HTTP writes it; of one before all, the first.

        Raises
        ------
        ParameterError
            400: it is no moment (RFC 7089, §4.5.3).
        """
        try:
            moment = parsedate_to_datetime(asked)
        except (ValueError, TypeError, IndexError, OverflowError) as error:
            allowed = ("Wed, 24 Mar 2021 00:00:00 GMT",)
            raise ParameterError(400, "invalid", "Accept-Datetime", asked, allowed) from error
        day = moment.astimezone(UTC).date().isoformat()
        return self._atlas.state_on(max(day, self.states[0]))

    def until(self, day: str) -> str:
        """Return the last day on which a state held; empty for the last one, and for no day."""
        after = self.states[bisect_right(self.states, day) :] if day else ()
        return (date.fromisoformat(after[0]) - timedelta(days=1)).isoformat() if after else ""

    def canonical(self, scope: Scope) -> Scope:
        """Return a request with the day on which the state that it asks for began.

        An empty day is none; one that cannot be used stays, to be refused.
        """
        query = scope["query_string"]
        if not _ASKED.search(query):
            return scope
        return {**scope, "query_string": _ASKED.sub(self._day, query).removeprefix(b"&")}

    def _day(self, found: re.Match[bytes]) -> bytes:
        asked = unquote_plus(found[1].decode("latin-1"))
        if not asked:
            return b""
        try:
            day = self._atlas.state_on(asked)
        except DayError:
            return found[0]
        return found[0][: -len(found[1])] + day.encode()

    def _takes(self, path: str) -> bool:
        for route in self._routes:
            if found := route.path_regex.match(path):
                return self.fits(route, found.groupdict())
        return False

    def fits(self, route: APIRoute, parameters: Mapping[str, str]) -> bool:
        """Tell whether a route takes a day with these parameters of its path."""
        return id(route) in self._reading and all(
            parameters[name] in values
            for name, values in self._of_a_day.items()
            if name in parameters
        )


def _reads_a_day(dependant: Dependant) -> bool:
    return dependant.call is dated_of or any(map(_reads_a_day, dependant.dependencies))


def dates_of(request: Request) -> Dated:
    """Return what the server that answers `request` knows of days."""
    dated: Dated = request.app.state.dated
    return dated


def read_by(request: Request) -> State:
    """Return the state that `request` reads: of its day, once it is known, else the newest."""
    state: State | None = request.scope.get(HELD, {}).get("state")
    return state_of(request) if state is None else state


async def check_day(request: Request) -> None:
    """Refuse a day or a zoning where nothing changes with it.

    Raises
    ------
    ParameterError
        400, with the collections that do change.
    """
    for name, key in ((AS_OF, "no_day"), (ZONING, "no_zoning")):
        asked = request.query_params.get(name)
        if asked is None:
            continue
        dated = dates_of(request)
        if not dated.fits(request.scope["route"], request.path_params):
            raise ParameterError(400, key, name, asked, tuple(sorted(dated.collections)))


async def dated_of(
    request: Request,
    as_of: Annotated[
        str | None,
        Query(
            description="기준일, 그날의 상태 · the day of which to show the state: "
            "2021, 2021-03, 2021-03-24",
        ),
    ] = None,
    zoning: Annotated[
        str | None,
        Query(description="초광역권 구분 · scheme of mega-regions: 5plus2, 5poles3"),
    ] = None,
) -> State:
    """Return the state that a request reads; what is made for it is made in turn.

    Raises
    ------
    DayError
        The day is none, or before all that the data tell of.
    ZoningError
        There is no such scheme.
    GateError
        The day is asked for by a header; it names the address.
    """
    newest, dated = state_of(request), dates_of(request)
    if not dated.fits(request.scope["route"], request.path_params):
        return newest
    gate = request.headers.get("accept-datetime")
    if as_of is None and gate is not None:
        raise GateError(AS_OF, dated.gate(gate))
    state = newest.on(as_of).zoned(zoning or None)
    request.scope.setdefault(HELD, {})["state"] = state
    if state is newest:
        return state
    collection = str(request.path_params.get("collection"))
    if collection in state.snapshot.layers:
        # In a thread: a layer of a day that nobody has asked for yet is made now.
        result = partial(state.snapshot.layers.__getitem__, collection)
        await request.app.state.pages.run(result, language_of(request))
    return state


def with_day(request: Request, path: str) -> str:
    """Return an address below the root with day and zoning of `request`, where it takes them."""
    state: State | None = request.scope.get(HELD, {}).get("state")
    if state is None or not any(state.stand):
        return path
    plain, _, query = path.partition("?")
    if not dates_of(request).takes(unquote(plain)):
        return path
    more = urlencode(kept_of(state, query))
    return f"{path}{'&' if query else '?'}{more}" if more else path


def kept_of(state: State, query: str = "") -> dict[str, str]:
    """Return the parameters by which links keep a state, but for those that `query` has."""
    document = {AS_OF: state.day, ZONING: state.zoning}
    return {name: value for name, value in document.items() if value and f"{name}=" not in query}


def check_presence(state: State, parameter: str, id_: str) -> None:
    """Say since when there is what the state of an earlier day does not have.

    Raises
    ------
    AbsentError
        404: it is there in the newest state.
    """
    since = state.newest.snapshot.atlas.since(id_) if state.day else None
    if since is not None:
        raise AbsentError(parameter, id_, state.day, since)


def find_on(state: State, find: Callable[[State, str], Subject], name: str) -> Subject:
    """Return what `find` finds on the day of `state`; see `check_presence` for what it raises."""
    try:
        return find(state, name)
    except ParameterError:
        if state.day:
            check_presence(state, "subject", find(state.newest, name).id)
        raise
