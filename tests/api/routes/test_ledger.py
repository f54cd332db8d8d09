"""The goals ledger is filtered, told in full, and compares nothing that cannot be compared."""

import html
import json
import re

import pytest

from geo.messages import LANGS

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DOCUMENTS = {"consortia-2025", "transformation-2021", "convergence-plan-2023"}
BUSAN = "t2021-busan-production-increase"


def numbers(text):
    return {round(float(one.replace(",", "")), 4) for one in NUMBER.findall(text)}


def said(client, lang, **asked):
    answer = client.get("/ledger", params={"f": "html", "lang": lang, **asked})
    assert answer.status_code == 200
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def ids(client, **asked):
    found = client.get("/ledger", params=asked).json()
    assert found["numberMatched"] == len(found["indicators"])
    return [row["id"] for row in found["indicators"]]


@pytest.fixture(scope="module")
def documented_ids(data):
    """Ids of the numbers that the three documents tell."""
    features = json.loads((data / "layers/indicators.geojson").read_bytes())["features"]
    told = {one["id"]: one["properties"]["source"][0] for one in features}
    return {id_ for id_, source in told.items() if source in DOCUMENTS}


@pytest.mark.parametrize("lang", LANGS)
def test_every_number_of_the_ledger_stands_in_the_tables(client, lang):
    rows = client.get("/collections/indicators/items", params={"limit": 1000}).json()["features"]
    told = [{k: v for k, v in row["properties"].items() if k != "id"} for row in rows]
    known = numbers(json.dumps(told, ensure_ascii=False)) | {len(rows)}
    conflicts = {float(n) for n in re.findall(r'"K(\d+)"', json.dumps(told))}
    documents = {2025, 2021, 2023}  # in their short names
    titles = numbers(client.get("/sources", params={"lang": lang}).text)
    assert numbers(said(client, lang)) <= known | conflicts | documents | titles


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, None),
        ({"region": "부산", "nature": "target"}, 5),
        ({"region": "26", "nature": "target"}, 5),
        ({"region": "동남권", "indicator": "jobs_created"}, 6),
        ({"base": "stated"}, 2),
        ({"base": "not_stated", "nature": "target"}, 3),
        ({"nature": ["budget", "plan"]}, 38),
        ({"region": "", "nature": "", "base": "", "indicator": ""}, None),
        ({"region": "제주"}, 0),
    ],
)
def test_numbers_are_filtered_by_region_indicator_nature_and_base(
    client, documented_ids, asked, count
):
    found = ids(client, **asked)
    assert len(found) == len(set(found))
    assert sum(id_ in documented_ids for id_ in found) == (98 if count is None else count)
    assert count is not None or len(found) > 98


@pytest.mark.parametrize("parameter", ["region", "indicator", "nature", "base", "compare"])
def test_an_unknown_choice_is_told_with_those_there_are(client, parameter):
    answer = client.get("/ledger", params={parameter: "달"})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert answer.json()["allowed"]


@pytest.mark.parametrize("asked", [f"{BUSAN}-body", f"{BUSAN}-body,{BUSAN}-body"])
def test_two_different_numbers_are_needed_to_compare(client, asked):
    answer = client.get("/ledger", params={"compare": asked})
    assert answer.status_code == 400
    assert "서로 다른 두 값" in answer.json()["detail"]


def test_like_numbers_are_compared(client):
    pair = "t2021-gyeongnam-requested-projects-annex,t2021-ulsan-requested-projects-annex"
    found = client.get("/ledger", params={"compare": pair}).json()["comparison"]
    assert (found["difference"], found["ratio"]) == ("20개 사업", "1.65")
    assert found["reasons"] == []


@pytest.mark.parametrize("lang", LANGS)
def test_different_bases_are_refused_with_the_reason_on_page_and_in_json(client, lang):
    pair = ["t2021-gyeonggi-production-annex", "t2021-jeonbuk-production-annex"]
    asked = {"compare": pair, "lang": lang}
    found = client.get("/ledger", params=asked).json()["comparison"]
    assert (found["difference"], found["ratio"]) == (None, None)
    (reason,) = found["reasons"]
    assert "K10" in reason
    assert reason in said(client, **asked)


def test_both_values_of_a_conflict_stand_side_by_side(client):
    page = said(client, "ko")
    for one in ("K6", "K58"):
        assert f"{one} " in page
    # Body and annex tell different goals of 전북 (K8), which is no difference of values.
    assert "K8 " not in page
    assert "생산액 5조 원 증대 생산 1.3조원 증대" in page


def test_each_chart_has_one_hub_and_says_its_base(client):
    page = client.get("/ledger", params={"f": "html", "lang": "ko"}).text
    charts = re.findall(r"<svg class=\"sketch\".*?</svg>", page, re.DOTALL)
    assert len(charts) == 5
    assert sum("기준: 문서에 적혀 있지 않음" in chart for chart in charts) == 4
    assert sum("기준: 울산 전체의 생산과 수출" in chart for chart in charts) == 1


def test_a_form_that_is_not_there_is_406(client):
    assert client.get("/ledger", params={"f": "pdf"}).status_code == 406
