"""Reverse geocoding in bulk: our locator beside geopandas.sjoin and shapely's trees, in one run.

python benchmarks/reverse.py [--points 1000000]

Each way gets polygons that nothing has prepared before, and the others their points ready-made;
reading the polygons is not timed. Medians of three, the ways taking turns. Points are spread
evenly over the boxes of the polygons of emd, drawn by area: on land mostly, some at sea.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import geopandas
import numpy as np
import shapely

from geo.regions.legal import LegalLevel, LegalPolygons
from geo.regions.raster import PointLocator

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Points = NDArray[np.float64]

TURNS = 3


@dataclass
class Way:
    """One way to answer, with its times and its last answers."""

    name: str
    run: Callable[[LegalPolygons], Callable[[], object]]
    """Prepares what is not timed and returns what is."""
    lowest: Callable[[object], Rows]
    """Brings its result to one row a point, -1 outside."""
    seconds: list[float] = field(default_factory=list)
    rows: Rows | None = None

    def take_turn(self, polygons: LegalPolygons) -> None:
        """Answer once over polygons that nothing has prepared."""
        timed = self.run(fresh(polygons))
        begin = time.perf_counter()
        result = timed()
        self.seconds.append(time.perf_counter() - begin)
        self.rows = self.lowest(result)


def fresh(polygons: LegalPolygons) -> LegalPolygons:
    """Return the polygons as just read, without what an earlier turn prepared in them."""
    return replace(polygons, geometries=shapely.from_wkb(shapely.to_wkb(polygons.geometries)))


def spread(count: int) -> Points:
    """Draw points, the same at each run: a polygon by its area, then a place in its box."""
    random = np.random.default_rng(20_260_101)
    geometries = LegalPolygons.level("emd").geometries
    area = shapely.area(geometries)
    west, south, east, north = shapely.bounds(
        random.choice(geometries, count, p=area / area.sum())
    ).T
    return np.c_[random.uniform(west, east), random.uniform(south, north)]


def lowest_of_pairs(points: Rows, rows: Rows, count: int) -> Rows:
    """Reduce pairs of point and polygon to the lowest row of each point, -1 without one."""
    lowest = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(lowest, points, rows)
    lowest[lowest == np.iinfo(np.int64).max] = -1
    return lowest


def peers(points: Points) -> list[Way]:
    """Return the joins that users know; the first one is what the others are held against."""
    ready = shapely.points(points)
    frame = geopandas.GeoDataFrame(geometry=ready, crs=4326)

    def sjoin(polygons: LegalPolygons) -> Callable[[], object]:
        units = geopandas.GeoDataFrame(geometry=polygons.geometries, crs=4326)
        return lambda: geopandas.sjoin(frame, units, predicate="within")

    def of_polygons(polygons: LegalPolygons) -> Callable[[], object]:
        return lambda: shapely.STRtree(polygons.geometries).query(ready, predicate="within")

    def of_points(polygons: LegalPolygons) -> Callable[[], object]:
        return lambda: shapely.STRtree(ready).query(polygons.geometries, predicate="contains")

    count = len(points)
    return [
        Way(
            "geopandas.sjoin",
            sjoin,
            lambda joined: lowest_of_pairs(
                joined.index.to_numpy(), joined["index_right"].to_numpy(), count
            ),
        ),
        Way(
            "STRtree of polygons, asked by points",
            of_polygons,
            lambda pairs: lowest_of_pairs(pairs[0], pairs[1], count),
        ),
        Way(
            "STRtree of points, asked by polygons",
            of_points,
            lambda pairs: lowest_of_pairs(pairs[1], pairs[0], count),
        ),
    ]


def ours(points: Points) -> list[Way]:
    """Return the locator: without a kept raster, with one, and in memory."""
    lons, lats = points.T.copy()

    def cold(polygons: LegalPolygons) -> Callable[[], object]:
        _forget()
        return lambda: PointLocator(polygons).locate(lons, lats)

    def started(polygons: LegalPolygons) -> Callable[[], object]:
        return lambda: PointLocator(polygons).locate(lons, lats)

    def warm(polygons: LegalPolygons) -> Callable[[], object]:
        locator = PointLocator(polygons)
        locator.locate(lons, lats)
        return lambda: locator.locate(lons, lats)

    return [
        Way("ours, cold: builds the raster", cold, np.asarray),
        Way("ours, started: reads the kept raster", started, np.asarray),
        Way("ours, warm", warm, np.asarray),
    ]


def index_line(polygons: LegalPolygons) -> str:
    """Say how large the kept index is, and how long it takes to build and to read."""
    timed = []
    for kept in (False, True):
        if not kept:
            _forget()
        locator = PointLocator(fresh(polygons))
        begin = time.perf_counter()
        raster = locator.raster
        timed.append(time.perf_counter() - begin)
    size = sum(path.stat().st_size for path in _kept())
    return (
        f"index: {raster.nbytes / 1e6:.1f} MB in memory, {size / 1e6:.1f} MB kept; "
        f"built in {timed[0]:.2f} s, read in {timed[1]:.3f} s"
    )


def _kept() -> list[Path]:
    return list(Path(os.environ["SANDAN_CACHE"]).glob("*.npz"))


def _forget() -> None:
    for path in _kept():
        path.unlink()


def compare(level: LegalLevel, points: Points) -> int:
    """Print the table of one level; return how many answers of ours differ."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SANDAN_CACHE"] = folder
        polygons = LegalPolygons.level(level)
        ways = [*peers(points), *ours(points)]
        for _ in range(TURNS):
            for way in ways:
                way.take_turn(polygons)
        index = index_line(polygons)
    truth, base = ways[0].rows, statistics.median(ways[0].seconds)
    print(f"\n{level}: {len(polygons):,} polygons, {len(points):,} points, ", end="")
    print(f"{np.mean(truth >= 0):.1%} of them in one")
    print(f"{'':38}{'seconds':>9}{'points/s':>13}{'ratio':>8}{'different':>11}")
    different = 0
    for way in ways:
        seconds = statistics.median(way.seconds)
        wrong = int(np.count_nonzero(way.rows != truth))
        different += wrong
        speed = f"{seconds:9.3f}{len(points) / seconds:13,.0f}{base / seconds:8.1f}"
        print(f"{way.name:38}{speed}{wrong:11,}")
    print(index)
    return different


def main() -> int:
    """Compare both levels; exit with 1 where an answer differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    points = spread(parser.parse_args().points)
    return int(sum(compare(level, points) for level in get_args(LegalLevel)) > 0)


if __name__ == "__main__":
    sys.exit(main())
