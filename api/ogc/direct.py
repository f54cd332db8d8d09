"""Short reads of features in the protocol's own turn: no task, no thread, no routing.

They give what the application gives, by the same functions; whatever is not plain, not short or not
right goes to the application, which also words the errors and answers pages of other origins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from api.coding import encode
from api.errors import ParameterError, check_language
from api.middleware import coding_for, secure
from api.negotiate import form_of
from api.ogc.items import features_answer
from api.ogc.parameters import read_items_request
from api.respond import Pieces
from geo.errors import GeoError
from geo.query.schema import fields_of
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import Scope

    from api.ogc.parameters import ItemsRequest
    from api.published import Published
    from api.state import State
    from geo.store.snapshot import Layer

_SHORT = 1000
"""Features of an answer, or of a layer whose geometries are looked at one by one."""


def direct_reader(
    state: State, published: Published | None = None
) -> Callable[[Scope], Response | None]:
    """Return what answers a GET of features at once, or None where the application is to."""
    paths = {f"/collections/{id_}/items": layer for id_, layer in state.snapshot.layers.items()}

    def read(scope: Scope) -> Response | None:
        layer = paths.get(scope["path"])
        if layer is None or not FeatureTable.of(layer).is_ready:
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
            return None if isinstance(response, Pieces) else _coded(request, response)
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


def _coded(request: Request, response: Response) -> Response:
    headers = MutableHeaders(raw=response.raw_headers)
    accepted = ",".join(request.headers.getlist("accept-encoding"))
    coding = coding_for(headers, response.status_code, len(response.body), accepted)
    if coding:
        response.body = encode(bytes(response.body), coding)
        headers["content-length"] = str(len(response.body))
    headers.add_vary_header("Origin")
    secure(headers)
    return response
