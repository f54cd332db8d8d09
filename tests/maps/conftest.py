"""The built layers as users get them, and addresses as a server would give them."""

import json

import pytest

from maps import Layers, Links


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def layers(data):
    return Layers(
        complexes=_read(data / "complexes.geojson"),
        consortium_ties=_read(data / "layers" / "consortium-ties.geojson"),
        transformation_ties=_read(data / "layers" / "transformation-ties.geojson"),
        projects=_read(data / "layers" / "transformation-projects.geojson"),
        indicators=_read(data / "layers" / "indicators.geojson"),
        regions=_read(data / "layers" / "regions.geojson"),
        as_of="2025-01-16",
    )


@pytest.fixture(scope="session")
def links():
    return Links(
        static="/static/maps",
        korea="/static/korea.topojson",
        provinces="/static/provinces.topojson",
        neighbours="/static/neighbours.topojson",
    )
