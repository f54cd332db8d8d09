"""What of each feature a reader is given: which properties, flat or nested, with its shape or not.

Flat features have no lists and objects, which QGIS does not export and a sheet cannot hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    def of(self, layer: Layer, feature: dict[str, Any]) -> dict[str, Any]:
        """Return the parts of a feature of `layer`; the caller gives it away."""
        own: Mapping[str, Any] = feature["properties"] or {}
        if self.properties is not None:
            own = {name: own[name] for name in self.properties if name in own}
        if self.flat:
            own = flattened(layer, own)
        feature["properties"] = own
        if not self.geometry:
            feature["geometry"] = None
        return feature


_WHOLE = Returned()


def flattened(layer: Layer, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties without lists and objects, the same columns for every feature of `layer`.

    A list becomes one text, ``a; b``; of a list of objects each key becomes a column,
    ``consortia_no``, whose values stand in the list's order; an object's keys likewise.
    """
    nested = _nested(layer)
    made: dict[str, Any] = {}
    for name, value in properties.items():
        if name in nested:
            made |= dict.fromkeys(nested[name]) | _leaves(name, value)
        else:
            # A column of several types may hold a list among texts.
            made[name] = _text(value) if isinstance(value, list | dict) else value
    return made


@lru_cache(maxsize=64)
def _nested(layer: Layer) -> dict[str, tuple[str, ...]]:
    """Return each property that holds lists or objects, with the columns that it becomes."""
    found: dict[str, tuple[str, ...]] = {}
    for name, column in FeatureTable.of(layer).columns.items():
        held = column.distinct.tolist()
        if any(isinstance(value, list | dict) for value in held):
            leaves = dict.fromkeys(leaf for value in held for leaf in _leaves(name, value))
            # What is a list of nothing in one feature may hold objects in another.
            longer = [leaf for leaf in leaves if leaf != name]
            found[name] = tuple(longer or [name])
    return found


def _leaves(name: str, value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        made: dict[str, Any] = {}
        for key, inner in value.items():
            made |= _leaves(f"{name}_{key}", inner)
        return made
    if not isinstance(value, list):
        return {name: value}
    if not value:
        return {}
    if all(isinstance(one, dict) for one in value):
        keys = dict.fromkeys(key for one in value for key in one)
        return {
            f"{name}_{key}": SEPARATOR.join(_text(one.get(key)) for one in value) for key in keys
        }
    return {name: SEPARATOR.join(_text(one) for one in value)}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
