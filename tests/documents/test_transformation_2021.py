"""What document transformation-2021 says of itself."""

import json
from collections import Counter
from dataclasses import replace

import pytest

DOCUMENT = "transformation-2021"


@pytest.fixture(scope="module")
def projects(atlas):
    """The projects of the two rounds as this document has them.

    Later sources add members and rounds; they are not what this document says.
    """
    return [
        body
        for round_ in ("2020", "2021")
        for body in atlas.bodies_of("transformation", round_)
        if any(p.evidence.source == DOCUMENT for m in body.members for p in m.printings)
    ]


def linked(projects):
    """Return links and areas, with the printings of this document."""
    for project in projects:
        for member in project.members:
            printings = tuple(p for p in member.printings if p.evidence.source == DOCUMENT)
            if member.role != "hub" and printings:
                yield replace(member, printings=printings)


def test_five_hubs_in_each_round(atlas, projects):
    hubs = {
        year: [atlas.root_of(p).place_id for p in projects if p.round == str(year)]
        for year in (2020, 2021)
    }
    assert set(hubs[2020]) == {"gumi-14", "gwangju-advanced", "seongseo", "namdong", "yeosu"}
    assert set(hubs[2021]) == {
        "banwol-sihwa", "changwon", "myeongji-noksan", "ulsan-mipo", "gunsan-nat",
    }  # fmt: skip


def test_2021_is_a_preliminary_selection_and_2020_is_designated(projects):
    told = {(p.round, s.id) for p in projects for s in p.statuses if s.evidence.source == DOCUMENT}
    assert told == {
        ("2020", "designated"),
        ("2021", "preliminary"),
    }


def test_2020_has_hubs_without_links_and_says_so(projects, tables):
    assert not list(linked(p for p in projects if p.round == "2020"))
    rows = tables.programme("transformation").bodies
    assert all(row.note_ko for row in rows if row.members_known == "no")


def test_the_body_names_15_links_and_the_annex_16(projects):
    named = [member.named_in for member in linked(projects)]
    assert sum(where in {"body", "both"} for where in named) == 15
    assert sum(where in {"annex", "both"} for where in named) == 16


def test_only_the_annex_names_ulsans_belt_and_it_stands_for_six_complexes(atlas, projects):
    annex_only = [m for m in linked(projects) if m.named_in == "annex"]
    assert [member.place_id for member in annex_only] == ["ulsan-ecocar-belt"]
    assert len(atlas.places["ulsan-ecocar-belt"].members) == 6


def test_areas_are_no_complexes(projects):
    areas = {member.place_id for member in linked(projects) if member.role == "area"}
    assert areas == {"jisa", "ecodelta", "ulsan-ecocar-belt"}


def test_every_link_has_the_function_that_the_annex_gives(projects):
    assert all(member.fullest.function for member in linked(projects))


def test_193_projects_were_requested(tables):
    counts = [r.value for r in tables.indicators if r.indicator == "requested_projects"]
    assert counts == [37, 51, 35, 31, 39]
    assert sum(counts) == 193


def test_76_of_the_193_requested_projects_are_named(tables):
    named = Counter(r.body_id for r in tables.requests if r.named_in == "requests")
    assert list(named.values()) == [13, 19, 15, 15, 14]
    assert named.total() == 76


def test_13_programmes_repeat_across_regions_and_41_do_not(atlas):
    regions = Counter(request.programme.id for request in atlas.requests)
    repeating = {id_: count for id_, count in regions.items() if count > 1}
    assert (len(repeating), len(regions) - len(repeating)) == (13, 41)
    assert {id_ for id_, count in repeating.items() if count == 5} == {
        "manufacturing-talent",
        "jobs-package",
    }


def test_no_programme_is_listed_that_no_region_names(tables):
    assert {r.id for r in tables.request_programmes} == {r.programme_id for r in tables.requests}


def test_all_ten_hubs_take_part_in_a_consortium(atlas, projects):
    hubs = [atlas.root_of(project).place_id for project in projects]
    assert len(set(hubs)) == 10
    # A consortium may name one phase of a hub.
    parts = {hub: (hub, *atlas.places[hub].members) for hub in hubs}
    without = [
        hub
        for hub in hubs
        if not any(list(atlas.memberships_at(one, "consortia")) for one in parts[hub])
    ]
    assert without == []


def test_the_hub_gumi_of_2020_is_read_as_complexes_1_to_4(atlas, projects):
    (gumi,) = (atlas.root_of(p) for p in projects if p.id == "t2020-gyeongbuk")
    assert {printing.name_as_written for printing in gumi.printings} == {"구미국가산단"}
    assert gumi.place_id == "gumi-14"
    assert atlas.places["gumi-14"].members == ("gumi", "gumi-2-3", "gumi-4")
    # The consortia of 2025 print 구미국가 without a number: the complex of the official point.
    assert "gumi" in {m.place_id for b in atlas.bodies_of("consortia") for m in b.members}


def test_the_smart_green_complex_gunsan_is_read_as_both_national_complexes(atlas):
    (member,) = atlas.bodies["smart-green-gunsan-nat"].members
    (printing,) = (p for p in member.printings if p.evidence.source == DOCUMENT)
    assert (printing.name_as_written, member.place_id) == ("군산산단", "gunsan-12")
    assert atlas.places["gunsan-12"].members == ("gunsan-nat", "gunsan2-nat")


def test_smart_green_years_are_those_that_the_document_gives(atlas):
    years = {
        body.id.removeprefix("smart-green-"): body.round
        for body in atlas.bodies_of("smart-green")
        if body.evidence.source == DOCUMENT
    }
    assert years == {
        "banwol-sihwa": "2019",
        "changwon": "2019",
        "myeongji-noksan": "2021",
        "ulsan-mipo": "2021",
        "gunsan-nat": "2021",
    }


@pytest.mark.parametrize(("named_in", "trillion_won"), [("body", 5.0), ("annex", 1.3)])
def test_both_of_busans_production_targets_are_kept(tables, named_in, trillion_won):
    found = [
        r.value
        for r in tables.indicators
        if (r.subject, r.indicator, r.named_in) == ("t2021-busan", "production_increase", named_in)
    ]
    assert found == [trillion_won]


def test_the_projects_of_2020_have_a_hub_alone_and_those_of_2021_their_16_links(data):
    path = data / "layers" / "transformation-projects.geojson"
    projects = [feature["properties"] for feature in json.loads(path.read_bytes())["features"]]
    sections = ("본문", "붙임")
    roles = {
        p["id"]: [m["role"] for m in p["members"] if m["locator"].startswith(sections)]
        for p in projects
        if p["round"] in {2020, 2021}
    }
    assert len(roles) == 10
    assert all(rest == [] for id_, (_, *rest) in roles.items() if id_.startswith("t2020"))
    assert sum(len(rest) for _, *rest in roles.values()) == 16
    assert {first for first, *_ in roles.values()} == {"hub"}


def test_a_project_carries_what_the_documents_disagree_on(data):
    path = data / "layers" / "transformation-projects.geojson"
    projects = {f["id"]: f["properties"] for f in json.loads(path.read_bytes())["features"]}
    busan = {conflict["id"] for conflict in projects["t2021-busan"]["conflicts"]}
    assert "K6" in busan
