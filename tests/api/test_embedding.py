"""A map within a page of another site: the frame, the code for it, and how sites find it."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import DEFAULT_DATA, Settings
from geo.messages import catalogue
from geo.store.atlas import load_atlas
from maps.scene import Scene
from maps.titles import attribution_of

ROOT = "http://testserver"
SCENE = Scene(load_atlas(DEFAULT_DATA))


def policy(answer):
    return answer.headers["content-security-policy"]


@pytest.mark.parametrize("name", SCENE.maps)
def test_a_frame_has_title_map_and_sources_but_no_tools(client, name):
    page = client.get(f"/embed/{name}?lang=ko").text
    assert "<h1>" in page
    told = attribution_of(SCENE, SCENE.drawn(name), catalogue("maps", "ko"))
    assert told.startswith("자료: ")
    assert told in unescape(page)
    assert f'href="../maps/{name}?lang=ko"' in page
    assert not re.search(r'data-keep=|class="drawer|class="languages"', page)


def test_the_sources_that_a_frame_names_are_those_of_most_facts_with_their_newest_date():
    told = attribution_of(SCENE, ["transformation"], catalogue("maps", "ko"))
    publishers = {source.publisher_ko for source in SCENE.atlas.sources.values()}
    first = told.removeprefix("자료: ").split(" 20")[0]
    assert first in publishers
    assert "경계: 통계청 SGIS" in told


def test_any_page_may_frame_the_embedded_map_and_none_the_others(client):
    assert policy(client.get("/embed/overview")).endswith("frame-ancestors *")
    for path in ("/maps/overview", "/?f=html", "/plan?f=html", "/regions/27?f=html"):
        assert policy(client.get(path)).endswith("frame-ancestors 'self'")


@pytest.mark.parametrize(
    ("listed", "allowed"),
    [(("https://a.go.kr", "https://*.b.kr"), "https://a.go.kr https://*.b.kr"), ((), "'none'")],
)
def test_the_operator_says_who_may_frame_it(data, listed, allowed):
    with TestClient(create_app(Settings(data=data, frame_ancestors=listed))) as client:
        assert policy(client.get("/embed/overview")).endswith(f"frame-ancestors {allowed}")


def test_a_page_to_frame_it_cannot_write_into_the_policy(monkeypatch):
    monkeypatch.setenv("SANDAN_FRAME_ANCESTORS", "https://a.kr, https://b.kr; script-src *")
    with pytest.raises(ValueError, match="frame_ancestors"):
        Settings()


def test_unusable_conditions_and_unknown_maps_are_refused(client):
    wrong = client.get("/embed/overview?region=xx&lang=en")
    assert (wrong.status_code, wrong.json()["parameter"]) == (400, "region")
    assert client.get("/embed/atlas").status_code == 404


def test_a_map_tells_other_sites_where_its_code_is(client):
    page = client.get("/maps/consortia?sector=조선&lang=ko").text
    found = dict(re.findall(r'type="([\w/+]+oembed)" href="([^"]+)"', page))
    assert found.keys() == {"application/json+oembed", "text/xml+oembed"}
    for url in map(unescape, found.values()):
        answer = client.get(url.removeprefix(".."))
        assert answer.status_code == 200
        assert "/embed/consortia?" in answer.text


def test_the_code_shows_the_same_view_and_has_a_title(client):
    url = f"{ROOT}/maps/overview?region=27&sector=%EC%A1%B0%EC%84%A0&lang=ko"
    made = client.get("/oembed", params={"url": url}).json()
    assert (made["version"], made["type"]) == ("1.0", "rich")
    src, title = re.search(r'src="([^"]+)" title="([^"]+)"', made["html"]).groups()
    assert title == made["title"] == "산업단지 연결망 – 산단 아틀라스"
    assert 'loading="lazy"' in made["html"]
    framed = urlsplit(unescape(src))
    assert framed.path == "/embed/overview"
    assert parse_qs(framed.query) == {"region": ["27"], "sector": ["조선"], "lang": ["ko"]}
    assert client.get(unescape(src)).status_code == 200


def test_xml_says_the_same_as_json(client):
    sent = {"url": f"{ROOT}/embed/transformation?lang=en"}
    as_xml = client.get("/oembed", params={**sent, "format": "xml"})
    assert as_xml.headers["content-type"] == "text/xml; charset=utf-8"
    root = ET.fromstring(as_xml.content)  # noqa: S314 - our own
    as_json = client.get("/oembed", params=sent).json()
    assert {one.tag: one.text for one in root} == {k: str(v) for k, v in as_json.items()}


def test_the_frame_is_no_larger_than_asked(client):
    sent = {"url": f"{ROOT}/maps/overview", "maxwidth": 400, "maxheight": 300}
    made = client.get("/oembed", params=sent).json()
    assert (made["width"], made["height"]) == (400, 300)
    assert 'width="400" height="300"' in made["html"]


@pytest.mark.parametrize(
    ("sent", "status", "parameter"),
    [
        ({"url": "http://elsewhere.kr/maps/overview"}, 404, "url"),
        ({"url": f"{ROOT}/maps/atlas"}, 404, "url"),
        ({"url": "http://[x/maps/overview"}, 404, "url"),
        ({}, 400, "url"),
        ({"url": f"{ROOT}/maps/overview?region=xx"}, 400, "region"),
        ({"url": f"{ROOT}/maps/overview", "format": "yaml"}, 406, "format"),
        ({"url": f"{ROOT}/maps/overview", "maxwidth": 0}, 400, "maxwidth"),
    ],
)
def test_what_cannot_be_embedded_is_told_why(client, sent, status, parameter):
    answer = client.get("/oembed", params=sent)
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)
