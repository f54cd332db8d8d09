"""Text is sent in the coding that a reader ranks highest; HEAD is answered wherever GET is."""

import gzip
import sys

import brotli
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import StreamingResponse
from starlette.testclient import TestClient

from api.coding import CODINGS, Kept, encode, preferred
from api.middleware import ContentCoding, HeadAsGet

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DECODE = {"zstd": zstd.decompress, "br": brotli.decompress, "gzip": gzip.decompress}
ITEMS = "/collections/complexes/items"
LONG = b'{"name":"' + "산업단지 ".encode() * 9000 + b'"}'


def raw(client, path, accept, method="GET", **headers):
    """Return an answer and its bytes as they travel."""
    # With an id of its own each answer would differ.
    headers = {"accept-encoding": accept, "x-request-id": "asked", **headers}
    with client.stream(method, path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", None),
        ("identity", None),
        ("deflate, compress", None),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP ; Q=0.5", "gzip"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.9, zstd;q=0.8", "gzip"),
        ("br;q=0.001", "br"),
        ("gzip;q=0, br;q=0, zstd;q=0", None),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "br"),
        ("*;q=0", None),
        ("gzip;q=0.5, identity", None),
        ("identity;q=0.5, gzip;q=0.6", "gzip"),
        ("gzip;q=nan, br;q=-1, zstd;q=2", None),
        (",;=,q=1,\t", None),
    ],
)
def test_the_coding_that_is_ranked_highest_is_taken(header, coding):
    assert preferred(header) == coding


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("path", [ITEMS, "/?f=html", "/api", "/static/basemap/korea.topojson"])
def test_every_coding_decodes_to_the_same_bytes(client, path, coding):
    plain, expected = raw(client, path, "identity")
    assert "content-encoding" not in plain.headers
    answer, body = raw(client, path, coding)
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["content-length"] == str(len(body))
    assert len(body) < len(expected) / 2
    assert DECODE[coding](body) == expected
    for one in (plain, answer):
        assert "Accept-Encoding" in one.headers["vary"]


def test_a_refused_coding_is_not_sent(client):
    answer, body = raw(client, ITEMS, "gzip;q=0, br;q=0")
    assert "content-encoding" not in answer.headers
    assert body.startswith(b"{")
    answer, body = raw(client, ITEMS, "gzip;q=0.2, br;q=0, zstd;q=0.1")
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("coding", CODINGS)
def test_a_validator_fits_every_coding_and_304_has_no_body(client, coding):
    etag = raw(client, ITEMS, coding)[0].headers["etag"]
    assert etag.startswith('W/"')
    again, body = raw(client, ITEMS, "gzip", **{"if-none-match": etag})
    assert (again.status_code, body) == (304, b"")
    assert "content-encoding" not in again.headers
    assert "Accept-Encoding" in again.headers["vary"]


def test_the_languages_stay_in_vary(client):
    vary = raw(client, "/?f=html", "br")[0].headers["vary"]
    assert vary == "Accept, Accept-Language, Accept-Encoding, Origin"


def test_short_answers_and_files_that_are_compressed_already_are_sent_as_they_are(client):
    for path in ("/health", "/static/fonts/AtlasSans-Regular.woff2"):
        answer, _ = raw(client, path, "gzip, br, zstd")
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("coding", CODINGS)
def test_a_body_that_stays_is_made_smaller_after_the_first_reader(data, coding):
    body = (data / "complexes.geojson").read_bytes()
    kept = Kept.of([body, b"short"])
    assert kept.holds(body)
    assert not kept.holds(b"short")
    assert kept.get(body, coding) is None
    quick = kept.make(body, coding)
    kept.improve(body, coding)
    best = kept.get(body, coding)
    assert len(best) <= len(quick) < len(body) / 5
    assert DECODE[coding](best) == body
    assert kept.make(body, coding) is kept.get(body, coding)


@pytest.mark.parametrize("coding", CODINGS)
def test_the_same_body_gives_the_same_bytes(coding):
    assert encode(LONG, coding) == encode(LONG, coding)


@pytest.fixture(scope="module")
def small():
    """A server with answers of the kinds that the atlas does not have yet."""
    app = FastAPI()
    app.add_middleware(HeadAsGet)
    app.add_middleware(ContentCoding, kept=Kept.of([]))
    app.state.pieces = 0

    @app.get("/kind")
    def kind(media: str):
        return Response(LONG, media_type=media, headers={"ETag": '"strong"'})

    @app.get("/stream")
    def stream(pieces: int = 3):
        def made():
            for _ in range(pieces):
                app.state.pieces += 1
                yield LONG

        return StreamingResponse(made(), media_type="application/geo+json-seq")

    @app.get("/part")
    def part():
        headers = {"Content-Range": f"bytes 0-{len(LONG) - 1}/*"}
        return Response(LONG, 206, media_type="application/json", headers=headers)

    @app.get("/coded")
    def coded():
        headers = {"Content-Encoding": "gzip"}
        return Response(gzip.compress(LONG), media_type="text/plain", headers=headers)

    @app.get("/broken")
    def broken():
        raise RuntimeError

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("media", "text"),
    [
        ("application/geo+json", True),
        ("application/vnd.oai.openapi+json;version=3.0", True),
        ("application/vnd.google-earth.kml+xml", True),
        ("application/gml+xml; version=3.2", True),
        ("application/x-ndjson", True),
        ("text/csv; charset=utf-8", True),
        ("image/svg+xml", True),
        ("application/geopackage+sqlite3", False),
        ("application/vnd.apache.parquet", False),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", False),
        ("application/vnd.mapbox-vector-tile", False),
        ("application/zip", False),
        ("image/png", False),
        ("text/event-stream", False),
    ],
)
def test_only_text_is_coded(small, media, text):
    answer, body = raw(small, f"/kind?media={media.replace('+', '%2B')}", "br")
    assert ("content-encoding" in answer.headers) is text
    assert ("vary" in answer.headers) is text
    assert (DECODE["br"](body) if text else body) == LONG
    assert answer.headers["etag"] == ('W/"strong"' if text else '"strong"')


@pytest.mark.parametrize("coding", CODINGS)
def test_content_that_comes_in_pieces_is_coded_in_pieces(small, coding):
    answer, body = raw(small, "/stream", coding)
    assert answer.headers["content-encoding"] == coding
    assert "content-length" not in answer.headers
    assert DECODE[coding](body) == LONG * 3


def test_a_part_and_what_is_coded_already_are_left_alone(small):
    answer, body = raw(small, "/part", "br")
    assert (answer.status_code, body) == (206, LONG)
    assert "content-encoding" not in answer.headers
    answer, body = raw(small, "/coded", "br")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == LONG


PATHS = [
    "/",
    "/api",
    "/health",
    "/maps/overview",
    "/collections",
    "/collections/complexes",
    ITEMS,
    f"{ITEMS}/changwon",
    "/geocode?q=x",
    "/reverse?lon=1&lat=1",
    "/collections/none",
    "/nothing",
    "/static/basemap/korea.topojson",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["identity", "gzip"])
def test_head_has_the_status_and_headers_of_get_and_no_content(client, path, accept):
    get, _ = raw(client, path, accept)
    head, body = raw(client, path, accept, "HEAD")
    assert (head.status_code, body) == (get.status_code, b"")
    # RFC 9110 §9.3.2: what only making the content tells may be left out.
    coded = "content-encoding" in get.headers
    left_out = {"content-length"} if coded else set()
    assert {**get.headers, **head.headers} == dict(get.headers)
    assert get.headers.keys() - head.headers.keys() == left_out


def test_head_does_not_make_a_stream_to_its_end(small):
    before = small.app.state.pieces
    head, body = raw(small, "/stream?pieces=100000", "br", "HEAD")
    assert (head.status_code, body) == (200, b"")
    assert head.headers["content-encoding"] == "br"
    assert small.app.state.pieces - before < 1000


def test_head_of_what_has_no_get_is_405(client):
    assert client.head("/geocode").status_code == 400
    answer = client.request("DELETE", "/health")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


def test_an_error_on_the_way_is_an_answer(small):
    assert small.get("/broken").status_code == 500
    assert small.head("/broken").status_code == 500
