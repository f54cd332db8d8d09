"""A first pass over the features: which columns and shapes a flat file must have."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.columns import Column
    from geo.jsons import Properties
    from geo.query.schema import Field

Kind = Literal[
    "text",
    "integer",
    "real",
    "boolean",
    "date",
    "datetime",
    "local",
    "texts",
    "integers",
    "reals",
    "booleans",
    "json",
]
"""Of a column. A `datetime` has a zone, a `local` time none; `texts` and its like are lists; `json`
is what else is nested."""
Family = Literal["point", "line", "polygon", "mixed", "none"]
FAMILY_OF: Mapping[str, Family] = {
    "Point": "point",
    "MultiPoint": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "polygon",
    "MultiPolygon": "polygon",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in the features of one download."""

    kinds: Mapping[str, Kind]
    """Property to the kind of its column, in the layer's order."""
    shapes: frozenset[str]
    """Geometry types of GeoJSON that occur."""
    collections: int
    """Features whose geometry is a GeometryCollection."""
    nulls: int
    """Features without geometry, or with an empty one."""
    count: int
    heights: bool
    """Whether the first position of any feature has a third number."""

    @property
    def family(self) -> Family:
        """Return what all geometries are, multi or not; ``mixed`` where they differ."""
        families = {FAMILY_OF.get(shape, "mixed") for shape in self.shapes}
        if len(families) > 1:
            return "mixed"
        return next(iter(families), "none")

    @property
    def families(self) -> tuple[Family, ...]:
        """Return the families that occur, without what belongs to none (GeometryCollection)."""
        known = {FAMILY_OF[shape] for shape in self.shapes if shape in FAMILY_OF}
        order: tuple[Family, ...] = ("point", "line", "polygon")
        return tuple(item for item in order if item in known)


@dataclass(slots=True)
class _Seen:
    shapes: set[str] = field(default_factory=set)
    collections: int = 0
    nulls: int = 0
    count: int = 0
    heights: bool = False


def survey(features: Iterable[Properties], fields: Iterable[Field]) -> Survey:
    """Read every feature once for its shape; the columns are those of the layer, whatever is read.

    A selection thus has the same columns and types as the whole.
    """
    seen = _Seen()
    for feature in features:
        seen.count += 1
        _look(seen, feature["geometry"])
    kinds = {item.name: kind_of_field(item) for item in fields}
    return Survey(
        kinds, frozenset(seen.shapes), seen.collections, seen.nulls, seen.count, seen.heights
    )


_FORMATS: Mapping[str | None, Kind] = {
    "date": "date",
    "date-time": "datetime",
    "local-date-time": "local",
}
_PLAIN: Mapping[str, Kind] = {"number": "real", "boolean": "boolean"}
_LISTS: Mapping[str | None, Kind] = {
    "string": "texts",
    "integer": "integers",
    "number": "reals",
    "boolean": "booleans",
}
MEMBERS: Mapping[Kind, Kind] = {
    "texts": "text",
    "integers": "integer",
    "reals": "real",
    "booleans": "boolean",
}
"""A kind of list to that of its members."""


def kind_of_field(item: Field) -> Kind:
    """Return the kind of a property's column; whole numbers beyond 64 bits are text."""
    if item.type == "string":
        return _FORMATS.get(item.format, "text")
    if item.type == "integer":
        return "text" if item.is_large else "integer"
    if item.type == "array":
        return "json" if item.is_large else _LISTS.get(item.items, "json")
    return _PLAIN.get(item.type, "json")


def in_cells(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return kinds for a format without lists: JSON text in their place."""
    return {name: "json" if kind in MEMBERS else kind for name, kind in kinds.items()}


def as_text(kinds: Mapping[str, Kind]) -> dict[str, Kind]:
    """Return kinds for a format that has numbers, truth values and text alone."""
    bare = {"integer", "real", "boolean"}
    return {name: kind if kind in bare else "text" for name, kind in kinds.items()}


def _look(seen: _Seen, geometry: Properties | None) -> None:
    place = [] if geometry is None else _first_position(geometry)
    if geometry is not None:
        seen.shapes.add(geometry["type"])
        seen.collections += geometry["type"] == "GeometryCollection"
    seen.nulls += not place
    seen.heights |= len(place) > 2


def _first_position(geometry: Properties) -> list[float]:
    """Return the first position of a geometry; nothing if it is empty."""
    if geometry["type"] == "GeometryCollection":
        parts = map(_first_position, geometry["geometries"])
        return next(filter(None, parts), [])
    place: Column = geometry["coordinates"]
    while place and isinstance(place[0], list):
        place = place[0]
    return place


def as_kind(value: object, kind: Kind) -> object:
    """Return a value of JSON as its column has it; lists and objects become JSON text."""
    return None if value is None else _AS[kind](value)


def _text(value: object) -> str:
    return without_surrogates(value if isinstance(value, str) else _dumps(value))


def _real(value: float) -> float | None:
    number = float(value)
    return number if abs(number) < float("inf") else None


def _listed(kind: Kind) -> Callable[[list[object]], list[object]]:
    return lambda value: [as_kind(item, MEMBERS[kind]) for item in value]


_AS: Mapping[Kind, Callable[[Any], object]] = {
    "text": _text,
    "json": lambda value: without_surrogates(_dumps(value)),
    "real": _real,
    # A shapefile's truth values are 1 and 0.
    "integer": int,
    "boolean": lambda value: value,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "local": datetime.fromisoformat,
    **{kind: _listed(kind) for kind in MEMBERS},
}
"""Kind to what makes a value of it of one of JSON."""


def without_surrogates(text: str) -> str:
    """Return a text that UTF-8 has: JSON may escape halves of characters, which become ``?``."""
    return text.encode("utf-8", "replace").decode()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unique_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return property to column, where case does not tell names apart; ``name_2`` for a second.

    `taken` are columns of our own, such as that of the geometry.
    """
    used = {name.casefold() for name in taken}
    found: dict[str, str] = {}
    for name in names:
        bare = without_surrogates(name) or "field"
        free, number = bare, 2
        while free.casefold() in used:
            free, number = f"{bare}_{number}", number + 1
        used.add(free.casefold())
        found[name] = free
    return found
