"""The search box, used as people use it: keyboard, half syllables, initials, a phone."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def overview(page, address):
    def open_map(lang="ko", name="overview", size=(1440, 900)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{address}/maps/{name}?lang={lang}")
        page.wait_for_selector("body[data-ready]")
        return page

    return open_map


def found(page):
    return page.locator("#found [role=option] .found-name").all_inner_texts()


def test_initials_arrows_and_enter_lead_to_a_complex_and_its_partners(overview):
    page = overview()
    # A character alone is no command where nothing has the focus (KWCAG 2.2, 6.1.4).
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body")
    page.focus(".folium-map [tabindex='0']")
    page.keyboard.press("/")
    page.keyboard.type("ㄱㅁ")
    assert found(page)[0] == "구미국가산업단지(1단지)"
    page.keyboard.press("ArrowDown")
    active = page.locator("#search").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_selector(".facts h2:text-is('구미국가산업단지(1단지)')")
    page.locator(".facts .chip").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".facts h2:text-is('제천제1일반산업단지(제천바이오밸리)')")


def test_every_step_of_composing_a_name_finds_it(overview):
    page = overview()
    for step in ("ㅊ", "차", "창", "창ㅇ", "창우", "창워", "창원"):
        page.fill("#search", step)
        assert "창원국가산업단지" in found(page)


def test_results_are_told_and_so_is_their_absence(overview):
    page = overview()
    page.fill("#search", "대구")
    assert page.locator("#found").get_attribute("role") == "listbox"
    assert "건을 찾았습니다" in page.locator(".found-status").inner_text()
    page.fill("#search", "평양")
    assert page.locator("#found").is_hidden()
    assert page.locator(".found-status").inner_text() == "‘평양’에 맞는 이름이 없습니다."


def test_what_a_detail_says_already_is_marked_there_and_not_said_twice(overview):
    page = overview()
    page.fill("#search", "첨단바이오")
    hit = page.locator("#found [role=option] small", has_text="서울디지털–광주첨단과학")
    assert hit.inner_text() == "첨단바이오 · 서울디지털–광주첨단과학"
    assert hit.locator("mark").inner_text() == "첨단바이오"


def test_escape_closes_the_list_and_then_empties_the_field(overview):
    page = overview()
    page.focus("#search")
    page.keyboard.type("구미")
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()
    assert page.input_value("#search") == "구미"
    page.keyboard.press("Escape")
    assert page.input_value("#search") == ""


def test_a_slash_within_a_field_is_a_slash(overview):
    page = overview()
    page.focus("#search")
    page.keyboard.type("a/b")
    assert page.input_value("#search") == "a/b"


def test_a_consortium_is_shown_whole_with_its_ties_lit(overview):
    page = overview()
    page.fill("#search", "석유화학")
    page.keyboard.press("Enter")
    page.wait_for_selector("path.tie.hot")
    ids = page.eval_on_selector_all("path.tie.hot", "all => all.map(e => e.dataset.id)")
    assert ids == ["c13-mipo-onsan"]


def test_a_region_fills_the_map(overview):
    page = overview()
    page.fill("#search", "제주도")
    page.evaluate("() => { window.moved = new Promise(go => map_1.once('moveend', () => go())) }")
    page.keyboard.press("Enter")
    page.evaluate("window.moved")
    assert page.evaluate("map_1.getZoom()") > 9
    assert page.evaluate("map_1.getCenter().lat") < 33.7


def test_a_complex_that_no_map_draws_is_shown_all_the_same(overview, watch):
    page = overview()
    page.fill("#search", "구미4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".facts h2:text-is('구미국가산업단지(4단지)')")
    assert page.locator(".found-ring").count() == 1
    page.keyboard.press("Escape")
    page.wait_for_selector(".found-ring", state="detached")
    assert watch.complaints == []


def test_names_of_the_other_language_are_found_and_the_page_keeps_its_own(overview):
    page = overview("en")
    page.fill("#search", "창원")
    assert found(page)[0] == "Changwon National Industrial Complex"


def test_on_a_phone_a_tap_chooses_and_nothing_leaves_the_screen(overview):
    page = overview(size=(390, 844))
    page.fill("#search", "조선")
    box = page.locator("#found").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.locator("#found [role=option]").first.click()
    page.wait_for_selector("path.tie.hot")


def test_what_is_typed_is_shown_within_one_frame(overview):
    page = overview()
    median = """() => {
      const input = document.querySelector("#search");
      const times = ["ㄱ", "구", "굼", "구미", "산업", "ㅅㅇ"].map((text) => {
        input.value = text;
        const begun = performance.now();
        input.dispatchEvent(new Event("input"));
        return performance.now() - begun;
      });
      return times.sort((one, other) => one - other)[3];
    }"""
    # The best of some rounds: whatever else runs on this machine only ever adds time. Twice the
    # 16 ms of a frame, for a machine that works at something else all the while.
    assert min(page.evaluate(median) for _ in range(5)) < 32
