"""A programme of rows and a declaration is told everywhere that pages, briefs and data tell."""

import pytest

from api.briefs import brief_of
from geo.profiles.contrast import contrast, find_side
from geo.profiles.profile import profile
from geo.profiles.subjects import find_any, find_subject

PAGES = (
    "programmes/rings",
    "programmes/lamps",
    "programmes/rings/ring-metals",
    "programmes/lamps/lamp-gunsan",
    "sectors/금속 순환",
)


@pytest.fixture(scope="session")
def state(third):
    return third.app.state.sandan


def page(client, path, lang="ko"):
    answer = client.get(f"/{path}", params={"lang": lang}, headers={"accept": "text/html"})
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_it_has_pages_in_both_languages(third, path, lang):
    assert "<h1>" in page(third, path, lang)


def test_the_page_of_a_programme_tells_what_it_is_and_lists_its_bodies(third):
    text = page(third, "programmes/rings")
    assert "부산물을 서로 나누는" in text
    assert "2031" in text
    for name in ("쇳물 고리", "열 고리", "여수국가산업단지"):
        assert name in text
    assert 'href="../programmes/rings/ring-heat?lang=ko"' in text


def test_the_page_of_a_body_tells_its_members_their_pairs_and_its_own_columns(third):
    text = page(third, "programmes/rings/ring-metals", "en")
    assert "Ring of metals" in text
    assert "12.5" in text
    made = third.get("/programmes/rings/ring-metals", params={"f": "json"}).json()
    assert (made["kind"], len(made["participations"]), len(made["ties"])) == ("ring", 3, 3)


def test_complexes_and_regions_list_their_memberships(third):
    for path in ("complexes/changwon", "regions/48"):
        text = page(third, path)
        assert 'id="rings"' in text
        assert 'id="lamps"' in text
        assert "쇳물 고리" in text


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("programme", "rings"),
        ("body", "ring-metals"),
        ("body", "lamp-gunsan"),
        ("sector", "열 순환"),
    ],
)
@pytest.mark.parametrize("length", ["page", "full"])
def test_it_has_briefs(state, kind, id_, length):
    subject = find_subject(state.snapshot.atlas, kind, id_)
    ko, en = (brief_of(state, subject, lang, length) for lang in ("ko", "en"))
    assert [type(block) for block in ko.blocks] == [type(block) for block in en.blocks]
    assert "{" not in repr(ko.blocks) + repr(en.blocks)


def test_a_brief_is_found_under_the_noun_of_the_body(third):
    for noun in ("ring", "body"):
        assert third.get(f"/briefs/{noun}/ring-heat.html").status_code == 200


def test_its_subjects_are_found_by_their_names(state):
    atlas = state.snapshot.atlas
    found = [find_any(atlas, text) for text in ("순환 고리", "쇳물 고리", "열 순환")]
    assert [(one.kind, one.id) for one in found] == [
        ("programme", "rings"), ("body", "ring-metals"), ("sector", "열 순환"),
    ]  # fmt: skip


def test_a_place_counts_what_it_takes_part_in(state):
    atlas = state.snapshot.atlas
    made = profile(atlas, find_subject(atlas, "complex", "changwon"))
    own = {one.id: len(made.of(one)) for one in made.programmes}
    assert (own["rings"], own["lamps"]) == (2, 1)


def test_it_is_compared_with_any_other_and_its_rounds_with_each_other(third, state):
    atlas = state.snapshot.atlas
    made = contrast(atlas, find_side(atlas, "rings:2031"), find_side(atlas, "2032"))
    assert [one.place.id for one in made.kept] == ["changwon"]
    told = third.get("/compare", params={"a": "rings", "b": "lamps", "f": "json"}).json()
    assert {one["id"] for one in told["kept"]} == {"changwon", "gunsan-nat"}
    assert "순환 고리" in page(third, "compare?a=rings&b=lamps")


def test_the_sitemap_and_the_list_of_briefs_hold_it(third):
    listed = third.get("/sitemap.xml").text
    for path in PAGES[:-1]:
        assert f"/{path}?lang=ko</loc>" in listed
    briefs = third.get("/briefs").json()["briefs"]
    assert {"rings", "ring-heat", "lamp-gunsan"} <= {one["id"] for one in briefs}


@pytest.mark.parametrize(("collection", "count"), [("rings", 2), ("rings-ties", 4), ("lamps", 2)])
def test_its_collections_are_served_with_their_pages(third, collection, count):
    found = third.get(f"/collections/{collection}/items").json()
    assert found["numberMatched"] == count
    first = found["features"][0]["id"]
    assert "programmes/" in page(third, f"collections/{collection}/items/{first}")


def test_downloads_of_a_page_answer(third):
    made = third.get("/programmes/rings", params={"f": "json"}).json()
    for link in (one for one in made["links"] if one["rel"] == "item"):
        assert third.get(link["href"]).status_code == 200


def test_its_networks_hold_pairs_and_sites(third):
    rings = third.get("/networks/rings", params={"f": "json"}).json()
    assert (len(rings["nodes"]), len(rings["edges"])) == (4, 4)
    assert {edge["owner"] for edge in rings["edges"]} == {"ring-metals", "ring-heat"}
    hypergraph = third.get("/networks/rings", params={"f": "hif"}).json()
    assert {one["edge"]: one["attrs"].get("budget") for one in hypergraph["edges"]} == {
        "ring-metals": 12.5, "ring-heat": None,
    }  # fmt: skip
    lamps = third.get("/networks/lamps", params={"f": "json"}).json()
    assert (len(lamps["nodes"]), lamps["edges"]) == (2, [])
    for form in ("graphml", "gexf"):
        assert third.get("/networks/combined", params={"f": form}).status_code == 200
    assert {"rings", "lamps"} <= {one["id"] for one in third.get("/networks").json()["networks"]}
