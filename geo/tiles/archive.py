"""All tiles of a layer in one file (PMTiles 3), which any web server gives by ranges (I/O)."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from geo.tiles.matrix import Tile
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.store.snapshot import Layer

DEEPEST = 10
"""A step of its grid is 9.5 m; readers enlarge these tiles nearer by."""
_LEVEL = 9
"""Of gzip, the smallest: files are written once and read often."""
_E7 = 10_000_000
"""The format has degrees times ten million, as whole numbers (PMTiles 3)."""


def write_archive(layer: Layer, path: Path, deepest: int = DEEPEST) -> int:
    """Write the tiles of a layer down to a zoom; return how many, 0 and no file without shapes."""
    source = TileSource.of(layer)
    bounds = source.lonlat_bounds
    if bounds is None:
        return 0
    # Readers find a tile by the place of its number on a curve, and fastest where they are in line.
    tiles = {zxy_to_tileid(t.zoom, t.column, t.row): body for t, body in _tiles(source, deepest)}
    west, south, east, north = (round(degrees * _E7) for degrees in bounds)
    header = {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": 7,
        "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }
    document = {
        "name": layer.title_ko,
        "description": f"{layer.title_ko} · {layer.title_en}, {layer.as_of}",
        "vector_layers": [
            {"id": layer.id, "minzoom": 0, "maxzoom": deepest, "fields": source.attributes.fields}
        ],
    }
    with write(str(path)) as writer:
        for number, body in sorted(tiles.items()):
            writer.write_tile(number, gzip.compress(body, _LEVEL, mtime=0))
        writer.finalize(header, document)
    return len(tiles)


def _tiles(source: TileSource, deepest: int) -> Iterator[tuple[Tile, bytes]]:
    """Yield the tiles that hold something: none of one is empty whose parent is."""
    waiting = [Tile(0, 0, 0)]
    while waiting:
        tile = waiting.pop()
        body = source.tile(tile)
        if not body:
            continue
        yield tile, body
        if tile.zoom < deepest:
            row, column = 2 * tile.row, 2 * tile.column
            waiting += [
                Tile(tile.zoom + 1, row + down, column + right)
                for down in (0, 1)
                for right in (0, 1)
            ]
