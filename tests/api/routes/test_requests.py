"""The matrix of requested programmes: who names what, with sources, in three forms."""

import csv
import io
import re

import pytest

from geo.messages import LANGS


@pytest.fixture(scope="module")
def matrix(client):
    return client.get("/requests").json()


def test_counts_are_those_of_the_document(matrix):
    assert (matrix["requested"], matrix["named"]) == (193, 76)
    counts = {one["name"]: (one["named"], one["requested"]) for one in matrix["regions"]}
    assert counts == {
        "경기": (13, 37),
        "경남": (19, 51),
        "부산": (15, 35),
        "울산": (15, 31),
        "전북": (14, 39),
    }


def test_programmes_of_most_regions_come_first(matrix):
    counts = [one["regions"] for one in matrix["programmes"]]
    assert counts == sorted(counts, reverse=True)
    assert (counts.count(5), counts.count(4), sum(counts)) == (2, 1, 78)


def test_each_cell_leads_to_the_wording_and_its_source(client, matrix):
    for programme in matrix["programmes"][:3]:
        for cell in programme["named_by"]:
            item = client.get(f"/collections/requests/items/{cell['id']}").json()
            assert item["geometry"] is None
            assert item["properties"]["name_ko"] == cell["written"]
            assert item["properties"]["locator"] == cell["locator"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_shows_every_programme_with_heads_for_rows_and_columns(client, lang):
    shown = client.get("/requests", params={"f": "html", "lang": lang}).text
    rows = re.findall(r'<th scope="row">([^<]+)', shown)
    assert len(rows) == 54
    assert len(re.findall(r'<th scope="col"', shown)) == 7
    assert f'<html lang="{lang}">' in shown
    assert not re.search(r'(?:src|href)="(?:https?:)?//', shown)


@pytest.mark.parametrize("lang", LANGS)
def test_csv_has_a_column_for_each_region_with_the_wording(client, lang):
    answer = client.get("/requests", params={"f": "csv", "lang": lang})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))
    assert len(rows) == 54
    assert head[3] == {"ko": "경기", "en": "Gyeonggi"}[lang]
    (fund,) = [row for row in rows if row[0] == "environment-fund"]
    assert fund[3:8] == [
        "산단환경개선펀드",
        "산단환경개선펀드(출자)",
        "산단환경개선펀드",
        "산단환경개선펀드(스마트그린산단 연료전지사업)",
        "",
    ]


def test_every_link_of_the_matrix_works(client, matrix):
    for link in matrix["links"]:
        assert client.get(link["href"]).status_code == 200


def test_another_form_is_406_with_those_there_are(client):
    answer = client.get("/requests?f=pdf")
    assert answer.status_code == 406
    assert answer.json()["allowed"] == ["json", "html", "csv"]


@pytest.mark.parametrize(
    ("lang", "said"), [("ko", "출처에 위치가 없어"), ("en", "No location in the source")]
)
def test_the_items_say_that_no_place_is_known_instead_of_an_empty_map(client, lang, said):
    for path in ("", "/t2021-gyeonggi-data-centre"):
        address = f"/collections/requests/items{path}"
        shown = client.get(address, params={"f": "html", "lang": lang}).text
        assert said in shown
        assert 'id="map"' not in shown
    placed = client.get("/collections/complexes/items", params={"f": "html", "lang": lang}).text
    assert said not in placed
    assert 'id="map"' in placed
