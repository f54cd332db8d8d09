"""What describes the service is JSON for programs and a page for people."""

import re
from html import unescape
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from jinja2 import DictLoader, Environment

from api.settings import DEFAULT_DATA
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


DOCUMENTS = {
    "/catalogue": "자료 목록",
    "/catalogue/complexes": "산업단지: 목록 기록",
    "/collections/complexes/queryables": "산업단지: 거를 수 있는 속성",
    "/collections/complexes/schema": "산업단지: 스키마",
    "/collections/complexes/styles": "산업단지: 스타일",
    "/collections/complexes/tiles": "산업단지: 벡터 타일",
    "/collections/complexes/tiles/WebMercatorQuad": "산업단지: 벡터 타일",
    "/collections/complexes/tiles/WebMercatorQuad/tilejson.json": "산업단지: 벡터 타일",
    "/conformance": "따르는 표준",
    "/networks": "연결망",
    "/networks/consortia": "연결망",
    "/styles": "스타일",
    "/tileMatrixSets": "타일 격자",
    "/tileMatrixSets/WebMercatorQuad": "타일 격자",
}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_people_get_a_page_and_programs_json(client, path):
    for asked in ({"params": {"f": "html"}}, {"headers": {"accept": "text/html,*/*;q=0.8"}}):
        page = client.get(path, **asked)
        assert page.headers["content-type"].startswith("text/html")
        assert f"<h1>{DOCUMENTS[path]}</h1>" in page.text
    assert "json" in client.get(path).headers["content-type"]


@pytest.mark.parametrize(
    "path", [*DOCUMENTS, "/catalogue.jsonld", "/collections/regions/styles/sld"]
)
def test_an_unknown_form_is_406(client, path):
    answer = client.get(path, params={"f": "xml"})
    assert answer.status_code == 406
    assert (answer.json()["parameter"], answer.json()["value"]) == ("f", "xml")


def test_the_linked_catalogue_stays_linked_data_in_a_browser(client):
    answer = client.get("/catalogue.jsonld", headers={"accept": "text/html"})
    assert answer.headers["content-type"] == "application/ld+json"


def test_a_page_links_this_service_and_no_other(client):
    page = client.get("/catalogue/complexes?f=html").text
    assert 'href="http://testserver/collections/complexes/download?f=gpkg' in page
    assert page.count('href="http') == page.count('href="http://testserver/')


def test_every_description_is_asked_for_again_by_its_validator(client):
    for path in ("/?f=json", "/?f=html", *DOCUMENTS):
        known = {"if-none-match": client.get(path).headers["etag"]}
        assert client.get(path, headers=known).status_code == 304, path


def test_a_page_that_reads_otherwise_is_sent_anew_though_the_data_are_the_same(client, monkeypatch):
    before = client.get("/collections?f=html&lang=en").headers["etag"]
    other = Environment(loader=DictLoader({"collections.html": "new"}), autoescape=True)
    monkeypatch.setattr("api.html.environment", lambda: other)
    again = client.get("/collections?lang=en&f=html", headers={"if-none-match": before})
    assert (again.status_code, again.text) == (200, "new")


def test_the_catalogue_s_page_leads_to_each_record(client):
    page = client.get("/catalogue?f=html&lang=en").text
    for collection in LAYER_FILES:
        assert f'href="http://testserver/catalogue/{collection}"' in page
    assert "Industrial complexes</a>" in page


def test_people_search_the_catalogue_as_programs_do(client):
    asked = {"q": "대개조", "datetime": "2021", "bbox": "128,35,129.5,36", "sortby": "-updated"}
    found = [one["id"] for one in client.get("/catalogue", params=asked).json()["features"]]
    page = client.get("/catalogue", params={**asked, "f": "html"}).text
    shown = re.findall(r'href="http://testserver/catalogue/([^"?]+)"', page)
    assert shown == found
    assert 0 < len(found) < len(LAYER_FILES)
    assert 'value="대개조"' in page
    assert 'value="-updated" selected' in page


def test_the_pages_of_the_catalogue_follow_one_another(client):
    address, found = "http://testserver/catalogue?f=html&limit=10", []
    for _ in range(9):
        page = client.get(address).text
        found += re.findall(r'href="http://testserver/catalogue/([^"?]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if not following:
            break
        address = unescape(following[1])
    assert found == list(LAYER_FILES)


def test_a_record_s_page_leads_to_its_data_and_to_its_like(client):
    page = client.get("/catalogue/consortia?f=html").text
    leads = [unescape(href) for href in re.findall(r'href="([^"]+)"', page)]
    for part in ("layer.qlr", "download?f=gpkg", "consortia/items", "consortia/styles"):
        (found, *_) = (href for href in leads if part in href)
        assert client.get(urljoin("http://testserver/catalogue/consortia", found)).is_success
    word = next(href for href in leads if "q=" in href)
    alike = client.get(urljoin("http://testserver/catalogue/consortia", word)).text
    assert 'href="http://testserver/catalogue/consortia"' in alike


def test_the_page_of_styles_shows_each_symbol_and_leads_to_qgis(client):
    page = client.get("/collections/consortium-ties/styles?f=html").text
    style = ET.fromstring(client.get("/collections/consortium-ties/styles/qml").text)  # noqa: S314
    for category in style.findall(".//category"):
        if category.get("value"):
            assert f"<span>{category.get('label')}</span>" in page
    assert "collections/consortium-ties/layer.qlr" in page
    every = client.get("/styles?f=html").text
    for collection in LAYER_FILES:
        assert f"collections/{collection}/styles?f=html" in every


def test_a_mistake_in_the_filter_form_is_told_on_a_page(client):
    asked = {"f": "html", "filter": "kind = "}
    for lang, word in (
        ("ko", "요청에 답할 수 없습니다"),
        ("en", "This request cannot be answered"),
    ):
        page = client.get("/collections/complexes/items", params={**asked, "lang": lang})
        assert page.status_code == 400
        assert page.headers["content-type"].startswith("text/html")
        assert word in page.text
        assert page.headers["content-language"] == lang
    lost = client.get("/collections/%3Cb%3E", headers={"accept": "text/html,*/*"})
    assert lost.status_code == 404
    assert "&lt;b&gt;" in lost.text
    program = client.get("/collections/nothing", headers={"accept": "application/json"})
    assert program.headers["content-type"] == "application/problem+json"


def test_the_networks_are_found_from_the_landing_page(client):
    links = client.get("/?f=json").json()["links"]
    (found,) = [one for one in links if one.get("title") == "연결망"]
    assert client.get(found["href"]).json()["networks"][0]["id"] == "consortia"
