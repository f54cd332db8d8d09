"""Requests made to harm: too long, too slow, too many, under false names. Others notice nothing."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.hosts import Hosts
from api.settings import Settings

pytestmark = pytest.mark.process
LIMITS = {
    "SANDAN_HEAD_SECONDS": "2",
    "SANDAN_BODY_SECONDS": "3",
    "SANDAN_MAX_CONNECTIONS": "40",
    "SANDAN_MAX_BODY": "100000",
    "SANDAN_LANG": "en",
}


@pytest.fixture(scope="module")
def port(serve, data):
    return int(serve(data, **LIMITS).rpartition(":")[2])


@pytest.fixture
def line(port):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        yield line


def get(path="/", more="", host="Host: localhost\r\n"):
    return f"GET {path} HTTP/1.1\r\n{host}{more}\r\n".encode()


def status(line):
    """The status of the next answer, and all that was said."""
    answer = http.client.HTTPResponse(line)
    answer.begin()
    return answer.status, str(answer.headers).encode() + answer.read()


def light(port):
    """Seconds that an easy request takes."""
    begin = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/health/live")
    assert connection.getresponse().read() == b'{"status":"ok"}'
    connection.close()
    return time.perf_counter() - begin


@pytest.mark.parametrize(
    ("sent", "expected", "told"),
    [
        (get("/" + "a" * 16_384), 414, "16,384"),
        (get("/?filter=" + "%20" * 6_000), 414, "16,384"),
        (get(more=f"X-Long: {'a' * 33_000}\r\n"), 431, "32,768"),
        (get(more="X-Many: 1\r\n" * 200), 431, "32,768"),
        (get(more=f"Accept-Language: ko\r\nX-Long: {'a' * 33_000}\r\n"), 431, "바이트까지"),
    ],
    ids=["path", "query", "header", "headers", "korean"],
)
def test_what_is_too_long_is_refused_and_told_the_limit(line, sent, expected, told):
    line.sendall(sent)
    code, said = status(line)
    assert code == expected
    assert b"application/problem+json" in said
    assert told in said.decode()


def test_what_is_just_short_enough_is_answered(line):
    path = "/health/live?"
    line.sendall(get(path + "a" * (16_384 - len(path)), more=f"X-Long: {'a' * 16_000}\r\n"))
    assert status(line)[0] == 200


@pytest.mark.parametrize("beginning", [b"GET /", b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "])
def test_an_address_or_a_header_without_end_is_cut_off_and_nobody_waits(port, line, beginning):
    line.sendall(beginning)
    sent, slowest = 0, 0.0
    line.settimeout(0.2)
    try:
        while sent < 64_000_000:
            sent += line.send(b"a" * 65_536)
            slowest = max(slowest, light(port))
    except OSError:
        pass
    assert sent < 4_000_000
    assert slowest < 2


@pytest.mark.parametrize(
    "host",
    ["", "Host: a.kr\r\nHost: b.kr\r\n", "Host: a.kr/x\r\n", "Host: u@a.kr\r\n", "Host: \r\n"],
    ids=["none", "two", "path", "user", "empty"],
)
def test_a_request_names_one_host(line, host):
    line.sendall(get("/collections/complexes/items?f=json&limit=1", host=host))
    code, said = status(line)
    assert code == 400
    assert b"Host" in said


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: lo"], ids=["nothing", "half"])
def test_who_does_not_end_a_head_is_told_so_and_let_go(line, sent):
    line.sendall(sent)
    begin = time.monotonic()
    assert status(line)[0] == 408
    assert line.recv(10) == b""
    assert time.monotonic() - begin < 8


def test_who_sends_a_body_too_slowly_is_let_go(line):
    line.sendall(
        b"POST /geocode HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
        b"Content-Type: application/json\r\n\r\n{"
    )
    begin = time.monotonic()
    assert status(line)[0] == 408
    assert time.monotonic() - begin < 10


def test_a_body_that_says_that_it_is_too_long_is_refused_before_it_is_sent(line):
    line.sendall(b"POST /geocode HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n")
    code, said = status(line)
    assert code == 413
    assert b"0.1 MB" in said


def test_connections_past_the_limit_are_told_to_come_again(port):
    held = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(45)]
    try:
        answers = []
        for one in held[-3:]:
            code, said = status(one)
            answers.append((code, b"retry-after: 5" in said.lower()))
        assert answers == [(503, True)] * 3
    finally:
        for one in held:
            one.close()
    time.sleep(0.5)
    assert light(port) < 5


def test_a_thousand_connections_are_answered_and_held_while_others_ask(serve, data):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 4_000:
        pytest.skip("the system allows too few files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 4_000), hard))
    port = int(serve(data, SANDAN_IDLE_SECONDS="300").rpartition(":")[2])
    with ExitStack() as held:
        lines = [
            held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=120))
            for _ in range(1_000)
        ]
        for line in lines:
            line.sendall(get("/collections/complexes/items?f=json&limit=2"))
        assert {status(line)[0] for line in lines} == {200}
        assert min(light(port) for _ in range(20)) < 0.5
        for line in lines[::100]:
            line.sendall(get("/health/live"))
            assert status(line)[0] == 200


def test_a_server_that_is_told_to_stop_does_not_wait_for_half_a_request(data):
    process = subprocess.Popen(  # noqa: S603
        [str(Path(sys.executable).with_name("sandan")), "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SANDAN_DATA": str(data)},
    )
    port = int(re.search(r":(\d+)/", process.stdout.readline())[1])
    halves = (
        b"GET / HTTP/1.1\r\n",
        b"POST /geocode HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{",
    )
    lines = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in halves]
    for line, half in zip(lines, halves, strict=True):
        line.sendall(half)
    time.sleep(0.5)
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=30)
    assert time.monotonic() - begin < 10
    assert "Traceback" not in told
    for line in lines:
        line.close()


@pytest.mark.parametrize(
    ("allowed", "host", "taken"),
    [
        ("*", b"anything.kr:80", True),
        ("*", b"[::1]:8000", True),
        ("atlas.go.kr", b"atlas.go.kr", True),
        ("atlas.go.kr", b"ATLAS.go.kr.:8000", True),
        ("atlas.go.kr", b"evil.kr", False),
        ("atlas.go.kr", b"atlas.go.kr.evil.kr", False),
        ("*.go.kr", b"a.b.go.kr", True),
        ("*.go.kr", b"go.kr", False),
        ("*.go.kr", b"evilgo.kr", False),
        ("*", b"a.kr:999999", False),
        ("*", b"a b", False),
        ("*", b"a\xff", False),
    ],
)
def test_only_allowed_names_are_believed(allowed, host, taken):
    assert Hosts([allowed]).allow([(b"host", host)]) is taken


def test_links_and_redirects_never_name_a_host_that_is_not_allowed(data):
    app = create_app(Settings(data=data, allowed_hosts=("atlas.go.kr",)))
    with TestClient(app, base_url="http://evil.kr") as client:
        for path in ("/", "/sitemap.xml", "/collections/", "/collections/complexes/items"):
            answer = client.get(path, follow_redirects=False)
            assert answer.status_code == 400
            assert "atlas.go.kr" in answer.json()["detail"]
    with TestClient(app, base_url="http://atlas.go.kr") as client:
        assert client.get("/sitemap.xml").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/?f=json", "/maps/overview", "/embed/overview", "/maps/overview.html", "/plan"),
        *("/collections/complexes/items?f=json", "/collections/complexes/items?f=html"),
        *("/nowhere", "/geocode", "/health", "/sitemap.xml", "/static/js/map.js", "/charts"),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_answer_tells_browsers_what_to_refuse(client, path, accept):
    headers = client.get(path, headers={"Accept": accept}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    if headers["content-type"].startswith("text/html"):
        policy = headers["content-security-policy"]
        assert all(f"{name} " in policy for name in ("base-uri", "form-action", "frame-ancestors"))
        assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.fixture(scope="module")
def client(data):
    with TestClient(create_app(Settings(data=data))) as client:
        yield client
