"""A drawing of few kinds of marks; colours are references of `maps.theme`, lengths pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from maps.theme import token

if TYPE_CHECKING:
    from maps.still.model import Ring

SEA, LAND, BORDER = token("sea"), token("land"), token("border")
TEXT, SOFT, HALO, PAPER, LINE = (
    token("ink"), token("ink-soft"), token("halo"), token("paper"), token("line"),
)  # fmt: skip
SERIES, ON, OWN = token("series"), token("on"), token("own")


class Area(NamedTuple):
    """Lines or areas that look alike."""

    rings: tuple[Ring, ...]
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    closed: bool = True
    opacity: float = 1.0
    dash: tuple[float, ...] = ()


class Line(NamedTuple):
    """A line of text."""

    x: float
    y: float
    """Of the baseline."""
    text: str
    size: float
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = TEXT
    halo: bool = False


class Group(NamedTuple):
    """Marks that belong together."""

    marks: tuple[Area | Line, ...]
    key: str = ""
    """What they stand for: groups and cells of a table with one key are lit together."""
    kind: str = ""
    """Class on a page."""


class Sketch(NamedTuple):
    """A drawing."""

    id: str
    width: float
    height: float
    title: str
    description: str
    """What it shows, in words."""
    groups: tuple[Group, ...]
    """From the ground up."""
