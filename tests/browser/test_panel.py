"""Following ties: what is lit, what the panel tells, by pointer, keyboard, phone and address."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, address):
    """Open a map by its address below ``maps/``."""

    def visit(path, size=(1440, 900)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{address}/maps/{path}")
        page.wait_for_selector("body[data-ready]")
        return page

    return visit


def hot(page, selector):
    return sorted(page.eval_on_selector_all(f"{selector}.hot", "all => all.map(e => e.dataset.id)"))


def place(page, id_):
    return page.locator(f".place[data-id={id_}]")


def test_which_consortia_does_seongseo_take_part_in_and_which_does_it_lead(visit):
    page = visit("consortia?lang=ko")
    page.fill("#search", "대구 성서")
    page.keyboard.press("Enter")
    memberships = (
        page.locator(".panel section").filter(has_text="초광역 산학연협의체").locator("li")
    )
    expect(memberships).to_have_count(5)
    led = [text for text in memberships.all_inner_texts() if "\n주관 ·" in text]
    assert len(led) == 1
    assert led[0].split("\n")[1:3] == ["미래혁신모빌리티 부품", "주관 · 미래모빌리티 (자동차)"]
    assert "경산1" in led[0]


def test_gumi_is_found_by_initials_and_its_partners_are_followed_by_keyboard_alone(visit):
    page = visit("consortia?lang=ko")
    page.focus(".folium-map [tabindex='0']")
    page.keyboard.press("/")
    page.keyboard.type("ㄱㅁ")
    page.keyboard.press("Enter")
    expect(page.locator(".facts")).to_be_focused()
    expect(page.locator(".panel-status")).to_have_text("구미국가산업단지(1단지) 선택됨, 연결 3개")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(place(page, "gumi")).to_be_focused()
    assert hot(page, ".place") == ["changwon", "gumi", "jecheon-biovalley", "seongseo"]
    page.keyboard.press("ArrowDown")
    expect(place(page, "seongseo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("성서일반산업단지(1~5차)")
    assert "select=seongseo" in page.url


def test_the_overview_counts_the_ties_of_a_place_and_of_its_groups(visit, scene):
    page = visit("overview?lang=ko&select=gumi")
    names = scene.atlas.names_of("gumi")
    ties = [tie for tie in scene.atlas.ties if names & {tie.from_id, tie.to_id}]
    told = f"구미국가산업단지(1단지) 선택됨, 연결 {len(ties)}개"
    expect(page.locator(".panel-status")).to_have_text(told)
    ends = {end for tie in ties for end in (tie.from_id, tie.to_id)}
    assert set(hot(page, ".place")) == {"gumi", *ends}


def test_hovering_a_place_lights_its_ties_and_partners_and_dims_the_rest(visit):
    page = visit("consortia?lang=ko")
    place(page, "yeosu").hover()
    assert hot(page, "path.tie") == ["c11-yeosu", "c13-mipo-onsan"]
    assert hot(page, ".place") == ["mipo-onsan", "yeosu"]
    page.mouse.move(5, 400)
    assert hot(page, ".place") == []


def test_a_consortium_is_one_object_with_its_lead_named(visit):
    page = visit("overview?lang=ko")
    page.fill("#search", "석유화학")
    page.keyboard.press("Enter")
    expect(page.locator(".lead-flag")).to_have_text("주관")
    assert hot(page, "path.tie") == ["c13-mipo-onsan"]
    assert hot(page, ".place") == ["mipo-onsan", "yeosu"]
    # Two members have no area between them.
    expect(page.locator("path.hull")).to_have_count(0)
    expect(page.locator(".found-ring")).to_have_count(2)
    expect(page.locator(".name.hot")).to_have_text(["여수", "미포·온산"], use_inner_text=True)
    page.locator(".panel").get_by_role("button", name="협의체 11").click()
    assert hot(page, "path.tie") == ["c11-yeosu"]
    assert "select=c11" in page.url


def test_a_tie_on_the_map_selects_its_consortium_where_it_stands(visit):
    page = visit("consortia?lang=ko")
    before = page.evaluate("map_1.getZoom()")
    badge = page.locator(".tie-badge[aria-label^='협의체 10 ']")
    badge.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel .kicker")).to_have_text("초광역 산학연협의체")
    assert "select=c10" in page.url
    assert abs(page.evaluate("map_1.getZoom()") - before) < 0.3


def test_the_address_tells_the_same_in_a_fresh_browser(visit, browser):
    page = visit("overview?lang=ko")
    place(page, "changwon").click()
    expect(page.locator(".panel h2")).to_have_text("창원국가산업단지")
    fresh = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    fresh.goto(page.url)
    fresh.wait_for_selector("body[data-ready]")
    assert fresh.inner_text(".panel") == page.inner_text(".panel")
    assert hot(fresh, "path.tie") == hot(page, "path.tie") != []
    fresh.context.close()


def test_back_and_forward_walk_through_what_was_selected(visit):
    page = visit("overview?lang=ko")
    place(page, "gumi").click()
    page.locator(".panel .chip", has_text="창원").click()
    expect(page.locator(".panel h2")).to_have_text("창원국가산업단지")
    page.go_back()
    expect(page.locator(".panel h2")).to_have_text("구미국가산업단지(1단지)")
    page.go_back()
    expect(page.locator(".panel")).to_be_hidden()
    page.go_forward()
    expect(page.locator(".panel h2")).to_have_text("구미국가산업단지(1단지)")


def test_tab_reaches_the_places_with_most_ties_first(visit):
    page = visit("consortia?lang=ko")
    ranks = page.eval_on_selector_all(".place", "all => all.map(e => Number(e.dataset.rank))")
    assert ranks == sorted(ranks, reverse=True)
    page.click("[data-filter=sector][data-value=조선]")
    page.click("[data-filter=sector][data-value=조선]")
    again = page.eval_on_selector_all(".place", "all => all.map(e => Number(e.dataset.rank))")
    assert again == ranks


def test_a_hub_of_the_legend_opens_its_project_with_its_numbers(visit):
    page = visit("transformation?lang=en")
    page.locator("button.hub[data-owner=t2021-gyeongnam]").click()
    panel = page.locator(".panel")
    expect(panel.locator("h2")).to_have_text(
        "Industrial-complex transformation of Gyeongnam (2021)"
    )
    expect(panel).to_contain_text("Production 39.2 trillion won · 51 %")
    expect(page.locator(".lead-flag")).to_have_text("hub")
    page.locator("button.hub[data-owner=t2020-daegu]").click()
    expect(panel).to_contain_text("The document names the hub without any link")


def test_on_a_phone_the_panel_is_a_sheet_below_what_it_tells_about(visit, violations):
    page = visit("overview?lang=ko", (390, 844))
    page.fill("#search", "여수국가")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_be_visible()
    page.wait_for_timeout(900)
    sheet, mark = page.locator(".panel").bounding_box(), place(page, "yeosu").bounding_box()
    assert sheet["width"] == 390
    assert sheet["height"] < 844 / 2
    assert mark["y"] + mark["height"] < sheet["y"]
    assert violations() == []
    page.get_by_role("button", name="고른 것 닫기").click()
    expect(page.locator(".panel")).to_be_hidden()
    assert "select" not in page.url


def test_pages_of_what_is_selected_are_there(visit):
    page = visit("overview?lang=ko&select=c11&select=changwon&select=t2021-busan")
    links = page.locator(".panel .actions a").evaluate_all("all => all.map(e => e.href)")
    asked = [link for link in links if "/scenario?" in link]
    assert [link.rpartition("=")[2] for link in asked] == ["withdraw:c11", "withdraw:t2021-busan"]
    pages = [link for link in links if link not in asked]
    assert [re.search(r"/(\w+/[\w-]+)\?", link)[1] for link in pages] == [
        "complexes/changwon",
        "consortia/11",
        "projects/t2021-busan",
    ]
    assert [page.request.get(link).status for link in links] == [200] * 5


def test_the_link_is_copied_and_said(visit, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit("overview?lang=ko&select=c13")
    page.locator(".panel").get_by_role("button", name="링크 복사").click()
    expect(page.locator(".panel-status")).to_have_text("링크를 복사했습니다.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_a_conflict_leads_to_where_it_is_decided(visit):
    page = visit("consortia?select=c13&lang=en")
    page.locator(".panel section a", has_text="미포·온산국가").first.click()
    page.wait_for_url(re.compile(r"/conflicts\?lang=en#k3$"))
    expect(page.locator("section:target h3")).to_contain_text("K3")
