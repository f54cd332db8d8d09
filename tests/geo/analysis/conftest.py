import pytest

from geo.analysis.partners import field_of


@pytest.fixture(scope="session")
def field(served):
    return field_of(served)
