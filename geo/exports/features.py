"""Features in chunks, their geometries in the CRS of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, from_lonlat
from geo.exports.survey import survey
from geo.query.returned import Returned
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.exports.formats import Encoding, Format
    from geo.exports.source import SourceNote
    from geo.exports.survey import Survey
    from geo.jsons import OpenObject
    from geo.messages import Lang
    from geo.store.snapshot import Layer

    Style = Callable[[str], str]
    """Writes a style for features of a GeoJSON geometry type."""

ID = "id"
"""Column of the ids where no property has them."""
_REORDERED = frozenset({"fgb", "parquet"})
"""Formats that put features in an order of their own."""
CHUNK = 2000
"""Features that are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """One download: what is written, and how."""

    layer: Layer
    rows: Sequence[int] | None
    """Places in `layer.fragments`, in the order of the file; None: all."""
    format: Format
    crs: str
    """Such as ``EPSG:5179``; coordinates in files are easting or longitude first."""
    lang: Lang
    sources: Mapping[Lang, SourceNote]
    encoding: Encoding
    returned: Returned = field(default_factory=Returned)
    """Which parts of the features."""
    style: Style | None = None
    """For formats that carry one."""

    @property
    def is_plain(self) -> bool:
        """Tell whether features come as the layer keeps them."""
        return self.crs == WGS84 and self.returned.is_whole

    @property
    def source(self) -> SourceNote:
        """What the file says of itself, in its language."""
        return self.sources[self.lang]

    def fragments(self) -> Iterator[bytes]:
        """Give the JSON of each feature."""
        if self.rows is None:
            yield from self.layer.fragments
        else:
            yield from (self.layer.fragments[row] for row in self.rows)

    def features(self) -> Iterator[OpenObject]:
        """Give each feature, parsed, with what of it is asked for."""
        parsed = map(json.loads, self.fragments())
        if self.returned.is_whole:
            return parsed
        return (self.returned.of(self.layer, feature) for feature in parsed)

    def in_degrees(self) -> Job:
        """Return the same job with its geometries in WGS 84."""
        return replace(self, crs=WGS84)

    def survey(self) -> Survey:
        """Return what the features have; that of a whole layer is kept."""
        if self.rows is None:
            seen = _surveyed(self.layer, self.returned)
        else:
            seen = survey(self.features(), self.returned.fields(self.layer))
        if self._loses_ids:
            return replace(seen, kinds={**seen.kinds, ID: "text"})
        return seen

    @property
    def _loses_ids(self) -> bool:
        """Tell whether columns need one for the ids: no property has them, nor the order of rows.

        A file read again counts its rows from 1.
        """
        if not self.returned.is_whole or ID in FeatureTable.of(self.layer).columns:
            return False
        ordered = self.rows is None or list(self.rows) == list(range(len(self.rows)))
        return not (ordered and self.format.id not in _REORDERED and _counts_rows(self.layer))


@lru_cache(maxsize=64)
def _counts_rows(layer: Layer) -> bool:
    return all(id_ == str(row + 1) for id_, row in layer.row_of.items())


@lru_cache(maxsize=64)
def _surveyed(layer: Layer, returned: Returned) -> Survey:
    parsed = map(json.loads, layer.fragments)
    return survey((returned.of(layer, feature) for feature in parsed), returned.fields(layer))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some features, parsed."""

    features: list[OpenObject]
    geometries: NDArray[np.generic]
    """Of shapely, in the CRS of the file; None where a feature has none."""

    def properties(self, name: str) -> list[object]:
        """Return one property of all features; None where it is missing."""
        values = [(feature["properties"] or {}).get(name) for feature in self.features]
        if name == ID and not any(values):
            return [feature["id"] for feature in self.features]
        return values


def chunks(job: Job, *, heights: bool = False) -> Iterator[Chunk]:
    """Parse the features chunk by chunk.

    With `heights` every geometry has them, 0 where a position is without; else none is promised.
    """
    every = job.features()
    while features := list(islice(every, CHUNK)):
        geometries = _shapes([feature["geometry"] for feature in features])
        geometries = shapely.force_3d(geometries) if heights else geometries
        yield Chunk(features, projected(geometries, job.crs, heights=heights))


def _shapes(found: list[OpenObject | None]) -> NDArray[np.generic]:
    if all(item and item["type"] == "Point" and len(item["coordinates"]) == 2 for item in found):
        # Large layers are points, and these are made a hundred times as fast.
        return np.atleast_1d(shapely.points([item["coordinates"] for item in found if item]))
    shapes = [None if item is None else shapely.geometry.shape(item) for item in found]
    return np.array(shapes, dtype=object)


def projected(geometries: NDArray[np.generic], crs: str, *, heights: bool) -> NDArray[np.generic]:
    """Return geometries of WGS 84 in `crs`, easting first; heights stay as they are."""
    if crs == WGS84:
        return geometries
    places = shapely.get_coordinates(geometries, include_z=heights)
    if len(places):
        places[:, 0], places[:, 1] = from_lonlat(crs, places[:, 0], places[:, 1])
        geometries = shapely.set_coordinates(geometries, places)
    return geometries
