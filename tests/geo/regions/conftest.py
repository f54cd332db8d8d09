import pytest

from geo.regions.districts import DistrictNames
from geo.regions.names import RegionNames


@pytest.fixture(scope="session")
def regions(tables):
    return RegionNames.of(tables.regions)


@pytest.fixture(scope="session")
def districts(tables, regions, data):
    return DistrictNames(
        tuple(tables.districts), regions, data / "index" / "district_names.parquet"
    )
