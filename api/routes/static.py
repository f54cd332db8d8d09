"""Files that pages load: scripts, styles, fonts, Leaflet and the base map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.errors import refuse_unknown
from api.known import any_parameters
from api.respond import FOREVER, content
from api.serving import State, state_of
from maps.assets import vendor, version_of
from maps.bundles import bundles
from maps.layers.provinces import provinces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

router = APIRouter(include_in_schema=False, dependencies=[Depends(any_parameters)])
BASEMAP = ("korea.topojson", "neighbours.topojson")
PROVINCES = "provinces.topojson"
_MEDIA = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "topojson": "application/json",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file for the browser."""

    body: bytes
    media_type: str
    version: str


@router.get("/static/{path:path}")
def static(request: Request, path: str, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return a file; an address that carries the file's version may be kept for ever."""
    file = static_files(state.settings.data).get(path)
    if file is None:
        refuse_unknown("file", path, ())
    asked = request.query_params.get("v")
    headers = {"Cache-Control": FOREVER} if asked == file.version else {}
    return content(request, file.body, file.media_type, file.version, headers)


@lru_cache(maxsize=2)
def static_files(data: Path) -> dict[str, StaticFile]:
    """Return every file that may be served, by its path below ``/static``; nothing else may."""
    basemap = {name: (data / "boundaries" / name).read_bytes() for name in BASEMAP}
    basemap[PROVINCES] = provinces(basemap["korea.topojson"])
    found = {
        **dict(_below(files("maps") / "static", "")),
        **dict(_below(files("api") / "static", "site/")),
        **{f"basemap/{name}": body for name, body in basemap.items()},
        **{asset.name: asset.body for asset in (*vendor().values(), *bundles().values())},
    }
    return {
        path: StaticFile(body, _MEDIA[path.rpartition(".")[2]], version_of(body))
        for path, body in found.items()
        if path.rpartition(".")[2] in _MEDIA
    }


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()
