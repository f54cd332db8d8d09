"""The ministry's layer of industrial complexes, points or boundaries, as rows in WGS 84 (I/O)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.crs import WGS84, crs_name, require_korea
from geo.errors import CoordinateError, LayerColumnsError, RegionError
from geo.importers.layer_columns import HEADINGS, find_columns, kind_of
from geo.importers.layer_crs import Land, Sample, settle_crs
from geo.importers.layer_files import read_layer
from geo.model.places import KIND_WORDS
from geo.tables.problems import Problem
from geo.text import name_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas

    from geo.importers.layer_columns import Role
    from geo.importers.layer_files import RawLayer
    from geo.model.places import PlaceKind
    from geo.regions.boundaries import Boundaries
    from geo.regions.names import RegionNames


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """A complex as the layer has it."""

    row: int
    """Place in the file, from 1."""
    name: str
    """As written, blanks trimmed."""
    kind: PlaceKind | None
    """From the column of kinds, else from the name."""
    sido: str | None
    """Official name today, where a column tells."""
    sigungu: tuple[str, ...]
    """As written, where a column tells; else empty."""
    geometry: shapely.Geometry
    """Point, line or polygon; degrees, WGS 84, longitude first."""
    lon: float
    """Of a point that surely lies on the geometry; degrees, WGS 84."""
    lat: float


@dataclass(frozen=True, slots=True)
class PointLayer:
    """A layer that was read."""

    file: str
    crs: str
    """EPSG code or WKT that the coordinates were read in."""
    crs_from: Literal["stated", "declared", "recognised"]
    """Whether the caller stated it, the file declares it, or the points tell it."""
    encoding: str
    columns: dict[Role, str]
    """Which column was read as what."""
    rows: tuple[LayerRow, ...]
    problems: tuple[Problem, ...]


def read_points(
    path: Path,
    boundaries: Boundaries,
    regions: RegionNames,
    *,
    crs: str | None = None,
    layer: str | None = None,
    read_file: Callable[[Path, str | None], RawLayer] = read_layer,
) -> PointLayer:
    """Read SHP (zipped too), GeoJSON or GeoPackage in any CRS of Korea.

    `read_file` is `read_layer`, or `read_layer_apart` for a file of which nothing is known.
    `crs` states the CRS against what the file declares. Points come to WGS 84 by PROJ's best
    transformation without grids: 1 m as EPSG states it, from EPSG:5174 as well; see
    `geo.crs.to_lonlat`. A row without name or geometry, or outside Korea, becomes a problem.

    Raises
    ------
    UnreadableLayerError
        The file cannot be read, or has several layers and `layer` names none.
    LayerColumnsError
        No heading tells the column of names.
    SwappedLayerError, WrongCrsError, UnknownCrsError
        The points do not lie on Korean land in the CRS, or none is declared and none is sure.
    """
    raw = read_file(path, layer)
    columns = find_columns(str(column) for column in raw.frame.columns)
    if "name" not in columns or not hasattr(raw.frame, "geometry"):
        headings = tuple(str(column) for column in raw.frame.columns if column != "geometry")
        raise LayerColumnsError(path.name, headings, HEADINGS["name"])
    reader = _Reader(path.name, columns, regions)
    present = raw.frame[~(raw.frame.geometry.isna() | raw.frame.geometry.is_empty)]
    xy = shapely.get_coordinates(shapely.centroid(present.geometry.to_numpy()))
    declared = crs or present.crs
    sample = Sample.of(path.name, xy, [reader.sido_code(row) for row in reader.cells(present)])
    settled = (
        settle_crs(sample, declared, Land(boundaries)) if len(xy) else crs_name(declared) or ""
    )
    frame = raw.frame.set_crs(settled, allow_override=True) if len(xy) else raw.frame
    reader.read(frame.to_crs(WGS84) if len(xy) else frame)
    return PointLayer(
        file=path.name,
        crs=settled,
        crs_from="stated" if crs else "recognised" if declared is None else "declared",
        encoding=raw.encoding,
        columns=columns,
        rows=tuple(reader.rows),
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads the rows of a frame; what is wrong with one is noted and leaves the others."""

    def __init__(self, file: str, columns: dict[Role, str], regions: RegionNames) -> None:
        self.file = file
        self.columns = columns
        self.regions = regions
        self.rows: list[LayerRow] = []
        self.problems: list[Problem] = []

    def cells(self, frame: geopandas.GeoDataFrame) -> list[dict[Role, str]]:
        """Return the cells of each row by role, as text."""
        texts = {
            role: [
                "" if empty else str(cell).strip()
                for cell, empty in zip(column, column.isna(), strict=True)
            ]
            for role, column in ((role, frame[name]) for role, name in self.columns.items())
        }
        return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]

    def sido_code(self, cells: dict[Role, str]) -> str:
        """Return the 2-digit code of the 시도 that a row states, or an empty text."""
        try:
            return self.regions.find(cells.get("sido", "")).code
        except RegionError:
            return ""

    def read(self, frame: geopandas.GeoDataFrame) -> None:
        """Read every row of a frame in WGS 84."""
        shapes = frame.geometry.to_numpy()
        points = shapely.point_on_surface(shapely.make_valid(shapes))
        lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
        for row, (cells, shape) in enumerate(zip(self.cells(frame), shapes, strict=True), 1):
            self._row(row, cells, shape, (float(lonlat[row - 1, 0]), float(lonlat[row - 1, 1])))

    def _row(
        self,
        row: int,
        cells: dict[Role, str],
        shape: shapely.Geometry | None,
        point: tuple[float, float],
    ) -> None:
        name = cells["name"]
        if not name:
            self._problem(row, "name", "empty")
        elif shape is None or shape.is_empty:
            self._problem(row, "", "no_geometry")
        elif self._in_korea(row, point):
            word = name_key(name).kind
            self.rows.append(
                LayerRow(
                    row=row,
                    name=name,
                    kind=kind_of(cells.get("kind", "")) or (KIND_WORDS[word] if word else None),
                    sido=self._sido(row, cells.get("sido", "")),
                    sigungu=tuple(filter(None, [cells.get("sigungu", "")])),
                    geometry=shape,
                    lon=point[0],
                    lat=point[1],
                )
            )

    def _in_korea(self, row: int, point: tuple[float, float]) -> bool:
        try:
            require_korea(*point)
        except CoordinateError:
            lon, lat = point
            self._problem(row, "", "point_outside", lon=f"{lon:.5f}", lat=f"{lat:.5f}")
            return False
        return True

    def _sido(self, row: int, written: str) -> str | None:
        try:
            return self.regions.find(written).name_ko if written else None
        except RegionError as error:
            self._problem(row, "sido", "region", **error.facts())
            return None

    def _problem(self, row: int, role: Role | Literal[""], code: str, **facts: object) -> None:
        column = self.columns[role] if role else ""
        self.problems.append(Problem(self.file, row, column, code, facts))
