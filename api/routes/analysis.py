"""Networks analysed: measures, flows, gaps, partners, ways, what-if."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, NoReturn

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BeforeValidator
from pydantic import Field as Limits

from api import brief_requests
from api.analysis import answer, finder, measures, regions, sketched, whatif
from api.analysis.asked import figures_of, networks, question
from api.analysis.briefed import BRIEFS, brief_of
from api.analysis.content import Field
from api.analysis.jobs import report_of
from api.analysis.measures import SIZE
from api.brief_requests import Prepared, page_address, read_shape, shaped
from api.dated import dated_of
from api.documents import as_json
from api.errors import ParameterError
from api.heavy import heavy_of
from api.html import CONTENT_SECURITY
from api.html import page as html_page
from api.language import language_of
from api.links import root_of
from api.negotiate import form_of
from api.respond import content, digest
from api.state import State
from api.view import outlines_of
from geo.analysis.comparison import compare
from geo.analysis.evaluation import evaluate
from geo.analysis.flows import SCALES, WAYS, flows, narrowed
from geo.analysis.gaps import gaps, overlaps
from geo.analysis.names import find_place
from geo.analysis.partners import candidates, field_of, places_of, read_weights, weights_of
from geo.analysis.paths import FARTHEST_KM, around, paths
from geo.analysis.peers import LEVELS as PEER_LEVELS
from geo.analysis.peers import peers
from geo.analysis.scenario import MOST_STEPS, of_address, outcome, read_scenario
from geo.errors import AreaError, SubjectError, TableError, UnknownSubjectError
from geo.exports.networks import title_of
from geo.messages import catalogue
from geo.networks.models import LEVELS
from geo.tiles.kept import KeptTiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.analysis.asked import Question
    from api.analysis.content import Analysis
    from geo.analysis.evaluation import Card
    from geo.analysis.partners import Candidate, Reason
    from geo.analysis.partners import Field as Places
    from geo.analysis.report import Report
    from geo.analysis.scenario import Outcome, Scenario
    from geo.messages import Catalogue, Lang
    from geo.networks.models import Level
    from maps.sketches.model import Sketch

router = APIRouter(tags=["networks"], dependencies=[Depends(read_shape)])
DOCUMENTS = ("json", "html", *BRIEFS)
TABLES = (*DOCUMENTS, "csv")
FORMS = (*TABLES, "svg", "png", "embed")
DRAWN = (*DOCUMENTS, "svg", "png", "embed")
PAGES = ("html", "embed", *BRIEFS)
"""Forms of a page: itself, its drawings for a frame of another page, and as a brief."""
CSV = "text/csv; charset=utf-8"
_KEPT = KeptTiles()
Here = Annotated[State, Depends(dated_of)]
Sector = Annotated[str | None, Query(description="분야나 세부 분야 · sector or subsector")]
Network = Annotated[
    str | None, Query(description="연결망 · network: consortia, transformation, combined …")
]
EMPTY = BeforeValidator(lambda value: value or None)
"""A field of a form that was left empty says nothing."""
PICTURES: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png"}
USUAL_DPI = 192
"""Twice the 96 of a screen: sharp on those with small pixels."""
EXAMPLE = "창원"
"""A place that an error tells."""
_WEIGHTS = (0, 0.5, 1, 2, 3, 5, 10)
"""Of a reason, that the form offers."""
FlowLevel = Annotated[str, Query(description="sido, zone")]


class Look(NamedTuple):
    """How a picture looks."""

    theme: str
    dpi: int


def _look(
    theme: Annotated[Literal["light", "dark"], Query(description="svg, png")] = "light",
    dpi: Annotated[int, Query(ge=72, le=300, description="72–300 (png)")] = USUAL_DPI,
) -> Look:
    """Return what a request says of its picture."""
    return Look(theme, dpi)


Looked = Annotated[Look, Depends(_look)]


class Sized(NamedTuple):
    """The measures by which places are drawn; empty for none."""

    size: str
    colour: str


def _sized(
    size: Annotated[str, Query(description="지표 · measure: memberships, betweenness …")] = SIZE,
    colour: Annotated[str, Query(description="지표 · measure")] = "",
) -> Sized:
    """Return what a request says of the map of measures."""
    return Sized(size or SIZE, colour)


@router.get(
    "/networks/{network}/metrics", response_class=Response, summary="연결망 지표 · Measures"
)
async def metrics(
    request: Request,
    network: str,
    state: Here,
    sized: Annotated[Sized, Depends(_sized)],
    look: Looked,
    level: Annotated[str, Query(description=", ".join(LEVELS))] = "complex",
    sector: Sector = None,
) -> Response:
    """Return the measures of a network and of its nodes, beside what chance would give.

    The page and the pictures draw the nodes by a measure, or two.
    """
    lang, form = language_of(request), form_of(request, FORMS)
    if level not in LEVELS:
        raise ParameterError(400, "unknown", "level", level, LEVELS)
    asked = question(state, network, sector)
    key = (state.snapshot.version, asked.network, level, asked.sector, state.stand)
    body = _KEPT.get(key)
    if body is None:
        job = (asked.network, _level(level), asked.sector)
        body = await heavy_of(request).run(lang, report_of, *job, stand=state.stand)
        _KEPT.put(key, body)
    report: Report = pickle.loads(body)  # noqa: S301 - our own
    for name, value in sized._asdict().items():
        if value and value not in report.measured.nodes:
            raise ParameterError(400, "unknown", name, value, tuple(report.measured.nodes))
    page = partial(measures.page_of, asked, report, _level(level), lang=lang, **sized._asdict())
    if form in PICTURES:
        return await run_in_threadpool(_symbols, request, state, asked, report, sized, look, page)
    if form == "csv":
        return _csv(request, measures.csv_of(report, lang), f"{asked.network}-metrics{state.mark}")
    if form in PAGES:
        shown = await run_in_threadpool(page, outlines=outlines_of(state))
        return await _done(request, state, _page, shown, asked.network, "metrics")
    return as_json(request, measures.document(asked, report, lang))


def _symbols(
    request: Request,
    state: State,
    asked: Question,
    report: Report,
    sized: Sized,
    look: Look,
    page: Callable[..., Analysis],
) -> Response:
    """Answer with the map of a measure as a file."""
    lang = language_of(request)
    words = catalogue("api", lang)
    sketch = sketched.symbol_sketch(report, *sized, outlines_of(state), words)
    measure = catalogue("geo", lang)(f"measure.{sized.size}")
    text = words("metrics.map.caption", as_of=asked.as_of, size=measure)
    return _picture(request, asked, (sketch,), page(outlines=None).title, text, look)


def _level(level: str) -> Level:
    return next(item for item in LEVELS if item == level)


class Drawn(NamedTuple):
    """Which flows are shown."""

    way: str
    region: tuple[str, ...]
    group: tuple[str, ...]


def _drawn(
    way: Annotated[str, Query(description=", ".join(WAYS))] = "all",
    region: Annotated[
        list[str] | None, Query(max_length=40, description="고른 지역 · chosen regions: 경남, 48")
    ] = None,
    group: Annotated[
        list[str] | None, Query(description="직접 묶은 지역 · 부울경:부산,울산,경남")
    ] = None,
) -> Drawn:
    """Return what a request says of flows."""
    return Drawn(way, _parted(region, ","), _parted(group, ";"))


def _parted(written: list[str] | None, sign: str) -> tuple[str, ...]:
    return tuple(
        value.strip() for text in written or () for value in text.split(sign) if value.strip()
    )


Drawing = Annotated[Drawn, Depends(_drawn)]


@router.get("/networks/{network}/flows", response_class=Response, summary="지역 사이 흐름 · Flows")
async def flows_of(
    request: Request,
    network: str,
    state: Here,
    drawn: Drawing,
    look: Looked,
    level: FlowLevel = "sido",
    sector: Sector = None,
) -> Response:
    """Return the ties between regions: what leaves, arrives, and stays."""
    return await _done(request, state, _flows, network, level, sector, drawn, look)


@router.get("/flows", response_class=Response, summary="지역 사이 흐름 · Flows")
async def flows_here(
    request: Request,
    state: Here,
    drawn: Drawing,
    look: Looked,
    network: Network = None,
    level: FlowLevel = "sido",
    sector: Sector = None,
) -> Response:
    """Return the ties between regions of the network that is asked for, or of the first."""
    return await _done(request, state, _flows, network, level, sector, drawn, look)


def _flows(
    request: Request,
    state: State,
    network: str | None,
    level: str,
    sector: str | None,
    drawn: Drawn,
    look: Look,
) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, FORMS)
    asked = question(state, network, sector)
    scale = next((item for item in SCALES if item == level), None)
    if scale is None:
        raise ParameterError(400, "unknown", "level", level, SCALES)
    way = next((item for item in WAYS if item == drawn.way), None)
    if way is None:
        raise ParameterError(400, "unknown", "way", drawn.way, WAYS)
    whole = flows(asked.atlas, asked.network, scale=scale, sector=asked.sector, groups=drawn.group)
    result = narrowed(whole, way, drawn.region)
    if form in PAGES:
        shown = regions.flows_page(
            asked,
            result,
            scale,
            drawn.group,
            outlines_of(state),
            lang,
            way=way,
            chosen=drawn.region,
        )
        return _page(request, state, shown, asked.network, "flows")
    if form == "csv":
        return _csv(request, regions.flows_csv(result, lang), f"{asked.network}-flows{state.mark}")
    if form in PICTURES:
        words = catalogue("api", lang)
        sketches = sketched.flow_sketches(result, outlines_of(state), words)
        title = words("flows.title", network=title_of(asked.network, asked.atlas).of(lang))
        text = words(
            "flows.caption",
            as_of=asked.as_of,
            ties=result.ties,
            crossing=result.ties - int(result.within.sum()),
            way=sketched.way_said(way, drawn.region, words),
        )
        return _picture(request, asked, sketches, title, text, look)
    return as_json(request, regions.flows_document(asked, result, scale, lang))


@router.get("/networks/{network}/gaps", response_class=Response, summary="빈 곳 · Gaps")
async def gaps_of(request: Request, network: str, state: Here, look: Looked) -> Response:
    """Return who is missing in a network, and what hangs on one thread."""
    return await _done(request, state, _gaps, network, look)


@router.get("/gaps", response_class=Response, summary="빈 곳 · Gaps")
async def gaps_here(
    request: Request,
    state: Here,
    look: Looked,
    network: Network = None,
) -> Response:
    """Return who is missing in the network that is asked for, or in the first."""
    return await _done(request, state, _gaps, network, look)


def _gaps(request: Request, state: State, network: str | None, look: Look) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, FORMS)
    asked = question(state, network)
    result = gaps(asked.atlas, asked.network)
    if form == "csv":
        return _csv(request, regions.gaps_csv(result, lang), f"{asked.network}-gaps{state.mark}")
    if form in PICTURES:
        words = catalogue("api", lang)
        sketch = sketched.gap_sketch(asked, result, outlines_of(state), words)
        title = words("gaps.title", network=title_of(asked.network, asked.atlas).of(lang))
        text = f"{sketch.description} {words('gaps.map.caption', as_of=asked.as_of)}"
        return _picture(request, asked, (sketch,), title, text, look)
    met = overlaps(asked.atlas)
    if form in PAGES:
        shown = regions.gaps_page(asked, result, met, outlines_of(state), lang)
        return _page(request, state, shown, asked.network, "gaps")
    return as_json(request, regions.gaps_document(asked, result, met, lang))


@router.get("/partners", response_class=Response, summary="협력 파트너 탐색 · Partner finder")
async def partners(  # noqa: PLR0913, PLR0917 - one argument for each parameter, so that OpenAPI lists them
    request: Request,
    state: Here,
    subject: Annotated[
        str | None, Query(max_length=200, description="단지·시도·분야 · complex, region or sector")
    ] = None,
    network: Network = None,
    sector: Sector = None,
    within_km: Annotated[
        Annotated[float, Limits(ge=0.1, le=1000)] | None, EMPTY, Query(description="km")
    ] = None,
    other_region: Annotated[bool, Query(description="다른 시도만 · other regions only")] = False,  # noqa: FBT002
    untied: Annotated[bool, Query(description="아직 연결이 없는 곳만 · no tie yet")] = False,  # noqa: FBT002
    weight: Annotated[
        list[str] | None, Query(max_length=12, description="distance:3 (0–10)")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=300)] = 20,
) -> Response:
    """Rank the places that a subject could work with, with reasons; never a forecast."""
    job = partial(
        candidates,
        sector=sector or None,
        within_km=within_km,
        other_region=other_region,
        untied=untied,
        limit=limit,
    )
    return await _done(request, state, _partners, subject, network, weight or [], job)


def _partners(
    request: Request,
    state: State,
    subject: str | None,
    network: str | None,
    written: list[str],
    job: Callable[..., tuple[Candidate, ...]],
) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, TABLES)
    atlas = state.snapshot.atlas
    of_card = question(state, network).network
    if of_card not in atlas.programmes:
        of_card = networks(atlas)[0]
    weights = weights_of(read_weights(written))
    field = _field(state)
    name = ""
    found: tuple[Candidate, ...] = ()
    if subject and subject.strip():
        try:
            ko, _ = places_of(field, subject)
            found = job(field, subject, weights=weights)
        except (SubjectError, UnknownSubjectError) as error:
            _refuse_subject("subject", error)
        name = ko if lang == "ko" else _english(state, ko)
    if form == "csv":
        return _csv(request, finder.partners_csv(found, lang), "partners")
    card = _evaluated(state, of_card, tuple(weights.items()))
    if form in PAGES:
        fields = _finder_fields(request, state, weights, lang)
        shown = finder.partners_page(atlas, found, card, fields, name, of_card, lang)
        return _page(request, state, shown, of_card, "partners")
    return as_json(request, finder.partners_document(found, card, weights, lang))


def _english(state: State, korean: str) -> str:
    from geo.profiles.subjects import subjects  # noqa: PLC0415

    found = (
        subject.name.en for subject in subjects(state.snapshot.atlas) if subject.name.ko == korean
    )
    return next(found, korean)


@lru_cache(maxsize=2)
def _field(state: State) -> Places:
    return field_of(state.snapshot.atlas)


@lru_cache(maxsize=16)
def _evaluated(state: State, network: str, weights: tuple[tuple[str, float], ...]) -> Card:
    return evaluate(_field(state), network, weights=dict(weights))


def _weight_field(reason: Reason, value: float, words: Catalogue) -> Field:
    """Let the weight of a reason be chosen; one that is asked for otherwise stands among them."""
    known = sorted({*_WEIGHTS, value})
    return Field(
        "weight",
        words("partners.weight", reason=words(f"partners.reason.{reason}")),
        "select",
        f"{reason}:{value:g}",
        tuple((f"{reason}:{item:g}", f"{item:g}") for item in known),
    )


def _finder_fields(
    request: Request, state: State, weights: Mapping[Reason, float], lang: Lang
) -> tuple[Field, ...]:
    words, query = catalogue("api", lang), request.query_params
    atlas = state.snapshot.atlas
    sectors = tuple(
        (sector, atlas.sector_names[sector].of(lang)) for sector in _field(state).sectors
    )
    return (
        Field("subject", words("partners.subject"), "text", query.get("subject", "")),
        Field(
            "sector",
            words("analysis.sector"),
            "select",
            query.get("sector", ""),
            sectors,
            words("partners.own_sectors"),
        ),
        Field("within_km", words("partners.within_km"), "number", query.get("within_km", "")),
        Field(
            "other_region", words("partners.other_region"), "check", query.get("other_region", "")
        ),
        Field("untied", words("partners.untied"), "check", query.get("untied", "")),
        *(_weight_field(reason, value, words) for reason, value in weights.items()),
        Field(
            "network",
            words("partners.network"),
            "select",
            query.get("network", ""),
            tuple(
                (programme.id, programme.name.of(lang))
                for programme in atlas.programmes.values()
                if programme.ties_layer
            ),
        ),
    )


async def compared_regions(request: Request, state: State, asked: list[str]) -> Response:
    """Compare two to four regions; a page without any is the form alone.

    Raises
    ------
    ParameterError
        400: one is no region, or there are too few or too many.
    """
    return await _done(request, state, _compared, asked)


def _compared(request: Request, state: State, asked: list[str]) -> Response | Prepared:
    lang, form, atlas = language_of(request), form_of(request, DOCUMENTS), state.snapshot.atlas
    named = [value for value in asked if value.strip()]
    comparison = None
    if named or form != "html":
        try:
            comparison = compare(atlas, named)
        except UnknownSubjectError as error:
            _refuse_subject("region", error)
        except AreaError as error:
            written = error.member or error.written
            raise ParameterError(400, "unknown", "region", written, error.allowed) from error
    if form in PAGES:
        shown = regions.comparison_page(atlas, comparison, named, lang)
        return _page(request, state, shown, networks(atlas)[0], "regions")
    if comparison is None:
        raise ParameterError(400, "missing", "region", "", ("대구", "경북"))
    return as_json(request, regions.comparison_document(atlas, comparison, lang))


@router.get("/peers", response_class=Response, summary="닮은 곳 · Peers")
async def peers_here(
    request: Request,
    state: Here,
    subject: Annotated[
        str | None, Query(max_length=200, description="단지·시군구 · complex or district")
    ] = None,
    level: Annotated[str, Query(description=", ".join(PEER_LEVELS))] = "complex",
) -> Response:
    """Return the ten complexes or districts most like one, and the measures that tell it."""
    return await _done(request, state, _peers, subject, level)


def _peers(request: Request, state: State, subject: str | None, level: str) -> Response | Prepared:
    lang, form, atlas = language_of(request), form_of(request, DOCUMENTS), state.snapshot.atlas
    chosen = next((item for item in PEER_LEVELS if item == level), None)
    if chosen is None:
        raise ParameterError(400, "unknown", "level", level, PEER_LEVELS)
    result = None
    if subject and subject.strip():
        try:
            result = peers(atlas, subject, level=chosen, figures=figures_of(state))
        except (SubjectError, UnknownSubjectError) as error:
            _refuse_subject("subject", error)
    if form in PAGES:
        words = catalogue("api", lang)
        levels = tuple((item, words(f"analysis.level.{item}")) for item in PEER_LEVELS)
        fields = (
            Field("subject", words("peers.subject"), "text", subject or ""),
            Field("level", words("analysis.level"), "select", chosen, levels),
        )
        shown = finder.peers_page(atlas, result, fields, lang)
        return _page(request, state, shown, networks(atlas)[0], "peers")
    if result is None:
        raise ParameterError(400, "missing", "subject", "", ("창원",))
    return as_json(request, finder.peers_document(result, lang))


@router.get(
    "/answer", response_class=Response, summary="여섯 단계로 답 찾기 · Six steps to an answer"
)
async def answer_here(
    request: Request,
    state: Here,
    subject: Annotated[
        str | None, Query(max_length=200, description="단지·시도·분야 · complex, region or sector")
    ] = None,
    network: Network = None,
    sector: Sector = None,
) -> Response:
    """Return the way from the whole network to partners and gaps of a subject, as a record."""
    return await _done(request, state, _answer, subject, network, sector)


def _answer(
    request: Request, state: State, subject: str | None, network: str | None, sector: str | None
) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, DOCUMENTS)
    asked, result = question(state, network, sector), None
    field = _field(state)
    if subject and subject.strip():
        try:
            result = answer.answer(asked, field, subject, figures_of(state), lang)
        except (SubjectError, UnknownSubjectError) as error:
            _refuse_subject("subject", error)
    if form in PAGES:
        words = catalogue("api", lang)
        fields = (
            Field("subject", words("partners.subject"), "text", subject or ""),
            *asked.fields(words),
        )
        shown = answer.page_of(asked, result, fields, ("json",), lang)
        return _page(request, state, shown, asked.network, "answer")
    if result is None:
        raise ParameterError(400, "missing", "subject", "", ("창원",))
    return as_json(request, answer.document(asked, result, lang, root_of(request)))


@router.get("/paths", response_class=Response, summary="두 곳을 잇는 길 · How two are connected")
async def paths_here(
    request: Request,
    state: Here,
    look: Looked,
    start: Annotated[str | None, Query(alias="from", max_length=200)] = None,
    to: Annotated[str | None, Query(max_length=200)] = None,
    network: Network = "combined",
) -> Response:
    """Return the shortest ways between two places through bodies, each step with its evidence."""
    return await _done(request, state, _paths, start, to, network, look)


def _paths(
    request: Request,
    state: State,
    start: str | None,
    end: str | None,
    network: str | None,
    look: Look,
) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, DRAWN)
    asked = question(state, network)
    found = None
    if start and end:
        ends = [_place(state, name, text) for name, text in (("from", start), ("to", end))]
        found = paths(asked.atlas, *ends, id_=asked.network)
    if form in PICTURES:
        if found is None:
            named = "to" if start else "from"
            raise ParameterError(400, "missing", named, "", (EXAMPLE,))
        if not found:
            raise ParameterError(404, "unconnected", "to", end or "", ())
        words = catalogue("api", lang)
        sketch = sketched.ways_sketch(asked.atlas, found, outlines_of(state), words)
        return _picture(
            request, asked, (sketch,), words("paths.title"), _said(sketch, asked, words), look
        )
    if form in PAGES:
        words = catalogue("api", lang)
        fields = (
            Field("from", words("paths.from"), "text", start or ""),
            Field("to", words("paths.to"), "text", end or ""),
            *(field for field in asked.fields(words) if field.name == "network"),
        )
        shown = finder.paths_page(asked.atlas, found, fields, outlines_of(state), lang)
        return _page(request, state, shown, asked.network, "paths")
    return as_json(request, finder.paths_document(found or (), lang))


@router.get("/around", response_class=Response, summary="둘레에 있는 곳 · Around a place")
async def around_here(
    request: Request,
    state: Here,
    look: Looked,
    place: Annotated[str | None, Query(max_length=200)] = None,
    km: Annotated[float, Query(ge=0.1, le=FARTHEST_KM, description="km")] = 30.0,
) -> Response:
    """Return the places around one, the nearest first, and what they take part in."""
    return await _done(request, state, _around, place, km, look)


def _around(
    request: Request, state: State, place: str | None, km: float, look: Look
) -> Response | Prepared:
    lang, form, atlas = language_of(request), form_of(request, DRAWN), state.snapshot.atlas
    words = catalogue("api", lang)
    id_ = _place(state, "place", place) if place else ""
    found = around(atlas, id_, km) if id_ else None
    sketch = None
    if found is not None and form != "json":
        sketch = sketched.around_sketch(atlas, id_, km, found, outlines_of(state), words)
    if form in PICTURES:
        if sketch is None:
            raise ParameterError(400, "missing", "place", "", (EXAMPLE,))
        asked = question(state, "combined")
        return _picture(
            request, asked, (sketch,), words("around.title"), _said(sketch, asked, words), look
        )
    if form in PAGES:
        fields = (
            Field("place", words("around.of"), "text", place or ""),
            Field("km", words("around.within"), "number", f"{km:g}"),
        )
        shown = finder.around_page(atlas, found, fields, sketch, lang)
        return _page(request, state, shown, networks(atlas)[0], "around")
    return as_json(request, finder.around_document(id_, km, found or (), lang))


def _said(sketch: Sketch, asked: Question, words: Catalogue) -> str:
    """Say what a drawing that stands alone shows, and of which day."""
    return f"{sketch.description} {words('around.caption', as_of=asked.as_of)}"


def _place(state: State, name: str, text: str) -> str:
    """Return the id of the complex that a text names."""
    try:
        return find_place(state.snapshot.atlas, text).id
    except UnknownSubjectError as error:
        _refuse_subject(name, error)


def _refuse_subject(name: str, error: SubjectError | UnknownSubjectError) -> NoReturn:
    """Refuse a name that nothing has, with names that look like it."""
    near = error.near if isinstance(error, UnknownSubjectError) else error.allowed
    key = "unlike" if near else "unknown_alone"
    raise ParameterError(400, key, name, error.value, near) from error


@router.get("/scenario", response_class=Response, summary="가정해 보기 · What if")
async def scenario(
    request: Request,
    state: Here,
    look: Looked,
    network: Network = None,
    step: Annotated[
        list[str] | None,
        Query(
            max_length=MOST_STEPS,
            description="withdraw:c15, add:n01:changwon:lead:핵심소재:이름, remove:c01:cheonan3 …",
        ),
    ] = None,
) -> Response:
    """Return what changes if bodies and members are added, withdrawn or in another role."""
    steps = [value for value in step or () if value.strip()]
    result = of_address(steps) if steps else None
    return await _done(request, state, _scenario, network, steps, result, look)


@router.post("/scenario", response_class=Response, summary="가정을 파일로 · What if, as a file")
async def scenario_file(
    request: Request,
    state: Here,
    look: Looked,
    network: Network = None,
    name: Annotated[
        str, Query(max_length=200, description="scenario.yaml, scenario.csv")
    ] = "scenario.yaml",
) -> Response:
    """Return what the scenario that is sent (YAML, CSV) changes; the server keeps nothing."""
    lang = language_of(request)
    body = await request.app.state.bodies.read(request)
    try:
        result = read_scenario(name, body)
    except TableError as error:
        return _refused(error, lang)
    return await _done(request, state, _scenario, network, [], result, look)


def _scenario(
    request: Request,
    state: State,
    network: str | None,
    steps: list[str],
    scenario_: Scenario | None,
    look: Look,
) -> Response | Prepared:
    lang, form = language_of(request), form_of(request, DRAWN)
    asked = question(state, network)
    result: Outcome | None = None
    if scenario_ is not None:
        try:
            result = outcome(asked.atlas, scenario_, asked.network)
        except TableError as error:
            return _refused(error, lang)
    sketch = None
    if result is not None and form != "json":
        outlines, words = outlines_of(state), catalogue("api", lang)
        sketch = sketched.change_sketch(asked.atlas, result, asked.network, outlines, words)
    if form in PAGES:
        shown = whatif.scenario_page(asked, steps, result, sketch, lang)
        return _page(request, state, shown, asked.network, "scenario")
    if result is None or scenario_ is None:
        raise ParameterError(400, "missing", "step", "", ("withdraw:c15",))
    if sketch is not None:
        words = catalogue("api", lang)
        title = words("scenario.picture", network=title_of(asked.network, asked.atlas).of(lang))
        text = f"{words('scenario.hypothetical')} {_said(sketch, asked, words)}"
        return _picture(request, asked, (sketch,), title, text, look)
    return as_json(request, whatif.scenario_document(asked, scenario_, result, lang))


def _refused(error: TableError, lang: Lang) -> Response:
    """Refuse a scenario with every problem of it."""
    text = "; ".join(problem.text(lang) for problem in error.problems[:20])
    raise ParameterError(400, "scenario", "step", text, ()) from error


async def _done(
    request: Request, state: State, job: Callable[..., Response | Prepared], *arguments: object
) -> Response:
    """Answer with what a job returns; briefs are written apart."""
    result = await run_in_threadpool(job, request, state, *arguments)
    if isinstance(result, Response):
        return result
    return await brief_requests.answer(request, state, result, "picture")


def _page(
    request: Request, state: State, shown: Analysis, network: str, here: str
) -> Response | Prepared:
    """Answer with a page of an analysis, or prepare it as a brief."""
    form = form_of(request, FORMS)
    if form in BRIEFS:
        name = request.query_params.get("subject") or network
        asked, given = question(state, network), shaped(request)
        return Prepared(brief_of(asked, shown, here, name, given, page_address(request)), form)
    shown = replace(shown, forms=(*shown.forms, *BRIEFS))
    framed = form == "embed"
    if framed:
        drawn = (section for section in shown.sections if section.sketches or section.drawing)
        shown = replace(shown, sections=tuple(replace(section, rows=None) for section in drawn))
    query = [pair for pair in request.query_params.multi_items() if pair[0] not in {"f", "lang"}]
    result = html_page(
        request,
        "framed.html" if framed else "analysis.html",
        f"{state.snapshot.version}-{here}",
        zoned=True,
        analysis=shown,
        network=network
        if network in networks(state.snapshot.atlas)
        else networks(state.snapshot.atlas)[0],
        here=here,
        query=query,
    )
    if framed:
        ancestors = " ".join(state.settings.frame_ancestors) or "'none'"
        policy = CONTENT_SECURITY.replace("frame-ancestors 'self'", f"frame-ancestors {ancestors}")
        result.headers["Content-Security-Policy"] = policy
    return result


def _picture(
    request: Request,
    asked: Question,
    sketches: tuple[Sketch, ...],
    title: str,
    text: str,
    look: Look,
) -> Response:
    """Answer with drawings as a file."""
    lang, form = language_of(request), form_of(request, FORMS)
    body = sketched.picture(asked, sketches, title, text, form, lang=lang, **look._asdict())
    policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
    return _file(request, body, PICTURES[form], {"Content-Security-Policy": policy})


def _csv(request: Request, body: bytes, name: str) -> Response:
    return _file(request, body, CSV, {"Content-Disposition": f'attachment; filename="{name}.csv"'})


def _file(request: Request, body: bytes, media_type: str, more: dict[str, str]) -> Response:
    """Answer with a file whose words are of the language that is asked for."""
    spoken = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    return content(request, body, media_type, digest(body), {**spoken, **more})
