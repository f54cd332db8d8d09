"""Answers in the shape of Kakao's reference (Local, errors); the point is of data/tables."""

import pytest

from geo.errors import ProviderAnswerError, ProviderKeyError, ProviderQuotaError
from geo.errors import ProviderUnreachableError as Unreachable
from geo.geocoding.providers.protocol import Found

ADDRESS, KEYWORD = "/v2/local/search/address.json", "/v2/local/search/keyword.json"
LON, LAT = 128.65302, 35.22157
META = {"total_count": 1, "pageable_count": 1, "is_end": True}
NOTHING = {"meta": {**META, "total_count": 0}, "documents": []}


def addresses(road_address):
    document = {
        "address_name": "경남 창원시 성산구 성주동",
        "address_type": "REGION_ADDR",
        "x": str(LON),
        "y": str(LAT),
        "address": {"address_name": "경남 창원시 성산구 성주동", "mountain_yn": "N"},
        "road_address": road_address,
    }
    return {"meta": META, "documents": [document]}


def test_an_address_is_found_with_its_building(service, ask):
    road = {"address_name": "경남 창원시 성산구 공단로 474", "building_name": "건물"}
    service.answers_at(ADDRESS, addresses(road))
    assert ask("kakao").search("공단로 474") == (
        Found("건물", "경남 창원시 성산구 공단로 474", LON, LAT),
    )


def test_an_address_without_a_road_keeps_its_lot(service, ask):
    service.answers_at(ADDRESS, addresses(None))
    (found,) = ask("kakao").search("성주동")
    assert found == Found("", "경남 창원시 성산구 성주동", LON, LAT)


def test_what_is_no_address_is_sought_by_keyword(service, ask, secrets):
    place = {
        "id": "1",
        "place_name": "창원국가산업단지",
        "address_name": "경남 창원시 성산구 성주동",
        "road_address_name": "",
        "x": str(LON),
        "y": str(LAT),
    }
    service.answers_at(ADDRESS, NOTHING)
    service.answers_at(KEYWORD, {"meta": META, "documents": [place]})
    found = ask("kakao").search("창원국가산업단지")
    assert found == (Found("창원국가산업단지", "경남 창원시 성산구 성주동", LON, LAT),)
    keys = {asked.headers["authorization"] for asked in service.asked}
    assert keys == {f"KakaoAK {secrets['kakao'][0]}"}


def test_what_neither_knows_is_not_found(service, ask):
    service.answers(NOTHING)
    assert ask("kakao").search("없는 곳") == ()


@pytest.mark.parametrize(
    ("status", "body", "error", "code"),
    [
        (
            401,
            {"errorType": "AccessDeniedError", "message": "cannot find appkey"},
            ProviderKeyError,
            "AccessDeniedError",
        ),
        (401, {"msg": "this access token does not exist", "code": -401}, ProviderKeyError, "-401"),
        (
            403,
            {"errorType": "NotAuthorizedError", "message": "disabled OPEN_MAP_AND_LOCAL service."},
            ProviderKeyError,
            "NotAuthorizedError",
        ),
        (400, {"msg": "API limit has been exceeded.", "code": -10}, ProviderQuotaError, "-10"),
        (
            429,
            {"errorType": "RequestThrottled", "message": "API limit has been exceeded."},
            ProviderQuotaError,
            "HTTP 429",
        ),
        (400, {"msg": "inner error", "code": -1}, Unreachable, "-1"),
        (
            400,
            {"errorType": "MissingParameter", "message": "query parameter required"},
            ProviderAnswerError,
            "MissingParameter",
        ),
        (404, b"<html>", ProviderAnswerError, "HTTP 404"),
    ],
)
def test_an_error_says_what_kakao_says(service, ask, status, body, error, code):
    service.answers(body, status=status)
    with pytest.raises(error) as caught:
        ask("kakao").search("공단로 474")
    assert caught.value.code == code
