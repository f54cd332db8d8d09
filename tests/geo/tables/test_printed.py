"""Numbers in the documents' own spellings."""

import pytest

from geo.tables.printed import states, states_share


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("일자리 1.3만 개 창출", 13_000),
        ("12만회", 120_000),
        ("2조 769억원(60%)", 20_769),
        ("입주업체 19,577개사(15%)", 19_577),
        ("생산 3,200억 원 증가", 3_200),
        ("('20) 5곳 지정", 5),
        ("안전사고 ZERO화", 0),
        ("5,521.27 (15.98)", 5_521.27),
    ],
)
def test_a_number_is_found_in_the_wording(printed, value):
    assert states(printed, value)


@pytest.mark.parametrize(("printed", "value"), [("('20) 5곳 지정", 20), ("고용 1만명 창출", 1_000)])
def test_years_and_other_magnitudes_are_not_the_number(printed, value):
    assert not states(printed, value)


def test_shares_stand_in_brackets_or_before_a_percent_sign():
    assert states_share("수출액 25.8억$(24.4%)", 24.4)
    assert states_share("1,161.66 (3.36)", 3.36)
    assert not states_share("1,161.66 (3.36)", 4)
