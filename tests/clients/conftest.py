"""What the data have, beside what real clients say of it."""

import json

import pytest


@pytest.fixture(scope="session")
def complexes(data):
    """How many features the collection of complexes has."""
    return len(json.loads((data / "complexes.geojson").read_text("utf-8"))["features"])
