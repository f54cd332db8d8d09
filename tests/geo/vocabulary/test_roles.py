"""Columns are known by their headings where these tell, and by their cells where they do not."""

import pytest

from geo.vocabulary.cells import held, kind_word
from geo.vocabulary.roles import find_roles
from geo.vocabulary.words import cut_role_of, role_of

ADDRESSES = [
    "경남 창원시 성산구 공단로 474",
    "경기도 안산시 단원구 원시동 773",
    "부산 사하구 신평동 1",
]


def found(headings, *rows):
    """Return heading to role of a table."""
    roles = find_roles(headings, rows)
    return {headings[at]: role for role, columns in roles.columns.items() for at in columns}


@pytest.mark.parametrize(
    ("role", "headings"),
    [
        ("address", "산업단지 주소|사업장소재지|공장소재지|영업장주소(도로명)|대지위치|대표주소"),
        ("address", "rnAdres|lnmAdres|RDNMADR|ADDR|공장 소재지|입주지주소|plant_address|주소1"),
        ("name", "irsttNm|DAN_NAME|소속산단|지식산업센터명|농공단지|입주 산업단지명|산단 명칭"),
        ("sido", "CTPRVN_NM|SIDO_NM|소재지(시도)|공장소재지 시도|광역시도명"),
        ("sigungu", "SIGNGU_NM|SIG_KOR_NM|구군|시군구명|본사 시군구"),
        ("emd", "읍면동|LEGALDONG_NM|법정동명|EMD_KOR_NM"),
        ("ri", "리|법정리명"),
        ("lot", "지번|LNBR_NO|본번/부번"),
        ("main_no", "본번|LNBR_MNNM"),
        ("sub_no", "부번|LNBR_SLNO"),
        ("pnu", "PNU|필지고유번호"),
        ("legal_code", "법정동코드|BJD_CD"),
        ("kind", "구분|산단구분|complex_type|DANJI_TYPE|산업단지유형"),
        ("lon", "LC_LO|좌표정보(X)|XCRD|경도(WGS84)|X좌표(EPSG:5174)"),
        ("lat", "LC_LA|좌표정보(Y)|YCRD|위도(WGS84)|Y좌표(EPSG:5174)"),
        ("address", "ROAD_ADDR_NM|도로명주소전체|REFINE_ROADNM_ADDR|소재지전체주소|SITEWHLADDR"),
        ("name", "INDSTRY_CMPLX_NM|INDUSTPRK_NM|산업단지(농공단지)명"),
        ("sido", "CTPRVN|시도구분|시ㆍ도|광역단체"),
        ("sigungu", "시ㆍ군ㆍ구명|SIGUN_NM|자치구|시군구별"),
        ("kind", "IRSTT_TYPE|산업단지구분명|단지성격"),
        ("lon", "REFINE_WGS84_LOGT|경도값|GIS_X|lon_wgs84|x_5179"),
        ("lat", "REFINE_WGS84_LAT|위도값|GIS_Y|lat_wgs84|y_5179"),
        ("firm", "회사명|BPLC_NM|입주업체명|대표법인명"),
    ],
)
def test_headings_of_public_files_are_known(role, headings):
    assert {heading: role_of(heading) for heading in headings.split("|")} == dict.fromkeys(
        headings.split("|"), role
    )


@pytest.mark.parametrize(
    "heading",
    ["이메일주소", "홈페이지 주소", "업종", "소재지우편번호", "업체수", "단지수", "IP주소"],
)
def test_headings_that_lead_to_no_place_are_not(heading):
    assert role_of(heading) is None


@pytest.mark.parametrize(
    ("cut", "role"), [("산업단", "name"), ("산업단지유", "kind"), ("SIGUNGU_KO", "sigungu")]
)
def test_a_heading_that_a_dbf_has_cut_is_known(cut, role):
    assert cut_role_of(cut) == role


def test_a_heading_with_several_meanings_goes_by_its_cells():
    kinds = [("창원", "국가"), ("석문", "일반산업단지"), ("서산", "농공")]
    assert found(["단지명", "구분"], *kinds) == {"단지명": "name", "구분": "kind"}
    others = [("창원", "신규"), ("석문", "기존"), ("서산", "신규")]
    assert found(["단지명", "구분"], *others) == {"단지명": "name"}


def test_lot_beside_lat_is_a_longitude_where_its_cells_are():
    headings = ("단지명", "LAT", "LOT")
    assert found(headings, ["가", "36.123", "128.123"], ["나", "35.2", "127.567"])["LOT"] == "lon"
    assert found(headings, ["가", "36.123", "128"], ["나", "35.2", "12-3"])["LOT"] == "lot"


def test_the_detail_of_an_address_is_none():
    headings = ("지번주소", "상세주소")
    rows = [[address, "3층 301호"] for address in ADDRESSES]
    assert found(headings, *rows) == {"지번주소": "address"}


def test_a_column_of_codes_of_kinds_states_kinds():
    rows = [("창원", "1"), ("석문", "2"), ("서산", "4")]
    assert found(["DAN_NAME", "DANJI_TYPE"], *rows)["DANJI_TYPE"] == "kind"
    assert [kind_word(code) for code in ("1", "2", "3", "4", "5")] == [
        *("국가", "일반", "도시첨단", "농공"),
        None,
    ]


def test_numbers_of_rows_below_a_vague_heading_are_no_codes_of_kinds():
    assert found(["구분", "단지명"], ("1", "창원"), ("2", "석문"), ("3", "서산")) == {
        "단지명": "name"
    }


def test_kinds_may_be_stated_in_english():
    words = ("National", "general", "urban high-tech", "agro-industrial complex", "chemical")
    assert [kind_word(word) for word in words] == ["국가", "일반", "도시첨단", "농공", None]


def test_numbers_of_firms_are_no_names_of_firms():
    rows = [("창원", "3320"), ("석문", "228"), ("서산", "74")]
    assert found(["단지명", "입주업체"], *rows) == {"단지명": "name"}


def test_numbers_of_complexes_are_no_names_of_complexes():
    rows = [("경남", "3", "12"), ("전남", "5", "8"), ("충남", "4", "31")]
    assert found(["시도", "산업단지", "농공단지"], *rows) == {"시도": "sido"}


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["경남", "전남", "충남"], "sido"),
        (["창원시 성산구", "여수시", "당진시"], "sigungu"),
        (["경남 창원시", "전남", "충남 당진시"], "sigungu"),
        (ADDRESSES, "address"),
    ],
)
def test_a_column_of_places_is_what_its_cells_are(cells, role):
    rows = [(f"단지{number}", cell) for number, cell in enumerate(cells)]
    assert found(["단지명", "소재지"], *rows)["소재지"] == role


def test_a_column_beside_one_with_a_known_heading_comes_after_it():
    rows = [("창원시", "창원시"), ("여수시", "여수시"), ("당진시", "당진시")]
    roles = find_roles(["소재지", "SIGNGU_NM"], rows)
    assert roles.columns["sigungu"] == (1, 0)


def test_cells_that_parse_as_addresses_make_a_column_of_addresses():
    rows = [(number, text) for number, text in zip("123", ADDRESSES, strict=True)]
    roles = find_roles(["no", "어디"], rows)
    assert roles.columns == {"address": (1,)}
    assert roles.learned == {1}


def test_names_and_regions_are_learned_where_no_heading_tells():
    rows = [("창원국가산단", "경남"), ("여수산단", "전남"), ("석문일반산단", "충남")]
    assert found(["공단 이름은", "어디"], *rows) == {"공단 이름은": "name", "어디": "sido"}


def test_a_vague_word_below_an_unknown_heading_states_no_kind():
    assert found(["단지명", "형태"], ("창원", "일반"), ("석문", "일반")) == {"단지명": "name"}
    assert found(["단지명", "형태"], ("창원", "국가"), ("석문", "일반"))["형태"] == "kind"


def test_the_site_goes_before_the_office_and_the_road_before_the_lot():
    headings = ["본사주소", "공장주소(지번)", "공장주소(도로명)", "영문주소", "공장주소"]
    order = find_roles(headings, []).columns["address"]
    assert [headings[at] for at in order][:3] == ["공장주소(도로명)", "영문주소", "공장주소"]
    assert headings[order[-1]] == "본사주소"


def test_a_column_that_is_chosen_has_no_other_role_and_its_role_no_other_column():
    rows = [("가", "경남 창원시 성산구 공단로 474"), ("나", ADDRESSES[1])]
    roles = find_roles(["이름", "주소"], rows, {"name": 1})
    assert roles.columns == {"name": (1,)}
    assert "kind" not in find_roles(["유형"], [("국가",)], {"kind": None}).columns


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        (["경남", "", "전남"], "sido"),
        (["66-5", "12-1", "산3-1"], "lot"),
        (["4812312300100660005"], "pnu"),
        (["신촌동", "온산읍", "효문동"], "emd"),
        (["가나", "1", "경남"], ""),
        ([], ""),
    ],
)
def test_what_a_column_holds_is_what_most_of_its_cells_are(cells, what):
    assert held(cells) == what
