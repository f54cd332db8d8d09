"""Notes of the reader's own: where they stand, and that nothing else happens there."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def writing(page, address):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.click(".data summary")
    page.click("[data-write=note]")
    expect(page.locator(".notice")).to_be_visible()
    return page


def written(page):
    return parse_qs(urlsplit(page.url).query)


def test_a_note_is_written_on_a_place_without_choosing_it(writing):
    page = writing
    page.locator(".place[data-id=changwon] circle, .place[data-id=changwon] path").first.click()
    page.keyboard.type("확인할 곳")
    page.keyboard.press("Enter")
    expect(page.locator(".map-note")).to_have_text("확인할 곳")
    asked = written(page)
    assert "select" not in asked
    lon, lat, text = asked["note"][0].split(",")
    assert (float(lon), float(lat)) == pytest.approx((128.66, 35.21), abs=0.1)
    assert text == "확인할 곳"
    assert page.locator(".notice").count() == 0


def test_the_keyboard_writes_a_note_in_the_middle_or_gives_up(writing):
    page = writing
    page.keyboard.press("Escape")
    expect(page.locator(".notice")).to_have_count(0)
    page.click(".data summary")
    page.click("[data-write=note]")
    page.keyboard.press("Enter")
    page.keyboard.type("가운데")
    page.keyboard.press("Enter")
    expect(page.locator(".map-note")).to_have_text("가운데")
    assert len(written(page)["note"]) == 1
