"""Our encoder of vector tiles beside the package mapbox-vector-tile, in processor time.

python benchmarks/encoders.py

Each tile of the districts at zoom 7 and 9 is made by `geo.tiles` from the layer: found, clipped to
the tile, put on the grid and encoded. mapbox-vector-tile is handed the features of that very tile,
found, clipped and on the grid already, and only encodes. Medians of five turns over all tiles.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import mapbox_vector_tile
import numpy as np
import shapely

from api.settings import DEFAULT_DATA
from geo.store.snapshot import load_snapshot
from geo.tiles.grid import EXTENT
from geo.tiles.matrix import tile_at, to_mercator
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from collections.abc import Callable

ZOOMS = (7, 9)
TURNS = 5
TOWNS = ((126.98, 37.57), (129.08, 35.18), (127.38, 36.35), (126.85, 35.16), (128.6, 35.87))
"""Seoul, Busan, Daejeon, Gwangju, Daegu: degrees, longitude first."""


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of a turn, the median of some."""
    taken = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main() -> None:
    """Print milliseconds a tile of both."""
    source = TileSource.read(load_snapshot(DEFAULT_DATA).layers["districts"])
    for zoom in ZOOMS:
        tiles = list(dict.fromkeys(tile_at(x, y, zoom) for x, y in to_mercator(np.array(TOWNS))))
        made = [source.tile(tile) for tile in tiles]
        layers = [
            [
                {
                    "name": name,
                    "features": [
                        {
                            "geometry": shapely.geometry.shape(feature["geometry"]),
                            "properties": feature["properties"],
                        }
                        for feature in layer["features"]
                    ],
                }
                for name, layer in mapbox_vector_tile.decode(tile).items()
            ]
            for tile in made
        ]
        ours = seconds(lambda tiles=tiles: [source.tile(tile) for tile in tiles]) / len(tiles)
        theirs = seconds(
            lambda layers=layers: [
                mapbox_vector_tile.encode(one, default_options={"extents": EXTENT})
                for one in layers
            ]
        ) / len(tiles)
        size = sum(map(len, made)) / len(made) / 1000
        print(
            f"z{zoom}: {len(tiles)} tiles of {size:.1f} kB; geo.tiles {1000 * ours:.2f} ms, ",
            end="",
        )
        print(f"mapbox-vector-tile {1000 * theirs:.2f} ms for the encoding alone")


if __name__ == "__main__":
    main()
