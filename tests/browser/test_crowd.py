"""Very many ties: drawn as one picture, and still each found, named and chosen."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ADD = """records => {
  const map = window[document.querySelector(".leaflet-container").id];
  window.sandan.ties(map, { thin: false, crowd: "{count} ties", layers: [{ ties: records }] });
}"""
ON_SCREEN = """([lon, lat]) => {
  const map = window[document.querySelector(".leaflet-container").id];
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [left + x, top + y];
}"""
HIDE = """() => {
  const map = window[document.querySelector(".leaflet-container").id];
  window.sandan.showTies(map, new Set());
}"""
PAINTED = """sheet => {
  const { data } = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height);
  return data.some((value, i) => i % 4 === 3 && value > 0);
}"""


@pytest.fixture
def crowded(page, address):
    """The map of the consortia, its own ties drawn as a crowd is, moved off into the West Sea."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/maps/consortia?lang=ko")
    page.wait_for_selector("body[data-ready]")
    data = json.loads(page.locator("script[id^=ties]").text_content())
    records = [tie for layer in data["layers"] for tie in layer["ties"]]
    for number, tie in enumerate(records):
        south = 37.2 - 0.1 * number
        tie["points"] = [[124.9, south], [125.3, south + 0.02], [125.7, south]]
    page.evaluate(ADD, records)
    return page, records


def test_the_pointer_lights_and_names_the_tie_below_it_and_a_click_chooses_its_body(crowded):
    page, records = crowded
    crowd = page.locator(".crowd")
    expect(crowd).to_have_attribute("aria-label", f"{len(records)} ties")
    lit = crowd.locator(".crowd-lit")
    assert crowd.locator(".crowd-all").evaluate(PAINTED)
    assert not lit.evaluate(PAINTED)
    one = records[12]
    x, y = page.evaluate(ON_SCREEN, one["points"][1])
    page.mouse.move(x, y)
    expect(page.locator(".tie-tip")).to_contain_text(one["lines"][0])
    assert lit.evaluate(PAINTED)
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile(rf"select={one['owner']}\b"))


def test_what_a_condition_hides_is_not_found_any_more(crowded):
    page, records = crowded
    x, y = page.evaluate(ON_SCREEN, records[12]["points"][1])
    page.mouse.move(x, y)
    expect(page.locator(".tie-tip")).to_have_count(1)
    page.mouse.move(700, 850)
    expect(page.locator(".tie-tip")).to_have_count(0)
    page.evaluate(HIDE)
    expect(page.locator(".crowd")).to_have_attribute("aria-label", "0 ties")
    page.mouse.move(x, y)
    assert not page.locator(".crowd-all").evaluate(PAINTED)
    expect(page.locator(".tie-tip")).to_have_count(0)
