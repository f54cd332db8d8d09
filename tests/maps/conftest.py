"""The built atlas as users get it, and addresses as a server would give them."""

import json

import pytest

from geo.store.atlas import load_atlas
from maps import Links, Source
from maps.scene import Scene
from maps.search_index import frames_of


@pytest.fixture(scope="session")
def scene(data):
    return Scene(load_atlas(data))


@pytest.fixture(scope="session")
def frames(data):
    regions = json.loads((data / "layers" / "regions.geojson").read_text("utf-8"))
    return frames_of(regions["features"])


@pytest.fixture(scope="session")
def source(scene, frames):
    return Source(scene, frames, "2025-01-16")


@pytest.fixture(scope="session")
def links():
    return Links(
        static="/static/maps",
        korea="/static/korea.topojson",
        provinces="/static/provinces.topojson",
        neighbours="/static/neighbours.topojson",
    )
