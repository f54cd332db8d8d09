"""The goals ledger: every target and share of the documents, and what may be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.conditions import known
from api.errors import ParameterError
from api.html import page
from api.language import language_of
from api.ledger import BASES, Asked, base_of, charts, compared, conflicts, told
from api.links import JSON, here, link
from api.negotiate import form_of
from api.profiles.book import document_name
from api.register import rows_of
from api.respond import HTML
from api.state import State, state_of
from api.view import scene_of
from geo.evidence.comparison import compare as compare_numbers
from geo.messages import catalogue
from maps.charts.bars import bar_chart
from maps.view import View

if TYPE_CHECKING:
    from geo.messages import Catalogue

    Row = dict[str, Any]

router = APIRouter(tags=["ledger"])
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]


@router.get("/ledger", response_class=Response, summary="목표 대장 · Goals ledger")
async def ledger(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    region: Conditions,
    indicator: Conditions,
    nature: Conditions,
    base: Conditions,
    compare: Annotated[list[str], Query(default_factory=list, max_length=2, description="id,id")],
) -> Response:
    """List targets, shares and counts; two ids under `compare` are compared or refused."""
    rows = rows_of(state.layer("indicators"))
    words = catalogue("api", language_of(request))
    view = View.parse([("region", one) for one in region if one], scene_of(state))
    indicators = {row["indicator"]: row[f"indicator_{words.lang}"] for row in rows}
    natures = {row["nature"]: words(f"ledger.nature.{row['nature']}") for row in rows}
    asked = Asked(
        view.region,
        known("indicator", indicator, tuple(indicators)),
        known("nature", nature, tuple(natures)),
        known("base", base, BASES),
    )
    found = asked.found(rows)
    pair = _pair(compare, rows)
    made = None if pair is None else compare_numbers(*pair, rows)
    if form_of(request) == "html":
        regions = {r["sido_code"]: r[_region(words)] for r in rows if r["sido_code"]}
        return page(
            request,
            "ledger.html",
            state.snapshot.version,
            rows=[told(row, words) for row in found],
            total=len(rows),
            document_name=lambda source: document_name(state, source, words.lang),
            conflicts=conflicts(found, words),
            charts=list(charts(found, words)),
            bar_chart=bar_chart,
            every=[(row["id"], told(row, words)) for row in rows],
            pair=[row["id"] for row in pair or ()],
            comparison=compared(made, pair, words) if made and pair else None,
            choices=[
                ("region", list(regions.items()), asked.regions),
                ("indicator", list(indicators.items()), asked.indicator),
                ("nature", list(natures.items()), asked.nature),
                ("base", [(one, words(f"ledger.base.{one}")) for one in BASES], asked.base),
            ],
        )
    answer = {
        "numberMatched": len(found),
        "indicators": [{**row, "base": base_of(row)} for row in found],
        "comparison": compared(made, pair, words) if made and pair else None,
        "links": [
            here(request, "self", JSON, f="json"),
            here(request, "alternate", HTML, f="html"),
            link(request, "collection", JSON, "/collections/indicators"),
        ],
    }
    headers = {"Content-Language": words.lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse(answer, headers=headers)


def _region(words: Catalogue) -> str:
    return "region_en" if words.lang == "en" else "region"


def _pair(asked: list[str], rows: tuple[Row, ...]) -> tuple[Row, Row] | None:
    """Return the two numbers that are to be compared; ``a,b`` and two values mean the same.

    Raises
    ------
    ParameterError
        400: an id is unknown, or there are not two different ones.
    """
    ids = [id_ for value in asked for id_ in value.split(",") if id_]
    if not ids:
        return None
    numbers = {row["id"]: row for row in rows}
    for id_ in ids:
        if id_ not in numbers:
            raise ParameterError(400, "unknown", "compare", id_, tuple(numbers))
    if len(set(ids)) != 2:
        raise ParameterError(400, "two_different", "compare", ",".join(ids), tuple(numbers))
    return numbers[ids[0]], numbers[ids[1]]
