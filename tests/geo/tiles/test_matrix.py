import numpy as np
import pytest

from geo.tiles.matrix import (
    HALF,
    WEB_MERCATOR,
    Limits,
    Tile,
    limits,
    tile_at,
    to_lonlat,
    to_mercator,
)


def test_mercator_agrees_with_proj():
    from pyproj import Transformer

    lonlat = np.random.default_rng(5).uniform((-180, -85), (180, 85), size=(200, 2))
    proj = Transformer.from_crs(4326, 3857, always_xy=True).transform(*lonlat.T)
    assert np.abs(to_mercator(lonlat) - np.column_stack(proj)).max() < 1e-6


def test_the_way_back_gives_the_degrees_again():
    x, y = to_mercator(np.array([[128.65, 35.22]]))[0]
    assert to_lonlat(x, y) == pytest.approx((128.65, 35.22), abs=1e-9)


def test_the_example_of_the_guidance_note_comes_out():
    # EPSG Guidance Note 7-2, method 1024: 24°22'54.433" N, 100°20' W.
    got = to_mercator(np.array([[-100 - 20 / 60, 24 + 22 / 60 + 54.433 / 3600]]))[0]
    assert got == pytest.approx((-11_169_055.58, 2_800_000.00), abs=0.01)


@pytest.mark.parametrize("zoom", [0, 1, 7, 22, WEB_MERCATOR.deepest])
def test_the_middle_of_a_tile_lies_in_it(zoom):
    count = 1 << zoom
    for row, column in ((0, 0), (count - 1, count - 1), (count // 2, count // 3)):
        west, south, east, north = Tile(zoom, row, column).bounds()
        assert tile_at((west + east) / 2, (south + north) / 2, zoom) == Tile(zoom, row, column)


@pytest.mark.parametrize(
    "tile", [Tile(25, 0, 0), Tile(-1, 0, 0), Tile(0, 1, 0), Tile(3, 0, 8), Tile(3, -1, 0)]
)
def test_the_grid_ends(tile):
    assert not tile.exists


def test_limits_hold_the_bounds_at_every_zoom():
    seoul = (14_100_000.0, 4_480_000.0, 14_160_000.0, 4_550_000.0)
    assert limits(seoul, 0) == Limits(0, 0, 0, 0, 0)
    deep = limits(seoul, 10)
    west, _, _, north = Tile(10, deep.min_row, deep.min_column).bounds()
    _, south, east, _ = Tile(10, deep.max_row, deep.max_column).bounds()
    assert west <= seoul[0] <= seoul[2] <= east
    assert south <= seoul[1] <= seoul[3] <= north


def test_the_far_borders_belong_to_the_last_tiles():
    assert tile_at(HALF, -HALF, 4) == Tile(4, 15, 15)
