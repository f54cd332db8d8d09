"""Where a place stands in a table: longitude and latitude for points, WKT for other shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from geo.crs import WGS84, decimals_of
from geo.exports.features import Job, chunks
from geo.exports.geojson import rounded
from geo.exports.survey import Survey, as_kind, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Table:
    """A collection as rows and columns."""

    headings: tuple[str, ...]
    survey: Survey
    names: Mapping[str, str]
    """Property to heading."""
    places: tuple[str, ...]
    """Headings of the columns with coordinates, which stand last."""


def table_of(job: Job) -> Table:
    """Choose the columns.

    ``lon`` and ``lat`` for points, ``WKT`` where there are others. In another CRS the headings
    name it: ``x_epsg5179``, ``y_epsg5179`` (easting, northing), ``WKT_epsg5179``.
    """
    seen = job.survey()
    points = "Point" in seen.shapes or not seen.shapes
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
    for chunk in chunks(job, heights=False):
        shapes = rounded(shapely.force_2d(chunk.geometries), job.crs)
        for feature, shape in zip(chunk.features, shapes, strict=True):
            properties = feature["properties"] or {}
            values = [as_kind(properties.get(name), kind) for name, kind in kinds]
            yield (*values, *_place(shape, decimals_of(job.crs), wkt=wkt, lonlat=lonlat))


def _place(shape: Any, decimals: int, *, wkt: bool, lonlat: bool) -> tuple[object, ...]:  # noqa: ANN401
    here = shape is not None and not shape.is_empty
    point = here and shape.geom_type == "Point"
    first = ((shape.x, shape.y) if point else (None, None)) if lonlat else ()
    if not wkt:
        return first
    text = shapely.to_wkt(shape, rounding_precision=decimals) if here and not point else None
    return (*first, text)
