"""The structure of the tables, for those who edit them and for programs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.errors import refuse_unknown
from api.html import page
from api.language import language_of
from api.links import JSON, SCHEMA, link
from api.negotiate import form_of
from api.respond import HTML
from api.serving import State, state_of
from geo.tables.describe import DESCRIBED, columns_of, file_of, schema_of

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from geo.messages import Lang

router = APIRouter(tags=["schemas"])


@router.get("/schemas", response_class=Response, summary="표의 구조 · Structure of the tables")
def schemas(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the tables of facts with their columns and the addresses of their JSON Schemas."""
    lang = language_of(request)
    tables = _tables(lang)
    if form_of(request) == "html":
        return page(request, "schemas.html", state.snapshot.version, tables=tables)
    listed = {
        "links": [
            link(request, "self", JSON, "/schemas?f=json"),
            link(request, "alternate", HTML, "/schemas?f=html"),
            *(
                link(request, "item", SCHEMA, f"/schemas/{table['id']}.json", table["title"])
                for table in tables
            ),
        ],
        "tables": [
            {key: table[key] for key in ("id", "title", "description", "file", "columns")}
            for table in tables
        ],
    }
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse(listed, headers=headers)


@router.get(
    "/schemas/{table}.json",
    response_class=Response,
    responses={200: {"content": {SCHEMA: {}}}},
    summary="표 하나의 JSON Schema · JSON Schema of one table",
)
def schema(request: Request, table: str) -> Response:
    """Return the JSON Schema (draft 2020-12) of a row, or of a programme's declaration."""
    if table not in DESCRIBED:
        refuse_unknown("table", table, DESCRIBED)
    lang = language_of(request)
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    return JSONResponse(schema_of(table, lang), headers=headers, media_type=SCHEMA)


@lru_cache(maxsize=2)
def _tables(lang: Lang) -> list[OpenObject]:
    found = []
    for table in DESCRIBED:
        described = schema_of(table, lang)
        facts = {"title": described["title"], "description": described["description"]}
        columns = columns_of(table, lang)
        found.append({"id": table, **facts, "file": file_of(table), "columns": columns})
    return found
