"""A build changes everything or nothing: full disks, kills and spoiled files."""

import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.build import build
from geo.disk import write_file
from geo.errors import MixedSnapshotError, UnwritableOutputError
from geo.store.publish import READY, publish, read_published
from geo.store.snapshot import load_snapshot

SANDAN = str(Path(sys.executable).with_name("sandan"))
OLD = {"a.geojson": b"old a", "layers/b.geojson": b"old b", "build.json": b"old"}
NEW = {"a.geojson": b"new a", "layers/b.geojson": b"new b", "build.json": b"new"}


def visible(folder):
    return {file: read_published(folder, file) for file in OLD}


@pytest.fixture
def steps(disk, tmp_path):
    """How many steps on the disk one publication takes."""
    publish(tmp_path / "first", OLD)
    with disk.failing(tmp_path / "first"):
        publish(tmp_path / "first", NEW)
        assert disk.count > 15
        return disk.count


def test_whatever_fails_on_the_disk_the_old_set_or_the_new_one_is_seen_whole(disk, tmp_path, steps):
    for at in range(1, steps + 1):
        folder = tmp_path / str(at)
        publish(folder, OLD)
        with disk.failing(folder, at), suppress(UnwritableOutputError):
            publish(folder, NEW)
        assert visible(folder) in (OLD, NEW), at
        publish(folder, NEW)
        assert visible(folder) == NEW
        assert not [path for path in folder.iterdir() if path.name.startswith(".build")]


def test_a_publication_that_is_killed_leaves_the_old_set_or_the_new_one(disk, tmp_path, steps):
    seen = []
    for at in range(1, steps + 1):
        folder = tmp_path / str(at)
        publish(folder, OLD)
        with disk.failing(folder, at, killed=True), suppress(BaseException):
            publish(folder, NEW)
        seen.append(visible(folder))
        assert seen[-1] in (OLD, NEW), at
        publish(folder, OLD)
        assert visible(folder) == OLD
    assert seen[0] == OLD
    assert seen[-1] == NEW


def test_a_set_in_force_is_served_before_its_files_are_in_their_places(own_data, built):
    whole = load_snapshot(own_data).version
    ready = own_data / READY / "layers"
    ready.mkdir(parents=True)
    for file in ("build.json", "layers/consortia.geojson"):
        (own_data / file).rename(own_data / READY / file)
        (own_data / file).write_bytes(b"half of an older build")
    assert load_snapshot(own_data).version == whole
    build(own_data)
    assert not (own_data / READY).exists()
    assert (own_data / "build.json").read_bytes() == built.files["build.json"]


@pytest.mark.process
def test_a_disk_without_room_ends_the_build_with_a_sentence_and_keeps_the_files(own_data):
    before = load_snapshot(own_data).version
    places = own_data / "tables" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("128.65302", "128.65402"), "utf-8")
    ended = subprocess.run(  # noqa: S603
        [SANDAN, "build"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SANDAN_DATA": str(own_data), "SANDAN_LANG": "ko"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)),
    )
    assert ended.returncode == 4
    assert "에 쓸 수 없습니다(File too large). 폴더가 있는지" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert load_snapshot(own_data).version == before


def test_an_import_that_cannot_be_written_leaves_the_one_before(disk, tmp_path):
    folder = tmp_path / "imports"
    write_file(folder / "x.geojson", b"old")
    with disk.failing(folder):
        write_file(folder / "x.geojson", b"old")
    for at in range(1, disk.count + 1):
        with disk.failing(folder, at), suppress(UnwritableOutputError):
            write_file(folder / "x.geojson", b"new")
        assert [path.name for path in folder.iterdir()] == ["x.geojson"]
        assert (folder / "x.geojson").read_bytes() in (b"old", b"new")


@pytest.mark.parametrize(
    "file", ["layers/consortia.geojson", "catalogue.json", "boundaries/korea.topojson"]
)
def test_files_of_two_builds_are_not_served_and_named(own_data, file):
    path = own_data / file
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(MixedSnapshotError) as refused:
        load_snapshot(own_data)
    said = refused.value.text("ko")
    assert file in said
    assert "'sandan build'" in said


@pytest.mark.process
def test_serve_ends_with_4_and_names_what_does_not_match(own_data):
    path = own_data / "complexes.geojson"
    path.write_bytes(path.read_bytes().replace(b"128.65302", b"128.65402"))
    ended = subprocess.run(  # noqa: S603
        [SANDAN, "serve", "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "SANDAN_DATA": str(own_data), "SANDAN_LANG": "en"},
    )
    assert ended.returncode == 4
    assert "are not of one build: complexes.geojson." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_file_that_is_damaged_while_serving_is_told_by_health_and_answers(own_data):
    path = own_data / "boundaries" / "korea.topojson"
    whole = path.read_bytes()
    with TestClient(create_app(Settings(data=own_data)), raise_server_exceptions=False) as client:
        assert client.get("/health/ready").json()["status"] == "ok"
        path.write_bytes(whole[:1000])
        for address in ("/health", "/health/ready"):
            answer = client.get(address)
            assert answer.status_code == 503
            assert answer.json()["damaged"] == ["boundaries/korea.topojson"]
        assert client.get("/health/live").status_code == 200
        map_ = client.get("/maps/overview.svg?lang=en")
        assert map_.status_code == 503
        assert map_.headers["content-type"] == "application/problem+json"
        assert "boundaries/korea.topojson" in map_.json()["detail"]
        assert client.get("/collections/complexes/items?f=json").status_code == 200
        path.write_bytes(whole)
        assert client.get("/health/ready").status_code == 200
        assert client.get("/maps/overview.svg?lang=en").status_code == 200
