"""A map's address takes a view, and refuses one that there is not."""

import pytest


@pytest.mark.parametrize(
    "query", ["sector=조선&region=부산&region=대경권", "round=2020&lang=en", ""]
)
def test_a_map_accepts_a_view(client, query):
    assert client.get(f"/maps/overview?{query}").status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "first", "noun"),
    [
        ("sector", "농업", "디스플레이", "분야(sector)"),
        ("region", "평양", "서울", "지역(region)"),
        ("round", "2018", "2020", "차수(round)"),
        ("reading", "sure", "high", "이름 읽기의 확실성(reading)"),
        ("as_of", "2021-13", "YYYY-MM", "기준일(as_of)"),
        ("select", "c26", "seongseo", "고른 것(select)"),
        ("theme", "pink", "light", "밝기(theme)"),
    ],
)
def test_a_view_that_there_is_not_is_refused(client, name, value, first, noun):
    answer = client.get("/maps/overview", params={name: value})
    problem = answer.json()
    assert answer.status_code == 400
    assert (problem["parameter"], problem["value"]) == (name, value)
    assert first in problem["allowed"]
    assert problem["detail"].startswith(f"{noun} 값 '{value}'")
