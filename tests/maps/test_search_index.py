"""What can be found on a map, and by which names."""

import pytest

from geo.messages import LANGS, catalogue
from maps.search_index import Drawn, entries
from maps.teller import Teller
from maps.titles import names_of
from maps.view import View, apply


@pytest.fixture(scope="module")
def indexed(scene, frames, links):
    def indexed(lang="ko", name="overview"):
        drawn = scene.drawn(name)
        teller = Teller(scene, catalogue("maps", lang), names_of(scene, lang))
        ends = {place.id for place in apply(scene, View(), drawn).places}
        members = {id_ for place in scene.places.values() for id_ in place.members} - ends
        told = (*drawn, *scene.drawn("overview"))
        return entries(teller, frames, Drawn(drawn, told, ends, members, links))

    return indexed


def entry(found, id_):
    return next(record for record in found if record["id"] == id_)


@pytest.fixture(scope="module")
def overview(indexed):
    return indexed()


def test_every_complex_region_and_body_is_in_it_once(scene, overview):
    ids = [record["id"] for record in overview]
    assert len(ids) == len(set(ids))
    kinds = [record["type"] for record in overview]
    bodies = {id_: len(scene.bodies_of([id_])) for id_ in scene.atlas.programmes}
    assert {id_: kinds.count(id_) for id_ in bodies} == bodies
    assert kinds.count("region") == 16 + 7
    assert kinds.count("place") == sum(bool(scene.takes_part(id_)) for id_ in scene.places)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("changwon", "Changwon National Industrial Complex"),
        ("seongseo", "대구 성서일반산업단지(1~5차)"),
        ("seongseo", "성서일반"),
        ("seoul-digital", "G밸리"),
        ("51", "강원도"),
        ("52", "Jeollabuk-do"),
        ("c13", "핵심소재"),
        ("c13", "13"),
        ("t2021-gyeonggi", "2021 경기"),
    ],
)
def test_english_printed_common_and_former_names_are_there(overview, id_, name):
    assert name in entry(overview, id_)["names"]


def test_an_english_page_is_searched_by_korean_names_too(indexed):
    found = entry(indexed("en"), "changwon")
    assert found["name"] == "Changwon National Industrial Complex"
    assert "창원국가산업단지" in found["names"]


def test_an_english_page_shows_no_korean(indexed):
    shown = "".join(record["name"] + record["detail"] for record in indexed("en"))
    assert not [sign for sign in shown if "가" <= sign <= "힣"]


def test_a_consortium_tells_sector_and_members_and_a_project_hub_and_links(overview):
    assert entry(overview, "c13")["detail"] == "핵심소재 · 여수–미포·온산"
    assert entry(overview, "t2021-gyeonggi")["detail"].startswith("반월·시화–")
    assert entry(overview, "t2020-gyeongbuk")["members"][0] == "gumi-14"


def test_complexes_weigh_by_what_they_take_part_in_on_this_map(overview, indexed):
    assert entry(overview, "changwon")["weight"] > entry(overview, "daebul")["weight"] > 0
    assert entry(indexed(name="consortia"), "hwaseong-balan")["weight"] == 0


def test_the_frame_of_a_region_leaves_far_islands_out_and_every_drawn_place_in(scene, overview):
    assert entry(overview, "47")["bounds"][2] < 130
    for place in apply(scene, View(), scene.drawn("overview")).places:
        code = scene.atlas.region_of(place.id).code
        west, south, east, north = entry(overview, code)["bounds"]
        assert west - 0.001 <= place.lon <= east + 0.001
        assert south - 0.001 <= place.lat <= north + 0.001


def test_a_mega_region_frames_its_regions(overview):
    daegyeong, daegu = entry(overview, "대경권"), entry(overview, "27")
    assert daegyeong["detail"] == "대구 · 경북"
    assert daegyeong["bounds"][0] <= daegu["bounds"][0]


def test_a_place_that_the_page_does_not_draw_brings_its_point(indexed):
    found = indexed(name="consortia")
    drawn, other = entry(found, "changwon"), entry(found, "hwaseong-balan")
    assert "at" not in drawn
    assert 125 < other["at"][0] < 131


@pytest.mark.parametrize(("name", "id_"), [("consortia", "t2021-ulsan"), ("transformation", "c13")])
def test_what_another_map_draws_leads_there(indexed, name, id_):
    assert entry(indexed(name=name), id_)["href"] == f"/maps/overview?lang=ko&select={id_}"


@pytest.mark.parametrize("lang", LANGS)
def test_the_words_of_the_box_leave_their_fields_to_the_script(lang):
    texts = catalogue("maps", lang).texts
    assert "{query}" in texts["search.none"]
