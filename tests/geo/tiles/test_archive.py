"""All tiles of a layer in one file, as a reader of PMTiles finds them."""

import gzip

import pytest
from pmtiles.reader import MmapSource, Reader, all_tiles

from geo.store.snapshot import load_snapshot
from geo.tiles.archive import write_archive
from geo.tiles.matrix import Tile
from geo.tiles.source import TileSource


@pytest.fixture(scope="module")
def layers(data):
    return load_snapshot(data).layers


@pytest.mark.parametrize("id_", ["complexes", "consortium-ties"])
def test_a_file_holds_every_tile_that_a_server_gives(layers, tmp_path, id_):
    path = tmp_path / "made.pmtiles"
    count = write_archive(layers[id_], path, deepest=7)
    with path.open("rb") as stream:
        source = MmapSource(stream)
        held = {place: gzip.decompress(body) for place, body in all_tiles(source)}
        told = Reader(source).metadata()
    made = TileSource.of(layers[id_])
    assert count == len(held) > 10
    assert all(made.tile(Tile(z, y, x)) == body for (z, x, y), body in held.items())
    # At zoom 7 these are all that lie in Korea.
    around = [(7, x, y) for x in range(104, 114) for y in range(46, 54)]
    assert {place for place in around if made.tile(Tile(7, place[2], place[1]))} == {
        place for place in held if place[0] == 7
    }
    assert told["vector_layers"][0]["id"] == id_
    assert set(told["vector_layers"][0]["fields"]) == set(made.attributes.fields)


def test_the_same_layer_gives_the_same_file(layers, tmp_path):
    for name in ("a", "b"):
        write_archive(layers["complexes"], tmp_path / name, deepest=5)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_of_a_layer_without_shapes_there_is_no_file(layers, tmp_path):
    assert write_archive(layers["facts"], tmp_path / "none") == 0
    assert not (tmp_path / "none").exists()
