"""One result per row, in the order of the rows, whatever the rows hold."""

import pytest

from geo.batch.columns import find_columns
from geo.batch.reading import read_table
from geo.batch.run import LONGEST_TEXT, geocode_table
from geo.errors import ProviderQuotaError
from geo.geocoding.query import Answer


def geocoded(text, answer, **options):
    table = read_table("list.csv", text.encode() if isinstance(text, str) else text)
    chunks = list(geocode_table(table, find_columns(table), answer, lang="ko", **options))
    return [result for chunk in chunks for result in chunk]


def test_each_row_gets_its_result_in_order(answer):
    results = geocoded("단지명,시도\n여수국가,전남\n여숙국가,전남\n창원국가,경남\n", answer)
    assert [(one.status, one.matched_id) for one in results] == [
        ("ok", "yeosu"),
        ("none", None),
        ("ok", "changwon"),
    ]


def test_rows_come_in_chunks_from_the_row_asked_for(answer):
    table = read_table("list.csv", ("단지명,x\n" + "창원국가,1\n" * 25).encode())
    columns = find_columns(table)
    chunks = list(geocode_table(table, columns, answer, lang="ko", start=3, chunk=10))
    assert list(map(len, chunks)) == [10, 10, 2]


def test_equal_queries_are_answered_once(answer):
    asked = []

    def counted(query):
        asked.append(query.name)
        return answer(query)

    geocoded("단지명,x\n창원국가,1\n여수국가,2\n창원국가,3\n 창원국가 ,4\n", counted)
    assert asked == ["창원국가", "여수국가"]


def test_no_answer_is_given_without_its_reason_and_candidates(answer):
    (none,) = geocoded("단지명,x\n여숙국가,1\n", answer)
    assert (none.status, none.lon) == ("none", None)
    assert "여수국가산업단지 (yeosu)" in none.note


def test_an_ambiguous_name_lists_what_it_may_mean_and_has_no_point(answer):
    (result,) = geocoded("단지명,x\n구미,1\n", answer)
    assert (result.status, result.lon) == ("ambiguous", None)
    assert "구미국가산업단지(1단지)" in result.note


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "비어"),
        ("   ", "비어"),
        ("🏭🏭", "글자나 숫자가 없습니다"),
        ("---", "글자나 숫자가 없습니다"),
        ("가" * (LONGEST_TEXT + 1), "1001자"),
        ("가" * 100_000, "100000자"),
    ],
)
def test_what_cannot_be_asked_says_why_and_is_not_asked(answer, cell, reason):
    asked = []

    def noted(query):
        asked.append(query.name)
        return answer(query)

    results = geocoded(f"단지명,x\n창원국가,1\n{cell},2\n여수국가,3\n", noted)
    assert [one.status for one in results] == ["ok", "none", "ok"]
    assert reason in results[1].note
    assert asked == ["창원국가", "여수국가"]


def test_an_unknown_province_is_named_in_its_row_only(answer):
    results = geocoded("단지명,시도\n창원국가,전난\n창원국가,경남\n", answer)
    assert [one.status for one in results] == ["none", "ok"]
    assert "'전난'" in results[0].note


def test_a_failure_in_one_row_loses_no_other(answer):
    def failing(query):
        if query.name == "여수국가":
            raise ZeroDivisionError
        return answer(query)

    results = geocoded("단지명,x\n창원국가,1\n여수국가,2\n온산국가,3\n", failing)
    assert [one.status for one in results] == ["ok", "none", "ok"]
    assert "ZeroDivisionError" in results[1].note


def test_what_every_further_row_would_fail_by_stops_the_run():
    def exhausted(query):
        raise ProviderQuotaError(query.name, "OVER_REQUEST_LIMIT")

    with pytest.raises(ProviderQuotaError):
        geocoded("단지명,x\n창원국가,1\n", exhausted)


def test_control_characters_are_asked_as_blanks():
    asked = []

    def noted(query):
        asked.append(query.name)
        return Answer(query=query.name, status="none")

    geocoded("단지명,x\n창원\x01\x00국가,1\n", noted)
    assert asked == ["창원 국가"]


def test_broken_bytes_in_the_name_are_not_asked_and_elsewhere_do_not_matter(answer):
    heading, good = "단지명,비고\n".encode(), "창원국가,".encode()
    results = geocoded(heading + good + b"\xff\xff\n" + b"\xff\xffabc,1\n" + good + b"1\n", answer)
    assert [one.status for one in results] == ["ok", "none", "ok"]
    assert "바이트" in results[0].note


def test_a_row_whose_cells_are_shifted_is_not_asked(answer):
    results = geocoded("번호,단지명,시도\n1,2,창원국가,경남\n3,창원국가,경남\n", answer)
    assert [one.status for one in results] == ["none", "ok"]
    assert "큰따옴표" in results[0].note


FIRMS = "단지명,회사명,공장주소\n"


def firm(row, geocoder):
    (result,) = geocoded(FIRMS + row + "\n", geocoder.answer)
    return result


def test_a_firm_stands_at_its_own_address_with_its_complex_beside_it(geocoder):
    result = firm("창원국가산업단지,가나,경남 창원시 성산구 공단로 474", geocoder)
    assert (result.method, result.matched_name) == ("address_road", "경상남도 창원시 성산구 성산동")
    assert (result.complex_id, result.complex_name) == ("changwon", "창원국가산업단지")
    assert result.note == ""


@pytest.mark.parametrize("address", ["", "경남 창원시 성산구", "경남 창원시 없는길 3"])
def test_a_firm_stands_at_its_complex_where_its_address_tells_no_dong(geocoder, address):
    result = firm(f"창원국가산업단지,가나,{address}", geocoder)
    assert (result.method, result.matched_id) == ("gazetteer", "changwon")


def test_of_complexes_of_one_name_that_in_the_province_of_the_address_stands_beside(geocoder):
    def answer(query):
        if query.address:
            return geocoder.answer(query)
        here = {"서울특별시": "seoul-digital", "": "juan"}.get(query.sido)
        status = "ok" if here else "none"
        return Answer(query="", status=status, id=here, name=here, method="alias")

    rows = "수출산단,가나,서울특별시 금천구 가산디지털1로 168\n수출산단,다라,인천 부평구 청천동 1\n"
    results = geocoded(FIRMS + rows, answer)
    assert [one.complex_id for one in results] == ["seoul-digital", "juan"]


def test_an_address_far_from_the_complex_is_told(geocoder):
    result = firm("창원국가산업단지,가나,경기도 안산시 단원구 원시동 773", geocoder)
    assert result.method == "address_lot"
    assert result.complex_id == "changwon"
    assert "km 떨어져" in result.note


def test_a_list_of_complexes_with_addresses_has_nothing_beside_it(geocoder):
    text = "단지명,주소\n창원국가산업단지,경남 창원시 성산구 공단로 474\n"
    (result,) = geocoded(text, geocoder.answer)
    assert (result.matched_id, result.complex_id) == ("changwon", None)


def test_sums_and_remarks_are_not_asked(answer):
    asked = []

    def counted(query):
        asked.append(query.name)
        return answer(query)

    results = geocoded("단지명,시도,x\n창원국가,경남,1\n합계,,1\n※ 자료: KICOX,,\n", counted)
    assert asked == ["창원국가"]
    assert [one.note for one in results[1:]] == [
        *("합계 행이라 찾지 않았습니다.", "주석이라 찾지 않았습니다.")
    ]


def test_a_row_that_states_a_kind_is_never_a_region(geocoder):
    rows = "서울,국가\n대구,국가\n포항,국가\n아산,국가\n"
    results = geocoded(f"산업단지,구분\n{rows}", geocoder.answer)
    assert {one.method for one in results} <= {"gazetteer", "alias", "group", "toponym", None}
