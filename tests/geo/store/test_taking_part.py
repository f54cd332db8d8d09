"""Imported complexes carry the programmes of the build that serves them."""

import json

from shapely import Point

from geo.layers.collection import Collection, Feature
from geo.layers.geojson import to_bytes
from geo.store.snapshot import read_layer, taking_part


def layer(tmp_path, *properties):
    features = tuple(
        Feature(Point(127, 36), {"id": f"k-{n}", **p}) for n, p in enumerate(properties)
    )
    path = tmp_path / "kicox-complexes.geojson"
    path.write_bytes(
        to_bytes(Collection("kicox-complexes", "단지", "KICOX", "2025-09-30", features))
    )
    return read_layer(path)


def test_each_complex_has_the_programmes_in_force_once_each(tmp_path, served):
    read = layer(tmp_path, {"complex_id": "changwon"}, {"complex_id": None}, {"complex_id": "gone"})
    made = taking_part(read, served)
    told = [json.loads(one)["properties"]["programmes"] for one in made.fragments]
    own = [*dict.fromkeys(body.programme for body, _ in served.memberships_at("changwon"))]
    assert told == [own, [], []]
    assert len(own) > 1
    assert json.loads(made.body)["features"][0]["properties"]["programmes"] == own
    assert made.version != read.version


def test_a_layer_of_something_else_is_left_as_it_is(tmp_path, served):
    read = layer(tmp_path, {"name": "공장"})
    assert taking_part(read, served) is read
