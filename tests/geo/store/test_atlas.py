"""The atlas is written as it was built and read back equal."""

import json

import pytest

from geo.errors import BrokenLayerError, MissingLayerError
from geo.store.atlas import ATLAS_FILE, from_bytes, load_atlas, to_bytes


def test_the_atlas_that_is_read_is_the_one_that_was_built(atlas, data):
    assert load_atlas(data) == atlas


def test_the_same_atlas_gives_the_same_bytes_however_often_it_is_read(atlas, built):
    written = to_bytes(atlas)
    assert written == built.files[ATLAS_FILE]
    assert to_bytes(from_bytes(written)) == written


def test_what_is_read_answers_as_what_was_built(atlas):
    again = from_bytes(to_bytes(atlas))
    assert again.regions.find("전북").name_ko == atlas.regions.find("전북").name_ko
    assert list(again.bodies) == list(atlas.bodies)
    assert again.district_of("changwon") == atlas.district_of("changwon")
    assert again.as_of("2021-03-24").ties == atlas.as_of("2021-03-24").ties


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"{",
        lambda _: b"[]",
        lambda _: b"{}",
        lambda _: b"\xff\xfe",
        lambda body: json.dumps({**json.loads(body), "more": 1}).encode(),
        lambda body: body.replace(b'"lon":', b'"longitude":', 1),
        lambda body: body[: len(body) // 2],
    ],
)
def test_a_broken_file_is_told_by_its_path(data, tmp_path, spoil):
    path = tmp_path / ATLAS_FILE
    path.write_bytes(spoil((data / ATLAS_FILE).read_bytes()))
    with pytest.raises(BrokenLayerError) as caught:
        load_atlas(tmp_path)
    assert str(path) in str(caught.value.facts())


def test_a_missing_file_is_told_by_its_path(tmp_path):
    with pytest.raises(MissingLayerError) as caught:
        load_atlas(tmp_path)
    assert ATLAS_FILE in str(caught.value.facts())
