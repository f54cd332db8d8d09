import pytest

from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject


@pytest.fixture(scope="session")
def atlas(documented):
    return documented


@pytest.fixture(scope="session")
def tell(atlas):
    return lambda kind, text: profile(atlas, find_subject(atlas, kind, text))
