"""The plan and the checks as pages: every number of theirs stands in the tables."""

import html
import json
import re

import pytest

from geo.messages import LANGS

NOT_FACTS = {"id", "parent", "line"}
"""Properties whose digits are no numbers of a document."""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def numbers(text):
    return {round(float(one.replace(",", "")), 4) for one in NUMBER.findall(text)}


def said(client, path, lang, **asked):
    """Return the words of a page's main part, its charts included."""
    answer = client.get(path, params={"f": "html", "lang": lang, **asked})
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def in_the_tables(client, *collections):
    """Return every number of the collections, those within words and lists of parts included."""
    found = set()
    for collection in collections:
        rows = client.get(f"/collections/{collection}/items", params={"limit": 1000}).json()
        for feature in rows["features"]:
            told = {k: v for k, v in feature["properties"].items() if k not in NOT_FACTS}
            found |= numbers(json.dumps(told, ensure_ascii=False))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_plan_stands_in_its_tables(client, lang):
    known = in_the_tables(client, "plan-figures", "plan-tasks", "sector-crosswalk")
    actions = {3, 4}  # counted under each task
    months = {2023, 7}  # of the document itself
    assert numbers(said(client, "/plan", lang)) <= known | actions | months


def test_the_plan_is_never_a_map(client):
    page = client.get("/plan", params={"f": "html"}).text
    assert "leaflet" not in page
    assert "data-items" not in page
    figures = client.get("/collections/plan-figures/items", params={"limit": 1000}).json()
    assert all(feature["geometry"] is None for feature in figures["features"])


def test_each_chart_says_unit_year_and_base(client):
    page = client.get("/plan", params={"f": "html", "lang": "ko"}).text
    charts = re.findall(r"<svg class=\"sketch\".*?</svg>", page, re.DOTALL)
    assert len(charts) == 6
    assert all("단위: " in chart and re.search(r"202[23]년", chart) for chart in charts)
    assert sum("그해 합계에 대한 비중" in chart for chart in charts) == 2


def test_the_tree_has_three_directions_and_seven_tasks_numbered_through(client):
    page = client.get("/plan", params={"f": "html"}).text
    assert re.findall(r'<li id="t\d" value="(\d)">', page) == list("1234567")
    assert page.count("<h3>") == 3


def test_the_crosswalk_is_marked_as_ours(client):
    assert "산단 아틀라스가 판단한" in said(client, "/plan", "ko")
    assert {row["decided_by"] for row in client.get("/plan").json()["sector_crosswalk"]} == {
        "sandan-atlas"
    }


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_checks_stands_in_their_collection(client, lang):
    checks = client.get("/checks").json()
    known = in_the_tables(client, "checks") | set(checks["counts"].values()) | {112}
    rounded = {round(number, 2) for number in known}
    titles = {2025, 2021, 2023}  # of the documents
    assert numbers(said(client, "/checks", lang)) <= known | rounded | titles


def test_results_are_told_by_sign_and_word(client):
    page = said(client, "/checks", "en")
    assert page.count("✓ Holds") == 108
    assert page.count("≠ Known difference") == 4
    assert "K13" in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"result": "known"}, 4),
        ({"result": ["known", "broken"]}, 4),
        ({"result": "known", "document": "convergence-plan-2023"}, 2),
        ({"result": "broken"}, 0),
        ({"result": "", "document": ""}, 112),
    ],
)
def test_checks_are_filtered_by_result_and_document(client, asked, count):
    assert client.get("/checks", params=asked).json()["numberMatched"] == count


@pytest.mark.parametrize("parameter", ["result", "document"])
def test_an_unknown_choice_is_told_with_those_there_are(client, parameter):
    answer = client.get("/checks", params={parameter: "달"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert answer.json()["allowed"]


@pytest.mark.parametrize("path", ["/plan", "/checks"])
def test_a_form_that_is_not_there_is_406(client, path):
    assert client.get(path, params={"f": "pdf"}).status_code == 406
