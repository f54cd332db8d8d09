"""The ministry's layer of industrial complexes, points or boundaries, as rows in WGS 84 (I/O)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.crs import WGS84, crs_name, require_korea
from geo.errors import CoordinateError, LayerColumnsError, RegionError
from geo.importers.layer_crs import Land, Sample, settle_crs
from geo.importers.layer_files import read_layer
from geo.importers.layer_regions import Ground, read_dan_id, sidos_of
from geo.model.places import KIND_WORDS
from geo.tables.problems import Problem
from geo.text import kind_of, name_key
from geo.vocabulary.cells import SAMPLE, kind_word
from geo.vocabulary.roles import find_roles
from geo.vocabulary.words import KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import geopandas
    import pandas as pd

    from geo.importers.layer_files import RawLayer
    from geo.model.places import PlaceKind
    from geo.regions.boundaries import Boundaries
    from geo.regions.names import RegionNames
    from geo.vocabulary.words import Role

_ROLES: tuple[Role, ...] = ("name", "kind", "sido", "sigungu", "complex_code")
_WANTED = 12
"""Headings of names that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRow:
    """A complex as the layer has it."""

    row: int
    """Place in the file, from 1."""
    name: str
    """As written, blanks trimmed."""
    kind: PlaceKind | None
    """From the column of kinds, else from the DAN_ID, else from the name."""
    sido: str | None
    """Official name today: what a column or the DAN_ID states, else where the point lies."""
    sigungu: tuple[str, ...]
    """As written, where a column tells; else the name of that in which the point lies."""
    codes: frozenset[str] = frozenset()
    """5-digit codes of the 시군구 in which it may lie: around its point, or all of a stated 시도 in
    which the point does not lie; empty where nothing tells."""
    apart: str = ""
    """Where the point lies, if in another 시도 than the row states."""
    code: str = ""
    """DAN_ID, where a column tells."""
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
    columns = _columns(raw.frame)
    if "name" not in columns or not hasattr(raw.frame, "geometry"):
        headings = tuple(str(column) for column in raw.frame.columns if column != "geometry")
        raise LayerColumnsError(path.name, headings, KNOWN["name"][:_WANTED])
    reader = _Reader(path.name, columns, regions, Ground(boundaries))
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


def _columns(frame: geopandas.GeoDataFrame) -> dict[Role, str]:
    """Return the columns that tell of a complex, by the vocabulary of all tables."""
    headings = [str(column) for column in frame.columns if column != "geometry"]
    texts = [_texts(frame[heading].head(SAMPLE)) for heading in headings]
    roles = find_roles(headings, list(zip(*texts, strict=True)), cut=True)
    found = {role: roles.first(role) for role in _ROLES}
    return {role: headings[column] for role, column in found.items() if column is not None}


def _texts(column: pd.Series) -> list[str]:
    """Return cells as text; a whole number that stands among empty cells has no .0."""
    return [
        "" if empty else str(cell).strip().removesuffix(".0")
        for cell, empty in zip(column, column.isna(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Where:
    """The regions of a row."""

    sido: str | None
    sigungu: tuple[str, ...]
    codes: frozenset[str]
    apart: str


class _Reader:
    """Reads the rows of a frame; what is wrong with one is noted and leaves the others."""

    def __init__(
        self, file: str, columns: dict[Role, str], regions: RegionNames, ground: Ground
    ) -> None:
        self.file = file
        self.columns = columns
        self.regions = regions
        self.ground = ground
        self.rows: list[LayerRow] = []
        self.problems: list[Problem] = []

    def cells(self, frame: geopandas.GeoDataFrame) -> list[dict[Role, str]]:
        """Return the cells of each row by role, as text."""
        texts = {role: _texts(frame[name]) for role, name in self.columns.items()}
        return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]

    def sido_code(self, cells: dict[Role, str]) -> str:
        """Return the 2-digit code of the 시도 that a row states, or an empty text."""
        stated = self._stated(cells)
        return stated[0] if len(stated) == 1 else ""

    def _stated(self, cells: dict[Role, str]) -> tuple[str, ...]:
        """Return the codes of the 시도 that a row states in a column or in its DAN_ID."""
        try:
            return sidos_of(self.regions.find(cells.get("sido", "")).code)
        except RegionError:
            dan_id = read_dan_id(cells.get("complex_code", ""))
            return dan_id.sidos if dan_id else ()

    def read(self, frame: geopandas.GeoDataFrame) -> None:
        """Read every row of a frame in WGS 84."""
        shapes = frame.geometry.to_numpy()
        points = shapely.point_on_surface(shapely.make_valid(shapes))
        lonlat = np.column_stack([shapely.get_x(points), shapely.get_y(points)])
        around = self.ground.around(lonlat[:, 0], lonlat[:, 1])
        for row, (cells, shape) in enumerate(zip(self.cells(frame), shapes, strict=True), 1):
            point = float(lonlat[row - 1, 0]), float(lonlat[row - 1, 1])
            self._row(row, cells, shape, point, around[row - 1])

    def _row(
        self,
        row: int,
        cells: dict[Role, str],
        shape: shapely.Geometry | None,
        point: tuple[float, float],
        around: tuple[str, frozenset[str]],
    ) -> None:
        name = cells["name"]
        if not name:
            self._problem(row, "name", "empty")
        elif shape is None or shape.is_empty:
            self._problem(row, "", "no_geometry")
        elif self._in_korea(row, point):
            where = self._where(row, cells, around)
            self.rows.append(
                LayerRow(
                    row=row,
                    name=name,
                    kind=_kind(cells),
                    sido=where.sido,
                    sigungu=where.sigungu,
                    codes=where.codes,
                    apart=where.apart,
                    code=cells.get("complex_code", ""),
                    geometry=shape,
                    lon=point[0],
                    lat=point[1],
                )
            )

    def _where(
        self, row: int, cells: dict[Role, str], around: tuple[str, frozenset[str]]
    ) -> _Where:
        """Return the regions of a row; a point in another 시도 than the row states is a problem."""
        own, near = around
        written = tuple(filter(None, [cells.get("sigungu", "")]))
        sido, stated = self._sido(row, cells.get("sido", "")), self._stated(cells)
        if stated and near and not any(code[:2] in stated for code in near):
            lies = f"{self._name_of(own[:2])} {self.ground.name(own)}".strip()
            states = sido or ", ".join(filter(None, map(self._name_of, stated)))
            self._problem(row, "name", "point_elsewhere", lies=lies, states=states)
            return _Where(sido or states or None, written, self.ground.within(stated), lies)
        codes = frozenset(code for code in near if not stated or code[:2] in stated)
        if own not in codes:
            own = min(codes, default="")
        sido = sido or self._name_of(own[:2]) or None
        return _Where(sido, written or tuple(filter(None, [self.ground.name(own)])), codes, "")

    def _name_of(self, code: str) -> str:
        """Return the official name of a 시도 by a code of the boundaries."""
        found = (region.name_ko for region in self.regions.current if code in sidos_of(region.code))
        return next(found, "")

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


def _kind(cells: dict[Role, str]) -> PlaceKind | None:
    """Return the kind that a row states in a column, in its DAN_ID, or in its name."""
    written = cells.get("kind", "")
    dan_id = read_dan_id(cells.get("complex_code", ""))
    coded = kind_word(dan_id.kind) if dan_id else None
    word = kind_word(written) or kind_of(written) or coded or name_key(cells["name"]).kind
    return KIND_WORDS[word] if word else None
