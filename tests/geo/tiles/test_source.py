"""Tiles are read back with mapbox-vector-tile and compared with the layers they come from."""

import json
from dataclasses import replace

import numpy as np
import pytest
import shapely
from mapbox_vector_tile import decode

from geo.store.snapshot import load_snapshot
from geo.tiles.grid import EXTENT
from geo.tiles.matrix import Tile, tile_at, to_mercator
from geo.tiles.source import TileSource

COLLECTIONS = (
    "complexes",
    "consortium-ties",
    "transformation-ties",
    "consortia",
    "regions",
    "districts",
)
DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}


@pytest.fixture(scope="module")
def layers(data):
    return load_snapshot(data).layers


def layer_of(layers, *features):
    """A layer of features of our own."""
    fragments = tuple(json.dumps({"type": "Feature", **feature}).encode() for feature in features)
    version = str(hash(fragments))
    return replace(layers["complexes"], id="own", fragments=fragments, version=version)


def feature(geometry, id_="a", **properties):
    shape = None if geometry is None else json.loads(shapely.to_geojson(geometry))
    return {"id": id_, "geometry": shape, "properties": {"id": id_, **properties}}


def read(source, tile):
    """The features of a tile, in steps of its grid with y down."""
    body = source.tile(tile)
    layers = decode(body, default_options={"y_coord_down": True}) if body else {}
    return layers.get(source.name, {"features": []})["features"]


def surveyed(ring):
    """Twice the area by the surveyor's formula, as the specification has it."""
    x, y = np.array(ring.coords).T
    return (x[:-1] * y[1:] - x[1:] * y[:-1]).sum()


def random_tiles(source, count, seed=1):
    """Tiles of zoom 0 to 16 within the bounds of a source."""
    rng = np.random.default_rng(seed)
    west, south, east, north = source.bounds
    for _ in range(count):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        yield tile_at(x, y, int(rng.integers(0, 17)))


def geometries(layer):
    parsed = [json.loads(fragment) for fragment in layer.fragments]
    shapes = shapely.from_geojson([json.dumps(one["geometry"]) for one in parsed])
    return {one["id"]: shape for one, shape in zip(parsed, shapes, strict=True)}


def on_grid(shape, tile):
    west, _, _, north = tile.bounds()
    return shapely.transform(
        shape, lambda xy: (to_mercator(xy) - (west, north)) * (1, -1) * EXTENT / tile.size
    )


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_feature_that_meets_a_tile_is_in_it(layers, collection):
    source = TileSource.of(layers[collection])
    shapes = geometries(layers[collection])
    for tile in random_tiles(source, 12):
        within = shapely.box(0, 0, EXTENT, EXTENT)
        meeting = {id_ for id_, shape in shapes.items() if on_grid(shape, tile).intersects(within)}
        found = [feature["properties"]["id"] for feature in read(source, tile)]
        assert meeting <= set(found), tile
        assert len(found) == len(set(found))


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_coordinates_agree_to_one_step_of_the_grid(layers, collection):
    source = TileSource.of(layers[collection])
    shapes = geometries(layers[collection])
    for tile in random_tiles(source, 8, seed=2):
        for got in read(source, tile):
            true = on_grid(shapes[got["properties"]["id"]], tile)
            drawn = shapely.geometry.shape(got["geometry"])
            corners = shapely.points(shapely.get_coordinates(drawn))
            # A step aside and a step down at most; clipping adds corners on the buffer's edge.
            edge = shapely.box(-64, -64, EXTENT + 64, EXTENT + 64).exterior
            far = shapely.distance(corners, true if true.area == 0 else true.boundary) > 2**0.5
            assert (shapely.distance(corners[far], edge) <= 1).all(), tile
            assert drawn.geom_type.removeprefix("Multi") == true.geom_type.removeprefix("Multi")


def test_rings_run_as_the_specification_demands(layers):
    source = TileSource.of(layers["districts"])
    for tile in random_tiles(source, 8, seed=3):
        for got in read(source, tile):
            for polygon in shapely.get_parts(shapely.geometry.shape(got["geometry"])):
                assert surveyed(polygon.exterior) > 0
                assert all(surveyed(hole) < 0 for hole in polygon.interiors)


@pytest.mark.parametrize("collection", ["regions", "districts"])
def test_polygons_are_valid_on_the_grid(layers, collection):
    source = TileSource.of(layers[collection])
    for tile in (Tile(0, 0, 0), *random_tiles(source, 8, seed=4)):
        for got in read(source, tile):
            assert shapely.is_valid_reason(shapely.geometry.shape(got["geometry"])) == (
                "Valid Geometry"
            )


def test_gdal_reads_a_tile_where_it_belongs(layers, tmp_path):
    import pyogrio

    tile = Tile(7, 49, 109)
    path = tmp_path / "tile.pbf"
    for collection in COLLECTIONS:
        source = TileSource.of(layers[collection])
        path.write_bytes(source.tile(tile))
        frame = pyogrio.read_dataframe(path, layer=collection, X=109, Y=49, Z=7)
        assert frame.crs.to_epsg() == 3857
        shapes = geometries(layers[collection])
        for id_, shape in zip(frame["id"], frame.geometry, strict=True):
            true = shapely.transform(shapes[id_], to_mercator)
            far = shapely.distance(shapely.points(shapely.get_coordinates(shape)), true)
            assert far.max() <= 1.5 * tile.size / EXTENT


def test_a_polygon_that_crosses_itself_is_mended(layers):
    bow = shapely.Polygon([(127, 36), (128, 37), (128, 36), (127, 37)])
    source = TileSource.of(layer_of(layers, feature(bow)))
    (got,) = read(source, tile_at(*source.bounds[:2], 6))
    shape = shapely.geometry.shape(got["geometry"])
    assert shape.is_valid
    assert shape.area > 0


def test_a_hole_stays_a_hole_and_one_without_area_goes(layers):
    ring = shapely.box(127, 36, 128, 37)
    holes = shapely.union_all(
        [shapely.box(127.4, 36.4, 127.6, 36.6), shapely.box(*[127.1, 36.1] * 2)]
    )
    speck = shapely.box(127.8, 36.8, 127.8000001, 36.8000001)
    source = TileSource.of(layer_of(layers, feature(ring - holes - speck)))
    (got,) = read(source, tile_at(*source.bounds[:2], 7))
    assert len(got["geometry"]["coordinates"]) == 2


def test_properties_keep_their_types_and_lists_become_json(layers):
    source = TileSource.of(
        layer_of(
            layers,
            feature(
                shapely.Point(127, 36),
                "a",
                이름="반월·시화",
                whole=12,
                below=-3,
                part=2.5,
                great=2**70,
                yes=True,
                no=None,
                list=["가", 1],
                one=1,
                also=1.0,
            ),
        )
    )
    (got,) = read(source, Tile(0, 0, 0))
    assert got["id"] == 1
    assert got["properties"] == {
        "id": "a",
        "이름": "반월·시화",
        "whole": 12,
        "below": -3,
        "part": 2.5,
        "great": str(2**70),
        "yes": True,
        "list": '["가",1]',
        "one": 1,
        "also": 1.0,
    }
    assert got["properties"]["yes"] is True
    assert isinstance(got["properties"]["also"], float)
    assert source.attributes.fields["이름"] == "String"
    assert source.attributes.fields["below"] == "Number"
    assert "no" not in source.attributes.fields


def test_features_are_told_apart_by_their_place_in_the_layer(layers):
    source = TileSource.of(layers["complexes"])
    rows = layers["complexes"].row_of
    for got in read(source, Tile(0, 0, 0)):
        assert got["id"] == rows[got["properties"]["id"]] + 1


def test_a_district_smaller_than_a_step_stays_as_one_step(layers):
    small = shapely.box(127, 36, 127.001, 36.001)
    line = shapely.LineString([(127.5, 36), (127.5001, 36)])
    source = TileSource.of(layer_of(layers, feature(small, "a"), feature(line, "b")))
    lengths = [
        shapely.geometry.shape(one["geometry"]).length for one in read(source, Tile(0, 0, 0))
    ]
    assert sorted(lengths) == [1, 4]


@pytest.mark.parametrize("zoom", [0, 22, 24])
@pytest.mark.parametrize("corner", [(-180, 85.05), (180, 85.05), (-180, -85.05), (180, -85.05)])
def test_the_corners_of_the_world_have_their_tiles(layers, zoom, corner):
    source = TileSource.of(layer_of(layers, feature(shapely.Point(corner))))
    x, y = to_mercator(np.array([corner], dtype=float))[0]
    tile = tile_at(x, y, zoom)
    assert tile.exists
    (got,) = read(source, tile)
    expected = on_grid(shapely.Point(corner), tile).coords[0]
    assert np.abs(np.subtract(got["geometry"]["coordinates"], expected)).max() <= 0.5


def test_poles_and_broken_numbers_are_in_no_tile_and_do_no_harm(layers):
    nowhere = {"type": "Point", "coordinates": [float("nan"), 36]}
    source = TileSource.of(
        layer_of(
            layers,
            feature(shapely.Point(127, 90), "pole"),
            feature(None, "null"),
            feature(shapely.Polygon(), "empty"),
            {"id": "nan", "geometry": nowhere, "properties": None},
            feature(shapely.Point(127, 36), "here"),
        )
    )
    assert [one["properties"]["id"] for one in read(source, Tile(0, 0, 0))] == ["here"]


def test_a_layer_without_geometry_has_no_tiles(layers):
    source = TileSource.of(layer_of(layers, feature(None)))
    assert source.tile(Tile(0, 0, 0)) == b""
    assert source.bounds is None
    assert source.limits() == ()


def test_an_empty_tile_is_no_bytes(layers):
    assert TileSource.of(layers["districts"]).tile(Tile(7, 0, 0)) == b""


def test_a_collection_of_geometries_gives_each_type(layers):
    inner = shapely.GeometryCollection([shapely.Point(127.1, 36), shapely.Point(127.2, 36)])
    mixed = shapely.GeometryCollection(
        [inner, shapely.LineString([(127, 36), (128, 37)]), shapely.box(127, 36, 128, 37)]
    )
    source = TileSource.of(layer_of(layers, feature(mixed), feature(shapely.Point(127, 36), "b")))
    found = [
        (one["properties"]["id"], one["geometry"]["type"]) for one in read(source, Tile(0, 0, 0))
    ]
    assert sorted(found) == [
        ("a", "LineString"),
        ("a", "MultiPoint"),
        ("a", "Polygon"),
        ("b", "Point"),
    ]
    assert source.dimension is None


def test_heights_are_left_out(layers):
    source = TileSource.of(layer_of(layers, feature(shapely.Point(127, 36, 50))))
    (got,) = read(source, Tile(0, 0, 0))
    assert len(got["geometry"]["coordinates"]) == 2


def test_a_tile_outside_the_limits_is_empty_and_one_at_them_is_not(layers):
    source = TileSource.of(layers["complexes"])
    for limit in source.limits()[:12]:
        rows = range(limit.min_row, limit.max_row + 1)
        columns = (limit.min_column, limit.max_column)
        for column in columns:
            assert any(source.tile(Tile(limit.zoom, row, column)) for row in rows)
        assert source.tile(Tile(limit.zoom, limit.min_row - 2, limit.min_column)) == b""
