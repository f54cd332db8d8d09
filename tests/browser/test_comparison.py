"""Two maps beside each other and behind a divider, as a planner moves them."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, address):
    def visit(query, size=(1440, 900)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{address}/compare?f=html&{query}")
        page.wait_for_selector("body[data-ready]")

    return visit


def at(page, map_, place):
    box = page.locator(f".folium-map >> nth={map_}").locator(f".place[data-id={place}]")
    return box.evaluate(
        "e => { const a = e.getBoundingClientRect();"
        " const b = e.closest('.folium-map').getBoundingClientRect();"
        " return [Math.round(a.x - b.x), Math.round(a.y - b.y)] }"
    )


def seen(page, place):
    """Is this place of the right map what the pointer would meet?"""
    return (
        page.locator(".folium-map >> nth=1")
        .locator(f".place[data-id={place}]")
        .evaluate(
            "e => { const a = e.getBoundingClientRect();"
            " const met = document.elementFromPoint(a.x + a.width / 2, a.y + a.height / 2);"
            " return e.closest('.folium-map').contains(met) }"
        )
    )


def test_both_maps_show_one_frame_and_move_together(page, visit, watch, address):
    visit("lang=ko")
    assert at(page, 0, "changwon") == at(page, 1, "changwon")
    page.get_by_role("button", name="확대").click()
    page.locator(".folium-map").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert at(page, 0, "changwon") == at(page, 1, "changwon")
    assert "#" in page.url
    assert not watch.complaints
    assert not watch.outside(address)


def test_the_divider_uncovers_the_other_map_by_keyboard(page, visit):
    visit("lang=ko&mode=swipe")
    divider = page.get_by_role("slider")
    divider.focus()
    page.keyboard.press("End")
    assert divider.get_attribute("aria-valuenow") == "100"
    assert not seen(page, "daebul")
    page.keyboard.press("Home")
    assert seen(page, "daebul")
    page.keyboard.press("PageUp")
    assert divider.get_attribute("aria-valuetext") == "산단 대개조 10%, 초광역 협의체 90%"


def test_a_covered_mark_comes_into_sight_when_the_keyboard_reaches_it(page, visit):
    visit("mode=swipe")
    page.get_by_role("slider").press("End")
    page.locator(".folium-map >> nth=1").locator(".place[data-id=daebul]").focus()
    assert seen(page, "daebul")


def test_rings_mark_what_only_one_side_has(page, visit):
    visit("a=2020&b=2021")
    ringed = page.locator(".only-here").evaluate_all("all => all.map(e => e.dataset.id)")
    listed = page.locator("[data-list=gone] tr[data-id], [data-list=added] tr[data-id]")
    assert sorted(ringed) == sorted(listed.evaluate_all("all => all.map(e => e.dataset.id)"))


def test_a_place_tells_its_part_in_both_sides_and_the_reader_stays(page, visit, watch):
    visit("lang=ko")
    before = page.url
    mark = page.locator(".folium-map >> nth=0").locator(".place[data-id=seongseo]")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_focused()
    expect(card.get_by_role("heading")).to_have_text("성서일반산업단지(1~5차)")
    assert "일반산업단지 · 대구광역시" in card.inner_text()
    left, right = card.locator("dl").inner_text().split("초광역 협의체\n")
    assert "대구 산업단지 대개조(2020년) 거점" in left
    assert "주관" in right
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    assert page.url == before
    assert not watch.complaints


def test_a_click_beside_the_marks_lets_the_card_go_and_its_link_leads_to_the_overview(page, visit):
    visit("lang=en&mode=swipe")
    card = page.get_by_role("dialog")
    page.locator(".folium-map >> nth=1").locator(".place[data-id=changwon]").click()
    expect(card).to_be_visible()
    page.mouse.click(*_middle(page.locator(".side-name").first, 60))
    expect(card).to_be_hidden()
    page.locator(".folium-map >> nth=1").locator(".tie-badge").first.press("Enter")
    card.get_by_role("link", name="Open on the overview").click()
    page.wait_for_selector("body[data-ready]")
    assert page.url.endswith("/maps/overview?lang=en&select=c01")
    expect(page.locator(".panel h2")).to_contain_text("Consortium 1")


def _middle(locator, below):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] + below


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_a_comparison_has_no_violation(page, visit, violations, lang, size):
    visit(f"lang={lang}&mode=swipe", size)
    assert violations() == []
    page.locator(".folium-map >> nth=0").locator(".place[data-id=yeosu]").focus()
    page.keyboard.press("Enter")
    assert violations() == []
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(wide)
