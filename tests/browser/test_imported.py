"""Imported and added collections on the map: asked for when wanted, honest about how sure."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from shapely import Point
from shapely.geometry import mapping

from geo.layers.collection import Collection, Feature
from geo.store.imports import write_import

pytestmark = pytest.mark.browser

CANVAS = ".leaflet-imported-pane canvas"
TILED = """const map = Object.values(window).find((value) => value instanceof L.Map);
    let tiled;
    map.eachLayer((layer) => { if (layer.held) tiled = layer; });"""
DRAWN = f"""() => {{
    {TILED}
    const every = [...tiled.held.values()].map(({{ drawn }}) => drawn);
    const within = ({{ x, y }}) => x >= 0 && x < 256 && y >= 0 && y < 256;
    const inside = ({{ dots }}) => dots.length && dots.every(within);
    const bubbles = every.flatMap((one) => one.bubbles);
    const dots = every.flatMap(({{ marks }}) => marks.filter(inside)).length;
    const many = bubbles.flatMap(({{ marks }}) => marks);
    return {{ dots, bubbles: bubbles.length, inside: many.length }};
}}"""
GO_TO = """([zoom, lat, lon]) => Object.values(window).find((value) => value instanceof L.Map)
    .setView([lat, lon], zoom, { animate: false })"""


def come(page, zoom, lat, lon):
    """Move the map and wait for its tiles."""
    page.evaluate(GO_TO, [zoom, lat, lon])
    drawn(page)


def drawn(page):
    expect(page.locator(f"{CANVAS}.leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator(f"{CANVAS}:not(.leaflet-tile-loaded)")).to_have_count(0)


def press(page, lat, lon):
    """Come near and press what lies there; return what it tells."""
    come(page, 13, lat, lon)
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    told = page.locator(".facts-popup .facts")
    expect(told).to_be_visible()
    return told


def feature(id_, name, at, method, **more):
    properties = {
        "id": id_,
        "name_ko": name,
        "name_en": None,
        "kind": "general",
        "part_of": None,
        "sido": "세종특별자치시",
        "sido_en": "Sejong",
        "sigungu": "세종",
        "status": "완료",
        "tenants": 37,
        "operating_firms": None,
        "designated_area_thousand_m2": 838,
        "method": method,
        "precision_km": 3.6,
        "located_at": "세종특별자치시 연동면 명학리",
        "note_ko": "이름에 든 지명·도로로 추정했습니다: 명학리.",
        "note_en": "Inferred from places and roads in the name: 명학리.",
        "named_at": [{"source": "kicox.xlsx", "locator": "전국산업단지현황!174"}],
        **more,
    }
    return Feature(at, properties)


@pytest.fixture(scope="module")
def with_import(data, tmp_path_factory, serve):
    own_data = Path(shutil.copytree(data, tmp_path_factory.mktemp("imported") / "data"))
    features = (
        feature("k-1", "명학", Point(127.32, 36.52), "toponym"),
        feature("k-2", "명학 ①", Point(127.32, 36.52), "toponym", part_of="k-1"),
        feature("k-3", "모르는 곳", None, None),
    )
    made = Collection("kicox-complexes", "전국 산업단지 현황", "KICOX", "2025-09-30", features)
    write_import(own_data, made)
    return serve(own_data)


def show(page, address, lang, label):
    page.goto(f"{address}/maps/overview?lang={lang}")
    page.wait_for_selector("body[data-ready]")
    page.locator(".leaflet-control-layers-toggle").press("Enter")
    page.get_by_label(label).press("Space")
    drawn(page)


@pytest.mark.parametrize(
    ("lang", "label", "words"),
    [
        ("ko", "전국 산업단지 현황", ["완료", "0.838 km²", "반경 3.6 km", "지명·도로로 추정"]),
        ("en", "KICOX", ["completed", "0.838 km²", "3.6 km radius", "inferred"]),
    ],
)
def test_a_complex_tells_its_figures_and_how_it_was_located(
    page, watch, with_import, lang, label, words
):
    show(page, with_import, lang, label)
    told = press(page, 36.52, 127.32).inner_text()
    for word in words:
        assert word in told
    # The point may be so far off.
    assert page.locator(".leaflet-imported-pane path").count() == 1
    assert watch.complaints == []
    assert watch.outside(with_import) == []


def test_parts_and_what_has_no_point_are_not_drawn(page, with_import):
    show(page, with_import, "ko", "전국 산업단지 현황")
    assert page.evaluate(DRAWN) == {"dots": 1, "bubbles": 0, "inside": 0}


def test_nothing_is_asked_for_before_it_is_wanted(page, watch, with_import):
    page.goto(f"{with_import}/maps/overview")
    page.wait_for_selector("body[data-ready]")
    assert not [url for url in watch.requests if "kicox" in url]


def test_without_an_import_nothing_is_offered(page, address):
    page.goto(f"{address}/maps/overview")
    page.wait_for_selector("body[data-ready]")
    # The themes of policy sites have symbols.
    offered = page.locator(".leaflet-control-layers-overlays label:not(:has(svg))")
    assert {one.strip() for one in offered.all_text_contents()} == {
        "산업단지 이름", "경위선", "지역·바다 이름", "시군구 경계", "배경(땅·바다)",
    }  # fmt: skip


ADDED = {
    "공장 1": {"type": "Point", "coordinates": [128.6, 35.2]},
    "공장 2": {
        "type": "Polygon",
        "coordinates": [[[127, 36], [127.2, 36], [127.1, 36.1], [127, 36]]],
    },
    "공장 3": None,
}


@pytest.fixture(scope="module")
def with_added(data, tmp_path_factory, serve):
    features = [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {"업체": name, "종업원": 1200, "비고": None, "precision_km": "모름"},
        }
        for name, geometry in ADDED.items()
    ]
    # Enough that elements of their own would make the map slow.
    features += [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [126.5 + n / 5000, 35 + n % 97 / 40]},
            "properties": {},
        }
        for n in range(9_997)
    ]
    path = tmp_path_factory.mktemp("added") / "factories.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return serve(data, SANDAN_ADD=str(path))


def test_an_added_file_of_ten_thousand_points_is_drawn_on_canvas(page, watch, with_added):
    show(page, with_added, "ko", "factories")
    shown = page.evaluate(DRAWN)
    assert shown["dots"] + shown["inside"] == 9_998  # One area, one without a geometry.
    assert page.locator(".leaflet-imported-pane path").count() == 0
    assert watch.complaints == []


def test_a_feature_of_an_added_file_tells_its_own_properties(page, watch, with_added):
    show(page, with_added, "ko", "factories")
    told = press(page, 35.2, 128.6)
    assert told.locator("h2").inner_text() == "공장 1"
    assert told.locator("dt").all_inner_texts() == ["업체", "종업원", "precision_km"]
    assert told.locator("dd").all_inner_texts() == ["공장 1", "1,200", "모름"]
    assert watch.complaints == []


@pytest.fixture(scope="module")
def with_country(data, tmp_path_factory, serve):
    own_data = Path(shutil.copytree(data, tmp_path_factory.mktemp("country") / "data"))
    features = tuple(
        feature(
            f"k-{n}",
            f"가짜{n}",
            Point(127 + n % 20 / 40, 36.5 + n / 400),
            "toponym",
            kind="national" if n % 10 == 0 else "general",
            complex_id="changwon" if n == 0 else None,
            smart_green_since=None,
        )
        for n in range(120)
    )
    made = Collection("kicox-complexes", "전국 산업단지 현황", "KICOX", "2025-09-30", features)
    write_import(own_data, made)
    return serve(own_data)


def test_complexes_that_lie_close_are_one_bubble_until_the_map_is_near(page, watch, with_country):
    show(page, with_country, "ko", "전국 산업단지 현황")
    far = page.evaluate(DRAWN)
    assert far["bubbles"] > 0
    assert far["dots"] + far["inside"] == 120
    come(page, 9, 36.6, 127.2)
    assert page.evaluate(DRAWN) == {"dots": 120, "bubbles": 0, "inside": 0}
    assert watch.complaints == []


def test_a_complex_tells_its_programmes_and_the_legend_what_rims_mean(page, with_country):
    show(page, with_country, "ko", "전국 산업단지 현황")
    expect(page.locator(".imported-key")).to_contain_text("여러 사업에 참여")
    told = press(page, 36.5, 127).inner_text()
    assert "가짜0" in told
    assert "참여 사업" in told
    assert "협의체" in told
    page.keyboard.press("Escape")
    assert "없음" in press(page, 36.5 + 1 / 400, 127 + 1 / 40).inner_text()


def test_a_region_is_filled_by_the_class_of_its_figure_and_tells_it(
    page, watch, serve, figures_data
):
    show(page, serve(figures_data), "ko", "시도별 통계")
    expect(page.locator(".imported-key")).to_contain_text("가동업체")
    told = press(page, 37.83, 127.5)
    assert told.locator("h2").inner_text() == "경기도"
    assert "전국산업단지현황통계" in told.inner_text()
    assert watch.complaints == []


@pytest.fixture(scope="module")
def with_areas(data, tmp_path_factory, serve):
    """Areas all over the middle of the country."""
    at = [(126.6 + n % 50 / 25, 35.6 + n // 50 / 25) for n in range(1350)]
    features = [
        {
            "type": "Feature",
            "geometry": mapping(Point(lon, lat).buffer(0.004, quad_segs=16)),
            "properties": {"이름": f"단지 {row}", "길이": "나" * 200},
        }
        for row, (lon, lat) in enumerate(at)
    ]
    path = tmp_path_factory.mktemp("large") / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return serve(data, SANDAN_ADD=str(path))


PLACE = """() => {
    TILED
    const { left, top, width, height } = map.getContainer().getBoundingClientRect();
    for (let x = width * 0.4; x < width * 0.7; x += 5)
        for (let y = height * 0.3; y < height * 0.7; y += 5) {
            const found = tiled.under(map.containerPointToLatLng([x, y]));
            const over = document.elementFromPoint(left + x, top + y);
            const told = { many: found?.marks?.length, name: found?.properties?.이름 };
            if (found && !over.closest(".leaflet-interactive"))
                return { x: left + x, y: top + y, ...told };
        }
    return null;
}""".replace("TILED", TILED)


SCALES = """() => [...document.querySelectorAll(".leaflet-imported-pane canvas")].map((tile) =>
    tile.getBoundingClientRect().width / tile.width)"""


def test_areas_are_bubbles_from_afar_and_areas_near_by(page, watch, with_areas):
    show(page, with_areas, "ko", "areas")
    # The map's zoom is no whole one: a scaled tile would be resampled in each frame of a drag.
    assert set(page.evaluate(SCALES)) == {1}
    assert page.evaluate(PLACE)["many"] >= 6
    come(page, 11, 36.6, 127.6)
    at = page.evaluate(PLACE)
    page.mouse.click(at["x"], at["y"])
    expect(page.locator(".facts-popup .facts h2")).to_have_text(at["name"])
    assert not [url for url in watch.requests if "items" in url and "limit=1&" not in url]
    assert watch.complaints == []
