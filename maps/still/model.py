"""A picture as a few kinds of marks, so that every format draws the same.

Lengths are pixels of a drawing, y downwards; `Drawing.scale` says how long a pixel is on paper.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang

Point = tuple[float, float]
"""x to the right, y downwards."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Ring = tuple[Point, ...]

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Lines or areas that look alike; areas fill by the nonzero rule."""

    rings: Sequence[Ring]
    closed: bool = True
    fill: str | None = None
    """Colour as ``#rrggbb``."""
    stroke: str | None = None
    width: float = 0
    dash: tuple[float, ...] = ()
    round: bool = False
    """Round ends and corners."""
    opacity: float = 1
    of: str = ""
    """What it draws, such as ``tie:c13-mipo-onsan``, for who reads the file."""
    ends: tuple[str, ...] = ()
    """The places that a tie joins, from where it starts: symbols may lie on one another."""
    halo: bool = False
    """Outlines letters; a format whose texts are boxes goes without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text from `x` to the right, on the baseline `y`."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str
    spacing: float = 0
    """Added after each character."""


@dataclass(frozen=True, slots=True)
class Clip:
    """Marks of which only what lies in a box shows."""

    box: Box
    marks: tuple[Mark, ...]


Mark = Shape | Text | Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished page, the marks from the ground up."""

    width_mm: float
    height_mm: float
    scale: float
    """Millimetres a pixel."""
    marks: tuple[Mark, ...]
    title: str
    author: str
    subject: str
    lang: Lang
    as_of: str = ""
    """Day, month or year of the data; its file carries it, or no date."""
    frame: tuple[float, ...] = ()
    """How the map lies, for who draws onto it: left, top, right, bottom of its box, longitude and
    Mercator's y (degrees) of the middle of the box, pixels a degree of longitude."""


def rectangle(box: Box) -> Ring:
    """Return the corners of a box."""
    left, top, right, bottom = box
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def shrunk(mark: Mark, share: float, fixed: Point) -> Mark:
    """Return a mark drawn smaller; the point `fixed` stays where it is."""
    left, top = fixed

    def moved(x: float, y: float) -> Point:
        return left + (x - left) * share, top + (y - top) * share

    if isinstance(mark, Clip):
        (a, b), (c, d) = moved(*mark.box[:2]), moved(*mark.box[2:])
        return Clip((a, b, c, d), tuple(shrunk(inner, share, fixed) for inner in mark.marks))
    if isinstance(mark, Text):
        x, y = moved(mark.x, mark.y)
        return replace(mark, x=x, y=y, size=mark.size * share, spacing=mark.spacing * share)
    return replace(
        mark,
        rings=tuple(tuple(moved(*point) for point in ring) for ring in mark.rings),
        width=mark.width * share,
        dash=tuple(part * share for part in mark.dash),
    )


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return a mark drawn elsewhere."""
    if isinstance(mark, Clip):
        left, top, right, bottom = mark.box
        inner = tuple(moved(item, x, y) for item in mark.marks)
        return Clip((left + x, top + y, right + x, bottom + y), inner)
    if isinstance(mark, Text):
        return replace(mark, x=mark.x + x, y=mark.y + y)
    return replace(mark, rings=tuple(tuple((a + x, b + y) for a, b in r) for r in mark.rings))


def texts(marks: Sequence[Mark]) -> list[Text]:
    """Return every text among `marks`, in their order."""
    found: list[Text] = []
    for mark in marks:
        if isinstance(mark, Clip):
            found += texts(mark.marks)
        elif isinstance(mark, Text):
            found.append(mark)
    return found
