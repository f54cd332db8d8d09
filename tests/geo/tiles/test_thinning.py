import json
from dataclasses import replace

import numpy as np
import pytest
from mapbox_vector_tile import decode

from geo.store.snapshot import load_snapshot
from geo.tiles.matrix import Tile, tile_at, to_mercator
from geo.tiles.source import TileSource
from geo.tiles.thinning import LIMIT, stay


@pytest.fixture(scope="module")
def crowd(data):
    """20,000 points in one town, one far from them."""
    rng = np.random.default_rng(7)
    lonlat = np.vstack((rng.normal((127, 36), 0.05, size=(20_000, 2)), [[129, 37]]))
    fragments = tuple(
        json.dumps(
            {
                "type": "Feature",
                "id": f"f{row}",
                "geometry": {"type": "Point", "coordinates": xy},
                "properties": {"id": f"f{row}", "name": f"공장 {row}"},
            }
        ).encode()
        for row, xy in enumerate(lonlat.tolist())
    )
    layer = load_snapshot(data).layers["complexes"]
    return replace(layer, id="crowd", fragments=fragments, version="crowd")


def ids(body):
    return {one["properties"]["id"] for one in decode(body)["crowd"]["features"]}


def test_a_tile_of_many_points_is_thinned_to_its_limit_and_keeps_the_lonely_one(crowd):
    body = TileSource.of(crowd).tile(Tile(5, 12, 27))
    assert 0.9 * LIMIT < len(body) <= LIMIT
    assert "f20000" in ids(body)


def test_thinning_gives_the_same_bytes_to_every_worker(crowd):
    tile = Tile(5, 12, 27)
    assert TileSource.read(crowd).tile(tile) == TileSource.read(crowd).tile(tile)


def test_a_tile_below_the_limit_keeps_every_point(crowd):
    source = TileSource.of(crowd)
    tile = tile_at(*to_mercator(np.array([[127.01, 36.01]]))[0], 13)
    lonlat = [json.loads(one)["geometry"]["coordinates"] for one in crowd.fragments]
    west, south, east, north = tile.bounds()
    inside = [
        f"f{row}"
        for row, (x, y) in enumerate(to_mercator(np.array(lonlat)))
        if west <= x <= east and south <= y <= north
    ]
    assert len(inside) > 1000
    assert set(inside) <= ids(source.tile(tile))


@pytest.mark.slow
def test_points_are_drawn_alike_alone_and_beside_other_shapes(crowd):
    line = b'{"type":"Feature","id":"x","geometry":{"type":"LineString","coordinates":'
    far = line + b'[[125,33],[125,33.1]]},"properties":{}}'
    mixed = replace(crowd, fragments=(*crowd.fragments, far), version="mixed")
    for zoom in (10, 13, 15):
        tile = tile_at(*to_mercator(np.array([[127.01, 36.01]]))[0], zoom)
        alone, beside = (TileSource.read(one).tile(tile) for one in (crowd, mixed))
        assert decode(alone) == decode(beside)


def test_each_cell_keeps_one_before_any_keeps_two():
    corners = np.array([[1, 1], [2, 2], [3, 3], [1000, 1000], [3000, 5]])
    staying = stay(corners, np.arange(5), 3)
    assert {3, 4} <= set(staying.tolist())
    assert len(staying) == 3
