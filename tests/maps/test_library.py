"""Maps made in Python: true Folium maps that need no network, with what others add to them."""

import doctest
import importlib
import inspect
import io
import re
import warnings

import folium
import geopandas
import pandas as pd
import pytest
from folium import plugins
from PIL import Image

import geo
import maps
from maps.errors import UnknownMapError, ViewError

OUTSIDE = re.compile(
    r'<(?:script|img|link)[^>]+(?:src|href)="(?!data:)[^"]+"'
    r"""|url\((?!['"]?(?:data:|#|%23))"""
)
MODULES = ("maps.briefing", "maps.library", "maps.standalone", "maps.classes", "maps.thematic_map")


@pytest.fixture(scope="module")
def frames(data):
    return geo.load(data=data)


@pytest.fixture(scope="module")
def shown(frames):
    """A map to which no test adds anything."""
    return maps.overview(frames, sectors=["조선"])


@pytest.fixture
def host(frames):
    """A map to add to; the lightest is made as every other."""
    return maps.thematic(frames, {"경남": 1}, title="가")


def page(shown):
    return shown.get_root().render()


def view(html):
    return re.search(r'<html data-view="([^"]*)"', html)[1]


def test_every_public_name_is_there_and_listed_once():
    assert list(maps.__all__) == sorted(set(maps.__all__))
    for name in maps.__all__:
        assert getattr(maps, name).__doc__
    for name in ("network", "overview", "thematic"):
        told = inspect.getdoc(getattr(maps, name))
        for parameter in inspect.signature(getattr(maps, name)).parameters:
            assert parameter in told
        assert "Raises" in told


@pytest.mark.parametrize("module", MODULES)
def test_their_examples_run(module):
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


def test_it_is_a_folium_map_and_the_same_arguments_give_the_same_page(shown, frames):
    assert isinstance(shown, folium.Map)
    assert page(shown) == page(shown) == page(maps.overview(frames, sectors=["조선"]))


def test_a_saved_map_is_one_file_that_asks_nobody(shown, tmp_path):
    shown.save(tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert html == page(shown)
    assert not OUTSIDE.search(html)
    assert "default-src 'none'" in html
    assert len(html.encode()) < 2_500_000


def test_a_notebook_gets_it_in_a_frame_with_a_title(shown):
    told = shown._repr_html_()
    frame = re.fullmatch(
        r'<div .*<iframe srcdoc="([^"]*)" title="([^"]*)".*</div>', told, re.DOTALL
    )
    assert frame[2] == "산업단지 연결망"
    assert "height:640px" in told


def test_its_height_in_a_notebook_can_be_set(host):
    host.get_root().height = "300px"
    assert "height:300px" in host._repr_html_()


def test_what_is_asked_is_what_it_opens_with(frames):
    asked = {"sectors": ["조선"], "regions": ["경남", "동남권"], "rounds": [2025], "theme": "dark"}
    opened = view(page(maps.overview(frames, **asked)))
    assert "sector=%EC%A1%B0%EC%84%A0" in opened
    assert set(re.findall(r"region=(\d+)", opened)) == {"26", "31", "48"}
    assert "round=2025" in opened
    assert "theme=dark" in opened
    narrowed = frames.programme("consortia").region("경남")
    assert view(page(maps.overview(narrowed))) == "programme=consortia&amp;region=48"


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda a: maps.overview(a, sectors=["조선업"]), ViewError, "디스플레이"),
        (lambda a: maps.overview(a, theme="blue"), ViewError, "dark"),
        (lambda a: maps.network(a, "spine"), UnknownMapError, "consortia"),
        (lambda a: maps.thematic(a, {"평양": 1}, title="가"), ViewError, "평양"),
        (lambda a: maps.thematic(a, {}, title="가"), ViewError, "Series"),
        (lambda a: maps.thematic(a, {"경남": 1}, title="가", classes=99), ViewError, "2–9"),
        (lambda a: maps.thematic(a, a.districts, "jobs", title="가"), ViewError, "sido_code"),
        (lambda a: maps.thematic(a, a.complexes, "jobs", title="가"), ViewError, "area_km2"),
    ],
)
def test_what_cannot_be_shown_is_told_with_what_can(frames, ask, error, said):
    with pytest.raises(error, match=said):
        ask(frames)


def test_a_day_and_a_programme_of_ones_own_are_drawn(data, tmp_path):
    table = tmp_path / "mine.csv"
    rows = ("단위,역할,시도,산업단지", "가,주관,경남,창원국가", "가,연계,전남,여수국가")
    table.write_text("\n".join(rows), "utf-8")
    atlas = geo.load(as_of="2021-12-31", own=[geo.read_programme(table, name="내 사업")], data=data)
    (mine,) = [one for one in atlas.programmes if one.startswith("own")]
    html = page(maps.network(atlas, mine, lang="en"))
    assert "내 사업" in html.partition("</title>")[0]
    assert f'data-file="{atlas.model.programmes[mine].ties_layer.collection}"' in html


@pytest.mark.slow
def test_pictures_are_those_of_the_view(frames, tmp_path):
    shown = maps.network(frames, sectors=["조선"], lang="en")
    png = shown.to_png(tmp_path / "a.png", size="square", dpi=72)
    assert (tmp_path / "a.png").read_bytes() == png
    assert Image.open(io.BytesIO(png)).size == (595, 595)
    assert "Shipbuilding" in shown.to_svg().decode()
    assert shown.to_pdf(size="A4", orientation="landscape").startswith(b"%PDF")
    with pytest.raises(maps.errors.PictureError, match="A4"):
        shown.to_png(size="A9")
    folium.Marker([36, 128]).add_to(shown)
    with pytest.warns(UserWarning, match="save"):
        shown.to_svg(bare=True)


GUESTS = {
    "GeoJson": lambda: folium.GeoJson(
        geopandas.GeoDataFrame(
            {"a": ["<가>"]}, geometry=geopandas.points_from_xy([128], [36]), crs=4326
        ),
        name="점", tooltip=folium.GeoJsonTooltip(["a"]), popup=folium.GeoJsonPopup(["a"]),
    ),
    "Marker": lambda: folium.Marker([36, 128], popup="<b>가</b>", icon=folium.Icon(color="red")),
    "MarkerCluster": lambda: plugins.MarkerCluster([[36, 128], [36.1, 128.1]]),
    "HeatMap": lambda: plugins.HeatMap([[36, 128], [36.1, 128.1]]),
    "Fullscreen": plugins.Fullscreen,
    "MiniMap": lambda: plugins.MiniMap(tile_layer=None),
    "Draw": plugins.Draw,
    "LayerControl": folium.LayerControl,
}  # fmt: skip


@pytest.mark.parametrize("guest", [name for name in GUESTS if name != "MiniMap"])
def test_what_others_add_brings_its_libraries_into_the_file(host, guest):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        GUESTS[guest]().add_to(host)
        html = page(host)
    assert not OUTSIDE.search(html)
    assert "default-src 'none'" in html


def test_a_tile_layer_may_ask_its_host_and_an_unknown_library_is_told(host):
    folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="E").add_to(host)
    assert "Content-Security-Policy" not in page(host)
    host.add_js_link("strange", "https://host.example/strange.js")
    with pytest.warns(UserWarning, match="https://host.example/strange.js"):
        page(host)


def test_elements_of_the_page_can_be_added_as_in_folium(host):
    root = host.get_root()
    root.html.add_child(folium.Element("<p>덧붙임</p>"))
    root.header.add_child(folium.Element("<style>.mine{color:red}</style>"))
    host.fit_bounds([[35, 127], [36, 129]])
    html = page(host)
    assert "<p>덧붙임</p>" in html
    assert ".mine{color:red}" in html.partition("</head>")[0]
    assert ".fitBounds(" in html


def test_regions_answer_to_names_and_codes_and_are_put_into_classes(frames):
    named = maps.thematic(
        frames, {"경남": 10, "Busan": 20.5, "11": float("nan")}, title="값", unit="곳"
    )
    html = page(named)
    block = re.search(r'<script type="application/json" id="thematic_\d+">(.*?)</script>', html)[1]
    assert '"level":"sido"' in block
    assert re.findall(r'"code":"(\d+)"', block) == ["48", "26"]
    assert "경상남도: 10곳" in html
    assert not OUTSIDE.search(html)


def test_districts_come_as_a_table_or_by_their_codes(frames):
    table = frames.districts.assign(n=range(len(frames.districts)))
    by_code = pd.Series(table.n.to_numpy(), index=table.code)
    assert page(maps.thematic(frames, table, "n", title="가")) == page(
        maps.thematic(frames, by_code, title="가")
    )


def test_the_area_of_a_circle_stands_for_its_value(frames):
    points = geopandas.GeoDataFrame(
        {"name_ko": ["가", "나", "다"], "v": [100, 25, None]},
        geometry=geopandas.points_from_xy([128, 127, 129], [36, 35, 37]),
        crs=4326,
    ).to_crs(5179)
    html = page(maps.thematic(frames, points, "v", title="값", unit="km²"))
    assert [float(r) for r in re.findall(r'"radius":([\d.]+)', html)] == [24.0, 12.0]
    assert "나: 25 km²" in html
