"""A collection as columns: geometries and properties in arrays, made when first asked for."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.query.column import Column, ColumnMaker, array_of
from geo.query.points import PointIndex
from geo.store.columnar import Columnar
from geo.store.distant import Distant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.store.snapshot import Layer

_KEPT = 64
"""Tables that `FeatureTable.of` keeps; one holds its layer."""
_tables: OrderedDict[int, FeatureTable] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """The features of one layer, in its order; a row is a place in `Layer.fragments`."""

    layer: Layer

    @staticmethod
    def of(layer: Layer) -> FeatureTable:
        """Return the table of this layer object; the same one while it is in use."""
        with _lock:
            # A kept table holds its layer, so that no other object can take its id.
            table = _tables.setdefault(id(layer), FeatureTable(layer))
            _tables.move_to_end(id(layer))
            if len(_tables) > _KEPT:
                _tables.popitem(last=False)
            return table

    @staticmethod
    def showing(layer: Layer) -> FeatureTable:
        """Return a table that shows what all features have; of a distant layer one of samples."""
        fragments = layer.fragments
        return FeatureTable.of(fragments.samples if isinstance(fragments, Distant) else layer)

    def __len__(self) -> int:
        return len(self.layer.fragments)

    @property
    def is_ready(self) -> bool:
        """Tell whether the columns and the index of points are made, and nothing is waited for."""
        if isinstance(self.layer.fragments, Distant):
            return False
        return {"columns", "points"} <= vars(self).keys()

    def prepare(self) -> None:
        """Make the columns and the index of points, rather than when they are first asked for."""
        if not isinstance(self.layer.fragments, Distant):
            _ = self.columns, self.points

    @cached_property
    def ids(self) -> NDArray[np.object_]:
        """Return the features' ids, a row each."""
        ids = np.empty(len(self), object)
        for feature, row in self.layer.row_of.items():
            ids[row] = feature
        return ids

    @cached_property
    def geometries(self) -> NDArray[np.object_]:
        """Return shapely geometries, longitude and latitude in degrees (WGS 84), None for null."""
        if isinstance(self.layer.fragments, Columnar):
            return np.full(len(self), None, object)
        fragments = np.empty(len(self), object)
        fragments[:] = self.layer.fragments
        # "ignore" gives None for what has no geometry, or one that GEOS cannot build.
        shapes: NDArray[np.object_] = shapely.from_geojson(fragments, on_invalid="ignore")
        return shapes

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """Return west, south, east, north (degrees) of each row, shape (n, 4); NaN for none."""
        bounds: NDArray[np.float64] = shapely.bounds(self.geometries)
        return bounds

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Return the index of the geometries; its numbers are rows."""
        return shapely.STRtree(self.geometries)

    @cached_property
    def points(self) -> PointIndex | None:
        """Return the index of a layer of points, which needs no geometries; None for any other."""
        if isinstance(self.layer.fragments, Columnar):
            return PointIndex.without_points(len(self))
        return PointIndex.of(self.layer.fragments)

    @cached_property
    def unplaced(self) -> NDArray[np.int32]:
        """Return the rows without a geometry, ascending."""
        if self.points is not None:
            return self.points.unplaced
        none = shapely.is_missing(self.geometries) | shapely.is_empty(self.geometries)
        return np.flatnonzero(none).astype(np.int32)

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Return the columns by property name, in the order of first appearance."""
        fragments = self.layer.fragments
        if isinstance(fragments, Columnar):
            return {
                name: Column(
                    name, column.kind, array_of(column.distinct, column.kind), column.codes
                )
                for name, column in fragments.columns().items()
            }
        makers: dict[str, ColumnMaker] = {}
        for row, fragment in enumerate(self.layer.fragments):
            properties: dict[str, object] | None = json.loads(fragment)["properties"]
            for name, value in (properties or {}).items():
                maker = makers.get(name)
                if maker is None:
                    maker = makers[name] = ColumnMaker(name, len(self))
                maker.put(row, value)
        return {name: maker.column() for name, maker in makers.items()}
