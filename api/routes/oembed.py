"""oEmbed: how a map is put into another page (oembed.com, version 1.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.errors import ParameterError
from api.known import any_parameters
from api.language import language_of
from api.links import root_of
from api.serving import State, state_of
from api.view import maps_of, scene_of
from geo.messages import LANGS, catalogue
from maps.frame import HEIGHT, WIDTH, code
from maps.titles import heading_of
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.messages import Lang

router = APIRouter(tags=["maps"], dependencies=[Depends(any_parameters)])
FORMATS = ("json", "xml")
Pixels = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/oembed", response_class=Response, summary="oEmbed")
def oembed(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    url: Annotated[str, Query(description="지도의 주소 · address of a map: …/maps/overview?…")],
    form: Annotated[str, Query(alias="format", description="json, xml")] = "json",
    maxwidth: Pixels = WIDTH,
    maxheight: Pixels = 10_000,
) -> Response:
    """Tell how to put the map at ``url`` into a page, with its conditions."""
    if form not in FORMATS:
        raise ParameterError(406, "unknown", "format", form, FORMATS)
    name, query = _asked(request, url, maps_of(state))
    pairs = parse_qsl(query, keep_blank_values=True)
    scene = scene_of(state)
    View.parse(pairs, scene)
    lang = _language(request, pairs)
    words = catalogue("maps", lang)
    width = min(WIDTH, maxwidth)
    height = min(HEIGHT, maxheight)
    title = words("title", map=heading_of(name, scene, words))
    source = f"{root_of(request)}/embed/{name}{query and '?'}{query}"
    answer: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": words("product"),
        "provider_url": f"{root_of(request)}/",
        "html": code(source, title, width, height),
        "width": width,
        "height": height,
    }
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    if form == "json":
        return JSONResponse(answer, headers=headers)
    return Response(_xml(answer), media_type="text/xml; charset=utf-8", headers=headers)


def _asked(request: Request, url: str, known: Collection[str]) -> tuple[str, str]:
    """Return the name of the map at `url` and the query behind it.

    Raises
    ------
    ParameterError
        404: it is the address of no map of this server.
    """
    try:
        asked, root = urlsplit(url), urlsplit(root_of(request))
        folder, _, name = asked.path.removeprefix(root.path).rpartition("/")
    except ValueError:
        asked, root, folder, name = urlsplit(""), urlsplit(root_of(request)), "", ""
    if asked.netloc != root.netloc or folder not in {"/maps", "/embed"} or name not in known:
        allowed = tuple(f"{root_of(request)}/maps/{value}" for value in known)
        raise ParameterError(404, "unknown", "url", url[:200], allowed)
    return name, asked.query


def _language(request: Request, pairs: list[tuple[str, str]]) -> Lang:
    """Return the language that the map's own address asks for, or else the request."""
    asked = dict(pairs).get("lang")
    return next((lang for lang in LANGS if lang == asked), language_of(request))


def _xml(answer: dict[str, str | int]) -> bytes:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
