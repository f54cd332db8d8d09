"""The properties of a built collection, as its files hold them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.layers.facts import read_facts

if TYPE_CHECKING:
    from geo.jsons import JsonObject
    from geo.model.evidence import Fact
    from geo.store.snapshot import Layer


@lru_cache(maxsize=16)
def rows_of(layer: Layer) -> tuple[JsonObject, ...]:
    """Return the properties of the features of a layer, in their order."""
    return tuple(feature["properties"] for feature in layer.collection()["features"])


def by_id(layer: Layer) -> dict[str, JsonObject]:
    """Return the properties of the features of a layer by their ids."""
    return {str(row["id"]): row for row in rows_of(layer)}


@lru_cache(maxsize=2)
def facts_of(layer: Layer) -> tuple[Fact, ...]:
    """Return the facts of the collection `facts`: source by source, in the sources' order."""
    return read_facts(rows_of(layer))
