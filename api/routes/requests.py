"""Which programmes the regions of the transformation requested."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.html import page
from api.language import language_of
from api.links import JSON, link
from api.negotiate import form_of
from api.respond import GEOJSON, HTML, content
from api.state import State, state_of
from geo.requested import Matrix, as_csv, matrix_of

if TYPE_CHECKING:
    from geo.messages import Lang

router = APIRouter(tags=["pages"])
CSV = "text/csv; charset=utf-8"
FORMS = ("json", "html", "csv")


@router.get(
    "/requests",
    response_class=Response,
    summary="신청 사업 비교표 · Requested programmes",
)
async def requests(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    f: Annotated[str | None, Query(description=", ".join(FORMS))] = None,  # noqa: ARG001
) -> Response:
    """Tell which programme is named by which region, those of most regions first."""
    lang = language_of(request)
    form = form_of(request, FORMS)
    matrix = _matrix(state)
    version = state.snapshot.version
    if form == "html":
        return page(request, "requests.html", version, matrix=matrix)
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    if form == "csv":
        headers["Content-Disposition"] = 'attachment; filename="requests.csv"'
        return content(request, as_csv(matrix, lang), CSV, f"{version}-{lang}-csv", headers)
    return JSONResponse(_described(request, matrix, lang), headers=headers)


@lru_cache(maxsize=2)
def _matrix(state: State) -> Matrix:
    return matrix_of(state.snapshot.layers)


def _described(request: Request, matrix: Matrix, lang: Lang) -> dict[str, Any]:
    return {
        "links": [
            link(request, "self", JSON, "/requests?f=json"),
            link(request, "alternate", HTML, f"/requests?f=html&lang={lang}"),
            link(request, "alternate", CSV, f"/requests?f=csv&lang={lang}"),
            link(request, "items", GEOJSON, "/collections/requests/items"),
            link(request, "related", JSON, "/networks/requests"),
        ],
        "requested": matrix.requested,
        "named": matrix.named,
        "regions": [{**asdict(region), "name": region.name(lang)} for region in matrix.regions],
        "programmes": [
            {
                "id": one.id,
                "name": one.name(lang),
                "note": one.note(lang),
                "regions": len(one.cells),
                "named_by": [
                    {"project_id": id_, **asdict(cell)} for id_, cell in one.cells.items()
                ],
            }
            for one in matrix.programmes
        ],
    }
