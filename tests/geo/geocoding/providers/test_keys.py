"""No key is told: drive every error, listen to every log, and look for it everywhere."""

import copy
import json
import logging
import pickle
import traceback
from dataclasses import asdict, dataclass, replace
from urllib.parse import quote

import pytest

from geo.errors import ProviderError, ProviderKeyError
from geo.geocoding.providers.keys import Key

NAMES = ("vworld", "kakao", "naver", "juso")
QUERY = "경상남도 창원시 성산구 공단로 474"
ERRORS_BY_BODY = {
    "vworld": [
        {"response": {"status": "ERROR", "error": {"code": code}}}
        for code in ("INVALID_KEY", "OVER_REQUEST_LIMIT", "SYSTEM_ERROR", "PARAM_REQUIRED", "{key}")
    ],
    "kakao": [{"documents": [{"address_name": "{key}", "x": "{key}", "y": 1}]}],
    "naver": [{"status": status} for status in ("INVALID_REQUEST", "SYSTEM_ERROR", "{key}")],
    "juso": [
        {"results": {"common": {"errorCode": code, "errorMessage": "{key}"}, "juso": None}}
        for code in ("E0001", "-999", "E0099", "{key}")
    ],
}
REFUSAL = {
    "errorType": "{key}",
    "error": {"errorCode": "{key}", "message": "{key}"},
    "message": "{key}",
}


@dataclass
class Holder:
    key: Key


@pytest.fixture
def heard():
    """Every record of every logger, at every level, as text and as arguments."""
    records = []

    class Ear(logging.Handler):
        def emit(self, record):
            records.append(f"{record.getMessage()} {record.msg!r} {record.args!r}")

    ear, root = Ear(level=0), logging.getLogger()
    before = root.level
    root.addHandler(ear)
    root.setLevel(1)
    yield records
    root.removeHandler(ear)
    root.setLevel(before)


def spellings(secret):
    return {secret, quote(secret), quote(secret, safe=""), secret.replace("/", r"\/")}


def assert_untold(secrets, *texts):
    for secret in secrets:
        for spelling in spellings(secret):
            for text in texts:
                assert spelling.lower() not in text.lower()


def everything_said_by(error):
    chain, seen = error, []
    while chain is not None:
        seen += [str(chain), repr(chain), repr(chain.args), repr(vars(chain))]
        chain = chain.__cause__ or chain.__context__
    seen += [error.text("ko"), error.text("en"), repr(pickle.dumps(error))]
    return [*seen, *traceback.format_exception(error)]


def with_key(body, secret):
    """Return the JSON of `body` as a server writes it that echoes what it was sent."""
    return json.dumps(body).replace("{key}", secret.replace("/", r"\/")).encode()


def troubles(name, secret):
    """Every way a service of this kind can fail, each with the key echoed."""
    url = f"http://127.0.0.1/?key={quote(secret, safe='')}"
    echo = {"Location": url, "X-Echo": secret}
    for body in ERRORS_BY_BODY[name]:
        yield {"body": with_key(body, secret)}
    for status in (302, 400, 401, 403, 404, 429, 500, 503):
        yield {"body": with_key(REFUSAL, secret), "status": status, "headers": echo}
    yield {"body": f"<html>{url}".encode(), "headers": echo}
    yield {"body": with_key({"{key}": "{key}"}, secret), "headers": echo}
    yield {"body": secret.encode(), "headers": {"Content-Encoding": "gzip"}}
    yield {"body": b"{}", "headers": {"Content-Length": "99", "X-Echo": secret}}
    yield {"body": b"{}", "headers": {"Bad": f"\x01{secret}"}}
    yield {"body": b"{}", "delay_s": 30}


@pytest.mark.parametrize("name", NAMES)
def test_no_failure_and_no_log_tells_a_key(service, ask, secrets, heard, quick, name):
    provider = ask(name, replace(quick, timeout_s=0.1, retries=1))
    kinds = set()
    for secret in secrets[name]:
        for trouble in troubles(name, secret):
            service.queue.clear()
            service.answers(**trouble)
            with pytest.raises(ProviderError) as caught:
                provider.search(QUERY)
            kinds.add(type(caught.value))
            assert caught.value.__cause__ is None
            assert caught.value.__context__ is None
            assert_untold(secrets[name], *everything_said_by(caught.value))
    assert len(kinds) == 4, "each kind of error has been driven"
    requests = [text for text in heard if "HTTP Request" in text]
    assert requests, "the client's log has been heard"
    assert not any("***" in text for text in requests), "the client itself never held the key"
    assert any("receive_response_headers" in text for text in heard)
    assert_untold(secrets[name], *heard)


@pytest.mark.parametrize("name", NAMES)
def test_no_connection_tells_no_key(ask, secrets, heard, name):
    provider = ask(name, base_url="http://127.0.0.1:9")
    with pytest.raises(ProviderError) as caught:
        provider.search(QUERY)
    assert_untold(secrets[name], *everything_said_by(caught.value), *heard, repr(provider))


def test_a_result_that_echoes_the_key_hides_it(service, ask, secrets):
    secret = secrets["juso"][0]
    common = {"errorCode": "0"}
    body = {"results": {"common": common, "juso": [{"roadAddr": "{key}", "bdNm": "공단"}]}}
    service.answers_at("/addrlink/addrLinkApi.do", with_key(body, secret))
    service.answers_at("/addrlink/addrCoordApi.do", {"results": {"common": {"errorCode": "E0001"}}})
    (found,) = ask("juso").search(QUERY)
    assert (found.name, found.address) == ("공단", "***")


def test_a_key_shows_its_variable_and_never_itself():
    key = Key(" 0123456789abcdef\n", provider="kakao", variable="SANDAN_KAKAO_KEY")
    holder = Holder(key)
    for text in (repr(key), str(key), f"{key}", f"{key!r:>20}", repr(holder), repr([key])):
        assert "SANDAN_KAKAO_KEY" in text
        assert "0123456789abcdef" not in text
    for write in (pickle.dumps, copy.deepcopy, asdict):
        with pytest.raises(TypeError) as caught:
            write(holder if write is asdict else key)
        assert "0123456789abcdef" not in str(caught.value)
    assert key.reveal() == "0123456789abcdef"


@pytest.mark.parametrize(
    "value", ["short", "열쇠열쇠열쇠열쇠", "two words here", "line\r\nX-Evil: 1", "x" * 201]
)
def test_what_cannot_be_a_key_is_refused_unsaid(value):
    with pytest.raises(ProviderKeyError, match="SANDAN_KAKAO_KEY") as caught:
        Key(value, provider="kakao", variable="SANDAN_KAKAO_KEY")
    assert_untold([value], *everything_said_by(caught.value))
