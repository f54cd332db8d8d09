"""Columns are found by what their headings say."""

import pytest

from geo.batch.columns import find_columns
from geo.batch.table import Table
from geo.errors import ColumnOptionError, NoUsableColumnError
from geo.geocoding.query import Query


def table(*headings):
    return Table("list.csv", headings, [tuple(map(str, range(len(headings))))])


@pytest.mark.parametrize(
    ("role", "heading"),
    [
        *(("name", text) for text in ("단지명", "산업단지명", "산단명", "명칭", "Complex", "NAME")),
        *(("name", text) for text in ("단지명(국문)", " 단 지\n명 ", "complex_name")),
        *(("sido", text) for text in ("시도", "시·도", "광역시도", "Sido", "Region", "PROVINCE")),
        *(("sigungu", text) for text in ("시군", "시군구", "시·군·구", "시\n군구", "District")),
        *(("kind", text) for text in ("유형", "단지유형", "종류", "Kind", "type")),
    ],
)
def test_a_heading_tells_its_column(role, heading):
    columns = find_columns(table("번호", "주소", heading))
    assert getattr(columns, role) == 2


@pytest.mark.parametrize(
    "heading",
    [
        "주소",
        "소재지",
        "도로명주소",
        "지번 주소",
        "공장주소",
        "주소(도로명)",
        "소재지도로명주소",
        "Address",
    ],
)
def test_a_heading_tells_the_column_of_addresses(heading):
    assert find_columns(table("번호", heading)).address == (1,)


@pytest.mark.parametrize("heading", ["회사명", "업체명", "상호", "company", "Company Name"])
def test_the_name_of_a_firm_is_no_name_of_a_complex(heading):
    columns = find_columns(table(heading, "공장주소"))
    assert (columns.name, columns.address) == (None, (1,))
    with pytest.raises(NoUsableColumnError):
        find_columns(table(heading))


def test_the_road_address_goes_first_and_the_lot_address_stands_in_where_it_is_empty():
    columns = find_columns(table("지번주소", "도로명주소"))
    assert columns.query(("원시동 773", "공단로 474")) == Query(address="공단로 474")
    assert columns.query(("원시동 773", " ")) == Query(address="원시동 773")


def test_the_more_telling_heading_goes_first():
    assert find_columns(table("name", "단지명")).name == 1


def test_an_option_names_a_column_and_it_has_no_other_role():
    columns = find_columns(table("이름", "주소", "비고"), {"name": "주소"})
    assert (columns.name, columns.address) == (1, ())


def test_an_option_may_be_spelled_in_another_case_or_with_blanks():
    assert find_columns(table("no", "Plant Site"), {"name": "plant site"}).name == 1


def test_an_option_that_names_no_column_lists_those_there_are():
    with pytest.raises(ColumnOptionError) as caught:
        find_columns(table("이름", "주소"), {"name": "단지"})
    assert "이름, 주소" in caught.value.text("ko")


def test_without_a_usable_column_the_headings_found_and_looked_for_are_listed():
    with pytest.raises(NoUsableColumnError) as caught:
        find_columns(table("번호", "비고"))
    said = caught.value.text("ko")
    assert "번호, 비고" in said
    assert "단지명" in said
    assert "--column" in said


def test_districts_alone_can_be_asked():
    columns = find_columns(table("시도", "시군구"))
    assert columns.regions_only
    assert columns.query(("경남", "창원시")) == Query(sido="경남", sigungu="창원시")


@pytest.mark.parametrize(
    "sigungu", ["부산 강서구", "창원시(성산구)", "창원시 일원", "창원시 외", "창원시 성산구·진해구"]
)
def test_what_stands_in_a_column_of_districts_is_asked_as_it_is(sigungu):
    columns = find_columns(table("단지명", "시군구"))
    assert columns.query(("녹산", f" {sigungu}\t")) == Query(name="녹산", sigungu=sigungu)


def test_a_plain_list_is_names():
    plain = Table("list.txt", ("name",), [("창원국가",)], plain_list=True)
    assert find_columns(plain).name == 0


def asked(headings, *cells):
    made = Table("list.csv", tuple(headings.split(",")), [cells])
    return find_columns(made).asked(cells)


def test_parts_of_an_address_are_put_together():
    place = asked("시도,시군구,읍면동,지번", "부산광역시", "강서구", "송정동", "1623-3").query
    assert (place.sido, place.sigungu, place.address) == ("부산광역시", "강서구", "송정동 1623-3")
    lot = asked(
        "시군구,읍면동,리,본번,부번,산여부", "영암군", "삼호읍", "난전리", "0012", "0000", "산"
    )
    assert lot.query.address == "삼호읍 난전리 산12"
    road = asked("시군구,도로명,건물본번,건물부번", "창원시 성산구", "공단로", "474", "2").query
    assert road.address == "공단로 474-2"


def test_a_code_stands_in_where_there_are_no_parts():
    assert asked("PNU,지목", "4812312300100660005", "장").query.address == "4812312300100660005"
    assert asked("법정동코드,지번", "4812312300", "66-5").query.address == "4812312300 66-5"
    assert asked("법정동코드,지목", "4812312300", "장").query.address == "4812312300"
    assert (
        asked("법정동코드,읍면동,지번", "4812312300", "신촌동", "66").query.address == "신촌동 66"
    )


def test_an_address_in_one_piece_goes_before_its_parts():
    query = asked("주소,읍면동,지번", "경남 창원시 성산구 공단로 474", "신촌동", "66-5").query
    assert query.address == "경남 창원시 성산구 공단로 474"


def test_a_kind_is_asked_as_a_word_whatever_code_states_it():
    assert asked("DAN_NAME,SIGUNGU_NM,DANJI_TYPE", "용산", "장흥군", "4").query.kind == "농공"


@pytest.mark.parametrize(
    ("heading", "name", "kind"),
    [
        ("농공단지명", "문막", "농공"),
        ("농공단지명", "창원국가산업단지", ""),
        ("산업단지명", "문막", ""),
    ],
)
def test_the_heading_of_the_names_may_state_the_kind_of_all(heading, name, kind):
    assert asked(f"{heading},시도", name, "강원").query.kind == kind


def test_a_lot_that_became_a_day_is_read_as_a_lot_with_a_note():
    made = asked("시군구,읍면동,지번", "창원시 성산구", "신촌동", "2026-03-04")
    assert made.query.address == "신촌동 3-4"
    assert [note.code for note in made.notes] == ["number_from_date"]


def test_a_column_without_a_heading_goes_by_its_number():
    columns = find_columns(table("번호", "", "비고"), {"address": ("#2",)})
    assert columns.address == (1,)
    with pytest.raises(ColumnOptionError) as caught:
        find_columns(table("번호", ""), {"address": ("#9",)})
    assert "번호, #2" in caught.value.text("ko")


def test_several_columns_of_addresses_are_taken_in_the_order_named():
    columns = find_columns(table("a", "b", "c"), {"address": ("c", "a")})
    assert columns.address == (2, 0)


def test_a_role_that_is_left_empty_has_no_column():
    assert find_columns(table("단지명", "유형"), {"kind": ("",)}).kind is None


def test_sums_and_notes_say_nothing_of_what_a_column_holds():
    rows = [
        ("일반", "오창과학", "충북"),
        ("총계", "", ""),
        ("주) 농공 제외", "", ""),
        ("출처: 국토부", "", ""),
    ]
    columns = find_columns(Table("list.csv", ("구분", "단지이름", "시도"), rows))
    assert (columns.kind, columns.name, columns.sido) == (0, 1, 2)
