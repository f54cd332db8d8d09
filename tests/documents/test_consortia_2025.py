"""What document consortia-2025 says of itself."""

from collections import Counter

import pytest

PRINTED = {
    ("디스플레이", None): 1,
    ("미래모빌리티", "자동차"): 4,
    ("미래모빌리티", "조선"): 3,
    ("핵심소재", None): 5,
    ("지능형로봇", None): 1,
    ("첨단제조", None): 4,
    ("항공·방산", None): 2,
    ("차세대원자력", None): 1,
    ("첨단바이오", None): 3,
    ("에너지신산업", "수소"): 1,
}
"""The body's table of counts."""


def test_the_sector_row_sums_to_25(tables):
    printed = {(r.sector, r.subsector): r.consortia_printed for r in tables.sectors}
    assert {key: count for key, count in printed.items() if count is not None} == PRINTED
    assert sum(PRINTED.values()) == 25


def test_the_listed_consortia_give_the_printed_counts(atlas):
    assert Counter((c.sector, c.subsector) for c in atlas.consortia) == PRINTED


def test_nine_sectors_hold_the_consortia(atlas):
    assert len({c.sector for c in atlas.consortia}) == 9


def test_the_consortia_are_numbered_1_to_25(atlas):
    assert [c.no for c in atlas.consortia] == list(range(1, 26))


def test_25_leads_and_29_partners(atlas):
    assert sum(len(c.partners) for c in atlas.consortia) == 29
    assert len({c.lead for c in atlas.consortia}) == 25


def test_four_consortia_have_three_members(atlas):
    assert [c.no for c in atlas.consortia if len(c.participants) == 3] == [1, 6, 15, 16]


def test_29_labels_are_printed(atlas):
    assert len({p.label for c in atlas.consortia for p in c.participants}) == 29


def test_seven_leads_lie_in_the_capital_region_as_many_as_attended_there(atlas, tables):
    leads = [atlas.regions.find(c.lead.region_as_written).superregion for c in atlas.consortia]
    assert leads.count("수도권") == 7
    attended = [r.value for r in tables.indicators if r.indicator == "capital_region_leads"]
    assert attended == [7]


def test_every_partner_is_printed_under_another_province_than_its_lead(atlas):
    for consortium in atlas.consortia:
        regions = [partner.region_as_written for partner in consortium.partners]
        assert consortium.lead.region_as_written not in regions


@pytest.mark.parametrize(
    ("indicator", "value", "unit"),
    [
        ("participating_firms", 1921, "firms"),
        ("participating_institutions", 816, "institutions"),
        ("earlier_consortia", 79, "consortia"),
        ("rnd_budget", 113, "eok_won"),
    ],
)
def test_the_totals_are_as_printed(tables, indicator, value, unit):
    found = [(r.value, r.unit) for r in tables.indicators if r.indicator == indicator]
    assert found == [(value, unit)]


def test_every_row_was_selected_in_2024_12_and_launched_on_2025_01_16(atlas):
    assert {(c.selected_on, c.launched_on) for c in atlas.consortia} == {("2024-12", "2025-01-16")}


def test_jeju_and_sejong_take_part_in_none(atlas):
    there = {atlas.places[p.place_id].sido for c in atlas.consortia for p in c.participants}
    missing = {region.short_ko for region in atlas.regions.current if region.name_ko not in there}
    assert missing == {"제주", "세종"}


def test_seongseo_takes_part_five_times_and_leads_once(atlas):
    roles = [role.value for _, role in atlas.consortia_of("seongseo")]
    assert (len(roles), roles.count("lead")) == (5, 1)
