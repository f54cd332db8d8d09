"""What the programmes are today, by rows of the press and of notices: whole, dated, weighed."""

import csv
import io
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2].parent / "shared/facts"
NOTICE = "motir-notice-2026-02-05"
SCHEMES = {
    "대개조": "transformation",
    "기회발전특구": "odz",
    "국가첨단전략산업 특화단지": "nas",
    "소재·부품·장비 특화단지": "mpe",
    "문화선도산업단지": "culture",
}


def test_each_round_of_the_transformation_has_its_hubs(atlas):
    rounds = {body.round for body in atlas.bodies_of("transformation")}
    hubs = [len(atlas.bodies_of("transformation", one)) for one in sorted(rounds)]
    assert (sorted(rounds), hubs) == (
        ["2020", "2021", "2022", "2023", "2024", "2025"],
        [5, 5, 5, 3, 3, 3],
    )


@pytest.mark.parametrize(
    ("place", "roles"),
    [
        ("gwangyang", {"2020": "link", "2023": "hub"}),
        ("sinpyeong-jangnim", {"2021": "link", "2023": "hub"}),
        ("juan-bupyeong", {"2020": "link", "2023": "hub"}),
        ("sacheon", {"2021": "link", "2024": "hub"}),
        ("changwon", {"2021": "hub", "2025": "link"}),
    ],
)
def test_a_role_belongs_to_a_round(atlas, place, roles):
    found = atlas.memberships_at(place, "transformation")
    assert {body.round: member.role for body, member in found} == roles


def test_a_status_is_dated_and_the_document_s_word_stays(atlas):
    ulsan = atlas.bodies["t2021-ulsan"]
    assert [(one.id, one.since) for one in ulsan.statuses] == [
        ("preliminary", "2021-03-24"),
        ("designated", "2022-03-30"),
    ]
    assert atlas.as_of("2021-12-31").bodies["t2021-ulsan"].status == "preliminary"


def test_every_smart_green_complex_has_its_day(atlas):
    bodies = atlas.bodies_of("smart-green")
    assert len(bodies) == 24
    assert all(len(body.starts_on) == 10 for body in bodies)
    assert not {body.id for body in bodies} & {
        body.id for body in atlas.bodies_of("smart-green-national")
    }


def test_the_sites_of_the_notice_add_up_to_its_area(atlas):
    sites = [body for body in atlas.bodies_of("odz") if body.evidence.source == NOTICE]
    assert (len(sites), sum(body.attributes["area_m2"] for body in sites)) == (64, 41_675_740)


def test_the_three_of_gwangju_have_roles(atlas):
    members = atlas.bodies["mpe-2023-gwangju"].members
    assert {member.place_id: member.role for member in members} == {
        "jingok": "production",
        "bitgreen": "certification",
        "gwangju-future-car": "demonstration",
    }


def test_one_article_alone_is_never_sure(atlas):
    for body in atlas.bodies.values():
        for member in body.members:
            sources = {p.evidence.source for p in member.printings}
            kinds = {atlas.sources[one].kind for one in sources}
            if kinds <= {"press", "blog"} and len(sources) == 1:
                assert member.confidence != "high", (body.id, member.place_id)


def test_a_guess_is_told_beside_the_point(atlas):
    members = {m.place_id: m for m in atlas.bodies["c01"].members}
    assert {members[id_].reading_confidence for id_ in ("cheonan3", "chungju1")} == {"medium"}
    assert atlas.bodies["c13"].members[0].reading_confidence == "high"
    moved = {place.id for place in atlas.places.values() if place.evidence == "moved"}
    assert moved == {"sihwa", "sihwa-mtv", "gwangju-advanced", "yeosu", "seongseo"}


@pytest.mark.skipif(not SHARED.exists(), reason="the gathered facts are not here")
def test_names_lead_to_the_places_that_they_mean(atlas):
    meant = {}
    text = (SHARED / "names_to_ids.csv").read_text("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        key = (SCHEMES.get(row["programme"]), row["region"], row["name_as_written"])
        meant.setdefault(key, set()).update(filter(None, row["ids"].split("|")))
    read = {}
    for body in atlas.bodies.values():
        for member in body.members:
            for printing in member.printings:
                region = printing.region_as_written or (body.region.ko if body.region else "")
                key = (body.programme, region, printing.name_as_written)
                read.setdefault(key, set()).add(member.place_id)
    both = read.keys() & meant.keys()
    assert len(both) > 200
    assert {key: read[key] for key in both} == {key: meant[key] for key in both}


def test_body_and_annex_both_say_what_a_member_does(atlas):
    jisa = atlas.bodies["t2021-busan"].member_at("jisa")
    told = [(printing.named_in, printing.function.ko) for printing in jisa.functions]
    assert told == [
        ("annex", "디지털산업, 융합형 혁신센터 집적지"),
        ("body", "첨단 소재·부품"),
    ]
