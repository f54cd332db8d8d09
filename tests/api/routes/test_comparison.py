"""Two programmes or rounds beside each other: JSON for programs, maps and lists for people."""

import re
from urllib.parse import unquote

import pytest

from geo.messages import LANGS
from geo.profiles.contrast import sides
from maps.briefs.number import read_number
from maps.briefs.reading import text_of

LISTS = ("gone", "kept", "added")


def page(client, **asked):
    answer = client.get("/compare", params={"f": "html", **asked})
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "sides", [("transformation", "consortia"), ("2020", "2021"), ("2019", "2025")]
)
def test_the_page_lists_what_the_data_list(client, sides, lang):
    asked = {"a": sides[0], "b": sides[1], "lang": lang}
    told = client.get("/compare", params={**asked, "f": "json"}).json()
    html = page(client, **asked).text
    for name in LISTS:
        table = re.search(rf'<table data-list="{name}">.*?</table>', html, re.DOTALL)
        listed = re.findall(r'data-id="([^"]+)"', table[0]) if table else []
        assert listed == [one["id"] for one in told[name]]
        assert told[f"number_{name}"] == len(listed)


def test_the_page_says_how_many_of_a_role_take_part_on_the_other_side_too(client):
    told = client.get("/compare", params={"f": "json"}).json()
    hubs = next(one for one in told["roles_a"] if one["role"] == "hub")
    sentence = (
        f"산단 대개조: 거점 {hubs['places']}곳 가운데 {hubs['kept']}곳이 "
        "초광역 협의체에도 참여합니다."
    )
    assert sentence in page(client, lang="ko").text


@pytest.mark.parametrize("parameter", ["a", "b", "mode"])
@pytest.mark.parametrize("value", ["1999", ""])
def test_an_unknown_side_is_refused_with_what_there_is(client, served, parameter, value):
    answer = client.get("/compare", params={parameter: value, "f": "json"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    ids = [side.id for side in sides(served)]
    assert set(answer.json()["allowed"]) <= {*ids, "side", "swipe", "over"}


def test_the_page_runs_no_script_but_its_own(client):
    assert "'unsafe" not in page(client).headers["content-security-policy"].split("style-src")[0]


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csv", "\ufeffid,장소,지역,".encode()),
        ("svg", b"<svg "),
    ],
)
def test_a_comparison_is_a_table_and_a_picture(client, form, start):
    answer = client.get("/compare", params={"f": form, "lang": "ko"})
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"].endswith(f'-ko.{form}"')


@pytest.mark.parametrize(
    "form",
    ["pdf", "xlsx", *(pytest.param(form, marks=pytest.mark.sweep) for form in ("pptx", "hwpx"))],
)
def test_a_comparison_is_a_brief_called_after_its_sides(client, form):
    if form == "xlsx":
        assert client.get("/compare", params={"f": form}).status_code == 406
        return
    answer = client.get("/compare", params={"f": form, "lang": "ko"})
    name = unquote(answer.headers["content-disposition"].partition("UTF-8''")[2])
    assert name == f"산단_대개조와_초광역_협의체_비교_2026-02-26.{form}"


def test_a_report_of_a_comparison_bears_department_day_and_number(client):
    asked = {"f": "pptx", "form": "report", "department": "산업입지과", "date": "2026-11-30"}
    text = text_of(client.get("/compare", params=asked).content)
    for said in ("산업입지과", "2026. 11. 30."):
        assert said in text
    number = str(read_number(text))
    assert number.startswith("Qcompare?a=transformation&b=consortia-RFK-20260226")
    refused = client.get("/compare", params={**asked, "date": "2026-13-01"})
    assert refused.status_code == 400
