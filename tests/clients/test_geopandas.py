"""A GIS user opens the addresses of a running server."""

import geopandas
import pytest

from api.settings import DEFAULT_DATA
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


@pytest.mark.parametrize("collection", LAYER_FILES)
def test_a_collection_opens_by_its_address_as_wgs84(address, data, collection):
    served = geopandas.read_file(f"{address}/collections/{collection}/items")
    built = geopandas.read_file(data / LAYER_FILES[collection])
    assert served.crs.to_epsg() == 4326
    located = built.geometry.notna()
    assert list(served.geometry.notna()) == list(located)
    assert served[located].geometry.geom_equals(built[located].geometry).all()
    assert served[located].is_valid.all()
    assert list(served.id) == list(built.id)


def test_ties_can_be_summed_by_sector(address):
    ties = geopandas.read_file(f"{address}/collections/consortium-ties/items")
    assert ties.groupby("sector").size().sum() == 29
    assert ties.groupby("sector").size()["미래모빌리티"] == 8


def test_lists_survive_as_lists(address):
    complexes = geopandas.read_file(f"{address}/collections/complexes/items").set_index("id")
    assert list(complexes.loc["banwol-sihwa"].members) == ["banwol", "sihwa"]
