"""Answers in the shape of NAVER Cloud's reference (Maps); the point is of data/tables."""

import pytest

from geo.errors import ProviderAnswerError, ProviderKeyError, ProviderQuotaError
from geo.errors import ProviderUnreachableError as Unreachable
from geo.geocoding.providers.protocol import Found

LON, LAT = 128.65302, 35.22157
ROAD, LOT = "경상남도 창원시 성산구 공단로 474", "경상남도 창원시 성산구 성주동"


def answer(*addresses, status="OK"):
    meta = {"totalCount": len(addresses), "page": 1, "count": len(addresses)}
    return {"status": status, "meta": meta, "addresses": addresses, "errorMessage": ""}


def address(**changes):
    building = {"types": ["BUILDING_NAME"], "longName": "건물", "shortName": "", "code": ""}
    usual = {
        "roadAddress": ROAD,
        "jibunAddress": LOT,
        "englishAddress": "",
        "addressElements": [{"types": ["SIDO"], "longName": "경상남도"}, building],
        "x": str(LON),
        "y": str(LAT),
        "distance": 0.0,
    }
    return usual | changes


def gateway(code, message):
    return {"error": {"errorCode": code, "message": message, "details": "…"}}


def test_an_address_is_found_with_its_building(service, ask, secrets):
    service.answers_at("/map-geocode/v2/geocode", answer(address()))
    assert ask("naver").search(ROAD) == (Found("건물", ROAD, LON, LAT),)
    (asked,) = service.asked
    sent = asked.headers["x-ncp-apigw-api-key-id"], asked.headers["x-ncp-apigw-api-key"]
    assert sent == secrets["naver"]


def test_an_address_without_a_road_keeps_its_lot(service, ask):
    service.answers(answer(address(roadAddress="", addressElements=[])))
    assert ask("naver").search(LOT) == (Found("", LOT, LON, LAT),)


def test_what_is_not_known_is_not_found(service, ask):
    service.answers(answer())
    assert ask("naver").search("없는 곳") == ()


@pytest.mark.parametrize(
    ("status", "body", "error", "code"),
    [
        (401, gateway("200", "Authentication Failed"), ProviderKeyError, "HTTP 401, 200"),
        (401, gateway("210", "Permission Denied"), ProviderKeyError, "HTTP 401, 210"),
        (429, gateway("400", "Quota Exceeded"), ProviderQuotaError, "HTTP 429"),
        (404, gateway("300", "Not Found Exception"), ProviderAnswerError, "HTTP 404, 300"),
        (503, gateway("500", "Endpoint Error"), Unreachable, "HTTP 503"),
        (200, answer(status="INVALID_REQUEST"), ProviderAnswerError, "INVALID_REQUEST"),
        (200, answer(status="SYSTEM_ERROR"), Unreachable, "SYSTEM_ERROR"),
    ],
)
def test_an_error_says_what_naver_says(service, ask, status, body, error, code):
    service.answers(body, status=status)
    with pytest.raises(error) as caught:
        ask("naver").search(ROAD)
    assert caught.value.code == code
