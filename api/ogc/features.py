"""Features out of a collection: the page that was asked for, in the CRS that was asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import CRS84, decimals_of, project
from geo.store.distant import Distant
from geo.store.fragments import pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from api.ogc.parameters import ItemsRequest
    from geo.jsons import OpenObject
    from geo.store.snapshot import Layer


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Some rows of a layer."""

    layer: Layer
    rows: NDArray[np.int32]
    """Of this page."""
    matched: int
    """Features that fit, on all pages."""
    features: Sequence[bytes] | None = None
    """Of this page, where they came with the rows."""

    def fragments(self) -> Sequence[bytes]:
        """Return each feature of this page as it is stored."""
        return self.features if self.features is not None else pick(self.layer.fragments, self.rows)


def page_of(layer: Layer, asked: ItemsRequest) -> FeaturePage:
    """Select the rows of the page that is asked for.

    Raises
    ------
    SelectionError
        A condition cannot be used.
    """
    from geo.query.selection import select  # noqa: PLC0415 - plain reads need no filters
    from geo.query.table import FeatureTable  # noqa: PLC0415

    start, end = asked.offset, asked.offset + asked.limit
    if isinstance(layer.fragments, Distant):
        found = layer.fragments.page(asked.selection, start, end)
        return FeaturePage(layer, found.rows, found.matched, found.features)
    if asked.selects_all:
        count = len(layer.fragments)
        return FeaturePage(layer, np.arange(start, min(end, count), dtype=np.int32), count)
    every = select(FeatureTable.of(layer), asked.selection)
    return FeaturePage(layer, every[start:end], len(every))


def encoded(page: FeaturePage, asked: ItemsRequest) -> Iterable[bytes]:
    """Return each feature of the page as JSON."""
    fragments = page.fragments()
    if asked.is_plain:
        return fragments
    return [_changed(page.layer, fragment, asked) for fragment in fragments]


def _changed(layer: Layer, fragment: bytes, asked: ItemsRequest) -> bytes:
    feature = asked.returned.of(layer, json.loads(fragment))
    if feature["geometry"] is not None and asked.crs != CRS84:
        feature["geometry"] = projected(feature["geometry"], asked.crs)
    return json.dumps(feature, ensure_ascii=False, separators=(",", ":")).encode()


def projected(geometry: OpenObject, crs: str) -> OpenObject:
    """Return a GeoJSON geometry with its coordinates in `crs`, in that CRS's axis order."""
    shape = shapely.from_geojson(json.dumps(geometry))

    def into(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(project(points[:, 0], points[:, 1], crs), decimals_of(crs))

    document: OpenObject = json.loads(shapely.to_geojson(shapely.transform(shape, into)))
    return document
