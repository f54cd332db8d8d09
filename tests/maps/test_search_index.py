"""What can be found on a map, and by which names."""

import pytest

from geo.messages import LANGS, catalogue
from maps.labels import short_names
from maps.scene import make_scene
from maps.search_index import Drawn, entries
from maps.teller import Teller
from maps.view import View, apply


def indexed(layers, lang="ko", programmes="both"):
    scene = make_scene(layers, lang)
    places = {p.id: (p.name, p.kind) for p in scene.places.values() if p.takes_part}
    teller = Teller(scene, catalogue("maps", lang), short_names(places, lang))
    ends = {place.id for place in apply(scene, View(), programmes).places}
    members = {id_ for place in scene.places.values() for id_ in place.members} - ends
    return entries(layers, teller, Drawn(programmes, ends, members, "overview?lang=ko"))


def entry(found, id_):
    return next(record for record in found if record["id"] == id_)


@pytest.fixture(scope="module")
def overview(layers):
    return indexed(layers)


def test_every_complex_region_consortium_and_project_is_in_it_once(overview):
    ids = [record["id"] for record in overview]
    assert len(ids) == len(set(ids))
    kinds = [record["type"] for record in overview]
    counts = {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
    assert counts == {"place": 72, "region": 17 + 7, "consortium": 25, "project": 10}


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("changwon", "Changwon National Industrial Complex"),
        ("seongseo", "대구 성서일반산업단지(1~5차)"),
        ("seongseo", "성서일반"),
        ("seoul-digital", "G밸리"),
        ("gunsan2-nat", "군장국가"),
        ("51", "강원도"),
        ("52", "Jeollabuk-do"),
        ("c13", "핵심소재"),
        ("c13", "13"),
        ("t2021-gyeonggi", "2021 경기"),
    ],
)
def test_english_printed_common_and_former_names_are_there(overview, id_, name):
    assert name in entry(overview, id_)["names"]


def test_an_english_page_is_searched_by_korean_names_too(layers):
    found = entry(indexed(layers, "en"), "changwon")
    assert found["name"] == "Changwon National Industrial Complex"
    assert "창원국가산업단지" in found["names"]


def test_an_english_page_shows_no_korean(layers):
    shown = "".join(record["name"] + record["detail"] for record in indexed(layers, "en"))
    assert not [sign for sign in shown if "가" <= sign <= "힣"]


def test_a_consortium_tells_sector_and_members_and_a_project_hub_and_links(overview):
    assert entry(overview, "c13")["detail"] == "핵심소재 · 여수–미포·온산"
    assert entry(overview, "t2021-gyeonggi")["detail"].startswith("반월·시화–")
    assert entry(overview, "t2020-gyeongbuk")["hub"] == "gumi"


def test_complexes_with_ties_have_weight_and_others_none(overview):
    assert entry(overview, "changwon")["weight"] > entry(overview, "daebul")["weight"] > 0
    assert entry(overview, "seongseo4")["weight"] == 0


def test_the_frame_of_a_region_leaves_far_islands_out_and_every_drawn_place_in(layers, overview):
    assert entry(overview, "47")["bounds"][2] < 130
    for feature in layers.complexes["features"]:
        place, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if entry(overview, place["id"])["weight"]:
            west, south, east, north = entry(overview, place["sido_code"])["bounds"]
            assert west - 0.001 <= lon <= east + 0.001
            assert south - 0.001 <= lat <= north + 0.001


def test_a_mega_region_frames_its_regions(overview):
    daegyeong, daegu = entry(overview, "대경권"), entry(overview, "27")
    assert daegyeong["detail"] == "대구 · 경북"
    assert daegyeong["bounds"][0] <= daegu["bounds"][0]


def test_a_place_that_the_page_does_not_draw_brings_its_point(overview):
    drawn, other = entry(overview, "changwon"), entry(overview, "gumi-4")
    assert "at" not in drawn
    assert 125 < other["at"][0] < 131


@pytest.mark.parametrize(
    ("programmes", "id_"), [("consortia", "t2021-ulsan"), ("transformation", "c13")]
)
def test_what_another_map_draws_leads_there(layers, programmes, id_):
    assert entry(indexed(layers, programmes=programmes), id_)["href"] == (
        f"overview?lang=ko&select={id_}"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_of_the_box_leave_their_fields_to_the_script(lang):
    texts = catalogue("maps", lang).texts
    assert "{query}" in texts["search.none"]
