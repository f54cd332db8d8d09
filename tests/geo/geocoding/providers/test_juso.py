"""Answers in the shape of Juso's guides (검색API, 좌표제공API); codes and names stand for any."""

import pytest

from geo.errors import ProviderAnswerError, ProviderKeyError, ProviderUnreachableError
from geo.geocoding.providers.protocol import Found

SEARCH, COORDINATES = "/addrlink/addrLinkApi.do", "/addrlink/addrCoordApi.do"
ROAD = "경상남도 창원시 성산구 공단로 474"
WHERE = {"rnMgtSn": "000000000000", "udrtYn": "0", "buldMnnm": "474", "buldSlno": "0"}
ADDRESS = {"roadAddr": ROAD, "jibunAddr": "…", "bdNm": "건물", "admCd": "0000000000", **WHERE}


def results(*juso, code="0"):
    common = {"errorMessage": "정상", "countPerPage": "5", "totalCount": "1", "errorCode": code}
    return {"results": {"common": common, "juso": list(juso) if code == "0" else None}}


def entrance(x, y):
    return {"admCd": "0000000000", **WHERE, "entX": x, "entY": y, "bdNm": "건물"}


def test_an_address_comes_with_its_entrance_in_degrees(service, ask, secrets):
    service.answers_at(SEARCH, results(ADDRESS))
    # The origin of EPSG:5179 is 127.5 E, 38 N by definition.
    service.answers_at(COORDINATES, results(entrance("1000000.0", "2000000.0")))
    assert ask("juso").search(ROAD) == (Found("건물", ROAD, 127.5, 38.0),)
    search, coordinates = service.asked
    assert search.params["keyword"] == ROAD
    assert WHERE.items() <= coordinates.params.items()
    assert {search.params["confmKey"], coordinates.params["confmKey"]} == set(secrets["juso"])


def test_a_key_for_the_search_alone_gives_addresses_without_points(service, ask):
    service.answers_at(SEARCH, results(ADDRESS, ADDRESS))
    service.answers_at(COORDINATES, results(code="E0001"))
    juso = ask("juso")
    assert juso.search(ROAD) == (Found("건물", ROAD, None, None),) * 2
    juso.search(ROAD)
    assert [asked.path for asked in service.asked].count(COORDINATES) == 1


@pytest.mark.parametrize("answer", [results(), results(entrance("", ""))])
def test_a_building_without_an_entrance_has_no_point(service, ask, answer):
    service.answers_at(SEARCH, results(ADDRESS))
    service.answers_at(COORDINATES, answer)
    assert ask("juso").search(ROAD) == (Found("건물", ROAD, None, None),)


@pytest.mark.parametrize("x", ["서쪽", "nan", "-7000000", "1e99"])
def test_an_entrance_outside_korea_is_not_taken_for_a_point(service, ask, x):
    service.answers_at(SEARCH, results(ADDRESS))
    service.answers_at(COORDINATES, results(entrance(x, "2000000.0")))
    with pytest.raises(ProviderAnswerError):
        ask("juso").search(ROAD)


@pytest.mark.parametrize("code", ["E0005", "E0006", "E0008", "E0010", "E0013", "E0015"])
def test_a_query_that_juso_cannot_take_finds_nothing(service, ask, code):
    service.answers(results(code=code))
    assert ask("juso").search("경남") == ()


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("E0001", ProviderKeyError),
        ("E0014", ProviderKeyError),
        ("-999", ProviderUnreachableError),
        ("E0099", ProviderAnswerError),
    ],
)
def test_an_error_in_the_answer_is_raised_with_its_code(service, ask, code, error):
    service.answers(results(code=code))
    with pytest.raises(error) as caught:
        ask("juso").search(ROAD)
    assert caught.value.code == code


def test_a_broken_coordinate_service_is_not_taken_for_a_missing_point(service, ask):
    service.answers_at(SEARCH, results(ADDRESS))
    service.answers_at(COORDINATES, results(code="-999"))
    with pytest.raises(ProviderUnreachableError):
        ask("juso").search(ROAD)
