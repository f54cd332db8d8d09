"""Collections of the data folder, built or imported, as data frames (I/O)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from shapely import from_geojson

from geo.errors import BrokenLayerError, UnknownCollectionError
from geo.frames.table import LISTS, NUMBER, TEXT, TRUTH, WHOLE, geo_frame
from geo.layers.collection import Feature
from geo.store.declared import MODEL
from geo.store.imports import imported_files
from geo.store.publish import read_published
from geo.store.snapshot import layer_files

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas

    from geo.jsons import OpenObject

_DTYPES = {"string": TEXT, "integer": WHOLE, "number": NUMBER, "boolean": TRUTH}
_KINDS: dict[str, tuple[type, ...]] = {
    TEXT: (str,),
    WHOLE: (int,),
    NUMBER: (int, float),
    TRUTH: (bool,),
    LISTS: (object,),
}


def ids(data: Path) -> tuple[str, ...]:
    """Return the ids of the collections of a data folder, the built ones first."""
    return (*layer_files(data), *imported_files(data))


def collection(data: Path, id_: str) -> geopandas.GeoDataFrame:
    """Return a collection with all of its columns; see `AtlasFrames.collection`."""
    rows = features(data, id_)
    names = dict.fromkeys(name for row in rows for name in row.properties)
    return geo_frame(rows, {name: _dtype(name, rows) for name in names})


def features(data: Path, id_: str) -> list[Feature]:
    """Return the features of a collection.

    Raises
    ------
    UnknownCollectionError
        There is none of this id.
    BrokenLayerError
        Its file is not as `sandan build` or `sandan import` writes it.
    """
    built, imported = layer_files(data), imported_files(data)
    if id_ not in {**built, **imported}:
        raise UnknownCollectionError(id_, ids(data))
    file = data / built[id_] if id_ in built else imported[id_]
    body = read_published(data, built[id_]) if id_ in built else file.read_bytes()
    try:
        found: list[OpenObject] = json.loads(body)["features"]
    except (ValueError, KeyError) as error:
        raise BrokenLayerError(str(file)) from error
    shapes = (item["geometry"] and from_geojson(json.dumps(item["geometry"])) for item in found)
    return [Feature(shape, item["properties"]) for shape, item in zip(shapes, found, strict=True)]


def _dtype(name: str, rows: list[Feature]) -> str:
    """Return the dtype of a property: as the model declares it, else as its values have it."""
    values = (row.properties.get(name) for row in rows)
    told = [value for value in values if value is not None]
    declared = MODEL.get(name)
    wanted = _DTYPES.get(declared.type, LISTS) if declared else _observed(told)
    return wanted if all(isinstance(value, _KINDS[wanted]) for value in told) else LISTS


def _observed(told: list[object]) -> str:
    kinds = {type(value) for value in told}
    if kinds == {int, float}:
        return NUMBER
    by_kind: dict[type, str] = {str: TEXT, bool: TRUTH, int: WHOLE, float: NUMBER}
    if len(kinds) > 1:
        return LISTS
    return by_kind.get(kinds.pop(), LISTS) if kinds else TEXT
