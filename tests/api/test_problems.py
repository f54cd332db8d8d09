"""A request that cannot be answered is told what would be, in the reader's language."""

import json
import re

import pytest
from pydantic import BaseModel, Field, ValidationError

from api.allowed import SENTENCES, allowed
from api.ogc.parameters import KNOWN
from geo.messages import LANGS, catalogue
from maps.view import NAMES

PARAMETERS = {
    *("q", "best_guess", "lon", "lat", "nearest", "encoding"),
    *("document", "ministry", "place", "table", "section"),
    *("a", "b", "mode"),
    *("result", "indicator", "nature", "base", "compare"),
    *NAMES,
    *("length", "map", "form", "department", "date", "number"),
    *("size", "orientation", "dpi", "extent", "bare", "by"),
    *("url", "format", "maxwidth", "maxheight"),
    *("network", "subject", "level", "group", "step", "weight", "from", "to", "km"),
    *("way", "colour"),
    *("within_km", "other_region", "untied"),
    *("measure", "period", "shown", "industry", "classes", "recorded"),
    *("collections", "externalIds"),
    *("queries", "extend", "prefix", "type", "name"),
    *KNOWN,
}
POINT = {"lon": 128.65, "lat": 35.22}
UNUSABLE = [
    ("/geocode", {"q": ""}, "q", "1자 이상", "at least 1 character(s)"),
    ("/geocode", {"q": "x", "best_guess": "maybe"}, "best_guess", "true", "true"),
    ("/reverse", {**POINT, "lon": "abc"}, "lon", "수(예: 128.65)", "a number, such as 128.65"),
    ("/reverse", {**POINT, "lat": ""}, "lat", "수(예: 128.65)", "a number, such as 128.65"),
    ("/reverse", {**POINT, "nearest": -1}, "nearest", "0 이상", "0 or more"),
    ("/reverse", {**POINT, "nearest": 51}, "nearest", "50 이하", "50 or less"),
    ("/reverse", {**POINT, "nearest": 1.5}, "nearest", "정수(예: 5)", "a whole number, such as 5"),
    (
        "/reverse",
        {**POINT, "nearest": "9" * 5000},
        "nearest",
        "정수(예: 5)",
        "a whole number, such as 5",
    ),
]


@pytest.mark.parametrize(("path", "sent", "parameter", "korean", "english"), UNUSABLE)
def test_an_unusable_value_is_told_what_is_allowed(client, path, sent, parameter, korean, english):
    for lang, sentence in (("ko", korean), ("en", english)):
        answer = client.get(path, params={**sent, "lang": lang})
        assert answer.status_code == 400
        problem = answer.json()
        assert problem["parameter"] == parameter
        assert problem["value"] == str(sent[parameter])[:200]
        assert problem["allowed"][0] == sentence
        assert sentence in problem["detail"]


@pytest.mark.parametrize(
    ("path", "sent", "parameter", "korean"),
    [
        ("/geocode", {}, "q", "검색어(q)가 빠졌습니다. 예: q=창원산단."),
        ("/reverse", {"lat": 35}, "lon", "경도(lon)가 빠졌습니다. 예: lon=128.65."),
        ("/reverse", {"lon": 128}, "lat", "위도(lat)가 빠졌습니다. 예: lat=35.22."),
    ],
)
def test_a_missing_parameter_is_named_with_an_example(client, path, sent, parameter, korean):
    problem = client.get(path, params=sent).json()
    assert problem["detail"] == korean
    assert (problem["parameter"], problem["value"]) == (parameter, "")
    assert problem["allowed"] == [korean.partition("예: ")[2].rstrip(".")]
    assert "Missing: " in client.get(path, params={**sent, "lang": "en"}).json()["detail"]


@pytest.mark.parametrize(("path", "sent", "parameter", "korean", "english"), UNUSABLE)
def test_a_korean_sentence_holds_no_english_one(client, path, sent, parameter, korean, english):
    detail = client.get(path, params=sent).json()["detail"]
    assert not re.search(r"[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", detail)
    assert english not in detail or english == korean
    assert f"({parameter})" in detail


def test_every_query_parameter_has_its_name_in_both_languages(client):
    # Beside these each collection has its properties.
    described = json.dumps(client.app.openapi())
    asked = set(re.findall(r'"name": "([\w-]+)", "in": "query"', described))
    assert asked == PARAMETERS
    for lang in LANGS:
        assert asked <= catalogue("api", lang).under("parameter").keys()


class Limits(BaseModel):
    more: float = Field(default=1, gt=0)
    less: float = Field(default=1, lt=5)
    short: str = Field(default="", max_length=3)
    finite: float = Field(default=1, allow_inf_nan=False)
    pattern: str = Field(default="x", pattern="x")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("more", 0, ("0.0 초과",)),
        ("less", 5, ("5.0 미만",)),
        ("short", "다섯글자다", ("3자 이하",)),
        ("short", 3, ("글",)),
        ("finite", float("nan"), ("수(예: 128.65)",)),
        ("pattern", "y", ()),
    ],
)
def test_every_kind_of_limit_has_its_sentence_and_an_unknown_one_none(name, value, sentence):
    with pytest.raises(ValidationError) as caught:
        Limits(**{name: value})
    assert allowed(caught.value.errors()[0], catalogue("api", "ko")) == sentence


def test_the_sentences_of_limits_are_in_both_languages():
    for lang in LANGS:
        assert set(SENTENCES.values()) == catalogue("api", lang).under("allowed").keys()


@pytest.mark.parametrize(
    ("method", "path", "methods"),
    [
        ("DELETE", "/geocode", "GET, HEAD, POST"),
        ("PUT", "/geocode", "GET, HEAD, POST"),
        ("POST", "/reverse", "GET, HEAD"),
        ("DELETE", "/collections/complexes/items", "GET, HEAD"),
        ("POST", "/api", "GET, HEAD"),
    ],
)
def test_another_method_is_405_and_names_every_method_that_is_taken(client, method, path, methods):
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == methods
    detail = answer.json()["detail"]
    assert method in detail
    assert detail.endswith(f": {methods}.")


def test_options_tells_what_a_path_takes_also_without_an_origin(client):
    answer = client.options("/collections/complexes/items")
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert client.options("/nothing").status_code == 404


def test_a_problem_says_that_it_depends_on_the_reader_s_language(client):
    varied = client.get("/nothing").headers["vary"]
    assert {"Accept", "Accept-Language"} <= {one.strip() for one in varied.split(",")}


def test_a_parameter_that_nobody_reads_is_refused_on_every_page_and_in_every_answer(client):
    free = ("/health", "/oembed", "/reconcile", "/linked-places")
    plain = [
        path
        for path, methods in client.get("/api").json()["paths"].items()
        if "get" in methods and "{" not in path and not path.startswith(free)
    ]
    assert len(plain) > 60
    for path in (*plain, "/maps/overview", "/complexes/changwon", "/sources/consortia-2025"):
        for accept in ("application/json", "text/html"):
            answer = client.get(path, params={"sectr": "x"}, headers={"accept": accept})
            assert answer.status_code == 400, path
            assert "sectr" in answer.text


def test_what_other_sites_append_to_a_link_harms_no_page(client):
    html = {"accept": "text/html"}
    asked = {"utm_source": "portal", "fbclid": "1", "theme": "dark"}
    for path in ("/", "/maps/overview", "/complexes/changwon", "/collections"):
        assert client.get(path, params=asked, headers=html).status_code == 200
    assert client.get("/collections", params=asked).status_code == 400
