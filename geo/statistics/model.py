"""Complexes as statistics know them, and the figures that a file states of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.model.places import KIND_WORDS, PlaceKind
from geo.text import name_key

if TYPE_CHECKING:
    from geo.tables.problems import Problem

Form = Literal["quarterly", "trends", "register", "centres"]
"""Which publication a file is; also the base of its figures."""
Missing = Literal["", "empty", "dash", "suppressed"]
"""Why a figure is None; empty where it is a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complex:
    """A complex of which there are figures."""

    id: str
    """That of the place in the atlas where it is one; else ``kicox-`` and a digest that stays."""
    name_ko: str
    name_en: str | None = None
    kind: PlaceKind | None
    sido: str
    """Official name of the 시도 today."""
    sido_code: str
    sigungu: tuple[str, ...] = ()
    """As the source writes them."""
    part_of: str | None = None
    """Id of the complex in whose figures these are counted already."""
    place_id: str | None = None
    """Id of the place in the atlas."""
    kicox_id: str | None = None
    """Id in the collection of the newest quarterly table."""
    lon: float | None = None
    lat: float | None = None
    """Degrees, WGS 84; None where nobody knows."""
    former_names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name, for joins."""
        return self.name_ko


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A complex as a file names it."""

    key: str
    """Within the file."""
    name: str
    kind: PlaceKind | None
    sido: str | None
    """Official name today."""
    sigungu: tuple[str, ...]
    former_names: tuple[str, ...] = ()
    part_of: str | None = None
    """Key of the complex in whose figures these are counted already."""
    kicox_id: str | None = None
    region: bool = False
    """Whether it is a whole 시도, of which the file tells no complex."""
    place: tuple[str, int, str] = ("", 0, "")
    """File and sheet, row and column, where it is named: for problems."""


class Figure(NamedTuple):
    """One figure of a file, in the unit that is kept of its measure."""

    key: str
    """Of the complex."""
    measure: str
    industry: str
    period: str
    value: float | None
    missing: Missing
    locator: str
    """``sheet!row``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file states."""

    file: str
    form: Form
    periods: tuple[str, ...]
    rows: tuple[NamedRow, ...]
    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """What a reader should know, though nothing is wrong: a unit that was converted."""
    outside: int = 0
    """Rows that are of no complex, such as factories on a plot of their own."""


@dataclass(frozen=True, slots=True)
class Source:
    """One import: a file of the store."""

    id: str
    """Form and last day, such as ``quarterly-2025-09-30``."""
    number: int
    """Imports are counted from 1; of two that state the same the later one holds."""
    file: str
    digest: str
    """SHA-256 of the file, hexadecimal."""
    form: Form
    periods: tuple[str, ...]
    recorded: str
    """Day of the import."""
    rows: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that a later file changed."""

    complex: str
    measure: str
    industry: str
    period: str
    base: str
    before: float | None
    after: float | None
    source: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import would add to the store."""

    source: Source
    complexes: tuple[Complex, ...]
    """The whole roster after it."""
    figures: tuple[tuple[str, Figure], ...]
    """Id of the complex and figure, of those that the store has not or has otherwise."""
    revisions: tuple[Revision, ...]
    same: int
    """Figures that the store has already."""
    problems: tuple[Problem, ...]
    again: bool = False
    """Whether this very file has been taken before."""
    absent: tuple[str, ...] = field(default=())
    """Complexes that the store has figures of for these periods and this base, and the file not."""


def missing_of(
    value: float | Literal["empty", "dash", "suppressed"] | None,
) -> tuple[float | None, Missing] | None:
    """Return a cell's number, or why it has none; None for one that cannot be read."""
    if value is None:
        return None
    if isinstance(value, str):
        return None, value
    return value, ""


def kind_by_word(written: str) -> PlaceKind | None:
    """Return the kind that a cell or name says.

    >>> kind_by_word("국가산업단지"), kind_by_word("–")
    (<PlaceKind.NATIONAL: 'national'>, None)
    """
    key = name_key(written)
    return KIND_WORDS.get(key.kind or "") or KIND_WORDS.get(written.strip()[:2])
