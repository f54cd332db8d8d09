"""Pages of profiles lead from one to the next, as a planner follows them."""

import pytest

pytestmark = pytest.mark.browser


def test_a_planner_follows_a_tie_from_region_to_partner_and_onto_the_map(page, watch, address):
    page.goto(f"{address}/regions?lang=ko")
    page.get_by_role("link", name="대구광역시").click()
    page.get_by_role("heading", name="초광역 산학연협의체").wait_for()
    row = page.get_by_role("row").filter(has_text="주관").filter(has_text="성서").first
    row.get_by_role("link").first.click()
    assert "/consortia/" in page.url
    page.get_by_role("link", name="지도에서 보기").click()
    page.wait_for_selector("body[data-ready]")
    assert "select=c" in page.url
    assert watch.complaints == []


def test_the_language_switch_keeps_the_page(page, address):
    page.goto(f"{address}/complexes/changwon?lang=ko")
    page.get_by_role("link", name="English").click()
    assert page.url.startswith(f"{address}/complexes/changwon")
    assert (
        page.get_by_role("heading", level=1).inner_text() == "Changwon National Industrial Complex"
    )
