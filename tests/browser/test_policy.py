"""Policy sites and agreements on the map: unasked until wanted, told with their evidence."""

import pytest

pytestmark = pytest.mark.browser


def test_a_theme_is_loaded_when_chosen_and_its_site_leads_to_the_register(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    assert not any("policy-sites" in url for url in asked)

    page.hover(".leaflet-control-layers")
    page.get_by_label("재난안전 테스트베드").check()
    site = page.locator(".policy-icon[title*='S-Plex']")
    site.wait_for()
    assert page.locator(".policy-icon").count() == 3
    site.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".facts-popup")
    assert "2023년도 산업융합발전 실행계획" in popup.inner_text()
    assert (
        popup.get_by_role("link", name="등록부").get_attribute("href")
        == "../programmes/c07?lang=ko"
    )


def test_smart_green_complexes_show_their_year(page, address, served):
    page.goto(f"{address}/maps/transformation?lang=en")
    page.wait_for_selector("body[data-ready]")
    page.hover(".leaflet-control-layers")
    page.get_by_label("Smart-green complexes").check()
    page.locator(".policy-icon").first.wait_for()
    years = page.locator(".policy-icon b").all_inner_texts()
    assert sorted(years) == sorted(body.year for body in served.bodies_of("smart-green"))


def test_the_map_has_no_violation_with_every_theme_shown(page, address, violations):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.hover(".leaflet-control-layers")
    for box in page.locator(".leaflet-control-layers-overlays label:has(svg) input").all():
        box.check()
    page.locator(".policy-icon[title*='제주']").wait_for()
    assert violations() == []
