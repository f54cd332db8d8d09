"""Providers are asked where the local answer is none or coarse, and only then."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from geo.geocoding.online import Online
from geo.geocoding.providers.kakao import Kakao
from geo.geocoding.providers.keys import Key


@pytest.fixture
def kakao():
    """Kakao's address search on this machine, as it documents its answers; and what it was sent."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status, body = self.server.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = asked
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def online(kakao):
    key = Key("k" * 32, provider="kakao", variable="SANDAN_KAKAO_KEY")
    provider = Kakao(key, base_url=f"http://127.0.0.1:{kakao.server_port}")
    yield Online((provider,))
    provider.close()


def found(*names):
    documents = [
        {
            "address_name": f"경기 안성시 {name}",
            "place_name": name,
            "x": "127.2",
            "y": "37.0",
            "road_address_name": "",
            "address_type": "REGION_ADDR",
            "address": {"address_name": f"경기 안성시 {name}", "x": "127.2", "y": "37.0"},
            "road_address": None,
        }
        for name in names
    ]
    return 200, {"meta": {"total_count": len(documents), "is_end": True}, "documents": documents}


def test_a_good_local_answer_is_kept_and_nobody_is_asked(kakao, online, geocoder):
    local = geocoder.geocode("창원산단")
    assert online.better(local) is local
    assert kakao.asked == []


def test_where_nothing_is_known_the_provider_is_asked_and_named(kakao, online, geocoder):
    kakao.answer = found("볼빅")
    answer = online.better(geocoder.geocode("아무데나일반산업단지"))
    assert (answer.status, answer.method) == ("ok", "provider:kakao")
    assert (answer.lon, answer.lat) == (127.2, 37.0)
    assert answer.precision_km is None
    assert "저장" in answer.note("ko")


def test_several_finds_are_candidates(kakao, online, geocoder):
    kakao.answer = found("볼빅1", "볼빅2")
    answer = online.better(geocoder.geocode("아무데나일반산업단지"))
    assert (answer.status, answer.lon, len(answer.candidates)) == ("ambiguous", None, 2)


def test_a_provider_that_fails_is_said_and_asked_no_more(kakao, online, geocoder):
    kakao.answer = 401, {"errorType": "AccessDeniedError", "message": "cannot find appkey"}
    local = geocoder.geocode("아무데나일반산업단지")
    answer = online.better(local)
    assert answer.status == "none"
    assert "kakao" in answer.note("ko")
    times = len(kakao.asked)
    online.better(local)
    assert len(kakao.asked) == times
