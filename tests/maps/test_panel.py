"""What the panel tells about places, consortia and projects, and the map in words."""

import pytest

from geo.messages import LANGS, catalogue
from maps.elements.panel import Panel
from maps.summary import summary
from maps.teller import Teller
from maps.titles import names_of


def teller(scene, lang="ko"):
    return Teller(scene, catalogue("maps", lang), names_of(scene, lang))


@pytest.fixture(scope="module")
def records(scene, links):
    told = Panel(teller(scene), scene.drawn("overview"), links, "combined").data["records"]
    return {one["id"]: one for one in told}


def section(record, heading):
    return next((one["items"] for one in record["sections"] if one["heading"] == heading), [])


def test_everything_that_may_be_selected_has_its_facts_and_its_page(records):
    assert {"c01", "c25", "t2020-daegu", "t2021-ulsan", "smart-green-changwon"} <= records.keys()
    assert records["changwon"]["page"] == "/complexes/changwon?lang=ko"
    assert records["c07"]["page"] == "/consortia/7?lang=ko"
    assert records["t2021-busan"]["page"] == "/projects/t2021-busan?lang=ko"
    assert all(one["sources"] for one in records.values())


def test_a_complex_tells_every_membership_with_role_and_partners(records):
    items = section(records["seongseo"], "초광역 산학연협의체")
    roles = {one["leadsTo"]: one["text"].split(" · ")[0] for one in items}
    assert list(roles) == ["c05", "c12", "c14", "c17", "c20"]
    assert [id_ for id_, role in roles.items() if role == "주관"] == ["c05"]
    assert all(one["places"] for one in items)


def test_a_complex_tells_precision_and_source(records):
    told = str(records["changwon"])
    for text in ("반경 약 6.5 km", "산업통상자원부 보도자료(2025-01)", "참고2 표"):
        assert text in told


def test_where_the_documents_differ_both_values_and_the_one_used_are_told(records):
    told = str(records["iksan2"])
    assert "‘익산제2’ / ‘익산일반산단’ → 여기서는 익산제2일반산업단지" in told


def test_a_part_of_a_group_tells_that_it_takes_part_through_the_group(records):
    items = section(records["banwol"], "초광역 산학연협의체")
    assert items
    assert all("묶음으로 참여" in one["text"] for one in items)


@pytest.mark.parametrize(
    ("id_", "other", "way"),
    [("c11", "c13", "반대 방향"), ("c13", "c11", "반대 방향"), ("c15", "c22", "같은 방향")],
)
def test_parallel_and_reciprocal_ties_name_each_other(records, id_, other, way):
    (item,) = section(records[id_], "같은 곳을 잇는 다른 연결선")
    assert item["leadsTo"] == other
    assert item["text"].endswith(way)


def test_a_consortium_tells_lead_partners_and_lengths(records):
    lead, partner = section(records["c13"], "함께하는 산업단지")
    assert (lead["leadsTo"], lead["text"]) == ("yeosu", "주관")
    assert partner["leadsTo"] == "mipo-onsan"
    assert partner["text"].startswith("연계 · 167.1 km (직선) · 시도와 초광역권(")


def test_a_number_comes_with_its_base_its_period_and_the_printed_words(records):
    first, *_ = section(records["changwon"], "목표와 지표")
    assert first["title"] == "생산액 39.2조 원 · 51 %"
    assert "분모) 적혀 있지 않음" in first["text"]
    assert "기간 적혀 있지 않음" in first["text"]
    assert first["quote"].startswith("‘생산액 39.2조원(51%)")
    jobs = section(records["t2021-gyeonggi"], "목표와 지표")[0]
    assert (jobs["title"], jobs["text"]) == (
        "일자리 창출 10,000명",
        "목표 · 기준 적혀 있지 않음 · 3년간",
    )


def test_a_hub_of_2020_says_that_the_document_names_no_links(documents, links):
    drawn = documents.drawn("transformation")
    told = Panel(teller(documents), drawn, links, "combined").data["records"]
    (record,) = [one for one in told if one["id"] == "t2020-daegu"]
    assert [one["leadsTo"] for one in section(record, "함께하는 산업단지")] == ["seongseo"]
    assert "연계산단은 적지 않음" in record["notes"][0]


@pytest.mark.parametrize("lang", LANGS)
def test_the_map_in_words_names_every_consortium_and_project(scene, lang):
    consortia, projects, sites, places = summary(teller(scene, lang), scene.drawn("overview"))
    assert len(consortia.lines) == len(scene.bodies_of(["consortia"]))
    assert len(projects.lines) == len(scene.bodies_of(["transformation"]))
    assert len(sites.lines) == len(scene.bodies_of(["smart-green"]))
    assert str(len(scene.atlas.ties_of("consortia"))) in consortia.lead
    assert places.lines
    assert not any("{" in text for chapter in (consortia, projects) for text in chapter.lines)
    if lang == "ko":
        assert consortia.lines[12].endswith("주관 여수, 연계 미포·온산")
    else:
        assert not [sign for text in consortia.lines for sign in text if "가" <= sign <= "힣"]


def test_the_map_in_words_tells_of_what_the_map_draws_alone(scene):
    told = summary(teller(scene), ["transformation"])
    assert [len(chapter.lines) for chapter in told] == [len(scene.bodies_of(["transformation"])), 5]
