"""Whatever fails on the disk while a file is written: the old file or the new one, and a sentence.

`test_builds.py` has builds and imports; here is what else writes.
"""

import ast
import asyncio
import errno
import gc
import os
import pickle
import resource
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.heavy import Workers
from api.keys import Keys
from api.once import forget
from api.prepared import Files
from api.served import Served
from api.settings import Settings
from api.site.write import MARK, _staged
from api.state import State
from geo.batch.job import open_job
from geo.errors import GeoError
from geo.exports.formats import FORMATS
from geo.exports.source import source_notes
from geo.exports.write import pieces, write
from geo.own.registry import register, registered, unregister
from geo.store.figures import read_statistics, write_taken
from geo.store.prepared import keep, recall
from geo.store.snapshot import load_snapshot
from geo.store.vectors.reading import AddedBody
from tests.figures import Country
from tests.hostile.conftest import KILL

ROOT = Path(__file__).parents[2]
SANDAN = str(Path(sys.executable).with_name("sandan"))


@pytest.fixture(scope="module")
def layer(data):
    return load_snapshot(data).layers["regions"]


def each_step(disk, folder, work, before=lambda: None):
    """Do the work with each of its steps on the disk failing; gives the number of the step."""
    before()
    with disk.failing(folder):
        work()
    assert disk.count
    for at in range(1, disk.count + 1):
        before()
        with disk.failing(folder, at), suppress(GeoError):
            work()
        yield at


def killed_at_each_step(disk, folder, work, before=lambda: None):
    """Kill a process at each step on the disk of the work; gives the number of the step."""
    before()
    with disk.failing(folder):
        work()
    for at in range(1, disk.count + 1):
        before()
        child = os.fork()
        if not child:
            signal.alarm(60)
            with disk.failing(folder, at, error=KILL):
                work()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == KILL, at
        yield at


def left(disk, folder):
    """What stands in a folder; nothing is said of what could not be removed."""
    removing = disk.failed in {"os.remove", "os.rmdir"}
    return set() if removing else {path.name for path in folder.iterdir()}


# What xlsxwriter had open is closed when it is collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("form", ["geojson", "csv", "parquet", "shp", "gpkg", "xlsx"])
def test_an_export_that_cannot_be_written_leaves_the_file_before(
    disk, data, layer, tmp_path, monkeypatch, form
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    target = tmp_path / f"regions.{form}"

    def work():
        write(pieces(layer, FORMATS[form], source_notes(layer, data)), target)

    def before():
        for path in tmp_path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        target.write_bytes(b"old")

    work()
    whole = target.read_bytes()
    for at in each_step(disk, tmp_path, work, before):
        assert target.read_bytes() in (b"old", whole), at
        assert left(disk, tmp_path) <= {target.name}, at
    gc.collect()


def test_a_key_that_cannot_be_kept_leaves_the_others(disk, tmp_path):
    keys = Keys(tmp_path / "keys.json")
    first = keys.add("먼저", ("batch",))
    for at in each_step(disk, tmp_path, lambda: keys.add("다음", ("batch",))):
        assert keys.find(first), at
        assert left(disk, tmp_path) <= {"keys.json", ".keys.json.lock"}, at


def test_a_download_that_cannot_be_kept_leaves_nothing(disk, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def work():
        with suppress(OSError):
            Files().get("a", lambda path: {"size": str(path.write_bytes(b"x"))})

    for at in each_step(disk, tmp_path, work):
        gc.collect()
        assert left(disk, tmp_path) == set(), at


def test_figures_that_cannot_be_kept_leave_the_store_as_it_was(disk, data, taking, tmp_path):
    country = Country(data, complexes=3, quarters=2)
    first, second = (country.quarterly(tmp_path, period) for period in country.periods)
    store = tmp_path / "store"
    store.mkdir()
    taking(store, first)
    before, told = shown(store), read_statistics(store)
    taken = taking(store, second, write=False)
    kept = tmp_path / "kept"
    shutil.copytree(store, kept)

    def restored():
        shutil.rmtree(store)
        shutil.copytree(kept, store)

    for at in each_step(disk, store, lambda: write_taken(store, taken), restored):
        now = read_statistics(store)
        assert len(now.sources) > len(told.sources) or shown(store) == before, at
        assert set(now.figures["complex"].words) <= now.complexes.keys(), at


def shown(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*.parquet")}


def batch(geocoder, source, output):
    """Return what makes a list into answers, what goes before it, and what it comes to."""
    source.write_text("단지명\n창원국가산업단지\n여수국가산업단지\n", "utf-8")

    def work():
        job = open_job(source, output, chosen={}, lang="ko", options={})
        return job.run(geocoder.answer, lambda _: None)

    def before():
        shutil.rmtree(output.parent, ignore_errors=True)
        output.parent.mkdir()
        output.write_bytes(b"old")

    before()
    work()
    return work, before, output.read_bytes()


def test_a_batch_that_stops_keeps_what_it_has_answered_and_ends_whole(disk, geocoder, tmp_path):
    source = tmp_path / "list.csv"
    folder = tmp_path / "out"
    output = folder / "answers.csv"

    work, before, whole = batch(geocoder, source, output)
    for at in each_step(disk, folder, work, before):
        assert output.read_bytes() in (b"old", whole), at
        assert left(disk, folder) <= {output.name, f"{output.name}.journal"}, at
        work()
        assert output.read_bytes() == whole, at
        assert [path.name for path in folder.iterdir()] == [output.name], at


def test_a_batch_beyond_what_a_disk_holds_ends_with_a_sentence(data, tmp_path):
    source, output = tmp_path / "list.csv", tmp_path / "answers.csv"
    source.write_text("단지명\n" + "창원국가산업단지\n" * 2_000, "utf-8")
    ended = subprocess.run(  # noqa: S603
        [SANDAN, "geocode", str(source), "-o", str(output)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SANDAN_DATA": str(data), "SANDAN_LANG": "en"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert ended.returncode == 4, ended.stderr
    assert "Traceback" not in ended.stderr
    assert "answers.csv" in ended.stderr
    assert not output.exists()


def test_a_programme_that_cannot_be_registered_leaves_the_one_before(disk, tmp_path):
    made = tmp_path / "new" / "mine"
    made.mkdir(parents=True)
    (made / "programme.toml").write_bytes(b"new")
    folder = tmp_path / "registered"
    mine = folder / "mine" / "programme.toml"

    def before():
        shutil.rmtree(folder, ignore_errors=True)
        mine.parent.mkdir(parents=True)
        mine.write_bytes(b"old")

    for at in each_step(disk, folder, lambda: register(made, folder), before):
        assert mine.read_bytes() in (b"old", b"new"), at
        assert registered(folder) == (mine.parent,), at
    for at in each_step(disk, folder, lambda: unregister("mine", folder), before):
        assert not mine.exists() or mine.read_bytes() == b"old", at


def test_a_cache_that_cannot_be_written_costs_time_alone(disk, tmp_path, monkeypatch):
    monkeypatch.setenv("SANDAN_CACHE", str(tmp_path))
    body = AddedBody("표", "2025-01-01", b'{"features":[]}', None, (), {})

    def work():
        keep("key", [body])

    def before():
        shutil.rmtree(tmp_path / "added", ignore_errors=True)

    for at in each_step(disk, tmp_path, work, before):
        found = recall("key")
        assert found is None or found[0].body == body.body, at
        keep("key", [body])
        assert recall("key")[0].body == body.body, at


forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows forks nothing")


@forked
@pytest.mark.parametrize("form", ["geojson", "csv", pytest.param("xlsx", marks=pytest.mark.sweep)])
def test_an_export_that_is_killed_leaves_the_file_before_and_is_made_again(
    disk, data, layer, tmp_path, monkeypatch, form
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    target = tmp_path / f"regions.{form}"

    def work():
        write(pieces(layer, FORMATS[form], source_notes(layer, data)), target)

    work()
    whole = target.read_bytes()
    for at in killed_at_each_step(disk, tmp_path, work, lambda: target.write_bytes(b"old")):
        assert target.read_bytes() in (b"old", whole), at
        work()
        assert target.read_bytes() == whole, at


@forked
def test_an_import_that_is_killed_leaves_the_figures_before_or_the_new_ones(
    disk, data, taking, tmp_path
):
    country = Country(data, complexes=3, quarters=2)
    first, second = (country.quarterly(tmp_path, period) for period in country.periods)
    store, kept = tmp_path / "store", tmp_path / "kept"
    store.mkdir()
    taking(store, first)
    taken = taking(store, second, write=False)
    before = len(read_statistics(store).sources)
    shutil.copytree(store, kept)

    def restored():
        shutil.rmtree(store)
        shutil.copytree(kept, store)

    for at in killed_at_each_step(disk, store, lambda: write_taken(store, taken), restored):
        now = read_statistics(store)
        assert len(now.sources) in {before, before + 1}, at
        assert set(now.figures["complex"].words) <= now.complexes.keys(), at
        write_taken(store, taken)
        assert len(read_statistics(store).sources) == before + 1, at


@forked
def test_a_batch_that_is_killed_goes_on_where_it_was(disk, geocoder, tmp_path):
    source, folder = tmp_path / "list.csv", tmp_path / "out"
    output = folder / "answers.csv"

    work, before, whole = batch(geocoder, source, output)
    for at in killed_at_each_step(disk, folder, work, before):
        assert output.read_bytes() in (b"old", whole), at
        work()
        assert output.read_bytes() == whole, at
        assert f"{output.name}.journal" not in {path.name for path in folder.iterdir()}, at


@forked
def test_a_cache_and_a_key_whose_writer_is_killed_are_whole_or_not_there(
    disk, tmp_path, monkeypatch
):
    monkeypatch.setenv("SANDAN_CACHE", str(tmp_path))
    body = AddedBody("표", "2025-01-01", b'{"features":[]}', None, (), {})
    empty = partial(shutil.rmtree, tmp_path / "added", ignore_errors=True)
    for at in killed_at_each_step(disk, tmp_path, lambda: keep("key", [body]), empty):
        found = recall("key")
        assert found is None or found[0].body == body.body, at
        keep("key", [body])
        assert recall("key")[0].body == body.body, at
    keys = Keys(tmp_path / "keys" / "keys.json")
    first = keys.add("먼저", ("batch",))
    for at in killed_at_each_step(disk, tmp_path / "keys", lambda: keys.add("다음", ("batch",))):
        assert Keys(keys.path).find(first), at


def in_place():
    """Modules that write files by themselves, but through `geo.disk`."""
    for package in ("api", "geo", "maps"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                    continue
                modes = [one.value for one in node.args if isinstance(one, ast.Constant)]
                opened = node.func.attr == "open" and any(
                    isinstance(mode, str) and set(mode) & set("wax+") and len(mode) <= 3
                    for mode in modes
                )
                if opened or node.func.attr in {"write_bytes", "write_text", "truncate"}:
                    yield path.relative_to(ROOT).as_posix()


WRITING = {
    "api/heavy.py": "a folder of its own, renamed",
    "api/ogc/files.py": "a temporary file, which `api.prepared` deletes",
    "api/site/write.py": "a staged folder, renamed",
    "geo/batch/arrays.py": "beside, by `geo.batch.writing`",
    "geo/batch/journal.py": "a journal, whose last line may be cut",
    "geo/batch/writing.py": "beside, then `geo.disk.put`",
    "geo/confined.py": "a temporary folder",
    "geo/disk.py": "the door itself",
    "geo/exports/delimited.py": "a temporary file",
    "geo/exports/temporary.py": "a temporary file",
    "geo/exports/write.py": "beside, then `geo.disk.put`",
    "geo/frames/load.py": "a temporary folder",
    "geo/importers/layer_files.py": "a temporary folder",
    "geo/own/registry.py": "a staged folder, renamed",
    "geo/store/prepared.py": "a staged folder, renamed",
    "geo/store/vectors/worker.py": "a temporary folder",
}
"""Who writes without `geo.disk`, and why that leaves nothing half; each is made to fail here."""


def test_nothing_else_writes_a_file_in_its_place():
    assert set(in_place()) <= WRITING.keys()


def test_a_copy_of_the_site_that_cannot_be_written_leaves_the_one_before(disk, tmp_path):
    folder = tmp_path / "site"

    def work():
        with _staged(folder) as staged:
            (staged / MARK).write_bytes(b"new")

    def before():
        for path in tmp_path.iterdir():
            shutil.rmtree(path)
        folder.mkdir()
        (folder / MARK).write_bytes(b"old")

    for at in each_step(disk, tmp_path, work, before):
        assert (folder / MARK).read_bytes() in (b"old", b"new"), at
        assert left(disk, tmp_path) <= {"site"}, at


def test_what_workers_need_is_written_whole_or_again(disk, data, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    state = State.load(Settings(data=data))
    few = state.snapshot.only({"regions": state.snapshot.layers["regions"]})
    written = Workers(replace(state, snapshot=few))._snapshot  # noqa: SLF001

    def work():
        with suppress(OSError):
            written()

    for at in each_step(disk, tmp_path, work):
        made = pickle.loads(Path(written()).read_bytes())  # noqa: S301 - our own
        assert made.version == few.version, at


def test_memory_that_cannot_be_mapped_ends_the_start_with_a_sentence(sandan, monkeypatch):
    def none(*_):
        raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))

    monkeypatch.setattr("mmap.mmap", none)
    ended = sandan("serve", "--port", "0", SANDAN_LANG="en")
    assert ended.returncode == 4
    assert "Traceback" not in ended.stderr
    assert "Cannot allocate memory" in ended.stderr


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.sweep)])
@pytest.mark.parametrize("error", [OSError(errno.EIO, "Input/output error"), MemoryError()])
def test_a_reload_whose_reading_fails_goes_on_with_the_snapshot_before(
    disk, own_data, every, error
):
    served = Served(Settings(data=own_data))
    before = served.app

    def reload(at=None):
        forget()  # as in a process that has read nothing yet
        with disk.failing(own_data, at, reading=True, error=error):
            return asyncio.run(served.reload())

    assert reload().done
    before, count = served.app, disk.count
    assert count > 10
    for at in range(1, count + 1, every):
        told = reload(at)
        if told.done:  # what is read only to be quicker, or tried again
            before = served.app
        else:
            assert served.app is before, at
            assert told.reason, at
        with TestClient(served.app, raise_server_exceptions=False) as client:
            assert client.get("/collections/complexes/items?f=json&limit=1").status_code == 200, at
    assert reload().done


@pytest.mark.parametrize("failing", [OSError(28, "No space left on device"), MemoryError()])
def test_what_lacks_room_says_to_come_again(data, monkeypatch, failing):
    def full(*_, **__):
        raise failing

    with TestClient(create_app(Settings(data=data)), raise_server_exceptions=False) as client:
        monkeypatch.setattr("tempfile.mkstemp", full)
        answer = client.get("/collections/regions/download?f=csv&lang=en")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["content-type"] == "application/problem+json"
        assert client.get("/collections/regions/items?f=json").status_code == 200
        monkeypatch.undo()
        assert client.get("/collections/regions/download?f=csv&lang=en").status_code == 200


@pytest.mark.parametrize("failing", [OSError(28, "No space left on device"), MemoryError()])
def test_a_command_that_lacks_room_says_so_without_a_traceback(sandan, monkeypatch, failing):
    def full(*_, **__):
        raise failing

    monkeypatch.setattr("geo.build.build", full)
    ended = sandan("build", SANDAN_LANG="en")
    assert ended.returncode == 4
    assert "unharmed" in ended.stderr
    assert "Traceback" not in ended.stderr
