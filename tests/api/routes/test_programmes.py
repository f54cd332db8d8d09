"""The programme register is searched, read row by row, and leads to a view that is there."""

import html
import re

import pytest

from api.references import address_of
from geo.messages import LANGS


def ids(client, **params):
    answer = client.get("/programmes", params={"f": "json", **params})
    assert answer.status_code == 200
    found = answer.json()
    assert found["numberMatched"] == len(found["programmes"])
    return [row["id"] for row in found["programmes"]]


def test_all_70_programmes_are_listed(client):
    assert len(ids(client)) == 70


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "수열"}, ["c09"]),
        ({"q": "HYDROTHERMAL"}, ["c09"]),
        ({"q": "스마트 그린 산단"}, ["b04", "b12"]),
        ({"q": "B14"}, ["b14"]),
        ({"ministry": "환경부"}, ["c09", "c10", "c17"]),
        ({"ministry": "Ministry of Environment", "place": "named"}, ["c09"]),
        ({"document": "convergence-plan-2023", "place": "named"}, ["c07", "c08", "c09", "c11"]),
        ({"kind": "regulation"}, ["c04", "c06", "c31"]),
        ({"kind": ["regulation", "comparator"]}, ["a13", "c04", "c06", "c31"]),
        ({"q": "우주엘리베이터"}, []),
    ],
)
def test_a_search_finds_what_it_says(client, asked, expected):
    assert ids(client, **asked) == expected


def test_a_choice_that_a_form_leaves_open_asks_for_nothing(client):
    assert len(ids(client, document="", ministry="", kind="", place="", q="")) == 70


@pytest.mark.parametrize("parameter", ["document", "ministry", "kind", "place"])
def test_an_unknown_value_is_told_with_those_there_are(client, parameter):
    answer = client.get("/programmes", params={parameter: "달"})
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["parameter"], problem["value"]) == (parameter, "달")
    assert problem["allowed"]


def test_an_unknown_programme_is_404_and_lists_those_there_are(client, atlas):
    answer = client.get("/programmes/z99")
    assert answer.status_code == 404
    allowed = answer.json()["allowed"]
    assert allowed[: len(atlas.programmes)] == list(atlas.programmes)
    assert allowed[len(atlas.programmes)] == "a01"


@pytest.mark.slow
def test_the_view_of_every_programme_answers(client, atlas, tables):
    views = {row.id: address_of(atlas, *row.views) for row in tables.programmes if row.views}
    for view in sorted(set(views.values())):
        path, _, anchor = view.partition("#")
        answer = client.get(f"/{path}", headers={"Accept": "text/html"})
        assert answer.status_code == 200, view
        assert not anchor or f'id="{anchor}"' in answer.text, view
    assert {row.id for row in tables.programmes if "map" in row.shown_as} <= views.keys()


def test_every_row_of_the_table_has_a_link_to_its_view_or_the_reason_without_javascript(client):
    for lang in LANGS:
        page = client.get(f"/programmes?f=html&lang={lang}").text
        rows = re.findall(r'<tr id="([abc]\d\d)">(.*?)</tr>', page, re.DOTALL)
        assert len(rows) == 70
        for id_, row in rows:
            last = row.rsplit("<td", 1)[1]
            assert "<a href=" in last or '<span class="quiet">' in last, id_
        # A link says what kind of page it opens, not only that there is one.
        assert {"ko": "목표 대장 보기", "en": "See the goals ledger"}[lang] in dict(rows)["a07"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.slow
def test_every_programme_has_a_page_with_its_document_and_words(client, tables, lang):
    for row in tables.programmes:
        answer = client.get(f"/programmes/{row.id}", params={"f": "html", "lang": lang})
        assert answer.status_code == 200
        read = html.unescape(answer.text)
        assert row.locator in read
        assert f"“{row.printed}”" in read


def test_a_programme_tells_its_amounts_sites_and_agreements(client):
    hydrothermal = client.get("/programmes/c09?f=json").json()
    assert [budget["eok_won"] for budget in hydrothermal["budgets"]] == [42]
    assert [site["sites"] for site in hydrothermal["policy_sites"]] == [1, 1, 1, 4, 9]
    ombudsman = client.get("/programmes/c05?f=json").json()
    assert len(ombudsman["agreements"]) == 5
    page = client.get("/programmes/c05?f=html&lang=en").text
    assert "Drones" in page
    assert "names the province and no office" in page


def test_what_has_no_place_says_so_on_its_page(client):
    assert "문서에 위치 없음" in client.get("/programmes/c02?f=html&lang=ko").text
    english = client.get("/programmes/c02?f=html&lang=en").text
    assert "No location in the source" in english
    assert "never spread over a map" in english
    assert 'id="map"' not in english


def test_the_language_switch_keeps_every_condition(client):
    page = client.get("/programmes?f=html&lang=ko&kind=plan&kind=event").text
    switch = re.search(r'class="language" href="\?([^"]*)"', page)[1].replace("&amp;", "&")
    assert switch == "f=html&kind=plan&kind=event&lang=en"
