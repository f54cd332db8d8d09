"""The start page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.analysis.asked import networks
from api.catalogue import start_page_data
from api.documents import as_json as json_answer
from api.html import environment, ways
from api.html import page as html_page
from api.landing import landing
from api.language import language_of
from api.negotiate import form_of
from api.parameters import with_meanings
from api.profiles.folders import folders
from api.respond import HTML, content, digest
from api.serving import State, state_of
from api.view import outlines_of, scene_of
from geo.messages import Lang, catalogue
from maps.embed import as_json
from maps.scene import OVERVIEW
from maps.thumbnail import ground, thumbnail
from maps.titles import heading_of
from maps.view import View, apply

if TYPE_CHECKING:
    from geo.jsons import OpenObject

router = APIRouter(tags=["pages"])
CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
    "img-src 'self' data:; frame-ancestors 'self'"
)


@router.get("/", response_class=Response, summary="처음 화면 · Start page")
def start(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Lead to the maps and the data."""
    lang = language_of(request)
    if form_of(request) == "json":
        return json_answer(request, landing(request, state, lang), as_of=state.snapshot.as_of)
    body = _start(state, lang, str(request.base_url).rstrip("/"))
    headers = {
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
        "Content-Security-Policy": CONTENT_SECURITY,
    }
    return content(request, body, HTML, f"{state.snapshot.version}-{digest(body)}", headers)


@router.get("/api.html", response_class=Response, summary="API 문서 · API for people")
def api_page(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List every operation with its parameters, out of the OpenAPI description."""
    words = catalogue("api", language_of(request))
    paths = with_meanings(request.app.openapi())["paths"]
    operations = [
        {
            "method": method.upper(),
            "path": path,
            "summary": _side(operation.get("summary", ""), words.lang),
            "parameters": [
                _parameter(item, words.lang) for item in operation.get("parameters", ())
            ],
        }
        for path, methods in paths.items()
        for method, operation in methods.items()
    ]
    return html_page(request, "api.html", state.snapshot.version, operations=operations)


def _side(text: str, lang: Lang) -> str:
    """Return one half of ``한국어 · English``."""
    korean, _, english = text.partition(" · ")
    return english or korean if lang == "en" else korean


def _parameter(described: OpenObject, lang: Lang) -> OpenObject:
    schema = described.get("schema", {})
    return {
        "name": described["name"],
        "meaning": _side(described.get("description", ""), lang),
        "type": schema.get("type", ""),
        "example": described.get("example", ""),
    }


@dataclass(frozen=True, slots=True)
class MapCard:
    """A map as the start page offers it."""

    name: str
    title: str
    text: str
    picture: str
    """An ``<svg>`` element."""


def _cards(state: State, lang: Lang) -> list[MapCard]:
    scene, words = scene_of(state), catalogue("api", lang)
    cards = []
    for name in (OVERVIEW, *scene.atlas.programmes):
        drawn = scene.drawn(name)
        shown = apply(scene, View(), drawn)
        if not shown.places:
            continue
        title = heading_of(name, scene, catalogue("maps", lang))
        if name == OVERVIEW:
            names = [scene.atlas.programmes[id_].name.of(lang) for id_ in drawn]
            text = words("start.overview.text", programmes=" · ".join(names))
        else:
            programme = scene.atlas.programmes[name]
            counts = {"nouns": programme.bodies.of(lang), "bodies": len(shown.bodies)}
            key = "start.map.ties" if shown.ties else "start.map.sites"
            text = words(key, **counts, ties=len(shown.ties), places=len(shown.places))
            if programme.about:
                text = f"{programme.about.of(lang)} {text}"
        cards.append(MapCard(name, title, text, thumbnail(scene, drawn)))
    return cards


@lru_cache(maxsize=8)
def _start(state: State, lang: Lang, root: str) -> bytes:
    snapshot = state.snapshot
    words = catalogue("api", lang)
    template = environment().get_template("start.html")
    page = template.render(
        lang=lang,
        root=root,
        words=words,
        maps=_cards(state, lang),
        ground=ground(outlines_of(state)),
        ways=ways(state, lang),
        folders=folders(snapshot.atlas, lang),
        network=networks(snapshot.atlas)[0],
        layers=snapshot.layers.values(),
        as_of=snapshot.as_of,
        linked_data=as_json(start_page_data(state, root, lang)),
    )
    return page.encode()
