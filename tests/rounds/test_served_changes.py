"""A server that knows an older build shows what changed, and serves it as a feed."""

from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.errors import UnreadableSnapshotError


@pytest.fixture(scope="module")
def client(data, next_round):
    with TestClient(create_app(Settings(data=next_round, previous=data))) as client:
        yield client


@pytest.mark.parametrize(
    ("lang", "said"), [("ko", "상태: 출범 → 종료"), ("en", "Status: launched → closed")]
)
def test_the_page_tells_the_changes_in_words(client, lang, said):
    shown = client.get("/changes", params={"lang": lang}, headers={"accept": "text/html"})
    assert shown.headers["content-language"] == lang
    assert said in shown.text


@pytest.mark.parametrize(
    ("form", "type_"),
    [("json", "application/json"), ("csv", "text/csv"), ("atom", "application/atom+xml")],
)
def test_the_report_comes_in_every_form(client, form, type_):
    answer = client.get("/changes", params={"f": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(type_)
    again = {"if-none-match": answer.headers["etag"]}
    assert client.get("/changes", params={"f": form}, headers=again).status_code == 304


def test_the_feed_has_an_entry_for_the_new_consortium(client):
    feed = ET.fromstring(client.get("/changes?f=atom&lang=ko").content)  # noqa: S314 - our own
    titles = [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "초광역 산학연협의체: 지어낸 협의체(시험용) (추가)" in titles


def test_another_form_is_406(client):
    assert client.get("/changes?f=rss").status_code == 406


def test_without_an_older_build_there_is_no_such_page(next_round):
    with TestClient(create_app(Settings(data=next_round))) as client:
        assert client.get("/changes").status_code == 404


def test_an_older_build_that_cannot_be_read_stops_the_start(data, tmp_path):
    with pytest.raises(UnreadableSnapshotError):
        create_app(Settings(data=data, previous=tmp_path))
