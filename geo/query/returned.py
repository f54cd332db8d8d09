"""What of each feature a reader is given: which properties, flat or nested, with its shape or not.

Flat features have no lists and objects, which QGIS does not export and a sheet cannot hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.query.column import kind_of
from geo.query.schema import Field, fields_of
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.jsons import OpenObject, Properties
    from geo.query.column import Kind
    from geo.store.snapshot import Layer

SEPARATOR = "; "
"""Between the values of a list that became one text; a comma stands in many a name."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Which parts of its features a request asks for."""

    properties: tuple[str, ...] | None = None
    """Which to give; None: all."""
    geometry: bool = True
    flat: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether features come as they are stored."""
        return self == _WHOLE

    def of(self, layer: Layer, feature: OpenObject) -> OpenObject:
        """Return the parts of a feature of `layer`; the caller gives it away."""
        own: Properties = feature["properties"] or {}
        if self.properties is not None:
            own = {name: own[name] for name in self.properties if name in own}
        if self.flat:
            own = flattened(layer, own)
        feature["properties"] = own
        if not self.geometry:
            feature["geometry"] = None
        return feature

    def fields(self, layer: Layer) -> tuple[Field, ...]:
        """Return the properties of these features, in the order in which they stand."""
        every = {field.name: field for field in fields_of(layer)}
        if self.properties is not None:
            every = {name: every[name] for name in self.properties if name in every}
        return _flat_fields(layer, every.values()) if self.flat else tuple(every.values())


_WHOLE = Returned()


def _flat_fields(layer: Layer, fields: Iterable[Field]) -> tuple[Field, ...]:
    nested = _nested(layer)
    result = []
    for field in fields:
        if field.name not in nested:
            result.append(field)
            continue
        for leaf, (name, kind) in nested[field.name].items():
            # Of a column that a key of objects became: the list's title, then the key.
            key = leaf.removeprefix(field.name).strip("_")
            ko, en = (f"{title} {key}".strip() for title in (field.title_ko, field.title_en))
            result.append(Field(name, kind, None, nullable=True, title_ko=ko, title_en=en))
    return tuple(result)


def flattened(layer: Layer, properties: Properties) -> OpenObject:
    """Return properties without lists and objects, the same columns for every feature of `layer`.

    A list becomes one text, ``a; b``; of a list of objects each key becomes a column,
    ``members_id``, whose values stand in the list's order; an object's keys likewise.
    """
    nested = _nested(layer)
    document: OpenObject = {}
    for name, value in properties.items():
        if name in nested:
            leaves = _leaves(name, value)
            for leaf, (column, kind) in nested[name].items():
                document[column] = _as(leaves.get(leaf), kind)
        else:
            # A column of several types may hold a list among texts.
            document[name] = _text(value) if isinstance(value, list | dict) else value
    return document


@lru_cache(maxsize=64)
def _nested(layer: Layer) -> dict[str, dict[str, tuple[str, Kind]]]:
    """Return, of each property of lists or objects, its leaves with their columns and types.

    What of these is of several types is text.
    """
    columns = FeatureTable.showing(layer).columns
    found: dict[str, dict[str, tuple[str, Kind]]] = {}
    used = set(columns)
    for name, column in columns.items():
        if column.kind not in {"array", "object"}:
            continue
        types: dict[str, set[type]] = {}
        for value in column.distinct.tolist():
            for leaf, inner in _leaves(name, value).items():
                types.setdefault(leaf, set()).add(type(inner))
        found[name] = {}
        for leaf, held in types.items() or [(name, set())]:
            own = leaf if leaf == name else _unused(leaf, used)
            used.add(own)
            found[name][leaf] = own, kind_of(held - {type(None)}) or "string"
    return found


def _unused(name: str, used: Collection[str]) -> str:
    again = (f"{name}_{number}" for number in range(2, len(used) + 3))
    return next(free for free in (name, *again) if free not in used)


def _leaves(name: str, value: object) -> OpenObject:
    if isinstance(value, dict):
        document: OpenObject = {}
        for key, inner in value.items():
            document |= _leaves(f"{name}_{key}", inner)
        return document
    if not isinstance(value, list):
        return {name: value}
    if not value:
        return {}
    if all(isinstance(item, dict) for item in value):
        keys = dict.fromkeys(key for item in value for key in item)
        return {
            f"{name}_{key}": SEPARATOR.join(_text(item.get(key)) for item in value) for key in keys
        }
    return {name: SEPARATOR.join(_text(item) for item in value)}


def _as(value: object, kind: Kind) -> object:
    return _text(value) if kind == "string" and value is not None else value


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
