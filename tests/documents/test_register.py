"""Everything that the documents describe stands in the register, and no place is made up."""

import json
from collections import Counter

import pytest
from shapely.geometry import shape

from api.settings import DEFAULT_DATA
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)
DOCUMENTS = {"consortia-2025", "transformation-2021", "convergence-plan-2023"}


@pytest.fixture(scope="module")
def features(built):
    def of(collection):
        found = json.loads(built.files[LAYER_FILES[collection]])["features"]
        return {feature["id"]: feature for feature in found}

    return of


def test_the_register_holds_all_21_15_and_34_rows_in_their_order(features):
    ids = [f"{letter}{n:02d}" for letter, last in zip("abc", (21, 15, 34), strict=True)
           for n in range(1, last + 1)]  # fmt: skip
    register = features("programmes")
    assert list(register) == ids
    sources = {id_[0]: row["properties"]["source"] for id_, row in register.items()}
    assert sources == {
        "a": ["consortia-2025"],
        "b": ["transformation-2021"],
        "c": ["convergence-plan-2023"],
    }


def test_only_programmes_whose_places_are_named_have_a_shape(features):
    placed = [id_ for id_, row in features("programmes").items() if row["geometry"]]
    assert placed == [
        "a01", "a03", "a14",
        "b01", "b02", "b03", "b04", "b08", "b14",
        "c07", "c08", "c09", "c11",
    ]  # fmt: skip


def test_a_programme_without_a_place_says_so_in_words(features):
    for row in features("programmes").values():
        told = row["properties"]
        words = ("문서에 위치 없음", "문서에 시도만 있음")
        assert told["location_ko"].startswith(words) == (row["geometry"] is None)
    plan = features("programmes")["c02"]["properties"]
    assert plan["location_en"] == "No location in the source"


def test_a_programme_has_the_points_of_the_places_it_names(features):
    register, places = features("programmes"), features("complexes")
    hubs = register["b03"]
    assert set(hubs["properties"]["places"]) == {
        "gumi-14", "gwangju-advanced", "seongseo", "namdong", "yeosu",
    }  # fmt: skip
    points = [places[id_]["geometry"]["coordinates"] for id_ in hubs["properties"]["places"]]
    assert hubs["geometry"]["coordinates"] == points
    assert len(register["b02"]["properties"]["places"]) == 5 + 16


def test_the_sites_that_are_named_have_points_and_the_counted_ones_none(features):
    sites = features("policy-sites")
    told = {id_: s for id_, s in sites.items() if DOCUMENTS & set(s["properties"]["source"])}
    themes = Counter(site["properties"]["theme"] for site in told.values() if site["geometry"])
    assert themes == {
        "smart_green": 5, "test_bed": 3, "data_zone": 1, "hydrothermal": 3, "event": 2,
        "transformation_area": 5,
    }  # fmt: skip
    counted = {id_: s["properties"]["sites"] for id_, s in sites.items() if not s["geometry"]}
    assert counted == {"hydrothermal-supported": 4, "hydrothermal-pilots": 9, "biogas-plants": 4}
    for id_ in counted:
        told = sites[id_]["properties"]
        assert told["location_ko"] == "문서에 위치 없음"
        assert told["note_ko"]


def test_a_site_known_to_the_city_only_is_said_to_be_so(features):
    told = features("policy-sites")["ex-smart"]["properties"]
    assert (told["confidence"], told["precision_km"]) == ("low", 6.0)
    assert "도시 수준" in told["note_ko"]


def test_smart_green_complexes_carry_their_year(features):
    years = {
        site["properties"]["place_id"]: site["properties"]["period"]
        for site in features("policy-sites").values()
        if site["properties"]["theme"] == "smart_green"
        and "transformation-2021" in site["properties"]["source"]
    }
    assert years == {
        "banwol-sihwa": "2019", "changwon": "2019",
        "myeongji-noksan": "2021", "ulsan-mipo": "2021", "gunsan-12": "2021",
    }  # fmt: skip


def test_all_24_smart_green_complexes_are_sites_of_the_register(features, atlas):
    places = [m.place_id for body in atlas.bodies_of("smart-green") for m in body.members]
    sites = [
        site["properties"]["place_id"]
        for site in features("policy-sites").values()
        if site["properties"]["theme"] == "smart_green"
    ]
    assert sites == places
    assert len(sites) == 24


def test_the_ombudsmans_agreements_lie_in_their_provinces_and_are_no_offices(features):
    agreements = features("regional-agreements")
    assert [a["properties"]["themes_ko"] for a in agreements.values()] == [
        ["주력산업", "신산업"],
        ["드론"],
        ["데이터", "친환경차"],
        ["디지털전환", "스마트시티"],
        ["수소", "원격의료"],
    ]
    assert list(agreements) == [
        "ombudsman-jeonbuk", "ombudsman-daejeon", "ombudsman-jeju", "ombudsman-seoul",
        "ombudsman-gangwon",
    ]  # fmt: skip
    regions = features("regions")
    for agreement in agreements.values():
        told = agreement["properties"]
        assert shape(regions[told["region"]]["geometry"]).contains(shape(agreement["geometry"]))
        assert "사무소가 없어" in told["note_ko"]


def test_a_scanning_error_makes_no_shipbuilding_programme(tables):
    metaverse = next(row for row in tables.programmes if row.id == "c29")
    assert metaverse.sectors == ()
    assert "[全산업의]" in metaverse.note_ko


def test_amounts_are_those_of_the_documents_and_carry_their_years(tables):
    amounts = {(b.programme_id, b.period): b.eok_won for b in tables.programme_budgets}
    assert amounts["a08", "2025"] == 113
    assert amounts["c13", "2023–2028"] == 3096.5
    assert amounts["c21", "2023–2030"] == 9352
    assert (amounts["c02", "2022"], amounts["c02", "2023"]) == (34561.55, 32682.70)
    for budget in tables.programme_budgets:
        digits = f"{budget.eok_won:,.2f}".rstrip("0").rstrip(".")
        assert digits in budget.printed or f"{budget.eok_won:,.2f}" in budget.printed


def test_every_programme_has_a_view_or_a_reason(tables):
    assert all(row.views or row.reason_ko for row in tables.programmes)
    register_only = [row.id for row in tables.programmes if row.shown_as == ("register",)]
    assert all(row.reason_ko for row in tables.programmes if row.id in register_only)


def test_a_programme_whose_facts_stand_in_the_plan_or_the_ledger_leads_there(tables):
    without_view = {row.id for row in tables.programmes if not row.views}
    assert {id_ for id_ in without_view if id_.startswith("c")} == {"c33", "c34"}
