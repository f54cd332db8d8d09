"""How the collections look: one description of symbols, from which every style is written.

Colours, dashes and shapes are those of the maps; a test holds the two equal, since `geo` stands
below `maps`. Lengths are pixels of 1/96 inch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.messages import Lang

Shape = Literal[
    "circle", "square", "hexagon", "pentagon", "diamond", "triangle", "delta", "cross", "star"
]
WHITE = "#ffffff"
INK = "#1d2a3a"
QUIET = "#647986"
TRANSFORMATION = "#2f4a55"
IMPORTED = "#3b4a5a"
BORDER = "#a3a9ae"
DISTRICT_BORDER = "#d3d5d5"
LAND = "#f8f6f0"
TEXT = "#1e2124"


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
    says: tuple[str, ...]
    """Keys of its words under ``symbol`` in the catalogue of `geo`."""
    tests: tuple[Condition, ...]
    """All must hold; none for the only case."""
    symbol: Symbol

    def label(self, lang: Lang) -> str:
        """Return what a legend calls it."""
        words = catalogue("geo", lang)
        return ", ".join(words(f"symbol.{key}") for key in self.says)


@dataclass(frozen=True, slots=True)
class Label:
    """A text from a property, by language."""

    ko: str
    en: str
    size: float = 12
    colour: str = TEXT
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
    """For what a later round of documents brings."""
    field: str = ""
    """The one property that decides, if one does."""
    label: Label | None = None
    bow: str = ""
    """Property, a whole number, by which lines between the same places are bowed apart."""
    frame: tuple[Condition, Mark] | None = None
    """What is drawn around a feature besides its case."""


SECTORS: tuple[tuple[str, str, str, tuple[float, ...], Shape], ...] = (
    ("디스플레이", "display", "#8829b4", (14, 4), "pentagon"),
    ("미래모빌리티", "mobility", "#0143ff", (), "circle"),
    ("핵심소재", "materials", "#b41500", (9, 4), "square"),
    ("지능형로봇", "robots", "#d93f9c", (8, 4, 2, 4, 2, 4), "star"),
    ("첨단제조", "manufacturing", "#287f70", (2, 4), "hexagon"),
    ("항공·방산", "aerospace", "#4c361f", (5, 3), "triangle"),
    ("차세대원자력", "nuclear", "#848517", (18, 4), "cross"),
    ("첨단바이오", "biotech", "#076c2b", (11, 4, 2, 4), "diamond"),
    ("에너지신산업", "energy", "#0a4370", (5, 3, 1.5, 3), "delta"),
)
"""Sector as in the data, its key, colour, dash and shape, in the document's order."""
_ROOMY: dict[Shape, float] = {
    "triangle": 1.5,
    "delta": 1.5,
    "star": 1.7,
    "cross": 1.5,
    "diamond": 1.2,
}
"""How much larger a shape must be across to look as large as the others."""
OTHER_SECTOR = ("#4d5562", (6.0, 3.0), "circle")

THEMES: tuple[tuple[str, str, Shape], ...] = (
    ("smart_green", "#2f7d1f", "triangle"),
    ("test_bed", "#b3261e", "cross"),
    ("data_zone", "#5b3fa8", "square"),
    ("hydrothermal", "#0b6fa8", "delta"),
    ("biogas", "#6b5b00", "hexagon"),
    ("event", "#b0367a", "pentagon"),
    ("transformation_area", TRANSFORMATION, "diamond"),
)
"""Theme of policy sites, its colour and shape."""
AGREEMENT: tuple[str, Shape] = ("#8a5a00", "star")
"""Of the ombudsman's regional agreements."""

ZONES = ("industrial_zone", "free_economic_zone", "other")
"""Kinds that are no complexes."""
_SHAPES: dict[str, Shape] = {"complex": "circle", "group": "hexagon", "zone": "diamond"}
_FULL = ("lead", "both", "hub", "link")
"""Roles whose symbol is filled."""
_PLACES = (
    *(("complex", role) for role in ("lead", "both", "partner", "hub", "link", "area", "member")),
    *(("group", role) for role in ("lead", "both", "partner", "hub", "link", "area", "member")),
    *(("zone", role) for role in ("link", "area", "member")),
)

_KINDS = {
    "complex": Condition("kind", ("group", *ZONES), negated=True),
    "group": Condition("kind", ("group",)),
    "zone": Condition("kind", ZONES),
}


def _has(role: str, programme: str = "consortia") -> Condition:
    return Condition(programme, (role,), within_list=True)


def _lacks(*roles: str, programme: str = "consortia") -> Condition:
    return Condition(programme, roles, within_list=True, negated=True)


_ROLES = {
    "lead": (_has("lead"), _lacks("partner")),
    "both": (_has("lead"), _has("partner")),
    "partner": (_has("partner"), _lacks("lead")),
    "hub": (_lacks("lead", "partner"), _has("hub", "transformation")),
    "link": (
        _lacks("lead", "partner"),
        _has("link", "transformation"),
        _lacks("hub", programme="transformation"),
    ),
    "area": (
        _lacks("lead", "partner"),
        _has("area", "transformation"),
        _lacks("hub", "link", programme="transformation"),
    ),
    "member": (
        _lacks("lead", "partner"),
        _lacks("hub", "link", "area", programme="transformation"),
    ),
}
"""Role to what the lists of a place hold: the consortia count before the transformation."""


def _place(kind: str, role: str) -> Case:
    colour = INK if role in {"lead", "both", "partner"} else QUIET
    mark = Mark(
        shape=_SHAPES[kind],
        fill=colour if role in _FULL else WHITE,
        outline=colour,
        size=7.2 if role == "member" else 10.0,
        core=colour if role == "both" else "",
    )
    says = (f"kind.{kind}", f"role.{role}")
    return Case(f"{kind}-{role}", says, (_KINDS[kind], *_ROLES[role]), mark)


def _sector_stroke(colour: str, dash: tuple[float, ...], shape: Shape) -> Stroke:
    badge = Mark(shape, colour, WHITE, 17 * _ROOMY.get(shape, 1), 1.3)
    return Stroke(colour, 2.3, dash, casing_width=4.5, badge=badge, arrow=True)


def _by_sector(*, as_lines: bool) -> tuple[Case, ...]:
    return tuple(
        Case(
            sector,
            (f"sector.{key}",),
            (Condition("sector", (sector,)),),
            _sector_stroke(colour, dash, shape)
            if as_lines
            else Mark(shape, colour, WHITE, 12 * _ROOMY.get(shape, 1)),
        )
        for sector, key, colour, dash, shape in SECTORS
    )


def _by_theme() -> tuple[Case, ...]:
    return tuple(
        Case(
            theme,
            (f"theme.{theme}",),
            (Condition("theme", (theme,)),),
            Mark(shape, colour, WHITE, 12 * _ROOMY.get(shape, 1)),
        )
        for theme, colour, shape in THEMES
    )


_DOUBLE = Stroke(TRANSFORMATION, 5, inner_width=2)
_ANNEX = Stroke(TRANSFORMATION, 2.4, (5, 4))

SYMBOLOGIES: dict[str, Symbology] = {
    "complexes": Symbology(
        tuple(_place(kind, role) for kind, role in _PLACES),
        Mark("circle", WHITE, QUIET, 7.2),
        label=Label("name_ko", "name_en", min_scale=1_500_000),
        frame=(_has("hub", "transformation"), Mark("square", "", TRANSFORMATION, 16, 1.2)),
    ),
    "consortium-ties": Symbology(
        _by_sector(as_lines=True),
        _sector_stroke(OTHER_SECTOR[0], OTHER_SECTOR[1], "circle"),
        field="sector",
        label=Label("consortium_no", "consortium_no", 10, WHITE, "", bold=True),
        bow="consortium_no",
    ),
    "transformation-ties": Symbology(
        tuple(
            Case(
                value,
                (f"named_in.{value}",),
                (Condition("named_in", (value,)),),
                _ANNEX if value == "annex" else _DOUBLE,
            )
            for value in ("both", "body", "annex", "press", "notice")
        ),
        _DOUBLE,
        field="named_in",
    ),
    "consortia": Symbology(
        _by_sector(as_lines=False), Mark("circle", OTHER_SECTOR[0], WHITE, 12), field="sector"
    ),
    "transformation-projects": Symbology(
        tuple(
            Case(
                status,
                (f"status.{status}",),
                (Condition("status", (status,)),),
                Mark("square", fill, outline, 12),
            )
            for status, fill, outline in (
                ("confirmed", INK, INK),
                ("designated", TRANSFORMATION, TRANSFORMATION),
                ("preliminary", WHITE, TRANSFORMATION),
                ("candidate", WHITE, QUIET),
            )
        ),
        Mark("square", WHITE, TRANSFORMATION, 12),
        field="status",
    ),
    "regions": Symbology((), Area(LAND, BORDER, 1.1), label=Label("short_ko", "short_en", 14)),
    "districts": Symbology(
        (),
        Area(LAND, DISTRICT_BORDER, 0.8),
        label=Label("name_ko", "name_en", 11, min_scale=1_500_000),
    ),
    "programmes": Symbology((), Mark("circle", WHITE, QUIET, 9)),
    "policy-sites": Symbology(_by_theme(), Mark("circle", IMPORTED, WHITE, 12), field="theme"),
    "regional-agreements": Symbology(
        (),
        Mark(AGREEMENT[1], AGREEMENT[0], WHITE, 20),
        label=Label("sido", "sido_en", min_scale=3_000_000),
    ),
}
"""Collection to how it looks."""

PLAIN: dict[str, Symbol] = {
    "Point": Mark("circle", IMPORTED, IMPORTED, 6.4, 1.1),
    "LineString": Stroke(IMPORTED, 1.2),
    "Polygon": Area(IMPORTED, IMPORTED, 1.2, 0.06),
}
"""Kind of geometry to how a collection looks that is not the atlas's own."""


def symbology(collection: str, geometry_type: str) -> Symbology:
    """Return how `collection` looks; one that is not known, by its GeoJSON geometry type.

    A type that is none of points, lines and polygons looks like points; a dimension after the
    type, such as ``Point Z``, does not matter.
    """
    kind = geometry_type.removeprefix("Multi").partition(" ")[0]
    return SYMBOLOGIES.get(collection) or Symbology((), PLAIN.get(kind, PLAIN["Point"]))
