"""An analysis as a brief, in every format that briefs have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from api.analysis.asked import programmes
from api.profiles.lists import NOTHING
from geo.messages import catalogue
from maps.briefs.compose import file_name, numbered
from maps.briefs.content import (
    Asked,
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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.analysis.asked import Question
    from api.analysis.content import Analysis, Grid, Rows, Section
    from geo.messages import Lang

BRIEFS = tuple(form for form in FORMATS if form not in {"html", "json"})
"""Formats besides the page itself and its own document."""
_PAGE_ONLY = frozenset({"how", "definitions"})
"""Sections about the page."""
_MOST_COLUMNS = 9
"""A matrix that is wider does not fit on paper: its cells are told in rows."""


def brief_of(asked: Question, shown: Analysis, kind: str, name: str, lang: Lang) -> Brief:
    """Return what a page says as a brief; drawings are files of their own.

    Parameters
    ----------
    kind, name
        Of the file.
    """
    words, drawing = catalogue("api", lang), catalogue("maps", lang)
    atlas, snapshot = asked.atlas, asked.state.snapshot
    briefs = catalogue("maps.briefs", lang)
    blocks = tuple(numbered(_blocks(shown), briefs))
    state = asked.state
    own = programmes(atlas, asked.network)
    bodies = (one for one in atlas.bodies.values() if one.in_force and one.programme in own)
    sources = tuple(dict.fromkeys(body.evidence.source for body in bodies))
    titles = "; ".join(
        (one.title_en if lang == "en" else one.title_ko)
        for one in (atlas.sources[id_] for id_ in sources if id_ in atlas.sources)
    )
    return Brief(
        kind=kind,
        id=re.sub(r"[^a-z0-9가-힣-]+", "-", name.lower()).strip("-") or kind,
        title=shown.title,
        message=shown.title,
        subtitle=shown.lead,
        lang=lang,
        length="full",
        as_of=asked.as_of,
        day=asked.state.day,
        zoning=asked.state.zoning,
        version=snapshot.version,
        author=drawing("product"),
        edition=briefs("edition.plain", as_of=asked.as_of),
        footnotes_title=briefs("footnotes"),
        blocks=blocks,
        footnotes=(Footnote(words("analysis.brief.note", titles=titles), sources),),
        name=file_name(briefs, shown.title, asked.as_of, state.zoning, Asked(lang)),
    )


def _blocks(shown: Analysis) -> Iterator[Block]:
    for number, section in enumerate(one for one in shown.sections if one.id not in _PAGE_ONLY):
        yield from _section(section, first=not number)


def _section(section: Section, *, first: bool) -> Iterator[Block]:
    notes = (1,) if first else ()
    yield Heading(section.title)
    for text in section.texts:
        yield Bullets((Bullet(text, notes=notes),))
        notes = ()
    if section.items:
        items = tuple(
            Bullet(cell.text, notes=notes if not n else ()) for n, cell in enumerate(section.items)
        )
        yield Bullets(items)
    if section.sketches:
        yield SketchPicture(
            sketches=section.sketches,
            caption=section.sketches[0].title,
            alternative=" ".join(one.description for one in section.sketches),
        )
    if section.grid is not None:
        yield _matrix(section.grid)
    if section.rows is not None and section.rows.rows:
        yield _table(section.rows)
    for text in section.notes:
        yield Bullets((Bullet(text, 3),))


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
