"""Short reads of features in the protocol's own turn: no task, no thread, no routing.

They give what the application gives, by the same functions; whatever is not plain, not short or not
right goes to the application, which also words the errors and answers pages of other origins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from api.cache import Kept, head_of
from api.coding import CODINGS, LEAST, encode
from api.dated import Dated
from api.errors import ParameterError, check_language
from api.links import IN_PATHS
from api.mementos import tell
from api.middleware import coding_for, secure
from api.negotiate import form_of
from api.ogc.items import crs_asked, features_answer, item_answer
from api.ogc.parameters import read_items_request
from api.respond import Pieces
from geo.crs import CRS84
from geo.errors import GeoError
from geo.query.schema import fields_of
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import Scope

    from api.cache import Key
    from api.coding import Coding
    from api.hosts import Hosts
    from api.ogc.parameters import ItemsRequest
    from api.published import Published
    from api.state import State
    from geo.store.snapshot import Layer

_SHORT = 1000
"""Features of an answer, or of a layer whose geometries are looked at one by one."""
ITEM = "/collections/{collection}/items/{feature:path}"
"""Route of a single feature."""
_ID, _ROW, _LENGTH = "sandan-id-7c1f", "sandan-row-7c1f", b"content-length: "
"""What stands in a mould where each answer has its own."""
_OWN_ROAD = frozenset({b"origin", b"if-none-match", b"if-modified-since"})
"""Headers that make more of an answer than the feature."""
_MOULDS = 256
"""Kinds of readers that are known at a time; a kind is what `api.cache.VARYING` tells apart."""


def direct_reader(
    state: State, published: Published | None = None
) -> Callable[[Scope], Response | None]:
    """Return what answers a GET of features at once, or None where the application is to."""
    dated = Dated(state)
    paths = {f"/collections/{id_}/items": layer for id_, layer in state.snapshot.layers.items()}

    def read(scope: Scope) -> Response | None:
        layer = paths.get(scope["path"])
        # Of a day, a zoning or a region the application answers, which takes longer.
        query = scope["query_string"]
        apart = any(item in query for item in (b"as_of", b"zoning", b"region="))
        if layer is None or apart or not FeatureTable.of(layer).is_ready:
            return None
        request = Request(scope if published is None else published.seen(scope))
        if "origin" in request.headers:
            return None
        try:
            check_language(request)
            if form_of(request) != "json":
                return None
            asked = read_items_request(request.query_params, [f.name for f in fields_of(layer)])
            if not _is_short(layer, asked):
                return None
            response = features_answer(request, layer, asked)
            known = dated if layer.id in dated.collections else None
            return None if isinstance(response, Pieces) else _coded(request, response, known)
        except (ParameterError, GeoError):
            return None

    return read


def _is_short(layer: Layer, asked: ItemsRequest) -> bool:
    selection, small = asked.selection, len(layer.fragments) <= _SHORT
    if selection.filter or selection.sortby or selection.datetime or not asked.is_plain:
        return False
    return small or (
        asked.limit <= _SHORT
        and (selection.bbox is None or FeatureTable.of(layer).points is not None)
    )


def _coded(request: Request, response: Response, dated: Dated | None) -> Response:
    headers = MutableHeaders(raw=response.raw_headers)
    if dated is not None:
        tell(request, headers, dated, "")
    accepted = ",".join(request.headers.getlist("accept-encoding"))
    coding = coding_for(headers, response.status_code, len(response.body), accepted)
    if coding:
        response.body = encode(bytes(response.body), coding)
        headers["content-length"] = str(len(response.body))
    headers.add_vary_header("Origin")
    secure(headers)
    return response


class ItemReader:
    """Single features: of all that differ by nothing but the feature, the answer is made once.

    That mould is an answer of the application to a feature with made-up id; a request fills in its
    own. So the hundred thousandth item costs what an answer from the cache costs, and needs none.
    """

    def __init__(self, state: State, published: Published, hosts: Hosts) -> None:
        self._dated = Dated(state)
        self._published = published
        self._hosts = hosts
        self._layers = {
            f"/collections/{id_}".encode(): layer
            for id_, layer in state.snapshot.layers.items()
            # Nobody waits here for another store.
            if layer.is_here
        }
        self._moulds: dict[Key, tuple[_Mould, _Mould] | None] = {}

    def answer(self, key: Key, scope: Scope) -> Kept | None:
        """Return the answer to a GET, or None where the application is to give it.

        `scope` is what is known of the connection: scheme and addresses.
        """
        url = key[0]
        if not isinstance(url, bytes):
            return None
        path, _, query = url.partition(b"?")
        collection, _, written = path.partition(b"/items/")
        layer = self._layers.get(collection)
        if layer is None:
            return None
        id_ = unquote(written.decode("latin-1")) if b"%" in written else written.decode("latin-1")
        row = layer.row_of.get(id_)
        if row is None:
            return None
        kind = (collection, query, *key[1:])
        if kind not in self._moulds:
            while len(self._moulds) >= _MOULDS:
                self._moulds.pop(next(iter(self._moulds)))
            self._moulds[kind] = self._cast(layer, query, key, scope)
        moulds = self._moulds[kind]
        if moulds is None:
            return None
        feature = layer.fragments[row]
        short, long = moulds
        body = short.body(feature, id_)
        if len(body) < LEAST or long.coding is None:
            return short.filled(body, id_, row)
        return long.filled(encode(body, long.coding), id_, row)

    def _cast(
        self, layer: Layer, query: bytes, key: Key, scope: Scope
    ) -> tuple[_Mould, _Mould] | None:
        headers = [header for header in key[2:] if isinstance(header, tuple)]
        told = {name for name, _ in headers}
        # What a proxy says of a request, and what a reader has already, is read by the application.
        if key[1] is not None or told & _OWN_ROAD or b"as_of" in query:
            return None
        if not self._hosts.allow(headers):
            return None
        path = f"/collections/{quote(layer.id)}/items/{_ID}"
        asked = {"path": path, "raw_path": path.encode(), "query_string": query, "headers": headers}
        request = Request(self._published.seen({**scope, "method": "GET", **asked}))
        try:
            check_language(request)
            if form_of(request) != "json" or crs_asked(request) != CRS84:
                return None
        except ParameterError:
            return None
        known = self._dated if layer.id in self._dated.collections else None
        moulds = []
        for feature in (b"{}", b'{"":"%b"}' % (b" " * LEAST)):
            plain = item_answer(request, layer, feature, _ROW)
            tail = bytes(plain.body)[len(feature) - 1 :]
            moulds.append(_Mould.of(_coded(request, plain, known), tail))
        return moulds[0], moulds[1]


@dataclass(frozen=True, slots=True)
class _Mould:
    """An answer with places for a feature, its id, its row and the length of it all."""

    status: int
    head: bytes
    tail: bytes
    """What follows the feature."""
    coding: Coding | None

    @classmethod
    def of(cls, response: Response, tail: bytes) -> _Mould:
        headers = [pair for pair in response.raw_headers if pair[0] != b"content-length"]
        coding = response.headers.get("content-encoding")
        return cls(
            response.status_code,
            head_of(response.status_code, headers),
            tail,
            next((item for item in CODINGS if item == coding), None),
        )

    def body(self, feature: bytes, id_: str) -> bytes:
        return feature[:-1] + self.tail.replace(_ID.encode(), quote(id_, safe=IN_PATHS).encode())

    def filled(self, body: bytes, id_: str, row: int) -> Kept:
        head = self.head.replace(_ID.encode(), quote(id_, safe=IN_PATHS).encode())
        head = head.replace(_ROW.encode(), b"%d" % row)
        return Kept(self.status, [], b"%b%b%d\r\n" % (head, _LENGTH, len(body)), body, ITEM)
