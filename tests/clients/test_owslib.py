"""OWSLib, the Python client of OGC services, finds its way from the landing page."""

import pytest
from owslib.ogcapi.features import Features


@pytest.fixture(scope="module")
def service(address):
    return Features(f"{address}/")


def test_it_declares_what_it_conforms_to(service):
    classes = service.conformance()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes


def test_it_lists_the_collections_of_features(service):
    assert {"complexes", "consortium-ties", "districts"} <= set(service.feature_collections())


def test_it_describes_a_collection_and_what_it_can_be_asked_by(service):
    described = service.collection("complexes")
    assert described["extent"]["spatial"]["bbox"][0][0] > 124
    queryables = service.collection_queryables("complexes")
    assert {"name_ko", "kind", "sido"} <= set(queryables["properties"])


def test_it_reads_pages_and_filters(service):
    first = service.collection_items("districts", limit=100)
    assert (first["numberReturned"], first["numberMatched"]) == (100, 256)
    rest = service.collection_items("districts", limit=200, offset=100)
    assert len(rest["features"]) == 156
    found = service.collection_items("complexes", filter="name_ko = '창원국가산업단지'")
    assert [feature["id"] for feature in found["features"]] == ["changwon"]


def test_it_reads_one_feature(service):
    assert service.collection_item("complexes", "changwon")["properties"]["sido"] == "경상남도"
