"""The networks as files for programs that analyse and draw graphs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.documents import document
from api.errors import ParameterError, refuse_unknown
from api.language import language_of
from api.links import JSON, link
from api.respond import content
from api.state import State, state_of
from geo.exports.networks import MEDIA_TYPES, NETWORKS, network_file
from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.messages import Lang

router = APIRouter(tags=["networks"])

_ENDINGS = {"graphml": "graphml", "gexf": "gexf", "hif": "hif.json", "json": "json"}
"""Format to the ending of its files."""


@router.get("/networks", response_class=Response, summary="연결망 · Networks")
async def networks(request: Request) -> Response:
    """List the networks with the addresses of their files."""
    lang = language_of(request)
    made = {
        "links": [link(request, "self", JSON, "/networks")],
        "networks": [_description(request, network, lang) for network in NETWORKS],
    }
    return document(request, made, "networks")


@router.get(
    "/networks/{network}",
    response_class=Response,
    responses={
        200: {
            "description": "연결망의 파일, f 없이는 주소들 · the file, without f its links",
            "content": {one: {} for one in (*MEDIA_TYPES.values(), "text/html")},
        }
    },
    summary="연결망 하나 · One network",
)
async def network(
    request: Request,
    network: str,
    state: Annotated[State, Depends(state_of)],
    f: Annotated[str | None, Query(description=", ".join(MEDIA_TYPES))] = None,
) -> Response:
    """Return ``consortia``, ``transformation`` or ``combined`` in a format, or links to all."""
    if network not in NETWORKS:
        refuse_unknown("network", network, tuple(NETWORKS))
    lang = language_of(request)
    if f is None or f == "html":
        return document(request, _description(request, network, lang), "networks")
    if f not in MEDIA_TYPES:
        raise ParameterError(406, "unknown", "f", f, (*MEDIA_TYPES, "html"))
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    headers["Content-Disposition"] = f'attachment; filename="{network}.{_ENDINGS[f]}"'
    body = await run_in_threadpool(_written, state, network, f, lang)
    version = f"{state.snapshot.version}-{network}-{f}-{lang}"
    return content(request, body, MEDIA_TYPES[f], version, headers)


@lru_cache(maxsize=32)
def _written(state: State, network: str, format_: str, lang: Lang) -> bytes:
    """Write a file once for a snapshot."""
    return network_file(network, format_, state.snapshot.layers, lang)


def _description(request: Request, network: str, lang: Lang) -> dict[str, Any]:
    path = f"/networks/{network}"
    return {
        "id": network,
        "title": catalogue("geo", lang)(f"network.{network}"),
        "collections": list(NETWORKS[network]),
        "links": [
            link(request, "self", JSON, path),
            *(
                link(request, "alternate", media_type, f"{path}?f={format_}", format_)
                for format_, media_type in MEDIA_TYPES.items()
            ),
        ],
    }
