import pytest

from geo.profiles.profile import profile
from geo.profiles.reading import LAYERS, read_facts
from geo.profiles.subjects import find_subject
from geo.store.snapshot import load_snapshot


@pytest.fixture(scope="session")
def layers(data):
    snapshot = load_snapshot(data)
    return {id_: snapshot.layers[id_].collection() for id_ in LAYERS}


@pytest.fixture(scope="session")
def facts(layers):
    return read_facts(layers)


@pytest.fixture(scope="session")
def tell(facts):
    return lambda kind, text: profile(facts, find_subject(facts, kind, text))
