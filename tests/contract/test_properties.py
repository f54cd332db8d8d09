"""Names of properties that users and other systems rely on."""

import json
from itertools import pairwise

import pytest

from api.settings import DEFAULT_DATA
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


EVERY = {"id", "name_ko", "name_en", "source", "confidence"}
PROMISED = {
    "complexes": {
        "kind", "sido", "sido_code", "sigungu", "members", "precision_km", "method", "evidence",
        "consortia", "transformation", "smart_green_year",
    },
    "consortium-ties": {
        "consortium_no", "consortium_name", "sector", "subsector", "from_id", "to_id",
        "from_label", "to_label", "length_km", "crosses_sido",
    },
    "transformation-ties": {
        "round", "region", "from_id", "to_id", "function_ko", "named_in", "length_km",
        "crosses_sido",
    },
    "consortia": set(),
    "transformation-projects": {"round", "region", "status", "members"},
    "regions": set(),
    "districts": set(),
    "indicators": {
        "subject", "indicator", "value", "unit", "share_pct", "base_ko", "base_en", "period",
        "printed", "nature", "named_in",
    },
    "plan-figures": {"series", "item", "role", "year", "printing", "value", "unit", "printed"},
    "plan-tasks": {"level", "parent", "ministries", "printed", "detail"},
    "sector-crosswalk": {"match", "sector", "subsector", "reason_ko", "decided_by"},
    "programmes": {
        "ref", "kind", "status", "bodies_ko", "location_ko", "budgets", "views", "reason_ko",
    },
    "policy-sites": {"theme", "period", "sites", "programme", "place_id", "location_ko"},
    "regional-agreements": {"themes_ko", "sido_code", "located_by"},
    "requests": {"programme_id", "programme_ko", "project_id", "region", "hub_id", "named_in"},
    "checks": {"kind", "state", "printed", "counted", "unit", "working", "conflict", "locator"},
    "conflicts": {
        "ref", "value_a", "locator_a", "value_b", "locator_b", "used", "used_en",
        "reason_ko", "reason_en",
    },
    "scan-errors": {"as_scanned", "read_as", "locator", "reason_ko", "reason_en"},
    "facts": {"printed", "section", "table", "line", "locator", "about"},
}  # fmt: skip


@pytest.fixture(scope="module")
def collections(data):
    return {id_: json.loads((data / file).read_bytes()) for id_, file in LAYER_FILES.items()}


@pytest.mark.parametrize("collection", PROMISED)
def test_every_feature_has_the_promised_properties(collections, collection):
    for feature in collections[collection]["features"]:
        assert feature["properties"].keys() >= EVERY | PROMISED[collection]
        assert feature["id"] == feature["properties"]["id"]


@pytest.mark.parametrize("collection", PROMISED)
def test_ids_are_lower_case_ascii_with_hyphens_and_unique(collections, collection):
    ids = [feature["id"] for feature in collections[collection]["features"]]
    assert len(set(ids)) == len(ids)
    for id_ in ids:
        assert id_.replace("-", "").isalnum()
        assert id_.isascii()
        assert id_ == id_.lower()


def test_members_of_a_group_list_the_groups_consortia_too(collections):
    places = {f["id"]: f["properties"] for f in collections["complexes"]["features"]}
    group = {c["no"] for c in places["banwol-sihwa"]["consortia"]}
    assert group == {3, 9, 15}
    assert {c["no"] for c in places["banwol"]["consortia"]} == group


def test_a_membership_tells_number_role_and_sector(collections):
    places = {f["id"]: f["properties"] for f in collections["complexes"]["features"]}
    assert {"no": 13, "role": "lead", "sector": "핵심소재"} in places["yeosu"]["consortia"]
    assert {"round": 2020, "role": "hub", "region": "전남"} in places["yeosu"]["transformation"]


def test_a_complex_carries_its_old_and_common_names_besides_the_documents_spellings(collections):
    places = {f["id"]: f["properties"] for f in collections["complexes"]["features"]}
    also = places["seoul-digital"]["also_called"]
    assert {"G밸리", "구로디지털단지", "가산디지털단지"} <= set(also)
    for place in places.values():
        assert not {place["name_ko"], *place["written_as"]} & set(place["also_called"])


def test_a_region_carries_the_names_that_it_no_longer_has(collections):
    former = {f["id"]: f["properties"]["former_names"] for f in collections["regions"]["features"]}
    assert former.pop("gangwon") == ["강원도", "Gangwon-do"]
    assert former.pop("jeonbuk") == ["전라북도", "Jeollabuk-do"]
    assert {"광주광역시", "전라남도"} <= set(former.pop("jeonnam-gwangju"))
    assert not any(former.values())


def test_every_end_of_a_tie_is_a_complex_of_the_collection(collections):
    places = {f["id"]: f for f in collections["complexes"]["features"]}
    for name in ("consortium-ties", "transformation-ties"):
        for tie in collections[name]["features"]:
            start, end = tie["geometry"]["coordinates"]
            assert places[tie["properties"]["from_id"]]["geometry"]["coordinates"] == start
            assert places[tie["properties"]["to_id"]]["geometry"]["coordinates"] == end


def test_the_file_is_geojson_with_the_exterior_ring_counter_clockwise(collections):
    for collection in collections.values():
        assert collection["type"] == "FeatureCollection"
        assert "crs" not in collection
        for feature in collection["features"]:
            assert feature["type"] == "Feature"
            for ring in exteriors(feature["geometry"]):
                assert ring[0] == ring[-1]
                assert signed_area(ring) > 0


def exteriors(geometry):
    if geometry is None:
        return []
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    if geometry["type"] == "MultiPolygon":
        return [polygon[0] for polygon in geometry["coordinates"]]
    return []


def signed_area(ring):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2
