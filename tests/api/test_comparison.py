"""Two programmes or rounds beside each other: JSON for programs, maps and lists for people."""

import re

import pytest

from geo.messages import LANGS
from geo.profiles.contrast import sides

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
        ("hwpx", b"PK"),
    ],
)
def test_a_comparison_is_a_table_a_picture_and_a_brief(client, form, start):
    answer = client.get("/compare", params={"f": form, "lang": "ko"})
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"].endswith(f'-ko.{form}"')
