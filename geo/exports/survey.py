"""A first pass over the features: which columns and shapes a flat file must have."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Kind = Literal["text", "integer", "real", "boolean"]
Family = Literal["point", "line", "polygon", "mixed", "none"]
FAMILY_OF: Mapping[str, Family] = {
    "Point": "point",
    "MultiPoint": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "polygon",
    "MultiPolygon": "polygon",
}
_INT64 = 2**63


@dataclass(frozen=True, slots=True)
class Survey:
    """What is in the features of one download."""

    kinds: Mapping[str, Kind]
    """Property to the kind of its column, in the order of first appearance."""
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
        return tuple(one for one in order if one in known)


@dataclass(slots=True)
class _Seen:
    types: dict[str, set[type]] = field(default_factory=dict)
    large: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)
    collections: int = 0
    nulls: int = 0
    count: int = 0
    heights: bool = False


def survey(features: Iterable[Mapping[str, Any]]) -> Survey:
    """Read every feature once and keep only what the columns must be.

    A column with whole numbers only is ``integer``, with numbers ``real``, with true and false
    ``boolean``, any other (mixed, lists, objects, empty) ``text``.
    """
    seen = _Seen()
    for feature in features:
        seen.count += 1
        _look(seen, feature["geometry"])
        for name, value in (feature["properties"] or {}).items():
            types = seen.types.setdefault(name, set())
            if value is not None:
                types.add(type(value))
                if type(value) is int and not -_INT64 <= value < _INT64:
                    seen.large.add(name)
    kinds = {name: _kind(types, name in seen.large) for name, types in seen.types.items()}
    return Survey(
        kinds, frozenset(seen.shapes), seen.collections, seen.nulls, seen.count, seen.heights
    )


def _look(seen: _Seen, geometry: Mapping[str, Any] | None) -> None:
    place = [] if geometry is None else _first_position(geometry)
    if geometry is not None:
        seen.shapes.add(geometry["type"])
        seen.collections += geometry["type"] == "GeometryCollection"
    seen.nulls += not place
    seen.heights |= len(place) > 2


def _first_position(geometry: Mapping[str, Any]) -> list[float]:
    """Return the first position of a geometry; nothing if it is empty."""
    if geometry["type"] == "GeometryCollection":
        parts = map(_first_position, geometry["geometries"])
        return next(filter(None, parts), [])
    place: list[Any] = geometry["coordinates"]
    while place and isinstance(place[0], list):
        place = place[0]
    return place


def _kind(types: set[type], large: bool) -> Kind:  # noqa: FBT001 - of one caller
    if types == {bool}:
        return "boolean"
    if types == {int} and not large:
        return "integer"
    return "real" if types and types <= {int, float} and not large else "text"


def as_kind(value: object, kind: Kind) -> object:
    """Return a value of JSON as its column has it; lists and objects become JSON text."""
    if value is None:
        return None
    if kind == "text":
        return without_surrogates(value if isinstance(value, str) else _dumps(value))
    if kind == "real":
        number = float(value)  # type: ignore[arg-type]
        return number if abs(number) < float("inf") else None
    # A shapefile's truth values are 1 and 0.
    return int(value) if kind == "integer" else value  # type: ignore[call-overload]


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
