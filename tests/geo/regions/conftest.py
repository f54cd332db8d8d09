import pytest

from geo.assemble import make_timeline
from geo.regions.boundaries import Boundaries
from geo.regions.changes import RegionChanges
from geo.regions.districts import DistrictNames
from geo.regions.names import RegionNames
from geo.regions.standing import Standing
from geo.regions.timeline import NAMED_ON, stands


@pytest.fixture(scope="session")
def timeline(tables):
    return make_timeline(tables)


@pytest.fixture(scope="session")
def regions(timeline):
    """Names as of the day by which the indexes are told."""
    return RegionNames.of(timeline.regions, NAMED_ON)


@pytest.fixture(scope="session")
def districts(timeline, regions, data):
    named = tuple(one for one in timeline.districts if stands(one, NAMED_ON))
    index = data / "index"
    changes = RegionChanges(index / "region_changes.csv", index / "legal_dong_changes.csv")
    standing = Standing(timeline, changes, Boundaries(data / "boundaries" / "korea.topojson"))
    return DistrictNames(named, regions, data / "index" / "district_names.parquet", standing)
