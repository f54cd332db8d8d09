"""A file that was added is read once; what is kept of it is never believed blindly."""

import os
from dataclasses import replace

import pytest

from geo.store import added, prepared
from geo.store.added import load_added
from geo.store.prepared import keep, key_of, recall
from geo.store.vectors.reading import read_vector


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SANDAN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(prepared, "_LEAST", 0)
    return tmp_path / "cache"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "공장.csv"
    path.write_text("lon,lat,번호\n128.1,35.1,1\n128.2,35.2,2\n미상,미상,3\n", "utf-8")
    return path


@pytest.fixture
def bodies(source, data):
    return read_vector(source, data)


@pytest.mark.usefixtures("cache")
def test_the_second_start_gives_the_same_layers_without_reading(source, data, monkeypatch):
    first = load_added([source], data, [])
    monkeypatch.delattr(added, "call")
    again = load_added([source], data, [])
    (one,), (other,) = first.layers, again.layers
    assert (one.id, one.body, one.version) == (other.id, other.body, other.version)
    assert (one.types, dict(one.row_of)) == (other.types, dict(other.row_of))
    assert first.remarks
    assert [r.text("ko") for r in first.remarks] == [r.text("ko") for r in again.remarks]


@pytest.mark.parametrize("change", ["content", "day", "beside", "crs", "name"])
@pytest.mark.usefixtures("cache")
def test_what_a_layer_depends_on_has_another_key(source, data, change):
    before, assumed = key_of(source, None, data), None
    assert before == key_of(source, None, data)
    if change == "content":
        source.write_text(source.read_text("utf-8").replace(",1\n", ",7\n"), "utf-8")
        os.utime(source, None)
    elif change == "day":
        os.utime(source, (1e9, 1e9))
    elif change == "beside":
        source.with_suffix(".prj").write_text("")
    elif change == "name":
        source = source.rename(source.with_name("다른 공장.csv"))
    else:
        assumed = "EPSG:5179"
    assert key_of(source, assumed, data) not in (None, before)


@pytest.mark.parametrize("harm", ["cut", "gone", "told", "empty", "more"])
def test_what_is_damaged_is_not_given_and_makes_room(cache, bodies, harm):
    keep("key", bodies)
    assert recall("key") == [*bodies]
    kept = cache / "added" / "key"
    if harm == "cut":
        (kept / "0").write_bytes((kept / "0").read_bytes()[:-9])
    elif harm == "gone":
        (kept / "0").unlink()
    else:
        told = {"told": "[{}]", "empty": "", "more": "[1, 2]"}[harm]
        (kept / "told.json").write_text(told)
    assert recall("key") is None
    keep("key", bodies)
    assert recall("key") == [*bodies]


@pytest.mark.usefixtures("cache")
def test_ids_and_types_come_back_as_they_were(bodies):
    other = [replace(bodies[0], ids=("ㄱ", "b"))]
    keep("key", other)
    assert recall("key") == other


def test_a_cache_that_cannot_be_written_is_no_fault(cache, bodies):
    cache.write_text("a file where the folder should be")
    keep("key", bodies)
    assert recall("key") is None


def test_those_not_asked_for_longest_make_room(cache, bodies, monkeypatch):
    monkeypatch.setattr(prepared, "_MOST", 2)
    for number, key in enumerate("abc"):
        keep(key, bodies)
        os.utime(cache / "added" / key, (1e9 + number, 1e9 + number))
    assert recall("a") is None
    assert recall("c") == [*bodies]


def test_small_files_are_not_kept(source, data):
    assert key_of(source, None, data) is None
