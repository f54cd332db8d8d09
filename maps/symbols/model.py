"""What a style is made of: marks, strokes and areas, and the features that each stands for.

Colours are ``#rrggbb``, lengths pixels of 1/96 inch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.theme import resolved, token

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.model.bilingual import Bilingual
    from maps.theme import Shape


def light(colour: str) -> str:
    """Return what a reference of `maps.theme.token` stands for on a light ground."""
    return resolved(colour, "light")


WHITE = light(token("halo"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A symbol at a point."""

    shape: Shape
    fill: str
    outline: str
    size: float
    """Across."""
    outline_width: float = 1.6
    core: str = ""
    """Colour of a smaller one inside, for what is two things at once."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, drawn from its start to its end."""

    colour: str
    width: float
    dash: tuple[float, ...] = ()
    """Drawn and left out by turns; empty for a full line."""
    casing: str = WHITE
    casing_width: float = 0
    inner_width: float = 0
    """Of a white line inside, which makes a double line."""
    badge: Mark | None = None
    """At the middle, with the number of what the line belongs to."""
    arrow: bool = False
    """Whether the end shows that the line has a direction."""


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon."""

    fill: str
    outline: str
    outline_width: float
    opacity: float = 1


Symbol = Mark | Stroke | Area


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a property: it is one of `values`, or its list mentions one of them."""

    field: str
    values: tuple[str, ...]
    within_list: bool = False
    """The property is a list of objects, or in most formats its JSON text."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """The features that look alike. Cases of a collection exclude each other."""

    key: str
    """Of the case; the property's value where one property decides."""
    label: Bilingual
    """What a legend calls it."""
    tests: tuple[Condition, ...]
    """All must hold; none for the only case."""
    symbol: Symbol


@dataclass(frozen=True, slots=True)
class Label:
    """A text from a property, by language."""

    ko: str
    en: str
    size: float = 12
    colour: str = light(token("ink"))
    halo: str = WHITE
    bold: bool = False
    min_scale: float = 0
    """Shown from 1 to this many; 0 for always."""

    def field(self, lang: Lang) -> str:
        """Return the property that holds the text."""
        return self.en if lang == "en" else self.ko


@dataclass(frozen=True, slots=True)
class Symbology:
    """How a collection looks."""

    cases: tuple[Case, ...]
    other: Symbol
    """For what no case holds."""
    field: str = ""
    """The one property that decides, if one does."""
    label: Label | None = None
    bow: str = ""
    """Property, a whole number, by which lines between the same places are bowed apart."""
    frames: tuple[Case, ...] = ()
    """What is drawn around a feature besides its case."""


PLAIN: dict[str, Symbol] = {
    "Point": Mark("circle", light(token("imported")), light(token("imported")), 6.4, 1.1),
    "LineString": Stroke(light(token("imported")), 1.2),
    "Polygon": Area(light(token("imported")), light(token("imported")), 1.2, 0.06),
}
"""Kind of geometry to how a collection looks that is not the atlas's own."""


def plain(geometry_type: str) -> Symbology:
    """Return how a collection looks that nothing is known of, by its GeoJSON geometry type.

    A type that is none of points, lines and polygons looks like points; a dimension after the
    type, such as ``Point Z``, does not matter.
    """
    kind = geometry_type.removeprefix("Multi").partition(" ")[0]
    return Symbology((), PLAIN.get(kind, PLAIN["Point"]))
