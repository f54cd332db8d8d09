"""What an operator is told of a server: ids, a line a request, metrics; and never a secret."""

import io
import json
import logging
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from api.keys import Keys
from api.log import ACCESS, AUDIT, configure
from api.settings import Settings

SECRET = "planted-secret-3141592653"  # noqa: S105 - a made-up one


@pytest.fixture(scope="module")
def app(data, tmp_path_factory):
    keys = tmp_path_factory.mktemp("keys") / "keys.json"
    return create_app(Settings(data=data, metrics="open", post="keys", keys=keys))


@pytest.fixture(scope="module")
def watched(app):
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def logged():
    """Log as JSON; gives what has been logged."""
    root, stream = logging.getLogger(), io.StringIO()
    before = [(one, one.level) for one in (root, ACCESS, AUDIT)], root.handlers[:]
    configure("json", stream)

    def lines():
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    yield lines
    root.handlers[:] = before[1]
    for one, level in before[0]:
        one.setLevel(level)


def metrics(client):
    told = client.get("/metrics")
    assert told.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(told.text)
    return {
        (one.name, *one.labels.values()): one.value for family in families for one in family.samples
    }


def test_a_request_keeps_the_id_that_it_brings(watched):
    answer = watched.get("/health/live", headers={"X-Request-Id": "proxy-1.a_B"})
    assert answer.headers["x-request-id"] == "proxy-1.a_B"


@pytest.mark.parametrize("brought", ["", "a b", "a" * 65, 'x"}', "é"])
def test_an_id_that_could_spoil_a_log_is_replaced(watched, brought):
    told = watched.get("/health/live", headers={"X-Request-Id": brought.encode()})
    assert re.fullmatch(r"[0-9a-f]{12}-[0-9a-f]+", told.headers["x-request-id"])


def test_each_answer_has_an_id_of_its_own_also_from_memory_and_errors(watched):
    paths = ("/conformance", "/conformance", "/nowhere", "/geocode")
    ids = [watched.get(path).headers["x-request-id"] for path in paths]
    assert len(set(ids)) == len(paths)


def test_requests_are_counted_by_route_and_never_by_what_stands_in_their_path(watched):
    for id_ in ("complexes", "districts", "nowhere"):
        watched.get(f"/collections/{id_}?f=json")
    told = metrics(watched)
    count = "http_request_duration_seconds_count"
    assert told[count, "GET", "/collections/{collection}", "200"] == 2
    assert told[count, "GET", "/collections/{collection}", "404"] == 1
    routes = {key[2] for key in told if key[0] == count}
    assert not [route for route in routes if "nowhere" in route]


def test_methods_and_addresses_that_are_made_up_share_a_series(watched):
    for method, path in (("BREW", "/"), ("GET", "/a/b"), ("GET", "/c/d")):
        watched.request(method, path)
    told = metrics(watched)
    assert told["http_request_duration_seconds_count", "GET", "-", "404"] >= 2
    assert not [key for key in told if "BREW" in key]


def test_metrics_tell_cache_queues_snapshot_and_memory(watched, app):
    watched.get("/collections/regions?f=json")
    watched.get("/collections/regions?f=json")
    told = metrics(watched)
    assert told["sandan_cache_hits_total",] >= 1
    assert told["sandan_cache_bytes",] == app.state.answers.size > 0
    assert told["sandan_queue_waiting", "jobs"] == 0
    version = app.state.sandan.snapshot.version
    assert any(key[0] == "sandan_snapshot_info" and version in key for key in told)
    assert told["process_resident_memory_bytes",] > 1_000_000


def test_a_request_is_logged_as_one_line_without_its_query(watched, logged):
    watched.get("/geocode", params={"q": "홍길동의 집"}, headers={"X-Request-Id": "log-1"})
    line = next(one for one in logged() if one["logger"] == "sandan.access")
    assert line["request_id"] == "log-1"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/geocode", 200)
    assert line["seconds"] > 0
    assert line["bytes"] > 0
    assert "홍길동" not in json.dumps(logged(), ensure_ascii=False)


def test_no_address_can_write_a_line_of_its_own(watched, logged):
    watched.get("/a%0A%7B%22level%22%3A%22forged%22%7D")
    assert {one["level"] for one in logged()} == {"info"}


def test_a_failure_is_logged_with_its_request_and_answered_with_its_id(app, watched, logged):
    @app.get("/fails")
    async def fails():
        raise RuntimeError(SECRET)

    answer = watched.get("/fails", headers={"X-Request-Id": "fail-1"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "fail-1")
    assert SECRET not in answer.text
    assert next(one for one in logged() if one["status"] == 500)["request_id"] == "fail-1"


def test_planted_secrets_are_in_no_log_and_no_answer(app, watched, monkeypatch, tmp_path):
    monkeypatch.setenv("SANDAN_VWORLD_KEY", SECRET)
    (tmp_path / "sandan_juso_key").write_text(f"{SECRET}-file", "utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("SANDAN_STORE", "postgresql://u:pass-of-a-database@db/atlas")
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    key = Keys(app.state.sandan.settings.keys).add("누구", ("metrics",))
    answers = []
    for form in ("text", "json"):
        stream = io.StringIO()
        configure(form, stream)
        try:
            logging.getLogger("any").error("asked %s", f"https://api.example/?key={SECRET}")
            logging.getLogger("any").error("failed", exc_info=RuntimeError(f"{SECRET}-file"))
            logging.getLogger("any").error("postgresql://u:pass-of-a-database@db/atlas")
            for header in ({"X-API-Key": key}, {"Authorization": f"Bearer {key}"}):
                answers.append(watched.post("/geocode", json={"rows": []}, headers=header))
                answers.append(watched.get("/nowhere", headers=header))
        finally:
            root.handlers[:] = before
        told = stream.getvalue()
        assert "***" in told
        assert SECRET not in told
        assert "-file" not in told
        assert "pass-of" not in told
        assert key.split("_", 2)[2] not in told
    assert {answer.status_code for answer in answers} == {403, 404}
    for answer in answers:
        assert key.split("_", 2)[2] not in answer.text + str(answer.headers)
