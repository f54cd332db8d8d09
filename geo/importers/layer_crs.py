"""Which CRS a layer is in: the declared one if its points lie on Korean land, else the one fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import KOREAN_CRS, LAT_RANGE, LON_RANGE, crs_name, to_lonlat
from geo.errors import SwappedLayerError, UnknownCrsError, WrongCrsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.regions.boundaries import Boundaries

NEARLY_ALL = 0.98
"""Share of points on land at which a CRS that nothing declares is taken."""
MOST = 0.9
"""Share at which a declared one is believed: some rows of a real file are wrong."""
REACH_DEG = 0.05
"""Some 5 km: reclaimed land and islands that the boundaries simplify away."""
_SAMPLE = 2_000
"""Points tried in each CRS: so many tell a share to some 2 %."""


@dataclass(frozen=True)
class Land:
    """The 시군구 as the ground that complexes stand on."""

    boundaries: Boundaries

    @cached_property
    def _polygons(self) -> tuple[shapely.STRtree, NDArray[np.str_]]:
        frame = self.boundaries.polygons("sigungu")
        return shapely.STRtree(frame.geometry.to_numpy()), frame["code"].str[:2].to_numpy(dtype=str)

    def share(self, lon: NDArray[np.float64], lat: NDArray[np.float64], sidos: list[str]) -> float:
        """Return the share of points on land, in the 시도 (2-digit code) that their row states.

        An empty code stands for any 시도.
        """
        near = np.flatnonzero(
            (lon >= LON_RANGE[0])
            & (lon <= LON_RANGE[1])
            & (lat >= LAT_RANGE[0])
            & (lat <= LAT_RANGE[1])
        )
        tree, codes = self._polygons
        points = shapely.points(lon[near], lat[near])
        found, polygons = tree.query(points, predicate="dwithin", distance=REACH_DEG)
        stated = np.asarray(sidos)[near[found]]
        right = (stated == "") | (stated == codes[polygons])
        return len(np.unique(found[right])) / max(len(lon), 1)


@dataclass(frozen=True, slots=True)
class Sample:
    """Points of a layer, in its own coordinates, and the 시도 that their rows state."""

    file: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    sidos: list[str]

    @classmethod
    def of(cls, file: str, xy: NDArray[np.float64], sidos: list[str]) -> Sample:
        """Take up to 2,000 points, evenly over the layer. `xy` has shape (n, 2)."""
        some = np.unique(np.linspace(0, len(xy) - 1, min(len(xy), _SAMPLE)).astype(int))
        return cls(file, xy[some, 0], xy[some, 1], [sidos[index] for index in some])

    def share(self, crs: str, land: Land, *, swapped: bool = False) -> float:
        """Return the share of points on land if they were in `crs`."""
        x, y = (self.y, self.x) if swapped else (self.x, self.y)
        return land.share(*to_lonlat(crs, x, y), self.sidos)

    def fitting(self, land: Land, *, swapped: bool = False) -> tuple[str, ...]:
        """Return the Korean CRSs in which nearly all points lie on land."""
        return tuple(
            crs for crs in KOREAN_CRS if self.share(crs, land, swapped=swapped) >= NEARLY_ALL
        )


def settle_crs(sample: Sample, declared: object, land: Land) -> str:
    """Return the CRS of the layer, as a code or WKT.

    EPSG:5174 and EPSG:5181 differ by some 300 m over the whole country, so coordinates alone never
    tell them apart; EPSG:5186 lies 100 km off them, which the shores or a column of 시도 tell.

    Raises
    ------
    SwappedLayerError
        The points lie on land once northing and easting are swapped.
    WrongCrsError
        The declared CRS puts more than a tenth of the points off the land or their 시도.
    UnknownCrsError
        None is declared, and none or several fit.
    """
    if declared is None:
        fitting = sample.fitting(land)
        if len(fitting) == 1:
            return fitting[0]
        if not fitting and (swapped := sample.fitting(land, swapped=True)):
            raise SwappedLayerError(sample.file, ", ".join(swapped))
        raise UnknownCrsError(sample.file, fitting)
    crs = crs_name(declared)
    if crs is None:
        raise WrongCrsError(sample.file, str(declared), sample.fitting(land))
    if sample.share(crs, land) >= MOST:
        return crs
    if sample.share(crs, land, swapped=True) >= MOST:
        raise SwappedLayerError(sample.file, label(crs))
    raise WrongCrsError(sample.file, label(crs), sample.fitting(land))


def label(crs: str) -> str:
    """Return the code, or of WKT the name that stands first in quotes.

    >>> label('PROJCRS["Korea_TM",BASEGEOGCRS["…"]]')
    'Korea_TM'
    """
    return crs if crs.startswith("EPSG:") else [*crs.split('"'), crs][1]
