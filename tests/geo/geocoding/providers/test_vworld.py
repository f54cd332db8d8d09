"""Answers in the shape of VWorld's guides (geocoder, search 2.0); the point is of data/tables."""

import pytest

from geo.errors import (
    ProviderAnswerError,
    ProviderKeyError,
    ProviderQuotaError,
    ProviderUnreachableError,
)
from geo.geocoding.providers.protocol import Found

ROAD = "경상남도 창원시 성산구 공단로 474"
LON, LAT = 128.65302, 35.22157


def response(status, **more):
    service = {"name": "address", "version": "2.0", "operation": "getcoord", "time": "8(ms)"}
    return {"response": {"service": service, "status": status, **more}}


GEOCODED = response(
    "OK",
    refined={"text": ROAD, "structure": {"level0": "대한민국", "level1": "경상남도"}},
    result={"crs": "EPSG:4326", "point": {"x": str(LON), "y": str(LAT)}},
)
PLACES = response(
    "OK",
    record={"total": "1", "current": "1"},
    page={"total": "1", "current": "1", "size": "10"},
    result={
        "crs": "EPSG:4326",
        "type": "place",
        "items": [
            {
                "id": "1",
                "title": "창원국가산업단지",
                "category": "",
                "address": {"road": "", "parcel": "경상남도 창원시 성산구 성주동"},
                "point": {"x": str(LON), "y": str(LAT)},
            }
        ],
    },
)


def fault(code):
    return response("ERROR", error={"level": "1", "code": code, "text": "…"})


def test_a_road_address_is_geocoded(service, ask):
    service.answers_at("/req/address", GEOCODED)
    assert ask("vworld").search(ROAD) == (Found("", ROAD, LON, LAT),)
    (asked,) = service.asked
    assert asked.params["type"] == "ROAD"
    assert asked.params["address"] == ROAD
    assert asked.params["request"] == "getcoord"


def test_a_lot_address_is_asked_for_as_a_parcel(service, ask):
    service.answers_at("/req/address", GEOCODED)
    ask("vworld").search("경기도 안산시 단원구 원시동 773")
    assert service.asked[0].params["type"] == "PARCEL"


def test_a_name_is_sought_among_places(service, ask):
    service.answers_at("/req/search", PLACES)
    found = ask("vworld").search("창원국가산업단지")
    assert found == (Found("창원국가산업단지", "경상남도 창원시 성산구 성주동", LON, LAT),)


def test_an_address_that_the_geocoder_lacks_is_sought_among_places(service, ask):
    service.answers_at("/req/address", response("NOT_FOUND"))
    service.answers_at("/req/search", response("NOT_FOUND"))
    assert ask("vworld").search(ROAD) == ()
    assert [asked.path for asked in service.asked] == ["/req/address", "/req/search"]


@pytest.mark.parametrize("code", ["INVALID_KEY", "INCORRECT_KEY", "UNAVAILABLE_KEY"])
def test_a_refused_key_names_the_variable_to_mend(service, ask, code):
    service.answers(fault(code))
    with pytest.raises(ProviderKeyError, match="SANDAN_VWORLD_KEY") as caught:
        ask("vworld").search(ROAD)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("OVER_REQUEST_LIMIT", ProviderQuotaError),
        ("SYSTEM_ERROR", ProviderUnreachableError),
        ("UNKNOWN_ERROR", ProviderUnreachableError),
        ("PARAM_REQUIRED", ProviderAnswerError),
        ("INVALID_RANGE", ProviderAnswerError),
    ],
)
def test_an_error_in_the_answer_is_raised_with_its_code(service, ask, code, error):
    service.answers(fault(code))
    with pytest.raises(error) as caught:
        ask("vworld").search(ROAD)
    assert caught.value.code == code
    assert len(service.asked) == 1


def test_swapped_axes_are_not_taken_for_a_point(service, ask):
    point = {"x": str(LAT), "y": str(LON)}
    item = PLACES["response"]["result"]["items"][0] | {"point": point}
    service.answers_at("/req/address", response("OK", result={"point": point}))
    service.answers_at("/req/search", response("OK", result={"items": [item]}))
    for query in (ROAD, "창원국가산업단지"):
        with pytest.raises(ProviderAnswerError, match=str(LAT)):
            ask("vworld").search(query)


def test_a_place_beyond_the_south_is_left_out(service, ask):
    south = PLACES["response"]["result"]["items"][0]
    beyond = south | {"title": "북쪽", "point": {"x": "127", "y": "43"}}
    service.answers(response("OK", result={"items": [beyond, south]}))
    assert [found.name for found in ask("vworld").search("창원국가산업단지")] == [
        "창원국가산업단지"
    ]
