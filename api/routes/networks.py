"""The networks as files for programs that analyse and draw graphs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.dated import dated_of
from api.documents import document
from api.errors import ParameterError, refuse_unknown
from api.language import language_of
from api.links import JSON, link
from api.respond import content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import symbols_of
from geo.exports.networks import MEDIA_TYPES, REQUESTS, network_file, networks_of, title_of

if TYPE_CHECKING:
    from api.profiles.document import Json
    from geo.atlas import Atlas
    from geo.messages import Lang

router = APIRouter(tags=["networks"])

_ENDINGS = {"graphml": "graphml", "gexf": "gexf", "hif": "hif.json", "json": "json"}
"""Format to the ending of its files."""


@router.get("/networks", response_class=Response, summary="연결망 · Networks")
def networks(request: Request, state: Annotated[State, Depends(dated_of)]) -> Response:
    """List the networks with the addresses of their files."""
    lang = language_of(request)
    item = {
        "links": [link(request, "self", JSON, "/networks")],
        "networks": [
            _description(request, state.snapshot.atlas, network, lang)
            for network in networks_of(state.snapshot.atlas)
        ],
    }
    return document(request, item, "networks")


@router.get(
    "/networks/{network}",
    response_class=Response,
    responses={
        200: {
            "description": "연결망의 파일, f 없이는 주소들 · the file, without f its links",
            "content": {value: {} for value in (*MEDIA_TYPES.values(), "text/html")},
        }
    },
    summary="연결망 하나 · One network",
)
def network(
    request: Request,
    network: str,
    state: Annotated[State, Depends(dated_of)],
    f: Annotated[str | None, Query(description=", ".join(MEDIA_TYPES))] = None,
) -> Response:
    """Return the network of a programme, ``combined`` or ``requests`` as a file, or its links."""
    known = networks_of(state.snapshot.atlas)
    if network not in known:
        refuse_unknown("network", network, tuple(known))
    lang = language_of(request)
    if f is None or f == "html":
        return document(
            request, _description(request, state.snapshot.atlas, network, lang), "networks"
        )
    if f not in MEDIA_TYPES:
        raise ParameterError(406, "unknown", "f", f, (*MEDIA_TYPES, "html"))
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    headers["Content-Disposition"] = f'attachment; filename="{network}{state.mark}.{_ENDINGS[f]}"'
    body = _written(state, network, f, lang)
    version = f"{state.snapshot.version}-{network}-{f}-{lang}"
    return content(request, body, MEDIA_TYPES[f], version, headers)


@lru_cache(maxsize=32)
def _written(state: State, network: str, format_: str, lang: Lang) -> bytes:
    """Write a file once for a snapshot."""
    colours = symbols_of(state.newest).colours if format_ == "gexf" else None
    return network_file(network, format_, state.snapshot, lang, colours)


def _description(request: Request, atlas: Atlas, network: str, lang: Lang) -> dict[str, Json]:
    path = f"/networks/{network}"
    return {
        "id": network,
        "title": title_of(network, atlas).of(lang),
        "collections": networks_of(atlas)[network],
        "links": [
            link(request, "self", JSON, path),
            *(
                link(request, "related", JSON, f"{path}/{view}", view)
                for view in ("metrics", "flows", "gaps")
                if network != REQUESTS
            ),
            *(
                link(request, "alternate", media_type, f"{path}?f={format_}", format_)
                for format_, media_type in MEDIA_TYPES.items()
            ),
        ],
    }
