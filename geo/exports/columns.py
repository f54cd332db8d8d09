"""Where a place stands in a table: longitude and latitude for points, WKT for other shapes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, decimals_of
from geo.exports.features import Job, chunks
from geo.exports.geojson import rounded
from geo.exports.survey import Survey, as_kind, unique_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.exports.survey import Kind


@dataclass(frozen=True, slots=True)
class Table:
    """A collection as rows and columns."""

    headings: tuple[str, ...]
    survey: Survey
    names: Mapping[str, str]
    """Property to heading."""
    places: tuple[str, ...]
    """Headings of the columns with coordinates, which stand last."""


def table_of(job: Job, kinds: Callable[[Mapping[str, Kind]], Mapping[str, Kind]]) -> Table:
    """Choose the columns.

    ``lon`` and ``lat`` for points, ``WKT`` where there are others. In another CRS the headings
    name it: ``x_epsg5179``, ``y_epsg5179`` (easting, northing), ``WKT_epsg5179``. `kinds` makes
    kinds of columns those that the format has.
    """
    seen = job.survey()
    seen = replace(seen, kinds=kinds(seen.kinds))
    points = job.returned.geometry and ("Point" in seen.shapes or not seen.shapes)
    shapes = bool(seen.shapes - {"Point"})
    places = (("lon", "lat") if points else ()) + (("WKT",) if shapes else ())
    if job.crs != WGS84:
        suffix = job.crs.replace(":", "").lower()
        letters = {"lon": "x", "lat": "y"}
        places = tuple(f"{letters.get(place, place)}_{suffix}" for place in places)
    names = unique_names(seen.kinds, places)
    return Table((*names.values(), *places), seen, names, places)


def rows_of(job: Job, table: Table) -> Iterator[Sequence[object]]:
    """Give the values of each feature in the order of the headings."""
    kinds = table.survey.kinds.items()
    wkt, lonlat = len(table.places) in {1, 3}, len(table.places) > 1
    for chunk in chunks(job):
        shapes = rounded(shapely.force_2d(chunk.geometries), job.crs)
        columns = [
            [as_kind(value, kind) for value in chunk.properties(name)] for name, kind in kinds
        ]
        yield from zip(*columns, *_places(shapes, job.crs, wkt=wkt, lonlat=lonlat), strict=True)


def _places(
    shapes: NDArray[np.generic], crs: str, *, wkt: bool, lonlat: bool
) -> list[list[object]]:
    here = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    points = here & (shapely.get_type_id(shapes) == shapely.GeometryType.POINT)
    numbers = [shapely.get_x(shapes), shapely.get_y(shapes)] if lonlat else []
    columns = [_where(points, column.astype(object)) for column in numbers]
    if wkt:
        texts = shapely.to_wkt(shapes, rounding_precision=decimals_of(crs))
        columns.append(_where(here & ~points, texts))
    return columns


def _where(kept: NDArray[np.bool_], values: NDArray[np.generic]) -> list[object]:
    objects = np.array(values, dtype=object)
    objects[~kept] = None
    listed: list[object] = objects.tolist()
    return listed
