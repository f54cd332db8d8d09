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
    from maps.still.paper import Extent
    from maps.view import View

Length = Literal["page", "full"]
LENGTHS: tuple[Length, ...] = get_args(Length)
MapAs = Literal["shapes", "picture"]
"""Whether a map's regions, ties, places and names are shapes to edit, or one picture."""
MAPS_AS: tuple[MapAs, ...] = get_args(MapAs)
Notes = tuple[int, ...]
"""Numbers of footnotes."""

SIGNS: Mapping[str, tuple[str, str]] = {"ko": ("○", "-"), "en": ("•", "–")}
"""Language to the signs before bullets of level 1 and 2."""


class Footnote(NamedTuple):
    """Where a text comes from."""

    text: str
    """Publisher, title, date and sections; or how a number was computed."""
    sources: tuple[str, ...]
    """Ids of documents and datasets, or of the collections that a number was computed from."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section (level 1) or a part of one (level 2)."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    notes: Notes = ()


class Bullet(NamedTuple):
    """A line of 개조식: one statement, without its sign (`SIGNS`)."""

    text: str
    level: Literal[1, 2] = 1
    notes: Notes = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """Statements, those of level 2 belong to the last one of level 1."""

    items: tuple[Bullet, ...]


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


class Bar(NamedTuple):
    """One item of a chart."""

    label: str
    values: tuple[float, ...]
    """One for each series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Horizontal bars; one or two series of numbers that are not negative."""

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    unit: str
    base: str
    """What is counted or measured."""
    period: str
    alternative: str
    """The numbers as a sentence, for those who cannot see the bars."""
    notes: Notes = ()


Block = Heading | Paragraph | Bullets | KeyFigures | Table | MapPicture | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A finished brief; the same facts give the same brief."""

    kind: str
    """Of the subject, of a body its noun, such as ``consortium``."""
    id: str
    """Of the subject; see `geo.profiles.model.Subject`."""
    title: str
    subtitle: str
    """The programmes and their years."""
    lang: Lang
    length: Length
    as_of: str
    """Day, month or year of the newest fact."""
    version: str
    """Of the snapshot."""
    author: str
    """Name of this product."""
    edition: str
    """As-of date and version in words, for a footer."""
    footnotes_title: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def name(self) -> str:
        """Return a file name without ending, with language and length."""
        return f"sandan-{self.kind}-{self.id}-{self.lang}-{self.length}"
