"""A programme of rows and a declaration is told everywhere that pages, briefs and data tell."""

import json
import re

import pytest

from api.briefs import brief_of
from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.profiles.contrast import contrast, find_side
from geo.profiles.profile import profile
from geo.profiles.subjects import find_any, find_subject
from maps.briefs.content import Asked

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
    address = f"/{path}{'&' if '?' in path else '?'}lang={lang}"
    answer = client.get(address, headers={"accept": "text/html"})
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
    ko, en = (brief_of(state, subject, Asked(lang, length)) for lang in ("ko", "en"))
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


def test_tables_of_its_features_say_its_codes_in_its_words(third):
    """Also in the collections of every programme, where only it knows the code."""
    member = third.get("/collections/memberships/items?body_id=ring-metals").json()["features"][0]
    shown = page(third, f"collections/memberships/items/{member['id']}")
    assert "peer" not in re.findall(r"<td[^>]*>\s*([^<]*?)\s*<", shown)
    assert "가 차수" in page(third, "collections/lamps/items")


def test_what_it_declares_is_called_so_among_the_queryables(third):
    known = third.get("/collections/rings/queryables?f=json&lang=ko").json()["properties"]
    assert (known["budget"]["title"], known["budget"]["type"]) == ("예산(억 원)", "number")
    known = third.get("/collections/complexes/queryables?f=json").json()["properties"]
    assert known["rings"]["description"] == "Circular rings"


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


def parts(text, starts):
    """Return the data of the parts of a map's page that a script starts."""
    ids = re.findall(rf"sandan\.{starts}\(\w+, sandan\.data\(\"(\w+)\"\)", text)
    return [json.loads(re.search(rf'id="{id_}">(.*?)</script>', text, re.DOTALL)[1]) for id_ in ids]


def test_its_map_draws_its_ties_and_its_sites(third):
    (ties,) = parts(page(third, "maps/rings"), "ties")
    (layer,) = ties["layers"]
    assert {tie["owner"] for tie in layer["ties"]} == {"ring-metals", "ring-heat"}
    assert len({(tie["colour"], tie["dash"], tie["shape"]) for tie in layer["ties"]}) == 2
    (places,) = parts(page(third, "maps/lamps"), "places")
    drawn = {one["id"] for one in places["places"] if not one["member"]}
    assert drawn == {"changwon", "gunsan-nat"}


def test_the_overview_switches_it_on_with_its_timeline(third):
    usual = page(third, "maps/overview")
    assert re.search(r'class="switch" href="[^"]*programme=rings">순환경제 고리', usual)
    assert not re.search(r'"owner":"ring-', usual)
    on = page(third, "maps/overview?programme=rings")
    drawn = {tie["owner"] for one in parts(on, "ties")[0]["layers"] for tie in one["ties"]}
    assert {"ring-metals", "ring-heat"} <= drawn
    (timeline,) = parts(on, "timeline")
    assert {"2031", "2032"} <= set(timeline["rounds"])


def test_its_map_is_filtered_by_its_sectors_and_rounds(third):
    (filters,) = re.findall(r'"choices":(\{[^{}]*\})', page(third, "maps/rings"))
    choices = json.loads(filters)
    assert (choices["sector"], choices["round"]) == (["금속 순환", "열 순환"], ["2031", "2032"])
    drawn = page(third, "maps/rings.svg?sector=금속 순환")
    assert "쇳물 고리" in drawn
    assert "열 고리" not in drawn


def test_the_side_panel_and_the_search_of_its_map_know_its_bodies(third):
    text = page(third, "maps/rings", "en")
    (panel,) = parts(text, "panel")
    assert "Ring of metals" in json.dumps(panel)
    (search,) = parts(text, "search")
    assert "Ring of heat" in json.dumps(search)


def test_the_search_of_the_site_finds_its_bodies_and_facts(third):
    found = third.get("/search", params={"q": "쇳물", "f": "json"}).json()
    assert {group["kind"] for group in found["groups"]} == {"body", "fact", "indicator"}
    body = found["groups"][0]["hits"][0]
    assert third.get(body["href"]).status_code == 200


@pytest.mark.parametrize("style", ["qml", "sld", "mapbox"])
def test_its_collections_have_styles_with_a_legend(third, style):
    for collection in ("rings", "rings-ties"):
        address = f"/collections/{collection}/styles/{style}"
        ko, en = (third.get(address, params={"lang": lang}).text for lang in ("ko", "en"))
        assert "금속 순환" in ko
        assert "Heat loops" in en
    rounds = third.get(f"/collections/lamps/styles/{style}", params={"lang": "en"}).text
    assert "round A" in rounds


def test_its_collections_have_tiles_and_downloads_that_carry_the_style(third):
    tile = third.get("/collections/rings-ties/tiles/WebMercatorQuad/6/25/54")
    assert b"ring-metals" in tile.content
    for form in ("gpkg", "shp", "xlsx", "parquet"):
        assert third.get("/collections/rings/download", params={"f": form}).status_code == 200
    geopackage = third.get("/collections/rings/download?f=gpkg&lang=en").content
    assert b"layer_styles" in geopackage
    assert b"Metal loops" in geopackage


@pytest.mark.parametrize("form", ["png", "pdf", "html"])
def test_its_map_is_a_picture_and_one_file(third, form):
    made = third.get(f"/maps/rings.{form}?lang=ko")
    assert made.status_code == 200
    assert form != "html" or "쇳물 고리" in made.text


def test_its_map_stands_in_frames_of_other_pages(third):
    assert "창원 등불" in page(third, "embed/lamps")
    told = third.get("/oembed", params={"url": "http://testserver/maps/rings"}).json()
    assert "순환경제 고리" in told["title"]


def test_the_ledger_tells_its_numbers_and_the_source_its_rows(third):
    assert "쇳물 고리" in page(third, "ledger")
    source = page(third, "sources/consortia-2025")
    for name in ("쇳물 고리", "군산 등불"):
        assert name in source
    assert "고리마다 두 곳 이상이 함께함" in page(third, "checks")


def test_changes_tell_that_it_was_added(data, third_programme):
    changes = compare(read_built(data), read_built(third_programme))
    added = [one for one in changes if one.what == "added"]
    assert {"rings", "rings-ties", "lamps"} <= {one.collection for one in added if one.id is None}
    assert "ring-metals-changwon" in {one.id for one in added if one.collection == "memberships"}
