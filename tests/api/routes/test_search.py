"""One search over facts, programmes, places and sources, as a page and as JSON."""

import html
import re

import pytest

from geo.messages import LANGS
from geo.search.entry import Kind

KINDS = [kind.value for kind in Kind]


def ask(client, q, **more):
    return client.get("/search", params={"q": q, **more})


def test_hits_come_by_kind_with_counts_and_links_that_answer(client):
    found = ask(client, "창원").json()
    kinds = [group["kind"] for group in found["groups"]]
    assert kinds == [kind for kind in KINDS if kind in kinds]
    assert found["numberMatched"] == sum(group["numberMatched"] for group in found["groups"])
    for group in found["groups"]:
        assert found["counts"][group["kind"]] == group["numberMatched"] >= len(group["hits"])
        hit = group["hits"][0]
        for address in filter(None, (hit["href"], hit["shown_at"])):
            path, _, anchor = address.partition("#")
            answer = client.get(path)
            assert answer.status_code == 200, address
            assert not anchor or f'id="{anchor}"' in answer.text, address


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind_leads_to_pages_that_are_there(client, kind):
    # Every kind has an entry with an a or a 1 in it.
    hits = [h for q in ("a", "1", "산업") for g in ask(client, q, kind=kind).json()["groups"]
            for h in g["hits"]][:3]  # fmt: skip
    assert hits
    for hit in hits:
        path, _, anchor = hit["href"].partition("#")
        answer = client.get(path)
        assert answer.status_code == 200
        assert not anchor or f'id="{anchor}"' in answer.text


def test_pages_of_one_kind_follow_each_other_and_hold_each_hit_once(client):
    first = ask(client, "산업단지", kind="place", limit=100).json()
    ids, answer = [], first
    while True:
        ids += [hit["id"] for group in answer["groups"] for hit in group["hits"]]
        following = [one["href"] for one in answer["links"] if one["rel"] == "next"]
        if not following:
            break
        answer = client.get(following[0]).json()
    assert len(ids) == len(set(ids)) == first["numberMatched"] > 100
    beyond = ask(client, "산업단지", kind="place", offset=100_000).json()
    assert beyond["numberReturned"] == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_shows_hits_with_what_fits_marked(client, lang):
    text = ask(client, "창원 수출", f="html", lang=lang).text
    plain = html.unescape(re.sub("<[^>]+>", "", text))
    assert "창원국가산업단지" in plain or "Changwon National" in plain
    assert "<mark>" in text
    assert f'value="{lang}"' in text


def test_a_page_without_hits_tells_which_word_stands_nowhere_and_offers_near_names(client):
    text = html.unescape(ask(client, "창윈 수출", f="html").text)
    assert "‘창윈’: 어디에도 없습니다." in text
    assert "‘수출’만 찾기" in text
    assert "창원국가산업단지" in text
    assert "찾았습니다" not in ask(client, "", f="html").text


def test_a_query_is_text_wherever_it_is_shown(client):
    text = ask(client, '"><script>alert(1)</script>', f="html").text
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"page": "2"}, "page"),
        ({"kind": "none"}, "kind"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "x"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"q": "가" * 201}, "q"),
        ({"q": ["가", "나"]}, "q"),
        ({"f": "csv"}, "f"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(client, asked, parameter):
    answer = client.get("/search", params=asked)
    assert answer.status_code in {400, 406}
    assert answer.json()["parameter"] == parameter
    assert answer.json()["allowed"]


@pytest.mark.parametrize("path", ["", "sources", "regions/27", "complexes/changwon", "ledger"])
def test_every_page_has_the_search_in_its_header(client, path):
    text = client.get(f"/{path}", params={"f": "html", "lang": "en"}).text
    form = re.search(r'<form class="search".*?</form>', text)[0]
    assert f'action="{"../" * path.count("/")}search"' in form
    assert 'name="q"' in form


def test_programs_are_told_of_the_search(client):
    assert "/search?lang=ko" in client.get("/sitemap.xml").text
    links = client.get("/", params={"f": "json"}).json()["links"]
    assert any(link["rel"] == "search" and link["href"].endswith("/search") for link in links)
    parameters = client.get("/api").json()["paths"]["/search"]["get"]["parameters"]
    assert {"q", "kind", "limit", "offset"} <= {one["name"] for one in parameters}
