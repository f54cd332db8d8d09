import json

import pytest

from api.settings import DEFAULT_DATA
from geo.store.fragments import Fragments, RowNumbers
from geo.store.snapshot import layer_files, load_snapshot

LAYER_FILES = layer_files(DEFAULT_DATA)


@pytest.mark.parametrize("collection", LAYER_FILES)
def test_fragments_cut_out_of_a_built_body_are_its_features(data, collection):
    layer = load_snapshot(data).layers[collection]
    cut = Fragments.of(layer.body)
    assert tuple(cut) == tuple(layer.fragments)
    assert cut[-1] == layer.fragments[-1]
    assert cut[1:3] == tuple(layer.fragments[1:3])
    assert json.loads(cut[0])["type"] == "Feature"
    with pytest.raises(IndexError):
        cut[len(cut)]


def test_a_body_without_features_has_no_fragments():
    assert list(Fragments.of(b'{"type":"FeatureCollection","features":[\n\n]}\n')) == []


@pytest.mark.parametrize("body", [b"", b"{}", b'{"features":[\n', b'"features":[\n]}\n'])
def test_a_body_that_is_written_otherwise_is_refused(body):
    with pytest.raises(ValueError):  # noqa: PT011 - it says nothing
        Fragments.of(body)


def test_row_numbers_know_their_rows_and_nothing_else():
    rows = RowNumbers(12)
    assert [rows["1"], rows["12"], len(rows), list(rows)[-1]] == [0, 11, 12, "12"]
    assert not {"0", "13", "01", "+1", "1.0", "", "¹", "٣", "x"} & {
        key for key in ("0", "13", "01", "+1", "1.0", "", "¹", "٣", "x") if key in rows
    }
