import pytest

from geo.geocoding.address import parse_address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "경기도 안산시 단원구 원시동 773",
            {"sido": "경기도", "sigungu": "안산시 단원구", "emd": "원시동", "main_no": 773},
        ),
        (
            "경남 창원시 성산구 공단로 474",
            {"sido": "경남", "sigungu": "창원시 성산구", "road": "공단로", "main_no": 474},
        ),
        (
            "경기 안산시단원구 원시동 773-1번지",
            {"sigungu": "안산시 단원구", "emd": "원시동", "main_no": 773, "sub_no": 1},
        ),
        (
            "충청북도 청주시 흥덕구 오송읍 연제리 679",
            {"sigungu": "청주시 흥덕구", "emd": "오송읍", "ri": "연제리", "main_no": 679},
        ),
        (
            "전남 여수시 중흥동 산 1-2",
            {"emd": "중흥동", "mountain": True, "main_no": 1, "sub_no": 2},
        ),
        ("전남 여수시 중흥동 산12", {"emd": "중흥동", "mountain": True, "main_no": 12}),
        (
            "서울특별시 구로구 디지털로26길 123 (구로동)",
            {"sigungu": "구로구", "road": "디지털로26길", "main_no": 123},
        ),
        ("서울 금천구 가산디지털1로 168", {"road": "가산디지털1로", "main_no": 168}),
        ("경북 구미시 3공단1로 123-4", {"road": "3공단1로", "main_no": 123, "sub_no": 4}),
        ("전북 군산시 외항로522", {"road": "외항로", "main_no": 522}),
        ("서울 중구 세종대로 지하 2", {"road": "세종대로", "underground": True, "main_no": 2}),
        ("서울 종로구 종로1가 24", {"emd": "종로1가", "main_no": 24, "road": None}),
        ("울산 울주군 온산읍 온산로 101", {"emd": "온산읍", "road": "온산로", "main_no": 101}),
        ("부산광역시 강서구 녹산산업중로 333, 2층", {"road": "녹산산업중로", "rest": "2층"}),
        ("세종특별자치시 한누리대로 2130", {"sido": "세종특별자치시", "road": "한누리대로"}),
        ("강원특별자치도 동해시 구호동", {"sigungu": "동해시", "emd": "구호동", "main_no": None}),
        ("창원시 성산구", {"sido": None, "sigungu": "창원시 성산구", "emd": None}),
        ("경상북도 칠곡군 석적읍 중리 12", {"emd": "석적읍", "ri": "중리", "main_no": 12}),
    ],
)
def test_an_address_comes_apart(text, parts):
    found = parse_address(text)
    assert {name: getattr(found, name) for name in parts} == parts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("경남 창원시 성산구 공단로 474", "road"),
        ("경기도 안산시 단원구 원시동 773", "lot"),
        ("경기도 안산시 단원구 원시동", "area"),
        ("경기도 안산시", "area"),
    ],
)
def test_the_kind_of_an_address_is_told(text, kind):
    assert parse_address(text).kind == kind


@pytest.mark.parametrize(
    "text",
    ["", "   ", "창원국가산업단지", "12345", "😀", "\x00\x01", "가" * 100_000, "a-b-c", "(("],
)
def test_what_is_no_address_says_so_and_never_fails(text):
    assert not parse_address(text).says_anything
