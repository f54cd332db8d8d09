"""Pages of profiles in a real Chromium: accessible, quiet, and fit for a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

AXE = Axe()
PAGES = [
    "",
    "regions",
    "regions/26",
    "regions/50",
    "regions/dongnamgwon",
    "consortia",
    "consortia/13",
    "complexes/ulsan-mipo",
    "projects/t2021-ulsan",
    "projects/t2020-daegu",
    "sectors/핵심소재",
]
WIDTHS = {"ko": (1440, 900), "en": (390, 844)}


@pytest.mark.parametrize("lang", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_violation_and_asks_no_other_host(page, watch, address, path, lang):
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[lang], strict=True)))
    page.goto(f"{address}/{path}?lang={lang}")
    found = AXE.run(page)
    assert found.violations_count == 0, found.generate_report()
    assert watch.complaints == []
    assert watch.outside(address) == []
    # Tables scroll for themselves; the page does not.
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTHS[lang][0]


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
