"""A collection, or what is selected of it, as a file: whole, in parts, or not again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.coding import coded, preferred
from api.dated import dated_of, with_day
from api.errors import ParameterError, refuse_unknown
from api.heavy import heavy_of, is_drawn, wait_for
from api.known import any_parameters
from api.language import language_of
from api.links import address, root_of
from api.ogc.features import page_of
from api.ogc.openapi import ITEMS, parameter
from api.ogc.parameters import OF_FILES, read_items_request
from api.ogc.regions import reader_of
from api.prepared import file_content, wants_part
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import qml_of
from geo.errors import OutputCrsError, OutputEncodingError, OutputFormatError
from geo.exports.formats import FORMATS, crs_for, encoding_for, format_of
from geo.exports.source import source_notes
from geo.exports.write import pieces
from geo.query.schema import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.datastructures import QueryParams

    from api.coding import Coding
    from api.ogc.parameters import ItemsRequest
    from api.prepared import Files
    from geo.exports.formats import Encoding, Format
    from geo.exports.source import SourceNote
    from geo.messages import Lang
    from geo.query.returned import Returned
    from geo.store.snapshot import Layer

router = APIRouter(tags=["download"], dependencies=[Depends(any_parameters)])


@router.get(
    "/collections/{collection}/download",
    response_class=Response,
    responses={
        200: {
            "description": "파일 · the file",
            "content": {format_.media_type.partition(";")[0]: {} for format_ in FORMATS.values()},
        }
    },
    summary="파일로 받기 · Download as a file",
    openapi_extra={"parameters": [*ITEMS, parameter(OF_FILES)]},
)
async def download(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what is selected, as `/items` selects it, as a file.

    The file says its licence, sources, date and version inside; it holds all that fits unless
    `limit` says otherwise.
    """
    layer = state.layer(collection)
    form = request.query_params.get("f", "geojson")
    if form not in FORMATS:
        raise ParameterError(406, "unknown", "f", form, tuple(FORMATS))
    return await file_answer(request, state, layer, FORMATS[form])


@router.get(
    "/collections/{collection}/download/{file}",
    response_class=Response,
    responses={200: {"description": "파일 · the file"}},
    summary="파일 이름으로 받기 · Download by a file's name",
    openapi_extra={"parameters": [*ITEMS, parameter(OF_FILES)]},
)
async def named_download(
    request: Request, collection: str, file: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return the same under a name that ends as its format does, such as ``complexes.gpkg``.

    GDAL before 3.7 and QGIS know some formats by the end of the address alone.
    """
    layer = state.layer(collection)
    try:
        form = format_of(Path(file))
    except OutputFormatError as error:
        refuse_unknown("file", file, error.allowed)
    if request.query_params.get("f", form.id) != form.id:
        raise ParameterError(406, "unknown", "f", request.query_params["f"], (form.id,))
    return await file_answer(request, state, layer, form)


@router.get("/collections/{collection}/download/", include_in_schema=False)
def folder(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Lead to the collection, which lists its files: GDAL asks for the folder of a file it opens.

    A redirect to the address without the slash would give it the whole collection as GeoJSON.
    """
    path = f"/collections/{quote(state.layer(collection).id)}"
    return RedirectResponse(f"{root_of(request)}{with_day(request, path)}", 307)


async def file_answer(request: Request, state: State, layer: Layer, form: Format) -> Response:
    """Return what `request` selects of `layer` in the format `form`.

    Raises
    ------
    ParameterError
        400: a parameter cannot be used, or not with this format.
    SelectionError
        A condition cannot be used.
    """
    work = partial(_answer, request, state, layer, form)
    told: Response = await request.app.state.turns.run(work, language_of(request))
    return told


def _answer(request: Request, state: State, layer: Layer, form: Format) -> Response:
    params, lang = request.query_params, language_of(request)
    asked = selected(request, state, layer)
    crs, encoding = crs_of_file(form, params), _encoding(form, params.get("encoding") or None)
    accepted = ",".join(request.headers.getlist("accept-encoding"))
    coding = preferred(accepted) if form.is_text and not wants_part(request) else None

    def make(path: Path) -> dict[str, str]:
        rows, matched = _rows(layer, asked)
        wanted = Wanted(
            collection=layer.id,
            form=form.id,
            sources=source_notes(layer, state.settings.data),
            rows=rows,
            crs=crs,
            lang=lang,
            encoding=encoding,
            returned=asked.returned,
            coding=coding,
        )
        if layer.is_here and is_drawn(layer):
            wait_for(heavy_of(request), lang, _write, wanted, path, stand=state.stand)
        else:
            _write(state, wanted, path)
        returned = len(layer.fragments) if rows is None else len(rows)
        return {"OGC-NumberMatched": str(matched), "OGC-NumberReturned": str(returned)}

    files = cast("Files", request.app.state.files)
    version = (state.snapshot.version, layer.id, layer.version)
    key = (*version, form.id, crs, encoding, lang, coding, repr(asked))
    headers = {
        "Content-Disposition": name_of_file(state, layer, _ending(form, crs), lang),
        "Content-Language": lang,
        "Vary": "Accept-Encoding, Accept-Language" if form.is_text else "Accept-Language",
    }
    if coding:
        headers["Content-Encoding"] = coding
    prepared = files.get(key, make)
    matched, returned = (
        int(prepared.facts[f"OGC-Number{item}"]) for item in ("Matched", "Returned")
    )
    if returned and asked.offset + returned < matched:
        # A file has no room for links: QGIS finds the next page of another format here.
        there = address(request, offset=asked.offset + returned)
        headers["Link"] = f'<{there}>; rel="next"; type="{form.media_type.partition(";")[0]}"'
    return file_content(request, prepared, form.media_type, headers, layer.as_of)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be written, in words that another process understands."""

    collection: str
    form: str
    sources: Mapping[Lang, SourceNote]
    rows: list[int] | None
    crs: str
    lang: Lang
    encoding: str
    returned: Returned
    coding: Coding | None


def _write(state: State, wanted: Wanted, path: Path) -> None:
    layer = state.layer(wanted.collection)
    result: Iterable[bytes] = pieces(
        layer,
        FORMATS[wanted.form],
        wanted.sources,
        rows=wanted.rows,
        crs=wanted.crs,
        lang=wanted.lang,
        encoding=wanted.encoding,
        returned=wanted.returned,
        style=qml_of(state, layer, wanted.lang),
    )
    with path.open("wb") as stream:
        stream.writelines(coded(result, wanted.coding) if wanted.coding else result)


def selected(request: Request, state: State, layer: Layer) -> ItemsRequest:
    """Return what a request for a file selects; it takes what `/items` takes.

    Raises
    ------
    ParameterError
        400: the first that cannot be used, with what is allowed.
    """
    names = [field.name for field in fields_of(layer)]
    within = reader_of(layer, state.snapshot)
    return read_items_request(request.query_params, names, within, of_file=True)


def crs_of_file(form: Format, params: QueryParams) -> str:
    """Return the CRS of a file of the format `form`.

    Raises
    ------
    ParameterError
        400: the format does not know the CRS that is asked for.
    """
    try:
        return crs_for(form, params.get("crs") or None)
    except OutputCrsError as error:
        raise ParameterError(400, "invalid", "crs", error.crs, error.allowed) from error


def _encoding(form: Format, asked: str | None) -> Encoding:
    try:
        return encoding_for(form, asked)
    except OutputEncodingError as error:
        raise ParameterError(400, "invalid", "encoding", error.encoding, error.allowed) from error


def _rows(layer: Layer, asked: ItemsRequest) -> tuple[list[int] | None, int]:
    """Return the rows of the file, None for all, and how many fit."""
    count = len(layer.fragments)
    if asked.selects_all and not asked.offset and asked.limit >= count:
        return None, count
    page = page_of(layer, asked)
    return page.rows.tolist(), page.matched


def _ending(form: Format, crs: str) -> str:
    grid = "" if crs == "EPSG:4326" else f"-{crs.replace(':', '').lower()}"
    return f"{grid}{form.endings[0]}"


def name_of_file(state: State, layer: Layer, ending: str, lang: Lang) -> str:
    """Name a file twice, as RFC 6266 advises: in ASCII, and in the reader's letters."""
    end = f"{state.mark}{ending}"
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", layer.id).strip("-.") or "collection"
    title = layer.title(lang)
    letters = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", title).strip() or plain
    full = quote(f"{letters}{end}", safe="", errors="replace")
    return f"attachment; filename=\"{plain}{end}\"; filename*=UTF-8''{full}"
