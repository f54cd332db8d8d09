"""Profiles say what the documents say, as far as the golden facts of the documents tell."""

from collections import Counter

import pytest

from geo.layers.indicators import name_of
from geo.profiles.profile import profile
from geo.profiles.subjects import subjects


def codes(atlas):
    return [one.code for one in atlas.regions.current]


def numbers(participations):
    return [one.body.no for one in participations]


def test_every_subject_has_a_profile_in_both_languages(served):
    every = subjects(served)
    assert len({(one.kind, one.id) for one in every}) == len(every)
    kinds = Counter(one.kind for one in every)
    assert (kinds["region"], kinds["mega-region"], kinds["programme"]) == (
        16,
        7,
        len(served.programmes),
    )
    assert kinds["body"] == len(served.bodies)
    for subject in every:
        made = profile(served, subject)
        assert all(subject.name)
        assert made.citations


def test_the_regions_share_all_participations_and_count_every_tie_twice_at_most(atlas, tell):
    made = [tell("region", code) for code in codes(atlas)]
    assert sum(len(one.roles("lead")) for one in made) == 25
    assert sum(len(one.roles("partner")) for one in made) == 29
    assert sum(len(one.roles("hub")) for one in made) == 10
    assert sum(len(one.roles("link", "area")) for one in made) == 16
    assert sum(len(one.ways("out")) for one in made) == 29
    assert sum(len(one.ways("in")) for one in made) == 29
    assert sum(len(one.ways("within")) for one in made) == 16


def test_the_capital_region_leads_seven_consortia(tell):
    assert len(tell("mega-region", "수도권").roles("lead")) == 7


def test_seongseo_takes_part_in_five_consortia_and_leads_one(tell):
    seongseo = tell("complex", "seongseo")
    assert len(seongseo.roles("lead", "partner")) == 5
    assert len(seongseo.roles("lead")) == 1


def test_mipo_is_a_partner_three_times_and_leads_only_as_part_of_a_group(tell):
    mipo = tell("complex", "ulsan-mipo")
    assert numbers(p for p in mipo.roles("partner") if p.member.place_id == "ulsan-mipo") == [
        6,
        21,
        25,
    ]
    assert [(p.body.no, p.member.place_id) for p in mipo.roles("lead")] == [(11, "mipo-onsan")]


def test_two_consortia_that_lead_each_other_stay_apart(tell):
    one, other = tell("body", "11"), tell("body", "c13")
    (there,), (back,) = one.relations, other.relations
    assert (there.tie.from_id, there.tie.to_id) == (back.tie.to_id, back.tie.from_id)
    assert there.tie.id != back.tie.id


@pytest.mark.parametrize("no", [1, 6, 15, 16])
def test_four_consortia_have_three_members(tell, no):
    made = tell("body", str(no))
    assert len(made.places) == len(made.participations) == 3
    assert len(made.ways("within")) == 2


@pytest.mark.parametrize("name", ["세종", "제주", "jeju", "Sejong"])
def test_sejong_and_jeju_are_in_no_programme(tell, name):
    made = tell("region", name)
    assert made.empty
    assert (made.places, made.relations, made.lengths, made.indicators) == ((), (), (), ())
    assert [one.short.ko for one in made.untied] == (
        ["대전", "충북", "충남"] if made.subject.id == "36" else []
    )


def test_daejeon_takes_part_under_a_label_of_chungnam(tell):
    daejeon = tell("region", "대전")
    assert [(p.body.no, p.label) for p in daejeon.participations] == [(23, "충남(대전일반)")]
    assert {"K2"} <= {one.id for one in daejeon.conflicts}


def test_the_sectors_have_the_consortia_that_the_document_counts(tell):
    printed = {
        "자동차": 4, "조선": 3, "디스플레이": 1, "핵심소재": 5, "지능형로봇": 1, "첨단제조": 4,
        "항공·방산": 2, "차세대원자력": 1, "첨단바이오": 3, "에너지신산업": 1, "미래모빌리티": 7,
    }  # fmt: skip
    assert {s: len(tell("sector", s).roles("lead")) for s in printed} == printed


def test_ulsan_has_its_belt_from_the_annex_and_its_lengths(tell):
    ulsan = tell("body", "t2021-ulsan")
    ends = [(t.to_id, ulsan.about.member_at(t.to_id).named_in) for t in ulsan.ways("within")]
    assert ends == [
        ("ulsan-techno", "both"), ("maegok", "both"), ("ulsan-ecocar-belt", "annex"),
    ]  # fmt: skip
    ((programme, count, shortest, median, longest, total),) = ulsan.lengths
    assert (programme.id, count) == ("transformation", 3)
    assert shortest <= median <= longest < total


def test_a_project_of_2020_has_its_hub_alone(tell):
    made = tell("body", "t2020-daegu")
    assert [place.id for place in made.places] == ["seongseo"]
    assert (made.relations, made.lengths) == ((), ())


def test_counts_by_sector_and_partner_add_up_to_the_ties(atlas, tell):
    for code in codes(atlas):
        made = tell("region", code)
        out, into = len(made.ways("out")), len(made.ways("in"))
        assert sum(one.out for one in made.by_sector) == out
        assert sum(one.into for one in made.by_sector) == into
        assert sum(one.out for one in made.by_partner) == out
        assert sum(one.into for one in made.by_partner) == into


def test_neighbours_share_a_border_and_a_strait_is_none(atlas):
    shorts = {one.code: one.short.ko for one in atlas.regions.current}
    near = {short: [shorts[c] for c in atlas.neighbours_of(code)] for code, short in shorts.items()}
    assert near["전남광주"] == ["전북", "경남"]
    assert near["대구"] == ["경북", "경남"]
    assert near["제주"] == []
    assert all(one in near[other] for one, others in near.items() for other in others)


def test_an_untied_neighbour_has_no_tie_in_any_programme(atlas, tell):
    for code in codes(atlas):
        made = tell("region", code)
        partners = {one.region.code for one in made.by_partner}
        assert partners.isdisjoint(one.code for one in made.untied)
        assert {one.code for one in made.untied} <= set(atlas.neighbours_of(code))


def test_a_mega_region_is_the_sum_of_its_regions(atlas, tell):
    for zone in atlas.zoning.zones:
        made = tell("mega-region", zone.id)
        own = [one.code for one in atlas.regions.current if one.id in zone.regions]
        assert [one.code for one in made.regions] == own
        parts = [tell("region", code) for code in own]
        assert len(made.participations) == sum(len(one.participations) for one in parts)


def test_a_conflict_reaches_the_region_through_its_project(tell):
    assert "K6" in {one.id for one in tell("region", "부산").conflicts}


def test_targets_and_shares_belong_to_the_region_of_their_project(tell):
    ulsan = tell("region", "울산").indicators
    assert {one.subject for one in ulsan} == {"t2021-ulsan"}
    assert {one.subject_kind for one in ulsan} == {"project", "hub"}
    assert {"생산액 59.5%", "수출액 71.4%"} <= {
        f"{name_of(one).ko} {one.share_pct}%" for one in ulsan if one.subject_kind == "hub"
    }
    assert all(one.named_in == "press" for one in tell("region", "대구").indicators)


def test_a_hub_has_the_numbers_of_a_hub_and_its_links_have_none(tell):
    hub = tell("complex", "ulsan-mipo").indicators
    assert {one.subject_kind for one in hub} == {"hub"}
    assert tell("complex", "maegok").indicators == ()


def test_numbers_of_a_programme_as_a_served_are_spread_over_nothing(atlas, tell):
    for code in codes(atlas):
        assert all(one.subject_kind != "programme" for one in tell("region", code).indicators)


def test_a_region_lists_its_complexes_that_take_part_only_in_a_group(tell):
    gyeonggi = tell("region", "경기")
    assert {"banwol", "sihwa", "banwol-sihwa"} <= {one.id for one in gyeonggi.inside}
    assert "banwol" not in {one.id for one in gyeonggi.places}


def test_jeju_and_daejeon_have_agreements_that_are_no_ties(tell):
    for name, themes in (("제주", "데이터, 친환경차"), ("대전", "드론")):
        (record,) = tell("region", name).records_of("regional-agreements")
        assert record.detail.ko == themes
        assert record.evidence.source == "convergence-plan-2023"
    assert tell("region", "제주").empty


def test_a_project_has_the_programmes_that_its_region_requested(tell):
    made = tell("body", "t2021-gyeongnam")
    assert len(made.records) == len(tell("region", "경남").records_of("requests")) == 19
    assert tell("body", "t2020-daegu").records == ()
