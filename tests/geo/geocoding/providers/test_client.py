"""What all providers do alike, shown on Kakao, whose shapes are the shortest."""

import gzip
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from geo.errors import ProviderAnswerError, ProviderQuotaError, ProviderUnreachableError
from geo.geocoding.providers.client import LONGEST_QUERY, Caller, askable

NOTHING = {"documents": []}
PLACE = "창원국가산업단지"
ONE_REQUEST = "/v2/local/search/address.json"


@pytest.fixture
def call(service, quick):
    """Make a caller whose pauses are written down and not waited for."""
    made = []

    def make(**limits):
        pauses = []
        made.append(Caller("kakao", service.url, [], replace(quick, **limits), pauses.append))
        return made[-1], pauses

    yield make
    for caller in made:
        caller.close()


def test_a_server_error_is_asked_again(service, ask):
    service.answers(b"oops", status=500)
    service.answers(NOTHING)
    assert ask("kakao").search(PLACE) == ()
    assert [asked.path for asked in service.asked][:2] == [ONE_REQUEST] * 2


def test_pauses_double_with_jitter_and_end(service, call):
    service.answers(status=503)
    caller, pauses = call(retries=4, first_pause_s=0.4, longest_pause_s=1, per_second=1e9)
    with pytest.raises(ProviderUnreachableError, match="HTTP 503"):
        caller.get("/", {})
    assert len(service.asked) == 5
    for pause, whole in zip(pauses, [0.4, 0.8, 1, 1], strict=True):
        assert whole / 2 <= pause <= whole


def test_the_pause_is_what_the_provider_asks_for(service, call):
    service.answers(status=429, headers={"Retry-After": "1"})
    service.answers(b"{}")
    caller, pauses = call(per_second=1e9)
    assert caller.get("/", {}).status == 200
    assert pauses == [1.0]


def test_a_date_to_come_back_at_is_waited_for(service, call):
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    service.answers(status=503, headers={"Retry-After": at})
    service.answers(b"{}")
    caller, pauses = call(longest_pause_s=30, per_second=1e9)
    caller.get("/", {})
    assert 15 < pauses[0] <= 20


@pytest.mark.parametrize("nonsense", ["soon", "-5", "1e3", "9" * 5000, "Mon, 99 Foo"])
def test_a_pause_that_says_nothing_is_passed_over(service, call, nonsense):
    service.answers(status=503, headers={"Retry-After": nonsense})
    service.answers(b"{}")
    caller, pauses = call(per_second=1e9)
    caller.get("/", {})
    assert len(pauses) == 1
    assert pauses[0] < 0.1


def test_a_provider_that_asks_for_an_hour_is_given_up_at_once(service, call):
    service.answers(status=429, headers={"Retry-After": "3600"})
    caller, pauses = call()
    with pytest.raises(ProviderQuotaError):
        caller.get("/", {})
    assert pauses == []
    assert len(service.asked) == 1


def test_a_silent_provider_is_given_up_in_time(service, ask, quick):
    service.answers(NOTHING, delay_s=30)
    provider = ask("kakao", replace(quick, timeout_s=0.1, retries=1))
    begin = time.monotonic()
    with pytest.raises(ProviderUnreachableError, match="ReadTimeout"):
        provider.search(PLACE)
    assert time.monotonic() - begin < 3
    assert len(service.asked) == 2


def test_a_provider_that_drips_is_given_up_in_time(service, ask, quick):
    service.answers(b" " * 1000, drip_s=0.02)
    provider = ask("kakao", replace(quick, timeout_s=0.2, retries=0))
    begin = time.monotonic()
    with pytest.raises(ProviderUnreachableError, match="ReadTimeout"):
        provider.search(PLACE)
    assert time.monotonic() - begin < 3


def test_no_network_is_said_as_such(ask):
    # Port 9 (discard) of this machine: nobody answers.
    with pytest.raises(ProviderUnreachableError, match="ConnectError"):
        ask("kakao", base_url="http://127.0.0.1:9").search(PLACE)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "JSON"),
        (b'{"documents": [', "JSON"),
        (b"<html><body>Sign in to this network</body></html>", "JSON"),
        (b"\xff\xfe\x00", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "JSON"),
        (b'{"documents": null}', "documents"),
        (b'{"documents": [{"address_name": "x", "x": "NaN", "y": "35"}]}', "documents.0.x"),
        (b'{"documents": [{"address_name": "x", "x": "128"}]}', "documents.0.y"),
    ],
)
def test_a_broken_answer_says_where_it_breaks(service, ask, body, code):
    service.answers(body)
    with pytest.raises(ProviderAnswerError) as caught:
        ask("kakao").search(PLACE)
    assert caught.value.code == code


def test_a_redirection_is_not_followed_with_the_key(service, ask):
    service.answers(status=302, headers={"Location": f"{service.url}/elsewhere"})
    with pytest.raises(ProviderAnswerError, match="HTTP 302"):
        ask("kakao").search(PLACE)
    assert len(service.asked) == 1


def test_an_answer_that_unpacks_to_a_flood_is_cut(service, ask, quick):
    flood = gzip.compress(b" " * 50_000_000 + b'{"documents": []}')
    service.answers(flood, headers={"Content-Encoding": "gzip"})
    with pytest.raises(ProviderAnswerError, match="JSON"):
        ask("kakao", replace(quick, timeout_s=20)).search(PLACE)


def test_an_answer_that_is_not_packed_as_it_says_is_no_answer(service, ask):
    service.answers(b"not gzip", headers={"Content-Encoding": "gzip"})
    with pytest.raises(ProviderUnreachableError, match="DecodingError"):
        ask("kakao").search(PLACE)


def test_requests_keep_their_distance(service, call):
    service.answers(b"{}")
    caller, pauses = call(per_second=2)
    for _ in range(3):
        caller.get("/", {})
    assert pauses == [pytest.approx(0.5, abs=0.2), pytest.approx(1.0, abs=0.2)]


def test_the_quota_of_the_run_counts_retries_too(service, ask, quick):
    service.answers(status=500)
    provider = ask("kakao", replace(quick, quota=2))
    with pytest.raises(ProviderQuotaError, match="quota=2"):
        provider.search(PLACE)
    assert len(service.asked) == 2


@pytest.mark.parametrize("name", ["vworld", "kakao", "naver", "juso"])
@pytest.mark.parametrize("query", ["", " \n\t", "산" * 100_000, "창원\ud800"])
def test_a_query_that_none_can_take_is_not_sent(service, ask, name, query):
    assert ask(name).search(query) == ()
    assert service.asked == []


def test_a_query_is_sent_composed_and_on_one_line():
    assert askable("  창원\r\n국가\x00산단 ") == "창원 국가 산단"
    assert askable("창원") == "창원"
    assert len(askable("가" * LONGEST_QUERY)) == LONGEST_QUERY


def test_signs_of_a_url_in_a_query_stay_in_it(service, ask):
    service.answers(NOTHING)
    ask("kakao").search("공단로&query=남동#1?")
    assert service.asked[0].params["query"] == "공단로&query=남동#1?"


@pytest.mark.parametrize("scheme", ["http://", ""])
def test_the_proxy_of_the_environment_is_gone_through(service, ask, secrets, monkeypatch, scheme):
    service.answers({"response": {"status": "NOT_FOUND"}})
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.delenv("no_proxy")
    monkeypatch.setenv("http_proxy", scheme + service.url.removeprefix("http://"))
    assert ask("vworld", base_url="http://vworld.invalid").search(PLACE) == ()
    assert service.asked[0].headers["host"] == "vworld.invalid"
    assert service.asked[0].params["key"] == secrets["vworld"][0]


def test_an_answer_in_another_coding_of_json_is_read(service, ask):
    service.answers(json.dumps({"documents": []}, indent=4).encode())
    assert ask("kakao").search(PLACE) == ()
