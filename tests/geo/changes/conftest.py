"""The data as they are, and ways to spoil a copy of what was read."""

import copy

import pytest

from geo.changes.folder import Built, read_built


@pytest.fixture(scope="session")
def today(data):
    return read_built(data)


@pytest.fixture
def changed(today):
    """Return the data after `edit(collections)`, where a collection is id to feature."""

    def make(edit):
        collections = copy.deepcopy(dict(today.collections))
        edit(collections)
        return Built(collections, "other")

    return make
