"""Which programmes the regions requested."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.html import page
from api.language import language_of
from api.links import JSON, link
from api.negotiate import form_of
from api.respond import GEOJSON, HTML, content
from api.serving import State, state_of
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
def requests(
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
    return matrix_of(state.snapshot.atlas)


def _described(request: Request, matrix: Matrix, lang: Lang) -> dict[str, object]:
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
        "regions": [
            {
                "project_id": region.project_id,
                "hub_id": region.hub_id,
                "name_ko": region.name.ko,
                "name_en": region.name.en,
                "requested": region.requested,
                "named": region.named,
                "source": region.evidence.source,
                "locator": region.evidence.locator,
                "name": region.name.of(lang),
            }
            for region in matrix.regions
        ],
        "programmes": [
            {
                "id": request_programme.id,
                "name": request_programme.name.of(lang),
                "note": request_programme.note.of(lang) if request_programme.note else None,
                "regions": len(cells),
                "named_by": [
                    {
                        "project_id": cell.body_id,
                        "id": cell.id,
                        "written": cell.name_as_written,
                        "named_in": cell.named_in,
                        "locator": cell.evidence.locator,
                    }
                    for cell in cells.values()
                ],
            }
            for request_programme, cells in matrix.programmes
        ],
    }
