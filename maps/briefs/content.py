"""A brief as blocks that every format can give alike: the one content model.

Texts are finished: in the brief's language, numbers formatted, no mark-up. Footnotes are referred
to by their numbers, which count from 1 in `Brief.footnotes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang
    from maps.sketches.model import Sketch
    from maps.still.paper import Extent
    from maps.view import View

Length = Literal["page", "full"]
LENGTHS: tuple[Length, ...] = get_args(Length)
Shape = Literal["brief", "report"]
"""``brief``: dense, numbers first. ``report``: as Korean offices write reports, □ ○ - ※."""
SHAPES: tuple[Shape, ...] = get_args(Shape)
MapAs = Literal["shapes", "picture"]
"""Whether a map's regions, ties, places and names are shapes to edit, or one picture."""
MAPS_AS: tuple[MapAs, ...] = get_args(MapAs)


class Asked(NamedTuple):
    """How a brief is to tell."""

    lang: Lang
    """Of every text; names that documents print stay Korean."""
    length: Length = "page"
    """``page``: figures, statements, map and a few ties. ``full``: with all tables and charts."""
    shape: Shape = "brief"
    department: str = ""
    """That a report bears."""
    date: str = ""
    """That a report bears; without one the day of the data."""


Notes = tuple[int, ...]
"""Numbers of footnotes."""

Level = Literal[1, 2, 3]
SECTION = "□"
"""Before the heading of a section of a report."""
SIGNS: Mapping[str, tuple[str, str, str]] = {"ko": ("○", "-", "※"), "en": ("•", "–", "*")}
"""Language to the signs before bullets of each level; the last one is a remark."""


class Footnote(NamedTuple):
    """Where a text comes from."""

    text: str
    """Publisher, title, date and sections; or how a number was computed."""
    sources: tuple[str, ...]
    """Ids of documents and datasets, or of the collections that a number was computed from."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section."""

    text: str
    message: str = ""
    """What the section comes to: the title of a slide, where a statement says it."""


class Bullet(NamedTuple):
    """A line of 개조식: one statement, without its sign (`SIGNS`)."""

    text: str
    level: Level = 1
    notes: Notes = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """Statements; those of a level belong to the last one of a level above."""

    items: tuple[Bullet, ...]
    summary: bool = False
    """What a reader with no time must know: stands in a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A number that stands out."""

    label: str
    value: float
    text: str
    """The value as it is shown, without unit."""
    unit: str
    base: str
    """What is counted or measured, and out of what."""
    period: str
    """Year or date that the number holds for."""
    notes: Notes = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Numbers side by side; at most six."""

    items: tuple[KeyFigure, ...]


class Column(NamedTuple):
    """A column of a table."""

    title: str
    number: bool = False
    """Holds numbers, to be set flush right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows below a caption; every row has a text for each column."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: Notes = ()
    """Of the caption."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPicture:
    """A map of `maps.still`, bare; see `maps.briefs.pictures` for its bytes."""

    map: str
    """``overview`` or the id of a programme."""
    view: View
    caption: str
    alternative: str
    """For those who cannot see it."""
    extent: Extent = "auto"
    notes: Notes = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchPicture:
    """Drawings of an analysis, side by side, which a table of the same brief tells, too."""

    sketches: tuple[Sketch, ...]
    """At least one."""
    caption: str
    alternative: str
    """For those who cannot see it."""
    notes: Notes = ()


class Bar(NamedTuple):
    """One item of a chart."""

    label: str
    values: tuple[float, ...]
    """One for each series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Horizontal bars; one or two series of numbers that are not negative."""

    caption: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    unit: str
    base: str
    """What is counted or measured."""
    period: str
    alternative: str
    """The numbers as a sentence, for those who cannot see the bars."""
    notes: Notes = ()


Drawn = MapPicture | SketchPicture
Block = Heading | Bullets | KeyFigures | Table | Drawn | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finished brief; the same facts give the same brief."""

    kind: str
    """Of the subject, of a body its noun, such as ``cluster``."""
    id: str
    """Of the subject; see `geo.profiles.model.Subject`."""
    title: str
    message: str
    """What it comes to, in a sentence: the title of a slide."""
    subtitle: str
    """The programmes and their years."""
    lang: Lang
    length: Length
    shape: Shape = "brief"
    department: str = ""
    """Whose report it is."""
    dated: str = ""
    """The day that a report bears, in words."""
    as_of: str
    """Day, month or year of the newest fact, or the day of which it tells."""
    day: str
    """Of which it tells; empty for the newest state."""
    zoning: str
    """Scheme of 초광역권 that was asked for; empty for the usual one."""
    version: str
    """Of the snapshot."""
    author: str
    """Name of this product."""
    number: str = ""
    """By which it can be checked, of a subject; see `maps.briefs.number`."""
    edition: str
    """As-of date and number in words, for a footer."""
    footnotes_title: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]
    name: str
    """Of its file, without ending, in the reader's language."""
