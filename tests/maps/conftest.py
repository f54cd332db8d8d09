"""The built atlas as users get it, and addresses as a server would give them."""

import json
from dataclasses import replace

import pytest

from geo.networks.ties import ties_of
from geo.store.atlas import load_atlas
from maps import Links, Source
from maps.scene import Scene
from maps.search_index import frames_of


@pytest.fixture(scope="session")
def scene(data):
    return Scene(load_atlas(data))


DOCUMENTS = {"consortia-2025", "transformation-2021"}


@pytest.fixture(scope="session")
def documents(scene):
    """What the two documents alone say, whatever later sources add: its counts never change."""
    atlas = scene.atlas
    bodies = {}
    for body in atlas.bodies.values():
        members = tuple(
            member
            for member in body.members
            if any(printing.evidence.source in DOCUMENTS for printing in member.printings)
        )
        if body.evidence.source in DOCUMENTS and members:
            bodies[body.id] = replace(body, members=members)
    ties = ties_of(atlas.programmes, bodies.values(), atlas.places)
    return Scene(replace(atlas, bodies=bodies, ties=ties))


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
