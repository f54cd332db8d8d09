"""Names that others have stored: none goes once it is out.

``kept_names.json`` holds every collection with the names of its properties and the ids of its
features, as they were before programmes were declared in data. What is new needs no entry; an
entry goes only with a line in the changelog that says why.
"""

import json
from pathlib import Path

import pytest

from api.settings import DEFAULT_DATA
from geo.store.dated import standing
from geo.store.snapshot import layer_files, load_snapshot

KEPT = json.loads(Path(__file__).with_name("kept_names.json").read_text("utf-8"))
LAYER_FILES = layer_files(DEFAULT_DATA)
UNITS = ("regions", "districts")


@pytest.fixture(scope="module")
def features(data):
    return {
        id_: json.loads((data / LAYER_FILES[id_]).read_bytes())["features"]
        for id_ in KEPT
        if id_ in LAYER_FILES
    }


@pytest.fixture(scope="module")
def before(data):
    """The 시도 and 시군구 of the day of the documents, whose ids the list has."""
    snapshot = load_snapshot(data)
    then = standing(snapshot, snapshot.atlas.state_on("2025-01-16")).layers
    return {id_: json.loads(then[id_].body)["features"] for id_ in UNITS}


def test_the_list_is_whole():
    assert len(KEPT) == 19
    assert len(KEPT["consortia"]["ids"]) == 25
    assert all(kept["properties"] and kept["ids"] for kept in KEPT.values())


def test_every_collection_is_still_there():
    assert [id_ for id_ in KEPT if id_ not in LAYER_FILES] == []


@pytest.mark.parametrize("collection", KEPT)
def test_every_property_keeps_its_name(features, collection):
    for feature in features[collection]:
        gone = [
            name for name in KEPT[collection]["properties"] if name not in feature["properties"]
        ]
        assert gone == [], feature["id"]


@pytest.mark.parametrize("collection", KEPT)
def test_every_feature_keeps_its_id(features, before, collection):
    """Of a unit that has ended, in the state of its days."""
    found = before if collection in UNITS else features
    there = {feature["id"] for feature in found[collection]}
    assert [id_ for id_ in KEPT[collection]["ids"] if id_ not in there] == []
