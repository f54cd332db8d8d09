import json
from pathlib import Path

import pytest

from geo.query.table import FeatureTable
from geo.store.snapshot import Layer, load_snapshot


@pytest.fixture(scope="session")
def layers(documents_data):
    """The cases list what the documents have."""
    return load_snapshot(documents_data).layers


@pytest.fixture(scope="session")
def table(layers):
    """The table of a collection by its name: `table("complexes")`."""
    return lambda collection: FeatureTable.of(layers[collection])


@pytest.fixture(scope="session")
def made():
    """A table of features made up here, each `(geometry, properties)`."""

    def make(*features):
        fragments = tuple(
            json.dumps({"type": "Feature", "id": str(row), "geometry": shape, "properties": own})
            for row, (shape, own) in enumerate(features)
        )
        row_of = {str(row): row for row in range(len(fragments))}
        encoded = tuple(fragment.encode() for fragment in fragments)
        return FeatureTable(Layer("made", "점", "Points", "2025", b"", encoded, row_of, "1"))

    return make


def pytest_generate_tests(metafunc):
    if "case" in metafunc.fixturenames:
        cases = json.loads(Path(__file__).with_name("filters.json").read_text(encoding="utf-8"))
        metafunc.parametrize("case", cases, ids=[case["filter"] for case in cases])
