"""Names to points and points to names; many at a time too."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter, Depends, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.dated import dated_of
from api.errors import ParameterError
from api.heavy import heavy_of
from api.language import language_of
from api.state import State, geocoder_of, reverse_geocoder_of
from geo.batch.columns import ASKED
from geo.batch.records import MOST_KEYS, read_records
from geo.crs import LAT_RANGE, LON_RANGE
from geo.errors import ColumnOptionError, RegionError
from geo.geocoding.query import Answer, Note
from geo.geocoding.query import Query as Asked
from geo.model.places import KIND_WORDS
from geo.text import kind_of
from geo.vocabulary.words import role_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.batch.records import Records
    from geo.geocoding.reverse import Found
    from geo.messages import Lang
    from geo.vocabulary.words import Role

router = APIRouter(tags=["geocoding"])
MOST_ROWS = 1000
"""Rows of a request, which waits for all of them; longer lists are for `sandan geocode`."""
_LON: dict[str, object] = {"minimum": LON_RANGE[0], "maximum": LON_RANGE[1]}
_LAT: dict[str, object] = {"minimum": LAT_RANGE[0], "maximum": LAT_RANGE[1]}
"""Only described: beyond them `geo.crs` says more, that the axes are swapped for one."""


class Row(BaseModel):
    """One place to find."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)

    name: str = ""
    address: str = ""
    sido: str = ""
    sigungu: str = ""
    kind: str = ""


_FIELDS = frozenset(Row.model_fields)


class Rows(BaseModel):
    """Places to find, in the order in which they are answered."""

    rows: list[object] = Field(
        max_length=MOST_ROWS,
        description="Row, or a name as text, or an object whose keys are headings of a table",
    )
    best_guess: bool = False
    columns: dict[str, str | list[str]] = Field(
        default_factory=dict,
        description='What keys hold that nothing else tells: {"주소": "산업단지 주소"}',
    )


@router.get("/geocode", summary="이름·주소 → 점 · Name or address → point")
async def geocode(
    request: Request,
    state: Annotated[State, Depends(dated_of)],
    q: Annotated[str, Query(min_length=1, description="창원산단, 경남 창원시 성산구 공단로 474 …")],
    region: Annotated[str, Query(description="시도, 시군구 · province, district")] = "",
    kind: Annotated[str, Query(description="국가, 일반, 도시첨단, 농공")] = "",
    *,
    best_guess: bool = False,
) -> JSONResponse:
    """Find the place that `q` means, or candidates to choose from; nothing is guessed unasked.

    Names and codes of regions are those of the day; names of every day are understood.
    """
    load = partial(geocoder_of, state.settings.data, state.day)
    geocoder = await request.app.state.pages.run(load, language_of(request))
    if kind and kind_of(kind) is None:
        raise ParameterError(400, "unknown", "kind", kind, tuple(KIND_WORDS))
    sido, sigungu = geocoder.read_region(region)
    query = Asked(name=q, sido=sido, sigungu=sigungu, kind=kind)
    answer = await run_in_threadpool(geocoder.answer, query, best_guess=best_guess)
    lang = language_of(request)
    return _json(answered(answer, lang), lang)


@router.post(
    "/geocode",
    summary="목록 → 점 · Many at a time",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": Rows.model_json_schema()}},
        }
    },
)
async def geocode_rows(
    request: Request, state: Annotated[State, Depends(dated_of)]
) -> JSONResponse:
    """Answer up to 1,000 rows in their order; a bad row is answered with its reason."""
    sent = _rows(await request.app.state.bodies.read(request))
    lang = language_of(request)
    return _json(await heavy_of(request).run(lang, _answers, sent, lang, stand=state.stand), lang)


def _answers(state: State, sent: Rows, lang: Lang) -> dict[str, object]:
    geocoder = geocoder_of(state.settings.data, state.day)
    answer = partial(geocoder.answer, best_guess=sent.best_guess)
    records = _records(sent)
    answers = [answered(_of_row(row, answer, records), lang) for row in sent.rows]
    return {"answers": answers, **({"columns": records.taken()} if records else {})}


@router.get("/reverse", summary="점 → 행정구역과 가까운 단지 · Point → regions, complexes nearby")
async def reverse(
    request: Request,
    state: Annotated[State, Depends(dated_of)],
    lon: Annotated[
        float, Query(description="경도 · longitude, degrees, WGS 84", json_schema_extra=_LON)
    ],
    lat: Annotated[
        float, Query(description="위도 · latitude, degrees, WGS 84", json_schema_extra=_LAT)
    ],
    nearest: Annotated[int, Query(ge=0, le=50)] = 5,
) -> JSONResponse:
    """Tell what lies at a point, and the nearest complexes with distance and bearing."""
    load = partial(reverse_geocoder_of, state.settings.data, state.day)
    geocoder = await request.app.state.pages.run(load, language_of(request))
    found = await run_in_threadpool(geocoder.reverse, lon, lat, nearest)
    lang = language_of(request)
    return _json(told(found, lang), lang)


def answered(answer: Answer, lang: Lang) -> dict[str, object]:
    """Return an answer as JSON, its notes as sentences in `lang`."""
    return {**asdict(answer), "notes": [note.text(lang) for note in answer.notes]}


def told(found: Found, lang: Lang) -> dict[str, object]:
    """Return what lies at a point as JSON, its notes as sentences in `lang`."""
    return {**asdict(found), "notes": [note.text(lang) for note in found.notes]}


def _json(content: object, lang: Lang) -> JSONResponse:
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    return JSONResponse(content, headers=headers)


def _rows(body: bytes) -> Rows:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ParameterError(400, "not_json", "body", "", ()) from error
    if not isinstance(sent, dict):
        raise ParameterError(400, "not_json", "body", "", ())
    rows = sent.get("rows")
    if not isinstance(rows, list):
        raise ParameterError(400, "missing", "rows", "", ('{"rows": ["창원산단"]}',))
    if len(rows) > MOST_ROWS:
        raise ParameterError(400, "too_many", "rows", str(len(rows)), (str(MOST_ROWS),))
    best_guess = sent.get("best_guess", False)
    if not isinstance(best_guess, bool):
        shown = json.dumps(best_guess, ensure_ascii=False)[:200]
        raise ParameterError(400, "invalid", "best_guess", shown, ("true", "false"))
    return Rows(rows=rows, best_guess=best_guess, columns=_chosen(sent.get("columns", {})))


def _chosen(columns: object) -> dict[str, str | list[str]]:
    """Check what a body says of its keys: role, in any word of the vocabulary, to keys."""
    example = '{"주소": "산업단지 주소"}'
    if not isinstance(columns, dict):
        shown = json.dumps(columns, ensure_ascii=False)[:200]
        raise ParameterError(400, "invalid", "columns", shown, (example,))
    for word, keys in columns.items():
        several = [keys] if isinstance(keys, str) else keys
        if not isinstance(several, list) or not all(isinstance(key, str) for key in several):
            shown = json.dumps({word: keys}, ensure_ascii=False)[:200]
            raise ParameterError(400, "invalid", "columns", shown, (example,))
        if role_of(word) not in ASKED:
            raise ParameterError(400, "unknown", "columns", word[:60], ASKED)
    return columns


def _records(sent: Rows) -> Records | None:
    """Find what the keys of rows hold that are headings of a table; None where none is one."""
    objects = [row for row in sent.rows if isinstance(row, dict)]
    keys = {key for row in objects for key in row}
    if len(keys) > MOST_KEYS:
        raise ParameterError(400, "too_many", "rows", f"{len(keys)} keys", (str(MOST_KEYS),))
    if not sent.columns and keys <= _FIELDS:
        return None
    chosen: dict[Role, tuple[str, ...]] = {}
    for word, named in sent.columns.items():
        role = role_of(word)
        if role is not None:
            chosen[role] = (named,) if isinstance(named, str) else tuple(named)
    try:
        return read_records("rows", objects, chosen)
    except ColumnOptionError as error:
        allowed = error.headings
        raise ParameterError(400, "unknown", "columns", error.column[:60], allowed) from error


def _of_row(row: object, answer: Callable[[Asked], Answer], records: Records | None) -> Answer:
    """Answer one row; what is wrong with it is said in its notes and harms no other."""
    notes: tuple[Note, ...] = ()
    given = {"name": row} if isinstance(row, str) else row
    if records is not None and isinstance(given, dict):
        asked = records.asked(given)
        notes = asked.notes
        given = {**asdict(asked.query), **{k: v for k, v in given.items() if k in _FIELDS}}
    try:
        read = Row.model_validate(given)
    except ValidationError:
        shown = json.dumps(row, ensure_ascii=False)[:60]
        return Answer(query=shown, status="none", notes=(Note("bad_row"),))
    query = Asked(**cast("dict[str, str]", read.model_dump()))
    try:
        found = answer(query)
        return replace(found, notes=(*notes, *found.notes)) if notes else found
    except RegionError as error:
        text = read.name or read.address
        return Answer(query=text, status="none", notes=(Note("region_unknown", error.facts()),))
