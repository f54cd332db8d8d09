"""Features as tables and pages, of the atlas and of added files, whatever they hold."""

import json
import re

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings


def _point(lon, properties):
    geometry = {"type": "Point", "coordinates": [lon, 36]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


FEATURES = [
    _point(127, {"공장명": "가" * 5000, "type": "제조", "kind": "general"}),
    _point(128, {"공장명": None}),
]


def plain(page):
    """Return a page whose cells tell nothing but their values."""
    return (
        re.sub(r"<td [^>]*>", "<td>", page).replace('<span lang="ko">', "").replace("</span>", "")
    )


@pytest.fixture(scope="module")
def client(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("pages") / "numbered.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": FEATURES}))
    with TestClient(create_app(Settings(data=data, add=(path,)))) as client:
        yield client


def test_features_without_an_id_among_their_properties_are_listed_by_their_number(client):
    page = client.get("/collections/numbered/items?f=html&lang=en")
    assert page.status_code == 200
    assert '<th scope="col">id</th>' in page.text
    assert "<td>1</td><td>제조</td>" in plain(page.text)


def test_a_row_without_a_name_still_has_a_link_to_click(client):
    page = client.get("/collections/numbered/items?f=html&lang=en").text
    assert 'items/2?f=html&amp;lang=en">2</a>' in page
    # The page shows properties, never the members of GeoJSON that are called the same.
    assert "<td>Feature</td>" not in plain(page)


def test_a_filter_is_suggested_that_the_collection_can_be_asked_by(client):
    page = client.get("/collections/numbered/items?f=html").text
    assert 'placeholder="&#34;공장명&#34; IS NOT NULL"' in page
    answer = client.get("/collections/numbered/items", params={"filter": '"공장명" IS NOT NULL'})
    assert answer.json()["numberMatched"] == 1


@pytest.mark.parametrize("path", ["items", "download"])
def test_a_parameter_that_is_given_twice_is_refused_and_not_half_obeyed(client, path):
    answer = client.get(f"/collections/complexes/{path}?filter=TRUE&filter=FALSE")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "filter"
    assert "한 번만" in answer.json()["detail"]


def test_pages_say_the_atlas_s_codes_in_words_and_filter_by_the_codes(client):
    for lang, word in (("ko", "국가산업단지"), ("en", "National industrial complex")):
        page = client.get(f"/collections/complexes/items?kind=national&f=html&lang={lang}").text
        assert f'<option value="national" selected>{word}</option>' in page
        assert f"<td>{word}</td>" in plain(page)
    item = client.get("/collections/complexes/items/changwon?f=html&lang=ko").text
    assert "번호 19, 역할 주관, 분야 항공·방산" in item
    about = client.get("/collections/complexes?f=html&lang=ko").text
    assert "<code>national</code> 국가산업단지" in about


def test_codes_of_an_added_file_are_left_as_they_are(client):
    page = client.get("/collections/numbered/items/1?f=html").text
    assert "<dd>general</dd>" in page


def test_a_very_long_value_is_cut_in_the_table_and_whole_on_its_own_page(client):
    page = client.get("/collections/numbered/items?f=html").text
    assert "가" * 119 + "…" in page
    assert "가" * 120 not in page
    assert "가" * 5000 in client.get("/collections/numbered/items/1?f=html").text
