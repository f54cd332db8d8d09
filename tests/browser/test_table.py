"""The table below the map equals the map: same ties, same places, lit and sorted together."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, address):
    """Open a map by its address below ``maps/``."""

    def visit(path):
        page.goto(f"{address}/maps/{path}")
        page.wait_for_selector("body[data-ready]")

    return visit


def rows(page):
    return page.locator(".drawer tbody tr").evaluate_all("all => all.map(e => e.dataset.id)")


def drawn(page, selector):
    return set(page.locator(selector).evaluate_all("all => all.map(e => e.dataset.id)"))


@pytest.mark.parametrize("path", ["overview", "consortia", "transformation"])
def test_every_map_has_its_table_and_a_filter_acts_on_both(page, visit, path):
    visit(f"{path}?region=경북&region=전북")
    page.click(".drawer-toggle")
    assert set(rows(page)) == drawn(page, "path.tie[data-id]")
    page.click("#tab-places")
    assert set(rows(page)) == drawn(page, ".place[data-id]:not(.place-member)")
    total = len(rows(page))
    assert page.inner_text("#tab-places .count") == str(total)
    page.evaluate("document.querySelector('.facet[data-facet=region]').open = true")
    page.click(".facet [data-filter=region][data-value='47']")
    assert 0 < len(rows(page)) < total
    assert set(rows(page)) == drawn(page, ".place[data-id]:not(.place-member)")


def test_columns_sort_both_ways_and_say_so(page, visit):
    visit("consortia?lang=ko")
    page.click(".drawer-toggle")
    assert page.inner_text(".drawer tbody tr:first-child th").startswith("협의체 1 ")
    page.get_by_role("button", name="거리(km)").click()
    column = page.locator(".drawer thead th[aria-sort=descending]")
    assert column.inner_text().startswith("거리")
    lengths = [float(text) for text in page.locator(".drawer td.number").all_inner_texts()]
    assert lengths == sorted(lengths, reverse=True)
    page.keyboard.press("Enter")
    lengths = [float(text) for text in page.locator(".drawer td.number").all_inner_texts()]
    assert lengths == sorted(lengths)


def test_a_row_lights_its_tie_and_enter_selects_its_consortium(page, visit):
    visit("consortia?lang=ko&sector=항공·방산")
    page.locator(".drawer-toggle").press("Enter")
    page.locator(".drawer tr[data-id=c19-seongseo] button, .drawer tbody button").first.focus()
    row = page.locator(".drawer tbody tr:focus-within").get_attribute("data-id")
    assert drawn(page, "path.tie.hot") == {row}
    page.keyboard.press("Enter")
    assert f"select={row[:3]}" in page.url
    assert page.locator(".drawer tbody tr[aria-current]").count() >= 1
    assert page.locator(".panel .facts:focus").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".drawer tbody tr:focus-within").get_attribute("data-id") == row
    page.evaluate("document.activeElement.blur()")
    assert "select" not in page.url
    assert drawn(page, "path.tie.hot") == set()


def test_korea_stays_in_sight_above_the_open_table(page, visit):
    visit("overview")
    page.click(".drawer-toggle")
    page.wait_for_timeout(500)
    table = page.locator(".drawer").bounding_box()
    for place in page.locator(".place:visible").all():
        box = place.bounding_box()
        assert 0 < box["y"] < table["y"] - box["height"] / 2


def test_on_a_phone_legend_and_table_are_sheets_one_at_a_time(page, visit, total):
    page.set_viewport_size({"width": 390, "height": 844})
    visit("overview?lang=ko")
    legend, table = page.locator(".sheets button").all()
    assert page.locator(".legend").is_hidden()
    legend.click()
    assert page.locator(".legend").is_visible()
    assert page.locator(".folium-map").is_visible()
    table.click()
    assert page.locator(".legend").is_hidden()
    assert len(rows(page)) == total
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    cards = page.locator(".drawer-table")
    assert cards.evaluate("(cards) => cards.scrollWidth <= cards.clientWidth")
    page.keyboard.press("Escape")
    page.locator("#tab-ties").press("Escape")
    assert page.locator(".drawer").is_hidden()
    assert table.get_attribute("aria-expanded") == "false"
