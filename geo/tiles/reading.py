"""A layer's GeoJSON as projected geometries by type, and its properties as tables."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.tiles.attributes import AttributesBuilder
from geo.tiles.matrix import WEB_MERCATOR
from geo.tiles.projection import KOREAN_WINDOW, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from geo.store.snapshot import Layer
    from geo.tiles.attributes import Attributes
    from geo.tiles.matrix import Grid

    Ints = NDArray[np.int64]
    Shapes = NDArray[np.generic]


def read_attributes(layer: Layer) -> Attributes:
    """Return the properties of a layer's features, their ids among them."""
    return attributes_of(layer.fragments)


def attributes_of(features: Iterable[bytes]) -> Attributes:
    """Return the properties of features, their ids among them."""
    builder = AttributesBuilder()
    for feature in map(json.loads, features):
        builder.add({**(feature["properties"] or {}), "id": feature["id"]})
    return builder.build()


def read_shapes(layer: Layer, grid: Grid = WEB_MERCATOR) -> tuple[Shapes, Ints]:
    """Return a layer's geometries in the plane of `grid` and the row of the layer of each.

    None is empty or mixes dimensions: a collection becomes several, and what is null, empty or not
    finite goes.
    """
    return _uniform(_projected(layer.fragments, grid), np.arange(len(layer.fragments)))


def _projected(features: Sequence[bytes], grid: Grid) -> Shapes:
    """Return the geometries of GeoJSON features as the grid has them.

    What cannot be read is missing.
    """
    shapes = shapely.from_geojson(np.array(features, dtype=object), on_invalid="ignore")
    if grid is not WEB_MERCATOR:
        shapes = _within(shapes)
    with np.errstate(invalid="ignore"):
        return np.asarray(shapely.transform(shapes, lambda lonlat: project(lonlat, grid)))


def _within(shapes: Shapes) -> Shapes:
    """Cut off what lies beyond the reach of a projection of Korea."""
    west, south, east, north = shapely.bounds(shapes).T
    left, low, right, high = KOREAN_WINDOW
    # A comparison with the bounds of what is empty or missing is false.
    beyond = (west < left) | (south < low) | (east > right) | (north > high)
    kept = shapes.copy()
    kept[beyond] = shapely.clip_by_rect(shapely.force_2d(shapes[beyond]), *KOREAN_WINDOW)
    return kept


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


def _flat(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a collection whose members hold no collections."""
    parts = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) == shapely.GeometryType.GEOMETRYCOLLECTION).any():
        parts = shapely.get_parts(parts)
    return shapely.geometrycollections(parts)
