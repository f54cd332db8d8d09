"""A layer's GeoJSON as projected geometries by type, and its properties as tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.tiles.attributes import AttributesBuilder
from geo.tiles.matrix import to_mercator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.store.snapshot import Layer
    from geo.tiles.attributes import Attributes

    Ints = NDArray[np.int64]
    Shapes = NDArray[Any]


def read_attributes(layer: Layer) -> Attributes:
    """Return the properties of a layer's features, their ids among them."""
    builder = AttributesBuilder()
    for feature in map(json.loads, layer.fragments):
        builder.add({**(feature["properties"] or {}), "id": feature["id"]})
    return builder.build()


def read_shapes(layer: Layer) -> tuple[Shapes, Ints]:
    """Return a layer's geometries in EPSG:3857 and the row of the layer that each is of.

    None is empty or mixes dimensions: a collection becomes several, and what is null, empty or not
    finite goes.
    """
    return _uniform(_projected(layer.fragments), np.arange(len(layer.fragments)))


def _projected(features: Sequence[bytes]) -> Shapes:
    """Return the geometries of GeoJSON features in EPSG:3857; what cannot be read is missing."""
    shapes = shapely.from_geojson(np.array(features, dtype=object), on_invalid="ignore")
    with np.errstate(invalid="ignore"):
        return np.asarray(shapely.transform(shapes, to_mercator))


def _uniform(shapes: Shapes, rows: Ints) -> tuple[Shapes, Ints]:
    """Split collections by dimension, so that each shape has one; leave out what has none."""
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    whole = ~mixed & np.isfinite(shapely.bounds(shapes)).all(axis=1)
    split, split_rows = [shapes[whole]], [rows[whole]]
    for place in np.flatnonzero(mixed):
        parts = shapely.get_parts(shapely.get_parts(_flat(shapes[place])))
        for dimension, join in enumerate(
            (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
        ):
            same = parts[shapely.get_dimensions(parts) == dimension]
            if len(same) and np.isfinite(shapely.bounds(joined := join(same))).all():
                split.append(np.array([joined], dtype=object))
                split_rows.append(rows[[place]])
    all_rows = np.concatenate(split_rows)
    order = np.argsort(all_rows, kind="stable")
    return np.concatenate(split)[order], all_rows[order]


def _flat(shape: Any) -> Any:  # noqa: ANN401 - shapely has no types
    """Return a collection whose members hold no collections."""
    parts = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        parts = shapely.get_parts(parts)
    return shapely.geometrycollections(parts)
