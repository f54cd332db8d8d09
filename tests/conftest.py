"""The real data, loaded once: tests speak about what users get."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import DEFAULT_DATA
from geo.assemble import make_resolver
from geo.build import make
from geo.engine import make_geocoder
from geo.store.manifest import MANIFEST, Manifest
from geo.tables.load import load_tables


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
def address(serve, data):
    return serve(data)
