"""Maps made in Python, in the frame of a notebook on a machine without a network."""

import folium
import pytest
from folium import plugins
from playwright.sync_api import expect

import geo
import maps

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def frames(data):
    return geo.load(data=data)


@pytest.fixture
def cell(context, page, watch, tmp_path):
    """Show a map as the output of a cell; nothing may be asked for or complained about."""
    context.set_offline(offline=True)

    def show(shown):
        file = tmp_path / "notebook.html"
        file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{shown._repr_html_()}", "utf-8")
        page.goto(file.as_uri())
        frame = page.frames[1]
        frame.wait_for_selector("body[data-ready]")
        return frame

    yield show
    assert watch.complaints == []
    assert len([url for url in watch.requests if not url.startswith(("data:", "blob:"))]) == 1


def test_the_overview_works_within_a_frame_that_has_no_address(cell, frames):
    frame = cell(maps.overview(frames, sectors=["조선"], theme="light"))
    expect(frame.locator("path.tie[data-id]:not(.tie-double)")).to_have_count(4)
    frame.locator('[data-filter="sector"][data-value="디스플레이"]').click()
    expect(frame.locator("path.tie[data-id]:not(.tie-double)")).to_have_count(6)
    frame.locator(".leaflet-control-zoom-in").click()
    frame.locator(".theme").click()
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark")
    frame.fill("#search", "창원")
    frame.locator("#search").press("Enter")
    expect(frame.locator("article.facts h2").first).to_contain_text("창원")


def test_what_others_add_is_drawn_and_switched_by_their_control(cell, frames):
    districts = frames.region("경남").districts
    shown = maps.network(frames, "smart-green")
    folium.GeoJson(
        districts[["name_ko", "geometry"]],
        name="시군구",
        style_function=lambda _: {"className": "mine"},
        tooltip=folium.GeoJsonTooltip(["name_ko"]),
    ).add_to(shown)
    folium.Marker([37.5, 127], popup="<b>서울</b>", icon=folium.Icon(color="red")).add_to(shown)
    cluster = [[36 + n / 1000, 128] for n in range(9)]
    plugins.MarkerCluster(cluster, name="묶음").add_to(shown)
    folium.LayerControl(collapsed=False).add_to(shown)
    frame = cell(shown)
    expect(frame.locator("path.mine")).to_have_count(len(districts))
    expect(frame.locator(".marker-cluster")).to_have_text("9")
    frame.locator(".awesome-marker-icon-red").click(force=True)
    expect(frame.locator(".leaflet-popup-content")).to_have_text("서울")
    frame.get_by_label("시군구", exact=True).uncheck()
    expect(frame.locator("path.mine")).to_have_count(0)


def test_a_thematic_map_fills_its_areas_and_tells_their_numbers(cell, frames):
    ends = frames.programme("consortia").memberships.groupby("sido").size()
    frame = cell(maps.thematic(frames, ends, title="협의체 참여", unit="곳"))
    expect(frame.locator("path.thematic-area")).to_have_count(len(ends))
    frame.locator("path.thematic-area").first.hover(force=True)
    expect(frame.locator(".leaflet-tooltip")).to_contain_text("곳")
