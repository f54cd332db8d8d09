"""What there is to take along: every brief with its map, and every chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple, get_args

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.charts import CHARTS, OF_TIES, charts_of
from api.dated import dated_of
from api.html import page
from api.language import language_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.profiles.addresses import Addresses
from api.respond import HTML
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.messages import catalogue
from geo.profiles.model import Kind
from geo.profiles.naming import list_title, listed
from geo.profiles.subjects import subjects
from maps.briefs.content import LENGTHS
from maps.briefs.formats import FORMATS
from maps.charts.bars import bar_chart
from maps.still.chart import MEDIA_TYPES as CHART_FORMS
from maps.still.chart import wrapped
from maps.still.draw import MEDIA_TYPES as PICTURE_FORMS
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.profiles.document import Json
    from geo.atlas import Atlas
    from geo.messages import Lang
    from geo.profiles.model import Subject

router = APIRouter(tags=["profiles"])
MAP_FORMS = (*PICTURE_FORMS, "html")


@router.get("/briefs", response_class=Response, summary="브리프 목록 · Briefs there are")
def briefs(request: Request, state: Annotated[State, Depends(dated_of)]) -> Response:
    """List the briefs of all subjects, by kind, with the picture of each map."""
    form = form_of(request)
    atlas = state.snapshot.atlas
    if form == "json":
        result = [_document(request, subject, Addresses(atlas)) for subject in subjects(atlas)]
        return _json(request, {"briefs": result})
    lang = language_of(request)
    return page(
        request,
        "briefs.html",
        state.snapshot.version,
        zoned=True,
        groups=[group for kind in get_args(Kind) for group in _groups(atlas, kind, lang)],
        lengths=LENGTHS,
        forms=tuple(FORMATS),
        map_forms=MAP_FORMS,
    )


@router.get("/charts", response_class=Response, summary="그래프 목록 · Charts there are")
def charts(request: Request, state: Annotated[State, Depends(dated_of)]) -> Response:
    """Show the charts of all that there is, with their files."""
    lang = language_of(request)
    words = catalogue("api", lang)
    names = OF_TIES if state.day else CHARTS
    result = [(name, [*map(wrapped, charts_of(state, name, View(), lang))]) for name in names]
    titles = {name: found[0].title if len(found) == 1 else words(f"chart.{name}")
              for name, found in result}  # fmt: skip
    if form_of(request) == "json":
        described: list[Json] = [
            {
                "id": name,
                "title": titles[name],
                "links": [
                    link(request, "enclosure", media_type, f"/charts/{name}.{form}?lang={lang}")
                    for form, media_type in CHART_FORMS.items()
                ],
            }
            for name in names
        ]
        return _json(request, {"charts": described})
    return page(
        request,
        "charts.html",
        state.snapshot.version,
        charts=[(name, titles[name], found) for name, found in result],
        bar_chart=bar_chart,
    )


class Row(NamedTuple):
    """A subject with the addresses, below the root, of its page, brief and map."""

    name: str
    path: str
    brief: str
    map: str


class Group(NamedTuple):
    """Subjects that stand together."""

    id: str
    title: str
    rows: tuple[Row, ...]


def _groups(atlas: Atlas, kind: Kind, lang: Lang) -> Iterator[Group]:
    """Yield the subjects of a kind; bodies by their programme."""
    own = [subject for subject in subjects(atlas) if subject.kind == kind]
    if not own:
        return
    if kind != "body":
        rows = tuple(_row(atlas, subject, subject.name.of(lang)) for subject in own)
        yield Group(
            kind,
            catalogue("api", lang)(f"profiles.{kind}", zoning=atlas.zoning.short.of(lang)),
            rows,
        )
        return
    for programme in atlas.programmes.values():
        rows = tuple(
            _row(atlas, subject, listed(atlas.bodies[subject.id]).of(lang))
            for subject in own
            if atlas.bodies[subject.id].programme == programme.id
        )
        yield Group(programme.id, list_title(programme).of(lang), rows)


def _row(atlas: Atlas, subject: Subject, name: str) -> Row:
    at = Addresses(atlas)
    return Row(name, at.of(subject), at.brief_of(subject), at.map_of(subject))


def _document(request: Request, subject: Subject, at: Addresses) -> dict[str, Json]:
    lang = language_of(request)
    brief = at.brief_of(subject)
    briefs = [
        {
            **link(
                request,
                "enclosure",
                format_.media_type,
                f"/{brief}.{form}?length={length}&lang={lang}",
            ),
            "length": length,
        }
        for length in LENGTHS
        for form, format_ in FORMATS.items()
    ]
    name = {"ko": subject.name.ko, "en": subject.name.en}
    about = link(request, "about", HTML, f"/{at.of(subject)}")
    return {
        "kind": at.noun_of(subject),
        "id": subject.id,
        "name": name,
        "links": [about, *briefs],
    }


def _json(request: Request, body: dict[str, Json]) -> Response:
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
    ]
    headers = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    return JSONResponse({**body, "links": links}, headers=headers)
