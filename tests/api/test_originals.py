"""With a folder of documents the page of a source shows its text beside the facts."""

import html
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings

SHARED = Path(__file__).parents[2].parent / "shared" / "sources"
SOURCE = "consortia-2025"


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def served(data, documents):
    text = "<b>표</b> 전남(대불국가)\n25개 산업단지 초광역 산학연협의체\n"
    (documents / f"{SOURCE}.txt").write_text(text, "utf-8")
    (documents / "transformation-2021.pdf").write_bytes(b"no PDF")
    with TestClient(create_app(Settings(data=data, documents=documents))) as client:
        yield client


def page(client, source, **more):
    return client.get(f"/sources/{source}", params={"f": "html", **more}).text


def test_a_source_tells_title_publisher_date_kind_and_address(client):
    press = next(one for one in client.get("/sources").json()["sources"] if one["address"])
    text = html.unescape(page(client, press["id"]))
    for told in (press["title"], press["publisher"], press["address"], "언론 보도"):
        assert told in text
    assert "알려진 주소 없음" in page(client, SOURCE)


def test_without_a_folder_there_is_no_text(client):
    assert 'id="original"' not in page(client, SOURCE)
    assert client.get(f"/sources/{SOURCE}").json()["original"] is None


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_text_stands_on_the_page_escaped_with_an_anchor_for_each_fact(served, lang):
    text = page(served, SOURCE, lang=lang)
    original = text.partition('class="original"')[2].partition("</div>")[0]
    assert "&lt;b&gt;" in original
    assert "<b>" not in original
    anchors = re.findall(r'id="in-([^"]+)" href="#([^"]+)"', original)
    assert anchors
    for there, back in anchors:
        assert there == back
        assert f'<tr id="{back}"' in text
        assert f'href="#in-{back}"' in text
    plain = html.unescape(re.sub("<a .*?</a>|<[^>]+>", "", original.partition(">")[2]))
    assert "전남(대불국가)\n25개 산업단지" in plain


def test_of_a_filtered_page_the_anchors_lead_to_the_whole(served):
    text = page(served, SOURCE, table="conflicts")
    assert 'href="?f=html&amp;lang=ko#' in text


def test_json_says_how_many_facts_were_found(served):
    told = served.get(f"/sources/{SOURCE}").json()["original"]
    assert told["file"] == f"{SOURCE}.txt"
    assert told["numberFound"] > 0


def test_a_file_that_cannot_be_read_is_told_and_the_facts_stay(served):
    answer = served.get("/sources/transformation-2021", params={"f": "html"})
    assert answer.status_code == 200
    assert "읽을 수 있는 PDF가 아닙니다" in answer.text
    assert '<table class="cards-on-phone evidence">' in answer.text
    assert served.get("/sources/convergence-plan-2023").json()["original"] is None


@pytest.mark.skipif(not SHARED.exists(), reason="the documents are not here")
def test_most_facts_of_the_three_documents_are_found_in_their_text(data):
    with TestClient(create_app(Settings(data=data, documents=SHARED))) as client:
        for source in (SOURCE, "transformation-2021", "convergence-plan-2023"):
            told = client.get(f"/sources/{source}").json()
            assert told["original"]["numberFound"] / told["numberMatched"] > 0.9, source
