"""The help of a map page: the keys, and a guided tour that is offered once."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NOT_STEERED = "Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false })"
FOCUSED = "document.activeElement.className"


@pytest.fixture
def first_visit(page, address, watch):
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(NOT_STEERED)
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    yield page
    assert watch.complaints == []


def test_the_tour_is_offered_once_and_goes_by_keyboard_from_part_to_part(first_visit, watch):
    page = first_visit
    assert not [url for url in watch.requests if "/more-" in url]
    page.locator(".notice button").first.press("Enter")
    card = page.locator(".tour-card")
    expect(card.locator("h2")).to_have_text("찾기")
    titles, ringed = [], set()
    while True:
        titles.append(card.locator("h2").inner_text())
        ring, part = page.locator(".tour-ring").bounding_box(), card.bounding_box()
        ringed.add((round(ring["x"]), round(ring["y"])))
        assert part["x"] >= 0
        assert part["x"] + part["width"] <= 390
        if page.evaluate("document.activeElement.parentElement.lastChild.matches(':focus')"):
            break
        page.keyboard.press("Enter")
    assert 4 <= len(titles) == len(set(titles)) <= 6
    assert len(ringed) == len(titles)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert page.evaluate(FOCUSED) == "help"
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(".notice")).to_have_count(0)


def test_who_declines_the_tour_finds_it_in_the_help(first_visit):
    page = first_visit
    page.locator(".notice button").last.click()
    expect(page.locator(".notice")).to_have_count(0)
    page.click(".help")
    assert page.locator(".keys kbd").first.is_visible()
    page.locator(".keys p button").first.click()
    expect(page.locator(".tour-card h2")).to_have_text("찾기")


@pytest.mark.parametrize("path", ["/maps/overview", "/embed/overview"])
def test_a_page_that_is_steered_or_framed_offers_no_tour(page, address, path):
    page.goto(address + path)
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".notice").count() == 0
