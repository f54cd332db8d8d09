"""An analysis as a brief, in every format that briefs have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from api.analysis.asked import programmes
from api.profiles.lists import NOTHING
from geo.messages import catalogue
from maps.briefs.compose import addressed, file_name, numbered
from maps.briefs.content import (
    Block,
    Brief,
    Bullet,
    Bullets,
    Column,
    Footnote,
    Heading,
    SketchPicture,
    Table,
)
from maps.briefs.formats import FORMATS
from maps.briefs.number import number_of
from maps.briefs.telling import day_in_words, in_notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.analysis.asked import Question
    from api.analysis.content import Analysis, Grid, Rows, Section
    from geo.messages import Lang
    from maps.briefs.content import Asked, Shape

BRIEFS = tuple(form for form in FORMATS if form not in {"html", "json"})
"""Formats besides the page itself and its own document."""
_PAGE_ONLY = frozenset({"how", "definitions"})
"""Sections about the page."""
_MOST_IN_BOX = 4
"""Statements in the box of a report."""
_MOST_COLUMNS = 9
"""A matrix that is wider does not fit on paper: its cells are told in rows."""


def brief_of(
    asked: Question, shown: Analysis, kind: str, name: str, given: Asked, address: str
) -> Brief:
    """Return what a page says as a brief; drawings are files of their own.

    Parameters
    ----------
    kind, name
        Of the file.
    given
        Language and shape.
    address
        Path and query of the page, from which a number is made; empty for none.
    """
    lang = given.lang
    words, drawing = catalogue("api", lang), catalogue("maps", lang)
    atlas, snapshot = asked.atlas, asked.state.snapshot
    briefs = catalogue("maps.briefs", lang)
    state = asked.state
    own = programmes(atlas, asked.network)
    bodies = (body for body in atlas.bodies.values() if body.in_force and body.programme in own)
    sources = tuple(dict.fromkeys(body.evidence.source for body in bodies))
    titles = "; ".join(
        (source.title_en if lang == "en" else source.title_ko)
        for source in (atlas.sources[id_] for id_ in sources if id_ in atlas.sources)
    )
    number = number_of(
        "page",
        address,
        given,
        as_of=asked.as_of,
        version=snapshot.version,
        day=state.day,
        zoning=state.zoning,
    )
    blocks = [*numbered(_blocks(shown, given.shape, lang), briefs)]
    if address:
        blocks += addressed(number, briefs)
    day = day_in_words(asked.as_of, lang)
    return Brief(
        kind=kind,
        id=re.sub(r"[^a-z0-9가-힣-]+", "-", name.lower()).strip("-") or kind,
        title=shown.title,
        message=in_notes(_first(shown), lang),
        subtitle=shown.lead,
        lang=lang,
        length=given.length,
        shape=given.shape,
        department=given.department,
        dated=day_in_words(given.date or asked.as_of, lang),
        as_of=asked.as_of,
        day=asked.state.day,
        zoning=asked.state.zoning,
        version=snapshot.version,
        author=drawing("product"),
        number=str(number) if address else "",
        edition=briefs("edition", as_of=day, number=number.printed)
        if address
        else briefs("edition.plain", as_of=day),
        footnotes_title=briefs("footnotes"),
        blocks=tuple(blocks),
        footnotes=(Footnote(words("analysis.brief.note", titles=titles), sources),),
        name=file_name(
            briefs, shown.title, asked.as_of, state.zoning, given._replace(length="page")
        ),
    )


def _told(shown: Analysis) -> list[Section]:
    return [section for section in shown.sections if section.id not in _PAGE_ONLY]


def _first(shown: Analysis) -> str:
    """Return the first statement, which tells what an analysis comes to; else its title."""
    return next((text for section in _told(shown) for text in section.texts), shown.title)


def _blocks(shown: Analysis, shape: Shape, lang: Lang) -> Iterator[Block]:
    sections = _told(shown)
    if shape == "report":
        # What each section begins with.
        texts = dict.fromkeys(in_notes(text, lang) for item in sections for text in item.texts[:1])
        yield Bullets(
            tuple(map(Bullet, [*texts][:_MOST_IN_BOX] or [in_notes(shown.lead, lang)])),
            summary=True,
        )
    for number, section in enumerate(sections):
        yield from _section(section, lang, first=not number)


def _section(section: Section, lang: Lang, *, first: bool) -> Iterator[Block]:
    notes = (1,) if first else ()
    yield Heading(section.title)
    for text in section.texts:
        yield Bullets((Bullet(in_notes(text, lang), notes=notes),))
        notes = ()
    if section.items:
        items = tuple(
            Bullet(in_notes(cell.text, lang), notes=notes if not n else ())
            for n, cell in enumerate(section.items)
        )
        yield Bullets(items)
    if section.sketches:
        yield SketchPicture(
            sketches=section.sketches,
            caption=section.sketches[0].title,
            alternative=" ".join(sketch.description for sketch in section.sketches),
        )
    if section.grid is not None:
        yield _matrix(section.grid)
    if section.rows is not None and section.rows.rows:
        yield _table(section.rows)
    for text in section.notes:
        yield Bullets((Bullet(in_notes(text, lang), 3),))


def _table(rows: Rows) -> Table:
    return Table(
        caption=rows.title,
        columns=tuple(Column(cell.text, number=cell.number) for cell in rows.columns),
        rows=tuple(tuple(cell.text for cell in row) for row in rows.rows),
    )


def _matrix(grid: Grid) -> Table:
    if len(grid.columns) <= _MOST_COLUMNS:
        return Table(
            caption=grid.title,
            columns=(Column(grid.corner), *(Column(name) for name in grid.columns)),
            rows=tuple((name, *(box.text for box in boxes)) for name, boxes in grid.rows),
        )
    told = [
        (
            name,
            "; ".join(
                f"{column} {box.text}"
                for column, box in zip(grid.columns, boxes, strict=True)
                if box.look
            )
            or NOTHING,
        )
        for name, boxes in grid.rows
    ]
    return Table(
        caption=grid.title,
        columns=(Column(grid.corner), Column(grid.title)),
        rows=cast("tuple[tuple[str, ...], ...]", tuple(told)),
    )
