"""A collection as a file, in the format, coordinate system and encoding that are asked for."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from api.errors import ParameterError
from api.language import language_of
from api.respond import content
from api.state import State, state_of
from geo.crs import CRS84, OUTPUT_CRS, crs_of
from geo.errors import OutputCrsError, OutputEncodingError
from geo.exports.formats import FORMATS, crs_for, encoding_for
from geo.exports.source import source_notes
from geo.exports.write import pieces
from geo.query.selection import FilterLang, Selection, select
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.formats import Format
    from geo.messages import Lang
    from geo.store.snapshot import Layer

router = APIRouter(tags=["download"])
_VALIDATORS = ("etag", "cache-control", "last-modified")
_KNOWN = ("f", "crs", "filter", "filter-lang", "filter-crs", "encoding", "lang")


@dataclass(frozen=True, slots=True)
class Asked:
    """The query parameters."""

    f: Annotated[str, Query(description=", ".join(FORMATS))] = "geojson"
    crs: Annotated[str | None, Query(description="EPSG:5179, …")] = None
    filter: Annotated[str | None, Query(description="CQL2")] = None
    filter_lang: Annotated[FilterLang, Query(alias="filter-lang")] = "cql2-text"
    filter_crs: Annotated[str, Query(alias="filter-crs", description=CRS84)] = CRS84
    encoding: Annotated[str | None, Query(description="utf-8, cp949 (f=shp)")] = None


@router.get(
    "/collections/{collection}/download",
    response_class=Response,
    responses={
        200: {
            "description": "파일 · the file",
            "content": {one.media_type.partition(";")[0]: {} for one in FORMATS.values()},
        }
    },
    summary="파일로 받기 · Download as a file",
)
async def download(
    request: Request,
    collection: str,
    state: Annotated[State, Depends(state_of)],
    asks: Annotated[Asked, Depends()],
) -> Response:
    """Return the collection as a file; it says its licence, sources, date and version inside."""
    layer = state.layer(collection)
    asked = FORMATS.get(asks.f)
    if asked is None:
        raise ParameterError(406, "unknown", "f", asks.f, tuple(FORMATS))
    _check_names(request)
    crs, encoding = _checked(asked, asks.crs, asks.encoding)
    lang = language_of(request)
    selection = _selection(asks)
    version = _version(layer, asks.f, crs, encoding, lang, repr(selection))
    headers = {
        "Content-Disposition": _disposition(layer, asked, crs, lang),
        "Content-Language": lang,
        "Vary": "Accept-Language",
    }
    known = content(request, b"", asked.media_type, version, headers, layer.as_of)
    if known.status_code == 304:
        return known

    def begin() -> Iterator[bytes]:
        rows = _rows(layer, selection)
        sources = source_notes(layer, state.settings.data)
        made = pieces(layer, asked, sources, rows=rows, crs=crs, lang=lang, encoding=encoding)
        # What cannot be made fails here, before the answer has begun.
        return chain([next(made, b"")], made)

    body = await run_in_threadpool(begin)
    headers |= {name: known.headers[name] for name in _VALIDATORS if name in known.headers}
    return StreamingResponse(body, media_type=asked.media_type, headers=headers)


def _check_names(request: Request) -> None:
    for name, value in request.query_params.items():
        if name not in _KNOWN:
            raise ParameterError(400, "unknown_name", name, value, _KNOWN)
        if len(request.query_params.getlist(name)) > 1:
            raise ParameterError(400, "repeated", name, value, ("1",))


def _checked(asked: Format, crs: str | None, encoding: str | None) -> tuple[str, str]:
    try:
        return crs_for(asked, crs), encoding_for(asked, encoding)
    except OutputCrsError as error:
        raise ParameterError(400, "invalid", "crs", error.crs, error.allowed) from error
    except OutputEncodingError as error:
        raise ParameterError(400, "invalid", "encoding", error.encoding, error.allowed) from error


def _selection(asks: Asked) -> Selection | None:
    crs = crs_of(asks.filter_crs)
    if crs is None:
        raise ParameterError(400, "invalid", "filter-crs", asks.filter_crs, OUTPUT_CRS)
    if asks.filter is None:
        return None
    return Selection(filter=asks.filter, filter_lang=asks.filter_lang, filter_crs=crs)


def _rows(layer: Layer, selection: Selection | None) -> list[int] | None:
    if selection is None:
        return None
    rows: list[int] = select(FeatureTable.of(layer), selection).tolist()
    return rows


def _version(layer: Layer, *asked: str) -> str:
    told = hashlib.sha256("\n".join(asked).encode()).hexdigest()[:12]
    return f"{layer.version}-{told}"


def _disposition(layer: Layer, asked: Format, crs: str, lang: Lang) -> str:
    """Name the file twice, as RFC 6266 advises: in ASCII, and in the reader's letters."""
    ending = asked.endings[0]
    grid = "" if crs == "EPSG:4326" else f"-{crs.replace(':', '').lower()}"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", layer.id).strip("-.") or "collection"
    title = layer.title_en if lang == "en" else layer.title_ko
    letters = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", title).strip() or plain
    full = quote(f"{letters}{grid}{ending}", safe="", errors="replace")
    return f"attachment; filename=\"{plain}{grid}{ending}\"; filename*=UTF-8''{full}"
