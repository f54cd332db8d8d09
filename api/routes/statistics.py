"""Figures of complexes: themes, series, targets against what happened, the two counts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, get_args

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from api.analysis.content import Analysis, Field
from api.documents import as_json
from api.errors import ParameterError, refuse_unknown
from api.figures import pages
from api.figures.asked import Question, question, recorded_by
from api.figures.drawn import PICTURES, theme_file, theme_picture
from api.figures.poster import poster_of
from api.figures.tables import XLSX, sheet_of
from api.figures.tied import ties_page, ties_sheet
from api.heavy import heavy_of
from api.html import CONTENT_SECURITY
from api.html import page as html_page
from api.language import language_of
from api.negotiate import form_of
from api.respond import HTML, content, digest
from api.series import notes_of, statistics_of
from api.serving import State, state_of
from geo.analysis.counts import counts
from geo.analysis.figures import series_of
from geo.analysis.targets import Target, targets
from geo.analysis.together import together
from geo.errors import SubjectError
from geo.importers.imported import KICOX, LAYER
from geo.messages import catalogue
from geo.profiles.model import Kind
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject
from geo.statistics.measures import MEASURES
from maps.poster import SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.figures.tables import Sheet
    from geo.jsons import CollectionObject, OpenObject
    from geo.messages import Catalogue
    from geo.store.snapshot import Layer

router = APIRouter(tags=["statistics"])
Here = Annotated[State, Depends(state_of)]
_FORMS = ("json", "html", "csv", "xlsx")
_CSV = "text/csv; charset=utf-8"
_SVG = "image/svg+xml"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_POSTERS: Mapping[str, str] = {"pdf": "application/pdf", "png": "image/png", "svg": _SVG}
Part = Annotated[
    str | None,
    Query(max_length=60, description="이 페이지의 표 하나 · one table of the page: ages"),
]
Recorded = Annotated[
    str | None, Query(description="기록된 날까지의 값 · as recorded by a day: 2026-01-31")
]


@router.get("/statistics", response_class=Response, summary="단지 통계 · Figures of complexes")
def themes(  # noqa: PLR0913, PLR0917 - one argument for each parameter
    request: Request,
    state: Here,
    measure: Annotated[str | None, Query(description=", ".join(MEASURES))] = None,
    base: Annotated[str | None, Query(description="quarterly, trends, register, centres")] = None,
    period: Annotated[str | None, Query(description="2025-Q3, 2025-09, 2025")] = None,
    level: Annotated[str | None, Query(description="sido, sigungu, complex")] = None,
    shown: Annotated[str | None, Query(description="value, growth, per_km2")] = None,
    industry: Annotated[str | None, Query(description="all, machinery …")] = None,
    classes: Annotated[str | None, Query(description="3, 5, 7")] = None,
    region: Annotated[str | None, Query(description="48, 경남 …")] = None,
    recorded: Recorded = None,
    table: Part = None,
) -> Response:
    """Return a measure by 시도, 시군구 or complex, as a map and a table."""
    values = {
        "measure": measure, "base": base, "period": period, "level": level, "shown": shown,
        "industry": industry, "classes": classes, "region": region, "recorded": recorded,
    }  # fmt: skip
    lang, form = language_of(request), form_of(request, (*_FORMS, *PICTURES, "embed", "map"))
    words = catalogue("api", lang)
    asked = question(state, values, lenient=form in {"html", "embed", "map"})
    if asked is None:
        return _nothing(request, state, form, words)
    theme = pages.theme(state, asked)
    if form == "html" or table:
        shown_ = pages.theme_page(state, asked, theme, words)
        return _page(request, state, shown_, "themes", form, table)
    if form == "embed":
        return _framed(request, state, pages.theme_page(state, asked, theme, words))
    if form in PICTURES:
        body = theme_picture(state, asked, theme, form, words)
        headers = {
            "Content-Language": lang,
            "Content-Security-Policy": _POLICY,
            "Vary": "Accept, Accept-Language",
        }
        return content(request, body, PICTURES[form], digest(body), headers)
    name = f"{asked.measure}-{asked.level}-{asked.period}"
    if form == "map":
        body = theme_file(state, asked, theme, words)
        headers = {
            "Content-Language": lang,
            "Vary": "Accept, Accept-Language",
            "Content-Disposition": f'attachment; filename="sandan-{name}-{lang}.html"',
        }
        return content(request, body, HTML, digest(body), headers)
    document = {**_described(asked), "title": pages.title_of(asked, theme, words)}
    return _sheet(request, pages.theme_sheet(asked, theme, words), form, name, document)


def _described(asked: Question) -> OpenObject:
    names = ("measure", "base", "period", "level", "shown", "industry", "region")
    document = {name: getattr(asked, name) for name in names}
    return {**document, "unit": MEASURES[asked.measure].unit}


@router.get(
    "/statistics/ties",
    response_class=Response,
    summary="양 끝의 통계로 본 연결 · Ties weighed by the figures of their ends",
)
def of_ties(
    request: Request,
    state: Here,
    measure: Annotated[str | None, Query(description=", ".join(MEASURES))] = None,
    base: Annotated[str | None, Query(description="quarterly, trends, register, centres")] = None,
    period: Annotated[str | None, Query(description="2025-Q3, 2025-09, 2025")] = None,
    table: Part = None,
) -> Response:
    """Return every tie with the figures of the places at its ends, the greatest sums first."""
    values = {"measure": measure, "base": base, "period": period}
    form, words = form_of(request, _FORMS), catalogue("api", language_of(request))
    asked = question(state, values, lenient=form == "html")
    if asked is None:
        return _nothing(request, state, form, words)
    if form == "html" or table:
        return _page(request, state, ties_page(state, asked, words), "ties", form, table)
    about = {name: getattr(asked, name) for name in ("measure", "base", "period")}
    return _sheet(request, ties_sheet(state, asked, words), form, f"ties-{asked.measure}", about)


@router.get(
    "/statistics/complexes/{id_}",
    response_class=Response,
    summary="한 단지의 시계열 · Series of a complex",
)
def of_complex(
    request: Request, id_: str, state: Here, recorded: Recorded = None, table: Part = None
) -> Response:
    """Return every series of a complex, by base, and its industries."""
    form, words = form_of(request, _FORMS), catalogue("api", language_of(request))
    statistics = recorded_by(state, recorded)
    own = statistics.complexes.get(id_)
    if own is None or own.kind is None:
        refuse_unknown("complex", id_, tuple(statistics.complexes)[:20])
    if form == "html" or table:
        shown = pages.complex_page(state.snapshot.atlas, statistics, id_, words)
        return _page(request, state, shown, f"complex-{id_}", form, table)
    found = series_of(statistics, (id_,), industries=True)
    document = {
        "id": own.id,
        "name_ko": own.name_ko,
        "name_en": own.name_en,
        "kind": own.kind,
        "sido": own.sido,
        "place_id": own.place_id,
        "part_of": own.part_of,
    }
    return _sheet(request, pages.series_sheet(own.name_ko, found, words), form, id_, document)


@router.get(
    "/statistics/subjects/{kind}/{name}",
    response_class=Response,
    summary="한 지역·사업·분야의 시계열 · Series of a region, body or sector",
)
def of_subject(request: Request, kind: str, name: str, state: Here, table: Part = None) -> Response:
    """Return the series of all complexes of a subject as one."""
    lang, form, atlas = language_of(request), form_of(request, _FORMS), state.snapshot.atlas
    words = catalogue("api", lang)
    known = next((get_arg for get_arg in get_args(Kind) if get_arg == kind), None)
    if known is None:
        refuse_unknown("kind", kind, get_args(Kind))
    try:
        told = profile(atlas, find_subject(atlas, known, name))
    except SubjectError as error:
        refuse_unknown("subject" if error.kind == "body" else error.kind, name, error.allowed)
    found = together(statistics_of(state), atlas, told)
    if found is None:
        return _nothing(request, state, form, words)
    if form == "html" or table:
        shown = pages.subject_page(statistics_of(state), told, found, words)
        return _page(request, state, shown, f"{kind}-{name}", form, table)
    subject = told.subject
    about = {"kind": subject.kind, "id": subject.id, "complexes": list(found.complexes)}
    sheet = pages.series_sheet(subject.name.of(lang), found.series, words)
    sheet = sheet._replace(notes=notes_of(found, words))
    return _sheet(request, sheet, form, f"{kind}-figures", about)


@router.get(
    "/statistics/targets",
    response_class=Response,
    summary="목표와 실제 · Targets against what happened",
)
def of_targets(
    request: Request,
    state: Here,
    subject: Annotated[str, Query(max_length=60, description="t2021-ulsan …")] = "",
    table: Part = None,
) -> Response:
    """Return each target of the ledger beside the series that measures the same, or why not."""
    lang, form, atlas = language_of(request), form_of(request, _FORMS), state.snapshot.atlas
    words = catalogue("api", lang)
    found = _all_targets(state)
    subjects = {target.indicator.subject: target.indicator for target in found}
    if subject:
        if subject not in subjects:
            raise ParameterError(400, "unknown", "subject", subject, tuple(subjects))
        found = tuple(target for target in found if target.indicator.subject == subject)
    if form == "html" or table:
        named = ((id_, atlas.bodies[id_].name.of(lang)) for id_ in subjects if id_ in atlas.bodies)
        every = words("figures.targets.every")
        fields = (Field("subject", words("figures.subject"), "select", subject, (*named,), every),)
        shown = pages.targets_page(state, found, subject, words, fields)
        return _page(request, state, shown, "targets", form, table)
    return _sheet(request, pages.targets_sheet(state, found, words), form, "targets", {})


@lru_cache(maxsize=4)
def _all_targets(state: State) -> tuple[Target, ...]:
    atlas = state.snapshot.atlas
    return targets(statistics_of(state), atlas, atlas.indicators)


@router.get(
    "/statistics/poster.{ending}",
    response_class=Response,
    responses={200: {"content": {value: {} for value in _POSTERS.values()}}},
    summary="전국 산업단지 한 장 · Every complex on one sheet",
)
async def of_poster(
    request: Request,
    ending: str,
    state: Here,
    size: Annotated[str, Query(description="A1, A0")] = "A1",
) -> Response:
    """Return the map and the names of all complexes of the imported quarter, for large paper."""
    if ending not in _POSTERS:
        refuse_unknown("f", ending, tuple(_POSTERS))
    if size not in SIZES:
        raise ParameterError(400, "unknown", "size", size[:200], tuple(SIZES))
    lang = language_of(request)
    if KICOX not in state.snapshot.layers:
        raise HTTPException(404, catalogue("api", lang)("figures.poster.none"))
    version = digest(f"{state.snapshot.version} {size} {lang} {ending}".encode())
    headers = {
        "Content-Language": lang,
        "Vary": "Accept-Language",
        "Content-Disposition": f'inline; filename="complexes-{size}.{ending}"',
    }
    known = content(request, b"", _POSTERS[ending], version, headers)
    if known.status_code == 304:
        return known
    body = await heavy_of(request).run(lang, poster_of, size, lang, ending)
    return content(request, body, _POSTERS[ending], version, headers)


@router.get(
    "/statistics/counts", response_class=Response, summary="단지 수 대조 · Two counts of complexes"
)
def of_counts(request: Request, state: Here, table: Part = None) -> Response:
    """Return how many complexes each law counts, and by name what only one of them has."""
    form, words = form_of(request, _FORMS), catalogue("api", language_of(request))
    layers = state.snapshot.layers
    result = counts(
        *(_collection(layers[id_]) if id_ in layers else None for id_ in (KICOX, LAYER))
    )
    if result is None:
        return _nothing(request, state, form, words)
    if form == "html" or table:
        return _page(request, state, pages.counts_page(result, words), "counts", form, table)
    kinds = [
        {
            "kind": kind.kind or "all",
            "rows": kind.listed,
            "complexes": kind.complexes,
            "designated": kind.designated,
            "linked": kind.linked,
        }
        for kind in result.kinds
    ]
    document = {
        "as_of": result.listed_as_of,
        "counts": kinds,
        "in_two_regions": list(result.shared),
    }
    return _sheet(request, pages.counts_sheet(result, words), form, "counts", document)


@lru_cache(maxsize=4)
def _collection(layer: Layer) -> CollectionObject:
    return layer.collection()


def _nothing(request: Request, state: State, form: str, words: Catalogue) -> Response:
    """Say that nothing was imported, and how that is done."""
    if form == "html":
        shown = Analysis(
            title=words("figures.title"), lead=words("figures.empty"), fields=(), sections=()
        )
        return _page(request, state, shown, "empty")
    return as_json(request, {"rows": [], "note": words("figures.empty")})


def _sheet(request: Request, sheet: Sheet, form: str, name: str, about: OpenObject) -> Response:
    """Answer with a table as a file, or as JSON below what it is about."""
    lang = language_of(request)
    if form == "json":
        return as_json(request, {**about, "notes": list(sheet.notes), "rows": sheet.records()})
    is_csv = form == "csv"
    body = sheet.csv() if is_csv else sheet.xlsx(catalogue("api", lang))
    headers = {
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
    }
    return content(request, body, _CSV if is_csv else XLSX, digest(body), headers)


def _framed(request: Request, state: State, shown: Analysis) -> Response:
    """Answer with the map alone, for a frame of another page."""
    drawn = tuple(replace(section, rows=None) for section in shown.sections if section.drawing)
    query = [pair for pair in request.query_params.multi_items() if pair[0] not in {"f", "lang"}]
    result = html_page(
        request,
        "framed.html",
        f"{state.snapshot.version}-theme-embed",
        analysis=replace(shown, sections=drawn),
        here="themes",
        query=query,
        foot=catalogue("api", language_of(request))("figures.foot"),
    )
    ancestors = " ".join(state.settings.frame_ancestors) or "'none'"
    policy = CONTENT_SECURITY.replace("frame-ancestors 'self'", f"frame-ancestors {ancestors}")
    result.headers["Content-Security-Policy"] = policy
    return result


def _page(
    request: Request,
    state: State,
    shown: Analysis,
    here: str,
    form: str = "html",
    table: str | None = None,
) -> Response:
    """Answer with a page, or with one of its tables as a file."""
    if table and form != "html":
        there = {
            section.id: section for section in shown.sections if section.rows and section.rows.rows
        }
        if table not in there:
            refuse_unknown("table", table, tuple(there))
        return _sheet(request, sheet_of(there[table]), form, f"{here}-{table}", {})
    query = [
        pair for pair in request.query_params.multi_items() if pair[0] not in {"f", "lang", "table"}
    ]
    return html_page(
        request,
        "figures.html",
        f"{state.snapshot.version}-{here}",
        analysis=shown,
        here=here,
        query=query,
    )
