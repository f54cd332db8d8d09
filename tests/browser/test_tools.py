"""Reading the map: coordinates, distances and the graticule, by pointer and by keyboard."""

import re

import pytest
from pyproj import Geod, Transformer

pytestmark = pytest.mark.browser


@pytest.fixture
def tools(page, address, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.get_by_role("button", name="좌표·거리").click()
    return page


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+\.\d+", text)]


def test_the_point_under_the_pointer_is_told_in_the_unified_grid(tools, watch):
    tools.get_by_label("좌표계").select_option("EPSG:5179")
    box = tools.locator(".folium-map").bounding_box()
    tools.mouse.move(box["x"] + 700, box["y"] + 300)
    lon, lat = tools.evaluate(
        "() => { const at = map_1.containerPointToLatLng([700, 300]); return [at.lng, at.lat]; }"
    )
    expected = Transformer.from_crs("EPSG:4326", "EPSG:5179", always_xy=True).transform(lon, lat)
    told = numbers(tools.locator(".tools-panel output").inner_text())
    # Half a pixel is some 300 m at this zoom.
    assert told == pytest.approx(expected, abs=600)
    assert watch.complaints == []


def test_a_click_on_the_map_copies_what_is_told(tools):
    tools.get_by_label("좌표계").select_option("EPSG:5186")
    tools.mouse.click(440, 420)
    tools.wait_for_selector(".tools-status:text('복사함')")
    copied = tools.evaluate("navigator.clipboard.readText()")
    assert numbers(copied) == numbers(tools.locator(".tools-panel output").inner_text())


def test_the_distance_between_two_places_is_that_of_their_tie(tools):
    tools.get_by_role("button", name="거리 재기").click()
    for place in ("gumi", "changwon"):
        tools.locator(f".place[data-id={place}]").click()
    points = tools.evaluate("['gumi', 'changwon'].map(id => map_1.sandan.places.get(id).record.at)")
    metres = Geod(ellps="GRS80").inv(*points[0], *points[1])[2]
    assert tools.locator(".measured li").inner_text() == f"구미국가 – 창원 {metres / 1000:.1f} km"
    assert tools.locator(".panel").is_hidden()


def test_the_keyboard_alone_measures_takes_back_and_ends(tools):
    tools.get_by_role("button", name="거리 재기").press("Enter")
    for place in ("gumi", "changwon", "yeosu"):
        tools.locator(f".place[data-id={place}]").press("Enter")
    assert tools.locator(".measured li").count() == 3
    tools.keyboard.press("Backspace")
    assert tools.locator(".measured li").count() == 1
    tools.locator(".folium-map").press("Enter")
    assert "점 3" in tools.locator(".measured").inner_text()
    tools.keyboard.press("Escape")
    assert tools.locator(".measured li").count() == 0
    assert tools.get_by_role("button", name="거리 재기").get_attribute("aria-pressed") == "false"


def test_arrow_keys_read_the_middle_of_the_map(tools):
    tools.mouse.move(700, 300)
    assert tools.locator(".cross").is_hidden()
    tools.locator(".folium-map").press("ArrowLeft")
    assert tools.locator(".cross").is_visible()


def test_closed_tools_leave_clicks_to_the_map(tools):
    tools.get_by_role("button", name="좌표·거리").click()
    tools.locator(".place[data-id=gumi]").click()
    tools.wait_for_selector(".panel .facts")


def test_the_graticule_shows_degrees_at_the_edges_and_survives_a_move(tools):
    tools.locator(".leaflet-control-layers").hover()
    tools.get_by_label("경위선").check()
    assert tools.locator("path.graticule").count() > 8
    tools.evaluate("() => { map_1.setView([35.5, 128.5], 10, { animate: false }); }")
    tools.wait_for_selector(".degrees:has-text('동경 128.5°')", state="attached")
