"""The real data, loaded once: tests speak about what users get."""

import shutil
from pathlib import Path

import pytest

from api.settings import DEFAULT_DATA
from geo.assemble import make_resolver
from geo.build import make
from geo.tables.load import load_tables


@pytest.fixture(scope="session")
def data() -> Path:
    return DEFAULT_DATA


@pytest.fixture(scope="session")
def tables(data):
    return load_tables(data / "tables")


@pytest.fixture(scope="session")
def resolver(tables):
    return make_resolver(tables)


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
