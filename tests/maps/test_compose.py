"""The finished pages: what they hold, and that hostile names stay text."""

import copy
import json
import pickle
import re
from dataclasses import replace

import pytest

from geo.messages import LANGS
from maps import MAPS, Layers, TileLayer, render
from maps.errors import UnknownMapError

HOSTILE = (
    "\"><script>alert(1)</script> ${x} `tick` </script> {{ 7 * 7 }} {% raw %} \u2028 <!-- ' &amp;"
)
BLOCK = re.compile(r'<script type="application/json" id="(\w+)">(.*?)</script>', re.DOTALL)


def blocks(html):
    return {name: json.loads(text) for name, text in BLOCK.findall(html)}


def block(html, kind):
    return next(data for name, data in blocks(html).items() if name.startswith(kind))


def told(html, id_):
    record = next(one for one in block(html, "panel")["records"] if one["id"] == id_)
    return json.dumps(record, ensure_ascii=False)


@pytest.fixture(scope="module", params=[(name, lang) for name in MAPS for lang in LANGS], ids=str)
def rendered(request, layers, links):
    name, lang = request.param
    return name, lang, render(name, layers, lang=lang, links=links)


def test_the_same_input_gives_the_same_bytes(rendered, layers, links):
    name, lang, page = rendered
    assert render(name, layers, lang=lang, links=links) == page


def test_a_page_has_language_title_and_landmarks(rendered):
    name, lang, page = rendered
    assert f'<html lang="{lang}">' in page.html
    assert ("산단 아틀라스" if lang == "ko" else "Sandan Atlas") in page.html.split("</title>")[0]
    assert all(f"<{mark}" in page.html for mark in ("header", "main", "aside", "h1"))
    assert f'data-map="{name}"' in page.html


def test_readers_may_enlarge_the_page(rendered):
    _, _, page = rendered
    viewport = re.search(r'<meta name="viewport" content="([^"]*)"', page.html)[1]
    assert viewport == "width=device-width, initial-scale=1"
    assert page.html.count("viewport") == 1


def test_the_policy_allows_the_pages_own_scripts_and_no_others(rendered):
    _, _, page = rendered
    inline = re.findall(r"<script>(.*?)</script>", page.html, re.DOTALL)
    assert len(inline) == len(page.script_hashes) == 1
    policy = page.content_security_policy
    assert f"script-src 'self' {page.script_hashes[0]};" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "http" not in policy


def test_the_starter_holds_no_data_and_no_behaviour(rendered):
    _, _, page = rendered
    script = re.findall(r"<script>(.*?)</script>", page.html, re.DOTALL)[0]
    lines = [line.strip() for line in script.strip().splitlines() if line.strip()]
    assert all(
        re.match(r"(var map_\d+ = )?sandan\.\w+\(|\"?\w+\"?:|\{|\}|\]|\[|\d", x) for x in lines
    )


@pytest.mark.parametrize(
    ("name", "part", "count"),
    [
        ("overview", "consortium_ties", 29),
        ("overview", "transformation_ties", 16),
        ("consortia", "consortium_ties", 29),
        ("transformation", "transformation_ties", 16),
    ],
)
def test_every_tie_is_drawn(layers, links, name, part, count):
    page = render(name, layers, lang="ko", links=links)
    ties = block(page.html, part)["ties"]
    assert len({tie["id"] for tie in ties}) == len(ties) == count


def test_every_end_of_a_tie_is_a_drawn_place(rendered):
    _, _, page = rendered
    drawn = {
        place["id"] for place in block(page.html, "complexes")["places"] if not place["member"]
    }
    for name, data in blocks(page.html).items():
        if "ties" in name:
            assert {end for tie in data["ties"] for end in (tie["from"], tie["to"])} <= drawn


def test_the_ten_hubs_are_drawn_and_five_have_no_links(layers, links):
    page = render("transformation", layers, lang="ko", links=links)
    places = block(page.html, "complexes")["places"]
    frames = [place["frame"] for place in places]
    assert (frames.count("hub"), frames.count("early")) == (5, 5)
    assert "2020: 연계 산단은 문서에 없음" in told(page.html, "yeosu")


def test_the_tie_of_the_annex_alone_is_marked(layers, links):
    page = render("transformation", layers, lang="ko", links=links)
    ties = block(page.html, "transformation_ties")["ties"]
    assert [tie["to"] for tie in ties if tie["annex"]] == ["ulsan-ecocar-belt"]


@pytest.fixture(scope="module")
def hostile(layers):
    spoilt = copy.deepcopy(layers)
    collections = ("complexes", "consortium_ties", "transformation_ties", "projects", "indicators")
    for layer in (getattr(spoilt, name) for name in collections):
        for feature in layer["features"]:
            properties = feature["properties"]
            for key in (
                "name_ko",
                "name_en",
                "sido",
                "sigungu",
                "note_ko",
                "consortium_name",
                "sector",
                "subsector",
                "from_label",
                "to_label",
                "function_ko",
                "locator",
                "region",
                "evidence",
                "indicator_ko",
                "base_ko",
                "period",
                "printed",
            ):
                if key in properties:
                    properties[key] = HOSTILE
            for role in properties.get("transformation", ()):
                role["region"] = HOSTILE
            if "source" in properties:
                properties["source"] = [HOSTILE]
    return spoilt


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MAPS)
def test_hostile_names_are_text_everywhere(hostile, links, name, lang):
    page = render(name, hostile, lang=lang, links=links)
    assert "<script>alert" not in page.html
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page.html, re.DOTALL)
    assert not any("\u2028" in script for script in scripts)
    assert "49" not in {part.strip() for part in page.html.split("tick")}
    # What the page's own template writes runs through no template again.
    rest = re.sub(r'<section class="unseen summary".*?</section>', "", page.html, flags=re.DOTALL)
    assert "{{ 7" not in rest
    assert "&#123;&#123; 7 * 7" in page.html or "\\u007b{ 7 * 7 }}" in page.html
    records = block(page.html, "panel")["records"]
    assert {one["title"] for one in records if not one["badge"]} == {HOSTILE}
    assert len(re.findall(r"<script>", page.html)) == 1


def test_an_online_tile_layer_is_off_and_its_host_is_in_the_policy(layers, links):
    tiles = TileLayer(url="https://{s}.tiles.example/{z}/{x}/{y}.png", attribution="© <b>E</b>")
    page = render("overview", layers, lang="ko", links=links, tiles=tiles)
    assert page.image_hosts == ("https://*.tiles.example",)
    assert "img-src 'self' data: https://*.tiles.example;" in page.content_security_policy
    assert block(page.html, "tiles")["name"] == "온라인 배경지도"


def test_an_unknown_map_lists_the_known_ones(layers, links):
    with pytest.raises(UnknownMapError, match="overview, consortia, transformation") as caught:
        render("network", layers, lang="ko", links=links)
    assert "'network' 지도는 없습니다" in caught.value.text("ko")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_layers_without_features_give_an_empty_map(links):
    nothing = {"type": "FeatureCollection", "features": []}
    page = render("overview", Layers(*[nothing] * 6, as_of=""), lang="ko", links=links)
    assert block(page.html, "complexes")["places"] == []


def test_pictures_and_frames_are_offered_only_where_they_are_served(layers, links):
    without = render("overview", layers, lang="ko", links=links).html
    assert "data-picture" not in without
    assert 'data-keep="embed"' not in without
    served = replace(links, embed="../embed/{name}", picture="{name}.{format}")
    page = render("overview", layers, lang="ko", links=served).html
    for form in ("png", "svg", "pdf"):
        assert f'href="overview.{form}" download data-picture' in page
    assert block(page, "keep")["embed"] == "../embed/overview"
