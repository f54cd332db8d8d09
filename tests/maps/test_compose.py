"""The finished pages: what they hold, and that hostile names stay text."""

import json
import pickle
import re
from dataclasses import fields, is_dataclass, replace

import pytest

from geo.messages import LANGS
from geo.model.bilingual import Bilingual
from maps import Source, TileLayer, render
from maps.errors import UnknownMapError
from maps.scene import Scene

MAPS = ("overview", "consortia", "transformation", "smart-green")

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
def rendered(request, source, links):
    name, lang = request.param
    return name, lang, render(name, source, lang=lang, links=links)


def test_the_same_input_gives_the_same_bytes(rendered, source, links):
    name, lang, page = rendered
    assert render(name, source, lang=lang, links=links) == page


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


@pytest.mark.parametrize("name", ["overview", "consortia", "transformation"])
def test_every_tie_is_drawn_once(source, links, name):
    page = render(name, source, lang="ko", links=links)
    drawn = source.scene.drawn(name)
    ids = [tie["id"] for tie in drawn_ties(page.html)]
    expected = {tie.id for tie in source.scene.atlas.ties if tie.programme in drawn}
    assert sorted(ids) == sorted(expected)


def drawn_ties(html):
    return [tie for layer in block(html, "ties")["layers"] for tie in layer["ties"]]


def test_every_end_of_a_tie_is_a_drawn_place(rendered):
    _, _, page = rendered
    drawn = {
        place["id"] for place in block(page.html, "complexes")["places"] if not place["member"]
    }
    if any(name.startswith("ties") for name in blocks(page.html)):
        ends = {end for tie in drawn_ties(page.html) for end in (tie["from"], tie["to"])}
        assert ends <= drawn


def test_hubs_are_framed_and_those_without_links_say_so(source, links):
    page = render("transformation", source, lang="ko", links=links)
    frames = {one["id"]: one["frame"] for one in block(page.html, "complexes")["places"]}
    atlas = source.scene.atlas
    for body in atlas.bodies_of("transformation"):
        hub = atlas.root_of(body).place_id
        assert frames[hub] in {"root", "early"}
        if len(body.members) == 1 and frames[hub] == "early":
            assert "연계한 곳은 자료에 없음" in told(page.html, hub)


def test_the_tie_of_the_annex_alone_is_marked(source, links):
    page = render("transformation", source, lang="ko", links=links)
    ties = drawn_ties(page.html)
    assert [tie["to"] for tie in ties if tie["annex"]] == ["ulsan-ecocar-belt"]


def spoilt(value, kept=()):
    """Put hostile words in place of every text of a value that people read, keys aside."""
    if isinstance(value, Bilingual):
        return Bilingual(HOSTILE, HOSTILE)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: spoilt(getattr(value, field.name), kept)
            for field in fields(value)
            if field.name not in KEPT
        }
        changes |= {
            name: HOSTILE
            for name in TEXTS
            if isinstance(getattr(value, name, None), str)
            and name in {f.name for f in fields(value)}
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(spoilt(one, kept) for one in value)
    if isinstance(value, dict):
        return {key: spoilt(one, kept) for key, one in value.items()}
    return value


TEXTS = (
    "name_ko", "name_en", "note_ko", "note_en", "title_ko", "title_en", "region_as_written",
    "name_as_written", "locator", "topic_ko", "topic_en", "value_a", "value_b", "used", "used_en",
    "printed", "base_ko", "base_en", "period", "group",
)  # fmt: skip
KEPT = {"region_rows", "regions", "districts", "register", "region", "sector", "subsector"}
"""Keys and names by which things are found."""


@pytest.fixture(scope="module")
def hostile(source):
    atlas = source.scene.atlas
    return Source(Scene(spoilt(atlas)), source.frames, HOSTILE)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", MAPS)
def test_hostile_names_are_text_everywhere(hostile, links, name, lang):
    page = render(name, hostile, lang=lang, links=links)
    assert "<script>alert" not in page.html
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page.html, re.DOTALL)
    assert not any("\u2028" in script for script in scripts)
    assert "49" not in {part.strip() for part in page.html.split("tick")}
    # What the page's own template writes runs through no template again.
    section = r'<section class="(?:unseen summary|timeline)".*?</section>'
    own = rf"<title>.*?</title>|<h1.*?</h1>|<header.*?</header>|{section}"
    rest = re.sub(own, "", page.html, flags=re.DOTALL)
    assert "{{ 7" not in rest
    assert "&#123;&#123; 7 * 7" in page.html or "\\u007b{ 7 * 7 }}" in page.html
    records = block(page.html, "panel")["records"]
    assert {one["title"] for one in records if not one["badge"]} == {HOSTILE}
    assert len(re.findall(r"<script>", page.html)) == 1


def test_an_online_tile_layer_is_off_and_its_host_is_in_the_policy(source, links):
    tiles = TileLayer(url="https://{s}.tiles.example/{z}/{x}/{y}.png", attribution="© <b>E</b>")
    page = render("overview", source, lang="ko", links=links, tiles=tiles)
    assert page.image_hosts == ("https://*.tiles.example",)
    assert "img-src 'self' data: https://*.tiles.example;" in page.content_security_policy
    assert block(page.html, "tiles")["name"] == "온라인 배경지도"


def test_an_unknown_map_lists_the_known_ones(source, links):
    with pytest.raises(UnknownMapError, match="overview, consortia, transformation") as caught:
        render("network", source, lang="ko", links=links)
    assert "'network' 지도는 없습니다" in caught.value.text("ko")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_an_atlas_without_bodies_gives_an_empty_map(source, links):
    nothing = replace(source.scene.atlas, bodies={}, ties=())
    page = render("overview", Source(Scene(nothing), source.frames, ""), lang="ko", links=links)
    assert block(page.html, "complexes")["places"] == []


def test_pictures_and_frames_are_offered_only_where_they_are_served(source, links):
    without = render("overview", source, lang="ko", links=links).html
    assert "data-picture" not in without
    assert 'data-keep="embed"' not in without
    served = replace(links, embed="../embed/{name}", picture="{name}.{format}")
    page = render("overview", source, lang="ko", links=served).html
    for form in ("png", "svg", "pdf"):
        assert f'href="overview.{form}" download data-picture' in page
    assert block(page, "keep")["embed"] == "../embed/overview"
