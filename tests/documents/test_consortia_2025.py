"""What document consortia-2025 says of itself."""

from collections import Counter

import pytest

DOCUMENT = "consortia-2025"
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


@pytest.fixture(scope="module")
def consortia(atlas):
    """Those that this document lists: later ones have documents of their own."""
    return [b for b in atlas.bodies_of("consortia") if b.evidence.source == DOCUMENT]


def members(body):
    """Return who takes part in it by this document."""
    return [m for m in body.members if m.fullest.evidence.source == DOCUMENT]


def everyone(consortia):
    return [member for body in consortia for member in members(body)]


def test_the_sector_row_sums_to_25(tables):
    printed = {
        (r.sector, r.subsector): r.bodies_printed for r in tables.programme("consortia").sectors
    }
    assert {key: count for key, count in printed.items() if count is not None} == PRINTED
    assert sum(PRINTED.values()) == 25


def test_the_listed_consortia_give_the_printed_counts(consortia):
    sectors = [(c.sector.ko, c.subsector and c.subsector.ko) for c in consortia]
    assert Counter(sectors) == PRINTED


def test_nine_sectors_hold_the_consortia(consortia):
    assert len({c.sector for c in consortia}) == 9


def test_the_consortia_are_numbered_1_to_25(consortia):
    assert [c.no for c in consortia] == list(range(1, 26))


def test_25_leads_and_29_partners(consortia):
    roles = Counter(member.role for member in everyone(consortia))
    assert roles == {"lead": 25, "partner": 29}
    assert [members(c)[0].role for c in consortia] == ["lead"] * 25


def test_four_consortia_have_three_members(consortia):
    assert [c.no for c in consortia if len(members(c)) == 3] == [1, 6, 15, 16]


def test_29_labels_are_printed(atlas, consortia):
    how = atlas.programmes["consortia"].label
    assert len({member.label(how) for member in everyone(consortia)}) == 29


def test_seven_leads_lie_in_the_capital_region_as_many_as_attended_there(atlas, consortia, tables):
    written = [atlas.root_of(c).fullest.region_as_written for c in consortia]
    leads = [atlas.zone_of(atlas.regions.find(region)).name.ko for region in written]
    assert leads.count("수도권") == 7
    attended = [r.value for r in tables.indicators if r.indicator == "capital_region_leads"]
    assert attended == [7]


def test_every_partner_is_printed_under_another_province_than_its_lead(consortia):
    for consortium in consortia:
        lead, *partners = [m.fullest.region_as_written for m in members(consortium)]
        assert lead not in partners


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


def test_every_row_was_selected_in_2024_12_and_launched_on_2025_01_16(consortia):
    days = {(c.attributes["selected_on"], c.starts_on) for c in consortia}
    assert days == {("2024-12", "2025-01-16")}


def test_jeju_and_sejong_take_part_in_none(atlas, consortia):
    there = {atlas.places[member.place_id].sido for member in everyone(consortia)}
    missing = {region.short_ko for region in atlas.regions.current if region.name_ko not in there}
    assert missing == {"제주", "세종"}


def test_seongseo_takes_part_five_times_and_leads_once(atlas):
    roles = [member.role for _, member in atlas.memberships_at("seongseo", "consortia")]
    assert (len(roles), roles.count("lead")) == (5, 1)
