"""The real data, loaded once: tests speak about what users get."""

import gc
import io
import os
import re
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import main
from api.settings import DEFAULT_DATA
from geo.assemble import make_resolver
from geo.build import make
from geo.disk import locked
from geo.engine import make_geocoder
from geo.importers.imported import codes_by
from geo.importers.statistics import read_statistics_file
from geo.networks.ties import ties_of
from geo.store.atlas import load_atlas
from geo.store.figures import digest_of, read_statistics, write_taken
from geo.store.manifest import MANIFEST, Manifest
from geo.store.taking import Located, Roster, take
from geo.tables.load import load_tables
from tests.edition import of_documents
from tests.figures import Country
from tests.postgis import Cluster, programs

DOCUMENTS = ("consortia-2025", "transformation-2021", "convergence-plan-2023")
"""Of which the golden facts speak."""


OTHERS = ("browser", "clients", "process")
"""Marks of tests that wait for programs which are not ours to steer."""


def pytest_collection_modifyitems(items):
    # A busy machine may hold a browser or a server up for longer than any wait. Such a test has a
    # second try, which the summary tells (RERUN): what fails by itself fails twice.
    for item in items:
        if any(item.get_closest_marker(mark) for mark in OTHERS):
            item.add_marker(pytest.mark.flaky(reruns=1, reruns_delay=2))


def pytest_collection_finish():
    # Tests and modules stay until the end. With the usual threshold of 700 objects, a seventh of
    # the time of the tests of the server went into looking for garbage among what stays.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory):
    """Leave out the programmes that are registered on this computer; wait longer than a server.

    What takes a second on a quiet machine takes half a minute on one that does much else.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SANDAN_PROGRAMMES", str(tmp_path_factory.mktemp("programmes")))
        patch.setenv("SANDAN_JOB_SECONDS", "300")
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Have a folder by `once(name, fill)`, filled by one of the processes that test together.

    All read the same one, so nothing may be written into it.
    """
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def filled(name, fill):
        folder, beside = root / name, root / f"{name}.new"
        with locked(folder):
            if not folder.exists():
                shutil.rmtree(beside, ignore_errors=True)
                fill(beside)
                beside.rename(folder)
        return folder

    return filled


@pytest.fixture(scope="session")
def data() -> Path:
    return DEFAULT_DATA


@pytest.fixture(scope="session")
def tables(data):
    return load_tables(data)


@pytest.fixture(scope="session")
def resolver(tables):
    return make_resolver(tables)


@pytest.fixture(scope="session")
def geocoder(data):
    return make_geocoder(data)


@pytest.fixture(scope="session")
def built(data):
    return make(data)


@pytest.fixture(scope="session")
def atlas(built):
    return built.atlas


@pytest.fixture(scope="session")
def served(data):
    """The atlas as a server reads it."""
    return load_atlas(data)


@pytest.fixture(scope="session")
def documents_data(data, once):
    """The data folder as the three documents alone would have it, built."""
    return once("documents", lambda folder: of_documents(data, folder, DOCUMENTS))


@pytest.fixture(scope="session")
def documented(served):
    """The atlas as the three documents alone would have it; what is known later is left out."""
    bodies = {
        id_: replace(body, members=named)
        for id_, body in served.bodies.items()
        if body.evidence.source in DOCUMENTS
        and (
            named := tuple(
                member
                for member in body.members
                if any(one.evidence.source in DOCUMENTS for one in member.printings)
            )
        )
    }
    used = {body.programme for body in bodies.values()}
    programmes = {id_: one for id_, one in served.programmes.items() if id_ in used}
    ties = ties_of(programmes, bodies.values(), served.places)
    return replace(served, programmes=programmes, bodies=bodies, ties=ties)


@pytest.fixture
def own_data(data, tmp_path):
    """A copy of the data folder that a test may spoil."""
    return Path(shutil.copytree(data, tmp_path / "data"))


@pytest.fixture
def relisted():
    """List the files of a spoiled data folder anew, so that it is served as it is."""

    def relist(data):
        files = Manifest.read((data / MANIFEST).read_bytes()).built
        contents = {file: (data / file).read_bytes() for file in files}
        (data / MANIFEST).write_bytes(Manifest.of(data, contents).to_bytes())

    return relist


@pytest.fixture
def sandan(monkeypatch):
    """Run the command by `sandan("geocode", …, NAME=value)`: its words and its exit code.

    It runs in this process, which has the libraries loaded; what only a process of its own can
    show is for the tests marked `process`.
    """

    def run(*arguments, **environment):
        said = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
        with monkeypatch.context() as patch, redirect_stdout(said[0]), redirect_stderr(said[1]):
            patch.setattr(sys, "argv", ["sandan", *map(str, arguments)])
            for name, value in {"SANDAN_LANG": "ko", **environment}.items():
                patch.setenv(name, value)
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code or 0
        texts = (stream.buffer.getvalue().decode("utf-8") for stream in said)
        return subprocess.CompletedProcess(arguments, code, *texts)

    return run


@pytest.fixture(scope="session")
def serve():
    """Start servers by `serve(data, NAME=value)`; all are stopped at the end."""
    running = []

    def start(data, **settings):
        process = subprocess.Popen(  # noqa: S603
            [str(Path(sys.executable).with_name("sandan")), "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SANDAN_DATA": str(data), **settings},
        )
        running.append(process)
        return re.search(r"http://\S+(?=/)", process.stdout.readline()).group()

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


@pytest.fixture(scope="session")
def cluster():
    """PostgreSQL with PostGIS of the tests' own."""
    if programs() is None:
        pytest.skip("PostgreSQL with PostGIS is not installed: scripts/install_clients")
    running = Cluster()
    yield running
    running.remove()


@pytest.fixture(scope="module")
def database(cluster):
    """The address of an empty database."""
    return cluster.database()


@pytest.fixture(scope="session")
def address(serve, data):
    return serve(data)


@pytest.fixture(scope="session")
def country(data):
    """A made-up country of 24 complexes and five quarters."""
    return Country(data, complexes=24, quarters=5)


@pytest.fixture(scope="session")
def figure_files(country, tmp_path_factory):
    """The folder with the country's files: two for each quarter, the registers, the centres."""
    folder = tmp_path_factory.mktemp("files")
    for period in country.periods:
        country.quarterly(folder, period)
        country.trends(folder, period)
    for edition in ("2018", "2020", "2023"):
        country.register(folder / f"전국공장등록현황_{edition}1231.csv", edition)
    country.centres(folder / "지식산업센터_20250630.csv")
    return folder


@pytest.fixture(scope="session")
def taking(geocoder):
    """Read a file and return what it adds to the store of a folder; write it too, if asked."""

    def made(folder, path, recorded="2026-01-01", *, write=True, period="", located=None):
        store, regions = read_statistics(folder), geocoder.resolver.regions
        reading, _ = read_statistics_file(path, regions, period)
        places = geocoder.resolver.gazetteer.places.values()
        roster = Roster.of(store, places, regions, codes_by(geocoder.areas))
        about = {"digest": digest_of(path), "recorded": recorded, "located": located}
        taken = take(store, reading, roster, **about)
        if write:
            write_taken(folder, taken)
        return taken

    return made


@pytest.fixture(scope="session")
def figures_data(data, figure_files, taking, resolver, once):
    """The data folder with the country's figures in its store; the complexes at their places."""
    return once(
        "figures", lambda folder: _with_figures(folder, data, figure_files, taking, resolver)
    )


def _with_figures(folder, data, figure_files, taking, resolver):
    folder.mkdir()
    for path in data.iterdir():
        if path.name not in {"imports", "statistics"}:
            (folder / path.name).symlink_to(path)
    known = {
        (p.name_ko.replace("산업단지", ""), p.sido): p for p in resolver.gazetteer.places.values()
    }
    paths = sorted(figure_files.glob("*통계*"), reverse=True)
    reading, _ = read_statistics_file(paths[0], resolver.regions)
    located = {}
    for row in reading.rows:
        place = known.get((row.name, row.sido))
        where = (place.id, place.lon, place.lat) if place else (None, 127.5, 36.5)
        located[row.kicox_id] = Located(*where)
    for path in paths:
        taking(folder, path, located=located if path is paths[0] else None)
    for path in sorted([*figure_files.glob("*동향*"), *figure_files.glob("*.csv")]):
        taking(folder, path)
