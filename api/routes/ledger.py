"""The goals ledger: every target and share of the documents, and what may be compared."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.conditions import known
from api.errors import ParameterError
from api.html import page
from api.language import language_of
from api.ledger import BASES, Ledger, LedgerFilter, base_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.profiles.book import document_name
from api.respond import HTML
from api.rows import by_id
from api.serving import State, state_of
from api.view import scene_of
from geo.layers.indicators import name_of, region_of
from geo.messages import catalogue
from maps.charts.bars import bar_chart
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model.indicators import Indicator

router = APIRouter(tags=["ledger"])
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]


@router.get("/ledger", response_class=Response, summary="목표 대장 · Goals ledger")
def ledger(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    region: Conditions,
    indicator: Conditions,
    nature: Conditions,
    base: Conditions,
    compare: Annotated[list[str], Query(default_factory=list, max_length=2, description="id,id")],
) -> Response:
    """List targets, shares and counts; two ids under `compare` are compared or refused."""
    atlas, words = state.snapshot.atlas, catalogue("api", language_of(request))
    lang = words.lang
    view = View.parse([("region", value) for value in region if value], scene_of(state))
    indicators = {item.indicator: name_of(item).of(lang) for item in atlas.indicators}
    natures = {item.nature: words(f"ledger.nature.{item.nature}") for item in atlas.indicators}
    asked = LedgerFilter(
        view.region,
        known("indicator", indicator, tuple(indicators)),
        known("nature", nature, tuple(natures)),
        known("base", base, BASES),
    )
    numbers = asked.matching(atlas)
    pair = _pair(compare, atlas.indicators)
    shown = Ledger(atlas, words)
    compared = shown.compared(*pair) if pair else None
    if form_of(request) == "html":
        lines = tuple(map(shown.line, numbers))
        regions = dict.fromkeys(region_of(atlas, item) for item in atlas.indicators)
        return page(
            request,
            "ledger.html",
            state.snapshot.version,
            rows=lines,
            total=len(atlas.indicators),
            document_name=lambda source: document_name(state, source, lang),
            conflicts=shown.conflicts(lines),
            charts=list(shown.charts(numbers)),
            bar_chart=bar_chart,
            every=tuple(map(shown.line, atlas.indicators)),
            pair=[item.id for item in pair or ()],
            comparison=compared,
            choices=[
                ("region", [(r.code, r.short.of(lang)) for r in regions if r], asked.regions),
                ("indicator", list(indicators.items()), asked.indicator),
                ("nature", list(natures.items()), asked.nature),
                ("base", [(value, words(f"ledger.base.{value}")) for value in BASES], asked.base),
            ],
        )
    rows = by_id(state.layer("indicators"))
    answer = {
        "numberMatched": len(numbers),
        "indicators": [{**rows[number.id], "base": base_of(number)} for number in numbers],
        "comparison": asdict(compared) if compared else None,
        "links": [
            here(request, "self", JSON, f="json"),
            here(request, "alternate", HTML, f="html"),
            link(request, "collection", JSON, "/collections/indicators"),
        ],
    }
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse(answer, headers=headers)


def _pair(asked: list[str], every: Sequence[Indicator]) -> tuple[Indicator, Indicator] | None:
    """Return the two numbers that are to be compared; ``a,b`` and two values mean the same.

    Raises
    ------
    ParameterError
        400: an id is unknown, or there are not two different ones.
    """
    ids = [id_ for value in asked for id_ in value.split(",") if id_]
    if not ids:
        return None
    numbers = {indicator.id: indicator for indicator in every}
    for id_ in ids:
        if id_ not in numbers:
            raise ParameterError(400, "unknown", "compare", id_, tuple(numbers))
    if len(set(ids)) != 2:
        raise ParameterError(400, "two_different", "compare", ",".join(ids), tuple(numbers))
    return numbers[ids[0]], numbers[ids[1]]
