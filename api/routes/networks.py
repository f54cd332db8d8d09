"""The networks as files for programs that analyse and draw graphs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.errors import ParameterError, refuse_unknown
from api.language import language_of
from api.respond import content
from api.state import State, state_of
from geo.exports.networks import MEDIA_TYPES, NETWORKS, network_file
from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.messages import Lang

router = APIRouter(tags=["networks"])

_ENDINGS = {"graphml": "graphml", "gexf": "gexf", "hif": "hif.json", "json": "json"}
"""Format to the ending of its files."""


@router.get("/networks", summary="연결망 · Networks")
async def networks(request: Request) -> dict[str, Any]:
    """List the networks with the addresses of their files."""
    lang = language_of(request)
    return {
        "links": [_link(request, "self", "application/json", "/networks")],
        "networks": [_description(request, network, lang) for network in NETWORKS],
    }


@router.get(
    "/networks/{network}",
    response_class=Response,
    responses={
        200: {
            "description": "연결망의 파일, f 없이는 주소들 · the file, without f its links",
            "content": {media_type: {} for media_type in MEDIA_TYPES.values()},
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
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    if f is None:
        return JSONResponse(_description(request, network, lang), headers=headers)
    if f not in MEDIA_TYPES:
        raise ParameterError(406, "unknown", "f", f, tuple(MEDIA_TYPES))
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
            _link(request, "self", "application/json", path),
            *(
                _link(request, "alternate", media_type, f"{path}?f={format_}", format_)
                for format_, media_type in MEDIA_TYPES.items()
            ),
        ],
    }


def _link(
    request: Request, rel: str, media_type: str, path: str, title: str = ""
) -> dict[str, str]:
    root = str(request.base_url).rstrip("/")
    made = {"rel": rel, "type": media_type, "href": f"{root}{path}"}
    return made | ({"title": title} if title else {})
