"""Geocoding over HTTP: one, many, and back from a point to names."""

import pytest


def test_a_name_is_answered_with_point_method_and_precision(client):
    answer = client.get("/geocode", params={"q": "창원산단"}).json()
    assert (answer["status"], answer["id"], answer["method"]) == ("ok", "changwon", "gazetteer")
    assert set(answer) >= {"query", "lon", "lat", "name", "score", "precision_km", "candidates"}


def test_a_region_keeps_other_regions_out(client, served):
    answer = client.get("/geocode", params={"q": "첨단일반", "region": "광주"}).json()
    then = served.as_of("2025-01-16").places.items()
    gwangju = [id_ for id_, place in then if place.sido == "광주광역시"]
    assert answer["candidates"]
    assert {one["id"] for one in answer["candidates"]} <= set(gwangju)


def test_notes_are_in_the_readers_language(client):
    asked = {"q": "인천 남구"}
    assert "옛 이름" in client.get("/geocode", params=asked).json()["notes"][0]
    assert (
        "former name" in client.get("/geocode", params={**asked, "lang": "en"}).json()["notes"][0]
    )


def test_an_ambiguous_name_has_a_point_only_where_the_best_guess_is_asked_for(client):
    assert client.get("/geocode", params={"q": "Gunsan"}).json()["lon"] is None
    guess = client.get("/geocode", params={"q": "Gunsan", "best_guess": "true"}).json()
    assert (guess["status"], guess["method"]) == ("ambiguous", "best_guess")
    assert guess["lon"] is not None


def test_an_unknown_region_is_refused_with_what_is_allowed(client):
    refused = client.get("/geocode", params={"q": "창원", "region": "전난"})
    assert refused.status_code == 400
    problem = refused.json()
    assert (problem["parameter"], problem["value"]) == ("region", "전난")
    assert "전남" in problem["allowed"]


def test_a_question_without_a_question_is_refused(client):
    assert client.get("/geocode").status_code == 400
    assert client.get("/geocode", params={"q": ""}).status_code == 400


def test_an_unknown_kind_is_refused_with_what_is_allowed(client):
    refused = client.get("/geocode", params={"q": "창원산단", "kind": "zzz"})
    assert refused.status_code == 400
    assert refused.json()["allowed"] == ["국가", "일반", "도시첨단", "농공"]
    assert (
        client.get("/geocode", params={"q": "창원", "kind": "국가산단"}).json()["id"] == "changwon"
    )


def test_a_lone_surrogate_in_a_row_harms_nothing(client):
    rows = b'{"rows": [{"name": "\\ud800\xec\xb0\xbd\xec\x9b\x90", "sido": "\\udfff"}, "\\ud83d"]}'
    answered = client.post("/geocode", content=rows)
    assert [one["status"] for one in answered.json()["answers"]] == ["ok", "none"]


def test_rows_are_answered_in_their_order_and_a_bad_one_harms_no_other(client):
    rows = [
        "창원산단",
        {"name": "명학", "sido": "세종", "sigungu": "세종", "kind": "일반"},
        {"name": "창원", "sido": "전난"},
        17,
        {"name": ["a"]},
        "",
        {"name": "가" * 100_000},
        "\U0001f600",
        {"name": 2024},
        {"address": "경남 창원시 성산구 공단로 474"},
    ]
    answers = client.post("/geocode", json={"rows": rows}).json()["answers"]
    assert [one["status"] for one in answers] == ["ok", "ok", *["none"] * 7, "ok"]
    assert all(one["notes"] for one in answers if one["status"] == "none")


def test_rows_may_be_those_of_a_table_whose_keys_are_its_headings(client):
    rows = [
        {"산업단지": "문막", "구분": "농공", "SIGNGU_NM": "원주시", "업종": "기계"},
        {"산업단지": "창원", "구분": "국가", "SIGNGU_NM": "창원시", "업종": None},
    ]
    sent = client.post("/geocode", json={"rows": rows}).json()
    assert sent["columns"] == {"name": ["산업단지"], "sigungu": ["SIGNGU_NM"], "kind": ["구분"]}
    assert [one["id"] for one in sent["answers"]][1] == "changwon"
    assert sent["answers"][0]["method"] == "toponym"


def test_a_key_may_be_told_what_it_holds(client):
    rows = [{"where": "경남 창원시 성산구 공단로 474", "what": "창원국가산업단지"}]
    told = {"rows": rows, "columns": {"주소": "where", "이름": []}}
    (answer,) = client.post("/geocode", json=told).json()["answers"]
    assert answer["method"] == "address_road"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"주소": "없음"}, "where"),
        ({"면적": "where"}, "address"),
        ({"주소": 3}, "산업단지 주소"),
        ("주소", "산업단지 주소"),
    ],
)
def test_a_key_that_cannot_be_is_refused_with_what_can(client, columns, said):
    sent = client.post("/geocode", json={"rows": [{"where": "창원시"}], "columns": columns})
    assert sent.status_code == 400
    problem = sent.json()
    assert problem["parameter"] == "columns"
    assert any(said in one for one in problem["allowed"])


def test_more_keys_than_any_table_has_are_refused(client):
    rows = [{f"k{number}": "x" for number in range(300)}]
    assert client.post("/geocode", json={"rows": rows}).status_code == 400


def test_a_thousand_rows_are_answered_and_one_more_is_refused(client):
    rows = [{"name": "창원산단"}] * 1000
    assert len(client.post("/geocode", json={"rows": rows}).json()["answers"]) == 1000
    refused = client.post("/geocode", json={"rows": [*rows, "창원"]})
    assert refused.status_code == 400
    assert refused.json()["allowed"] == ["1000"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"rows": "x"}', 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b" " * 5_000_000, 413),
    ],
)
def test_a_body_that_holds_no_rows_is_refused_with_an_example(client, body, status):
    refused = client.post("/geocode", content=body)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_point_is_told_with_regions_and_complexes_nearby(client):
    found = client.get("/reverse", params={"lon": 128.6818, "lat": 35.2279}).json()
    assert (found["sido"], found["sigungu"], found["emd"]) == (
        "경상남도",
        "창원시 성산구",
        "용호동",
    )
    assert found["nearest"][0]["id"] == "changwon"
    assert set(found["nearest"][0]) >= {"distance_km", "bearing_deg"}


@pytest.mark.parametrize(
    ("lon", "lat", "word"),
    [(35.2, 128.6, "뒤바뀌"), (0, 0, "밖"), ("nan", "nan", "밖"), ("inf", 35, "밖")],
)
def test_a_point_that_is_not_in_korea_is_refused_and_says_why(client, lon, lat, word):
    refused = client.get("/reverse", params={"lon": lon, "lat": lat})
    assert refused.status_code == 400
    assert word in refused.json()["detail"]


def test_answers_are_in_the_units_of_today_or_of_the_day(client):
    asked = {"q": "인천 검단구 오류동"}
    today = client.get("/geocode", params=asked).json()
    before = client.get("/geocode", params={**asked, "as_of": "2025"}).json()
    assert (today["sigungu"], today["sigungu_code"]) == ("검단구", "28290")
    assert (before["sigungu"], before["sigungu_code"]) == ("서구", "28260")
    point = {"lon": today["lon"], "lat": today["lat"]}
    assert client.get("/reverse", params=point).json()["sigungu_code"] == "28290"
    assert (
        client.get("/reverse", params={**point, "as_of": "2025"}).json()["sigungu_code"] == "28260"
    )
    rows = client.post("/geocode?as_of=2025", json={"rows": [asked["q"]]}).json()
    assert rows["answers"][0]["sigungu_code"] == "28260"
    assert client.get("/reverse", params={**point, "as_of": "20x5"}).status_code == 400
