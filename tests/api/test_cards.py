"""The picture that other sites show for a page."""

import io
import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from PIL import Image

from maps.card import HEIGHT, WIDTH

PAGES = (
    *("/regions/27", "/regions/27110", "/regions/own:창원,김해", "/regions/daegyeonggwon"),
    *("/complexes/changwon", "/consortia/13", "/projects/t2021-busan", "/sectors/조선"),
    "/programmes/consortia",
)


def _meta(page, name):
    return unescape(re.search(rf'<meta property="og:{name}" content="([^"]*)"', page)[1])


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_headline_an_abstract_and_a_picture_of_its_own(client, path):
    told = {}
    for lang in ("ko", "en"):
        page = client.get(path, params={"lang": lang, "f": "html"}).text
        address = urlsplit(_meta(page, "image"))
        answer = client.get(f"{address.path}?{address.query}")
        assert answer.headers["content-type"] == "image/png"
        assert Image.open(io.BytesIO(answer.content)).size == (WIDTH, HEIGHT)
        assert _meta(page, "title") != _meta(page, "description")
        told[lang] = answer.content
    assert told["ko"] != told["en"]


def test_pictures_differ_by_page_and_day_and_are_the_same_twice(client):
    first, again = (client.get("/cards/region/27.png?lang=ko").content for _ in range(2))
    assert first == again
    assert first != client.get("/cards/region/26.png?lang=ko").content
    assert first != client.get("/cards/region/27.png?lang=ko&as_of=2020").content


def test_a_picture_of_what_there_is_not_is_refused(client):
    answer = client.get("/cards/region/none.png")
    assert answer.status_code == 404
    assert "27" in answer.json()["allowed"]


@pytest.mark.parametrize("day", ["2019", "2020", "2021-03-24", "2024"])
def test_pages_briefs_and_pictures_of_a_day_before_later_bodies_are_there(client, day):
    for path in ("/regions/27?f=html&", "/briefs/region/41.json?", "/cards/region/47.png?"):
        assert client.get(f"{path}as_of={day}").status_code == 200


def test_the_list_of_pages_has_each_district_with_something_to_say(client):
    told = client.get("/sitemap.xml").text
    assert "/regions/48123?" in told
    # No complex of 대구 중구 takes part in anything.
    assert "/regions/27110?" not in told
