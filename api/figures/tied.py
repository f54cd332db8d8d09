"""Ties weighed by the figures of their ends: map, table, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.analysis.content import Analysis, Rows, Section
from api.figures.pages import sources_of
from api.figures.tables import Column, Sheet
from api.profiles.lists import Cell
from api.themes import outlines_of
from geo.analysis.weighed import weighed
from geo.errors import SelectionError
from geo.messages.numbers import with_unit
from geo.profiles.naming import listed
from geo.statistics.measures import MEASURES, base_name
from geo.statistics.telling import amount, period_name
from maps.classes import circle_steps, written
from maps.sketches.weighed import WideLine, weighed_map

if TYPE_CHECKING:
    from api.figures.asked import Question
    from api.state import State
    from geo.analysis.weighed import Weighed
    from geo.atlas import Atlas
    from geo.messages import Catalogue
    from maps.sketches.model import Sketch


def tied(state: State, asked: Question) -> tuple[Weighed, ...]:
    """Return the ties with the figures of their ends.

    Raises
    ------
    SelectionError
        The measure is a rate: two of them do not add up.
    """
    if not MEASURES[asked.measure].additive:
        sums = tuple(id_ for id_, measure in MEASURES.items() if measure.additive)
        raise SelectionError(parameter="measure", value=asked.measure, allowed=sums)
    return weighed(asked.statistics, state.snapshot.atlas, asked.measure, asked.base, asked.period)


def ties_title(asked: Question, words: Catalogue) -> str:
    """Return what the page is called."""
    name = MEASURES[asked.measure].name.of(words.lang)
    period = period_name(asked.period, words.lang)
    return words("figures.ties.by", measure=name, period=period)


def ties_notes(asked: Question, found: tuple[Weighed, ...], words: Catalogue) -> tuple[str, ...]:
    """Return what it rests on."""
    without = sum(item.together is None for item in found)
    files = sources_of(asked.statistics, asked.base, asked.period)
    return (
        words("figures.note.base", base=base_name(asked.base).of(words.lang)),
        words("figures.note.source", files=files),
        words("figures.ties.note"),
        *([words("figures.ties.without", count=without)] if without else ()),
    )


def ties_sheet(state: State, asked: Question, words: Catalogue) -> Sheet:
    """Return the ties as a table."""
    atlas, lang, found = state.snapshot.atlas, words.lang, tied(state, asked)
    unit = MEASURES[asked.measure].unit_name.of(lang)
    return Sheet(
        ties_title(asked, words),
        (
            Column("id", "id"),
            Column("body", words("figures.ties.body")),
            Column("from", words("figures.ties.from")),
            Column("from_value", f"{words('figures.ties.from')} ({unit})", number=True),
            Column("to", words("figures.ties.to")),
            Column("to_value", f"{words('figures.ties.to')} ({unit})", number=True),
            Column("sum", f"{words('figures.ties.sum')} ({unit})", number=True),
        ),
        tuple(
            (
                item.tie.id,
                _body(atlas, item, words),
                atlas.places[item.tie.from_id].name.of(lang),
                item.start,
                atlas.places[item.tie.to_id].name.of(lang),
                item.end,
                item.together,
            )
            for item in found
        ),
        ties_notes(asked, found, words),
    )


def ties_page(state: State, asked: Question, words: Catalogue) -> Analysis:
    """Return the page: form, map, table."""
    atlas, lang, found = state.snapshot.atlas, words.lang, tied(state, asked)
    rows = tuple(
        (
            Cell(atlas.places[item.tie.from_id].name.of(lang)),
            Cell(amount(item.start, asked.measure, lang), number=True),
            Cell(atlas.places[item.tie.to_id].name.of(lang)),
            Cell(amount(item.end, asked.measure, lang), number=True),
            Cell(amount(item.together, asked.measure, lang), number=True),
            Cell(_body(atlas, item, words)),
        )
        for item in found
    )
    heads = (("from", 0), ("value", 1), ("to", 0), ("value", 1), ("sum", 1), ("body", 0))
    title = ties_title(asked, words)
    drawn = Section(
        id="map",
        title=title,
        sketches=(ties_sketch(state, found, asked, words),),
        notes=ties_notes(asked, found, words),
    )
    # Six columns have no room beside a map.
    listing = Section(
        id="ties",
        title=words("figures.ties.table"),
        rows=Rows(
            title,
            tuple(Cell(words(f"figures.ties.{key}"), number=bool(n)) for key, n in heads),
            rows,
        ),
    )
    fields = tuple(
        field for field in asked.fields(words) if field.name in {"measure", "base", "period"}
    )
    return Analysis(
        title=words("figures.ties"),
        lead=words("figures.ties.lead"),
        fields=fields,
        sections=(drawn, listing),
        forms=("json", "csv", "xlsx"),
        main="ties",
    )


def ties_sketch(
    state: State, found: tuple[Weighed, ...], asked: Question, words: Catalogue
) -> Sketch:
    """Draw the ties of which both ends have a figure."""
    places = state.snapshot.atlas.places
    lines = []
    for item in found:
        if item.together:
            start, end = places[item.tie.from_id], places[item.tie.to_id]
            lines.append(
                WideLine(item.tie.id, (start.lon, start.lat), (end.lon, end.lat), item.together)
            )
    most = max((line.value for line in lines), default=0)
    unit = MEASURES[asked.measure].unit_name.of(words.lang)
    rounded = circle_steps(most)
    steps = [(step, with_unit(written(step), unit, words.lang)) for step in rounded if step]
    text = "; ".join(
        f"{places[one.tie.from_id].name.of(words.lang)} → "
        f"{places[one.tie.to_id].name.of(words.lang)}: "
        f"{amount(one.together, asked.measure, words.lang)}"
        for one in found[:10]
    )
    return weighed_map(
        lines,
        outlines_of(state, "regions"),
        steps,
        words.lang,
        title=ties_title(asked, words),
        description=text,
    )


def _body(atlas: Atlas, item: Weighed, words: Catalogue) -> str:
    return listed(atlas.bodies[item.tie.body_id]).of(words.lang)
