"""Every door gives the same answer: the application, the cache, the read without application."""

import http.client
import re
import socket
import threading
import time
import tracemalloc
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.testclient import TestClient

import api
from api.app import create_app
from api.cache import NOT_KEPT, VARYING, Answers
from api.coding import encode
from api.door import door
from api.ogc.direct import direct_reader
from api.served import Served
from api.settings import Settings
from geo.query.table import FeatureTable


@pytest.fixture(scope="module")
def server():
    """A real server on loopback: its port and the answers that it holds."""
    served = Served(Settings())
    served.state.prepare()
    answers = served.answers
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(
        uvicorn.Config(
            served,
            http=door(served, Settings()),
            log_level="error",
            server_header=False,
        )
    )
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    while not running.started:
        time.sleep(0.01)
    yield listener.getsockname()[1], answers
    running.should_exit = True
    thread.join(10)
    listener.close()


@pytest.fixture
def ask(server):
    """Ask on one connection; gives status, headers without date and id, and body."""
    port, _ = server
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def once(path, method="GET", **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        assert told.pop("date")
        assert told.pop("x-request-id")
        return answer.status, told, answer.read()

    yield once
    connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/?f=json",
        "/?lang=en",
        "/collections/complexes/items?f=json",
        "/collections/complexes/items?f=json&limit=3&crs=EPSG:5179",
        "/collections/complexes/items/changwon?f=html&lang=en",
        "/collections/complexes/tiles/WebMercatorQuad/7/49/109",
        "/maps/overview",
    ],
)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br", "zstd"])
def test_an_answer_from_memory_is_the_answer_itself(server, ask, path, coding):
    _, answers = server
    first = ask(path, Accept_Encoding=coding)
    before = len(answers)
    assert first[0] == 200
    assert ask(path, Accept_Encoding=coding) == first
    assert len(answers) == before > 0


def test_each_language_form_and_host_has_its_own_answer(ask):
    path = "/collections/complexes"
    korean, english = ask(path, Accept_Language="ko"), ask(path, Accept_Language="en")
    page = ask(path, Accept="text/html")
    elsewhere = ask(path, Host="atlas.example")
    bodies = {one[2] for one in (korean, english, page, elsewhere)}
    assert len(bodies) == 4
    assert b"http://atlas.example/" in elsewhere[2]
    assert ask(path, Accept_Language="en") == english


def test_readers_that_differ_in_their_program_alone_share_an_answer(server, ask):
    _, answers = server
    first = ask("/conformance", User_Agent="one", Referer="http://a.example/")
    held = len(answers)
    assert ask("/conformance", User_Agent="other") == first
    assert len(answers) == held


def test_who_has_an_answer_already_is_told_so_from_memory(ask):
    path = "/collections/districts/items?f=json"
    _, headers, _ = ask(path)
    for _ in range(2):
        status, told, body = ask(path, If_None_Match=headers["etag"])
        assert (status, body) == (304, b"")
        assert told["etag"] == headers["etag"]


def test_errors_and_what_must_not_be_stored_are_made_each_time(server, ask):
    _, answers = server
    held = len(answers)
    assert ask("/collections/nowhere/items")[0] == 404
    assert ask("/collections/complexes/items?limit=no")[0] == 400
    assert ask("/health")[0] == 200
    assert ask("/collections/complexes/items?f=json&limit=7", "HEAD")[0] == 200
    assert len(answers) == held


def test_an_answer_believed_of_a_proxy_is_not_given_to_others(ask):
    path = "/collections/regions"
    plain = ask(path)
    proxied = ask(path, X_Forwarded_Proto="https")
    assert b"https://127.0.0.1" in proxied[2]
    assert ask(path) == plain
    assert ask(path, X_Forwarded_Proto="https") == proxied


def test_requests_sent_together_are_answered_in_their_order(server, ask):
    port, _ = server
    one, other = "/collections/complexes/items/changwon?f=json", "/conformance?f=json"
    expected = [ask(one)[2], ask("/api", "GET")[2], ask(other)[2]]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        paths = (one, "/api", other)
        line.sendall(
            b"".join(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: identity\r\n"
                f"{'Connection: close' if path == other else 'X-Nothing: 1'}\r\n\r\n".encode()
                for path in paths
            )
        )
        said = b"".join(iter(lambda: line.recv(1 << 16), b""))
    places = [said.index(body) for body in expected]
    assert places == sorted(places)
    assert said.count(b"HTTP/1.1 200 OK") == 3


HEADERS = [(b"content-length", b"10"), (b"content-type", b"text/plain")]


def test_answers_asked_for_longest_ago_make_room():
    one = Answers()
    one.offer((b"/0",), 200, HEADERS, b"b" * 10)
    answers = Answers(most=5 * one.size)
    for number in range(10):
        answers.offer((b"/%d" % number,), 200, HEADERS, b"b" * 10)
        answers.get((b"/0",))
    assert len(answers) == 5
    assert answers.get((b"/0",)) is not None
    assert answers.get((b"/1",)) is None
    assert answers.get((b"/9",)) is not None


@pytest.mark.parametrize("long", ["address", "header"])
def test_the_cache_holds_no_more_than_it_may_with_its_keys_and_what_python_adds(long):
    answers = Answers(most=2_000_000)
    tracemalloc.start()
    for number in range(1_500):
        filler = b"x" * 15_000
        key = (
            (b"/?%b%d" % (filler, number), None)
            if long == "address"
            else (b"/", None, (b"accept", b"%b%d" % (filler, number)))
        )
        answers.offer(key, 200, list(HEADERS), b"body")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answers.size <= 2_000_000
    assert held <= 2_200_000


def test_small_answers_are_counted_with_what_python_adds():
    answers = Answers(most=2_000_000)
    tracemalloc.start()
    for number in range(5_000):
        headers = [(b"h%d" % n, b"v%d" % number) for n in range(12)]
        headers.append((b"content-length", b"4"))
        answers.offer((b"/%d" % number, None, (b"host", b"h")), 200, headers, b"body")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held <= 2_200_000


def test_every_header_that_the_server_reads_is_in_the_key_or_keeps_an_answer_from_it():
    """An answer that depended on another header would be given to the wrong reader."""
    reading = re.compile(
        r"""(?:request\.headers|Headers\(scope=scope\))\.(?:get|getlist)\(\s*"([\w-]+)\""""
    )
    read = {
        name.lower().encode()
        for path in Path(api.__file__).parent.rglob("*.py")
        for name in reading.findall(path.read_text("utf-8"))
    }
    assert {b"accept-language", b"accept-encoding", b"if-none-match", b"range"} <= read
    assert read <= VARYING | NOT_KEPT


TABLE = [
    "/?f=json",
    "/collections?lang=en",
    "/collections/complexes/items?f=json&limit=3",
    "/collections/complexes/items?f=json&bbox=126,35,128,37&sido=경기도",
    "/collections/complexes/items?f=json&limit=2&crs=EPSG:5179",
    "/collections/complexes/items/changwon",
    "/collections/complexes/items/changwon?f=json",
    "/collections/complexes/items/changwon?f=json&lang=ko",
    "/collections/complexes/items/changwon?f=json&crs=EPSG:5179",
    "/collections/complexes/items/changwon?f=html",
    "/collections/complexes/items/changwon?nothing=1",
    "/collections/complexes/items/창원",
    "/collections/regions/items/48",
    "/collections/facts/items/ledger-1",
    "/collections/districts/tiles/WebMercatorQuad/7/49/109",
    "/maps/overview?lang=en",
    "/conformance",
    "/nowhere",
    "/collections/complexes/items?limit=no",
]
"""Requests sent through every door."""


@pytest.mark.parametrize("coding", ["identity", "br"])
@pytest.mark.parametrize("path", TABLE)
def test_a_request_is_answered_with_the_same_bytes_through_every_door(
    server, ask, plain, path, coding
):
    port, _ = server
    sent = {"Accept-Encoding": coding, "Accept-Language": "en", "Host": f"127.0.0.1:{port}"}
    path = quote(path, safe="/?=&:,")
    told = [ask(path, **{name.replace("-", "_"): value for name, value in sent.items()})]
    told.append(ask(path, **{name.replace("-", "_"): value for name, value in sent.items()}))
    for _ in range(2):
        with plain.stream("GET", path, headers=sent) as answer:
            own = {"date", "x-request-id"}
            headers = {k: v for k, v in answer.headers.items() if k not in own}
            told.append((answer.status_code, headers, b"".join(answer.iter_raw())))
    assert told[1:] == told[:1] * 3


@pytest.fixture(scope="module")
def plain():
    """The application alone, as any ASGI server runs it."""
    with TestClient(create_app(Settings())) as client:
        client.headers.clear()
        yield client


@pytest.fixture(scope="module")
def direct():
    """What is read without the application, and the application itself."""
    app = create_app(Settings())
    state = app.state.sandan
    for layer in state.snapshot.layers.values():
        FeatureTable.of(layer).prepare()
    read = direct_reader(state)

    def both(path, headers=None):
        client = TestClient(app, headers=headers or {})
        request = client.build_request("GET", path)
        scope = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": request.url.path,
            "query_string": request.url.query,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "client": ("127.0.0.1", 1),
        }
        answer = client.send(request)
        del answer.headers["x-request-id"]
        return read(scope), answer

    return both


@pytest.mark.parametrize("coding", ["identity", "gzip", "br, gzip;q=0.5"])
@pytest.mark.parametrize(
    "query",
    [
        "f=json",
        "f=json&limit=2&offset=3",
        "f=json&limit=2&lang=en",
        "f=json&bbox=126,35,128,37",
        "bbox=126,35,128,37&sido=경기도&f=json",
        "sido=%EA%B2%BD%EA%B8%B0%EB%8F%84&limit=1",
        "f=json&kind=nothing",
    ],
)
def test_a_direct_read_is_what_the_application_answers(direct, query, coding):
    path = f"/collections/complexes/items?{query}"
    made, answer = direct(path, {"Accept-Encoding": coding})
    assert made.status_code == answer.status_code == 200
    assert dict(MutableHeaders(raw=made.raw_headers)) == dict(answer.headers)
    raw = (
        encode(answer.content, answer.headers["content-encoding"])
        if coding != "identity" and "content-encoding" in answer.headers
        else answer.content
    )
    assert made.body == raw


def test_a_direct_read_knows_what_the_reader_has(direct):
    path = "/collections/complexes/items?f=json&limit=5"
    _, answer = direct(path)
    made, again = direct(path, {"If-None-Match": answer.headers["etag"]})
    assert made.status_code == again.status_code == 304
    assert dict(MutableHeaders(raw=made.raw_headers)) == dict(again.headers)


@pytest.mark.parametrize(
    "path",
    [
        "/collections/complexes/items?f=html",
        "/collections/complexes/items?f=json&lang=fr",
        "/collections/complexes/items?f=json&limit=no",
        "/collections/complexes/items?f=json&bbox=1",
        "/collections/complexes/items?f=json&nothing=1",
        "/collections/complexes/items?f=json&area_km2=big",
        "/collections/complexes/items?f=json&filter=kind='national'",
        "/collections/complexes/items?f=json&crs=EPSG:5179",
        "/collections/nowhere/items?f=json",
        "/collections/complexes",
    ],
)
def test_what_is_not_plain_or_not_right_is_left_to_the_application(direct, path):
    made, answer = direct(path)
    assert made is None
    assert answer.status_code in {200, 400, 404}


def test_an_unprepared_layer_is_left_to_the_application(data):
    state = create_app(Settings(data=data)).state.sandan
    scope = {"path": "/collections/complexes/items", "query_string": b"", "headers": []}
    assert direct_reader(state)({**scope, "type": "http", "scheme": "http"}) is None
