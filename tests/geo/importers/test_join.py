"""Rows of a layer to complexes, one to one, never by likeness alone."""

from dataclasses import dataclass

import pytest

from geo.importers.join import join
from geo.model.places import PlaceKind

NATIONAL, GENERAL, AGRO = PlaceKind.NATIONAL, PlaceKind.GENERAL, PlaceKind.AGRO
GYEONGBUK, JEONBUK, GYEONGNAM = "경상북도", "전북특별자치도", "경상남도"


@dataclass(frozen=True)
class One:
    name: str
    kind: PlaceKind | None = None
    sido: str | None = None
    sigungu: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()


def pairs(joined):
    return {(match.row.name, match.complex.name): match.by for match in joined.matches}


def test_spellings_of_one_name_are_joined():
    joined = join(
        [One("창원국가산업단지", NATIONAL, GYEONGNAM), One("진북 일반산단", None, GYEONGNAM)],
        [One("창원", NATIONAL, GYEONGNAM), One("진북", GENERAL, GYEONGNAM)],
    )
    assert pairs(joined) == {
        ("창원국가산업단지", "창원"): "name",
        ("진북 일반산단", "진북"): "name",
    }
    assert not (joined.ambiguous)
    assert not joined.rows
    assert not joined.complexes


def test_the_kind_holds_namesakes_apart():
    joined = join(
        [One("군산국가산업단지", NATIONAL, JEONBUK), One("군산일반산업단지", GENERAL, JEONBUK)],
        [One("군산", GENERAL, JEONBUK), One("군산", NATIONAL, JEONBUK)],
    )
    assert {(match.row.kind, match.complex.kind) for match in joined.matches} == {
        (NATIONAL, NATIONAL),
        (GENERAL, GENERAL),
    }


def test_the_district_holds_namesakes_apart():
    rows = [One("가산", GENERAL, GYEONGNAM, ("양산시",))]
    complexes = [
        One("가산", GENERAL, GYEONGNAM, ("고성군",)),
        One("가산", GENERAL, GYEONGNAM, ("양산시",)),
    ]
    joined = join(rows, complexes)
    assert [match.complex for match in joined.matches] == complexes[1:]
    assert joined.complexes == (complexes[0],)


def test_a_district_of_a_city_is_in_the_city():
    joined = join(
        [One("진북", GENERAL, GYEONGNAM, ("창원시",))],
        [One("진북", GENERAL, GYEONGNAM, ("창원시 마산합포구",))],
    )
    assert len(joined.matches) == 1


def test_the_same_name_in_another_province_is_not_joined():
    joined = join([One("용산", GENERAL, GYEONGBUK)], [One("용산", GENERAL, GYEONGNAM)])
    assert not joined.matches
    assert joined.rows[0].suggestions == ()


def test_stages_in_parentheses_are_compared_before_they_are_dropped():
    rows = [One("구미국가산업단지(4단지)", NATIONAL), One("구미국가산업단지(1단지)", NATIONAL)]
    complexes = [One("구미국가(1단지)", NATIONAL), One("구미 국가(4단지)", NATIONAL)]
    assert pairs(join(rows, complexes)) == {
        ("구미국가산업단지(1단지)", "구미국가(1단지)"): "name",
        ("구미국가산업단지(4단지)", "구미 국가(4단지)"): "name",
    }


def test_a_name_without_its_stage_is_ambiguous_not_guessed():
    complexes = [One("구미국가(1단지)", NATIONAL), One("구미국가(2-4단지)", NATIONAL)]
    joined = join([One("구미국가산업단지", NATIONAL)], complexes)
    assert not joined.matches
    (tangle,) = joined.ambiguous
    assert tangle.complexes == tuple(complexes)
    assert not joined.rows
    assert not joined.complexes


def test_two_rows_for_one_complex_are_ambiguous():
    joined = join([One("온산"), One("온산 국가산단")], [One("온산", NATIONAL)])
    assert [len(tangle.rows) for tangle in joined.ambiguous] == [2]


def test_a_former_name_is_joined_after_names_of_today():
    complexes = [One("서산오토밸리", GENERAL, former_names=("서산",)), One("서산남부", GENERAL)]
    joined = join([One("서산일반산업단지", GENERAL)], complexes)
    assert pairs(joined) == {("서산일반산업단지", "서산오토밸리"): "former_name"}


def test_the_name_of_the_district_before_a_name_is_no_part_of_it():
    haman, changwon = ("함안군",), ("창원시",)
    rows = [One("함안칠서일반산업단지", GENERAL, GYEONGNAM, haman)]
    assert pairs(join(rows, [One("칠서", GENERAL, GYEONGNAM, haman)])) == {
        ("함안칠서일반산업단지", "칠서"): "district"
    }
    assert not join(rows, [One("칠서", GENERAL, GYEONGNAM, changwon)]).matches
    assert not join(rows, [One("함안", GENERAL, GYEONGNAM, haman)]).matches


def codes(*written):
    return frozenset(written)


def test_codes_tell_where_both_lie_whatever_their_districts_are_called():
    rows = [One("검단", GENERAL, "인천광역시", ("검단구",), codes=codes("28260"))]
    here = One("검단", GENERAL, "인천광역시", ("서구",), codes=codes("28260", "28245"))
    there = One("검단", GENERAL, "인천광역시", ("검단구",), codes=codes("28177"))
    assert [match.complex for match in join(rows, [here, there]).matches] == [here]


def test_namesakes_are_told_by_where_their_points_lie():
    rows = [
        One("유산", GENERAL, "경기도", ("이천시",), codes=codes("41500")),
        One("양산유산", GENERAL, GYEONGNAM, ("양산시",), codes=codes("48330")),
    ]
    complexes = [
        One("유산", GENERAL, GYEONGNAM, ("양산시",), codes=codes("48330")),
        One("이천유산", GENERAL, "경기도", ("이천시",), codes=codes("41500")),
    ]
    assert pairs(join(rows, complexes)) == {
        ("유산", "이천유산"): "district",
        ("양산유산", "유산"): "district",
    }


def test_by_a_border_the_stated_district_tells_namesakes():
    rows = [
        One("초평", AGRO, JEONBUK, ("무주군",), codes=frozenset({"52730"})),
        One("초평", AGRO, JEONBUK, ("진안군",), codes=frozenset({"52720", "52730"})),
    ]
    joined = join(rows, rows)
    assert all(match.row is match.complex for match in joined.matches)
    assert len(joined.matches) == 2


def test_what_is_left_is_joined_within_its_province_where_the_name_is_the_only_one():
    row = One("오송", GENERAL, codes=codes("43745"))
    one = One("오송일반산업단지", GENERAL, codes=codes("43113"))
    assert pairs(join([row], [one])) == {("오송", "오송일반산업단지"): "province"}
    twice = join([row], [one, One("오송", GENERAL, codes=codes("43111"))])
    assert not twice.matches
    assert [left.row for left in twice.rows] == [row]
    assert not join([row], [One("오송", GENERAL, codes=codes("44131"))]).matches


def test_likeness_of_letters_only_suggests():
    joined = join(
        [One("제천바이오벨리", GENERAL)], [One("제천바이오밸리", GENERAL), One("대정", AGRO)]
    )
    assert not joined.matches
    ((suggested, score),) = joined.rows[0].suggestions
    assert suggested.name == "제천바이오밸리"
    assert 0.6 < score < 1


@pytest.mark.parametrize("name", ["산업단지", "()", "x" * 100_000, "😀"])
def test_odd_names_are_left_over(name):
    joined = join([One(name)], [One("대정", AGRO)])
    assert [left.row.name for left in joined.rows] == [name]


def test_every_row_and_complex_of_the_real_table_stands_in_one_list(real, resolver):
    places = [One(p.name_ko, p.kind, p.sido, p.sigungu_all) for p in _complexes(resolver)]
    joined = join(places, real.whole())
    rows = (
        len(joined.matches)
        + sum(len(tangle.rows) for tangle in joined.ambiguous)
        + len(joined.rows)
    )
    complexes = (
        len(joined.matches)
        + sum(len(tangle.complexes) for tangle in joined.ambiguous)
        + len(joined.complexes)
    )
    assert (rows, complexes) == (len(places), len(real.whole()))
    assert len(joined.matches) >= 0.6 * len(places)


def _complexes(resolver):
    return [p for p in resolver.gazetteer.places.values() if p.kind in {NATIONAL, GENERAL, AGRO}]


def test_a_real_table_joined_to_itself_matches_itself(real):
    joined = join(real.whole(), real.whole())
    assert all(match.row is match.complex for match in joined.matches)
    assert len(joined.matches) > 1300
