"""Ten stories of a planner, each from opening the page to the answer."""

import csv
import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def visit(page, address):
    """Open a page by its address, in the window given."""

    def visit(path, size=DESKTOP):
        page.set_viewport_size(size)
        page.goto(f"{address}/{path}")
        if path.startswith(("maps/", "compare")):
            page.wait_for_selector("body[data-ready]")
        return page

    return visit


def ids(page, selector):
    return sorted(set(page.locator(selector).evaluate_all("all => all.map(e => e.dataset.id)")))


def ties(data, name):
    collection = json.loads((data / "layers" / f"{name}.geojson").read_text("utf-8"))
    return [feature["properties"] for feature in collection["features"]]


def press(page, name, value):
    page.locator(f".facet[data-facet={name}]").evaluate("facet => { facet.open = true }")
    page.click(f".facet [data-filter={name}][data-value='{value}']")


def test_1_which_consortia_does_seongseo_take_part_in_and_in_which_does_it_lead(visit):
    page = visit("maps/overview?lang=ko")
    page.fill("#search", "대구 성서")
    page.keyboard.press("Enter")
    section = page.locator(".panel section").filter(has_text="초광역 산학연협의체")
    expect(section.locator("li")).to_have_count(5)
    led = [text for text in section.locator("li").all_inner_texts() if "\n주관 ·" in text]
    assert [text.split("\n")[1] for text in led] == ["미래혁신모빌리티 부품"]


def test_2_only_shipbuilding_that_crosses_regions_is_sent_as_a_link(visit, browser, context, data):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit("maps/overview?lang=ko")
    page.click("[data-filter=sector][data-value=조선]")
    press(page, "crosses", "superregion")
    shown = ids(page, "path.tie[data-id]")
    built = [tie for tie in ties(data, "consortium-ties") if tie["subsector"] == "조선"]
    # Of the ties of shipbuilding, only those within 동남권 do not leave a mega-region.
    east = {"부산광역시", "울산광역시", "경상남도"}
    far = [tie["id"] for tie in built if not {tie["from_sido"], tie["to_sido"]} <= east]
    assert shown == sorted(far) != []
    assert len(shown) < len(built)
    page.click(".data summary")
    page.click("[data-keep=link]")
    expect(page.locator(".menu-status")).to_have_text("링크를 복사했습니다.")
    link = page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    fresh = browser.new_context(viewport=DESKTOP).new_page()
    fresh.goto(link)
    fresh.wait_for_selector("body[data-ready]")
    assert ids(fresh, "path.tie[data-id]") == shown
    assert fresh.inner_text(".filter-status") == page.inner_text(".filter-status")
    fresh.context.close()


def test_3_initials_find_gumi_and_the_keyboard_alone_follows_its_partners(visit):
    page = visit("maps/consortia?lang=ko")
    page.focus(".folium-map [tabindex='0']")
    page.keyboard.press("/")
    page.keyboard.type("ㄱㅁ")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("구미국가산업단지(1단지)")
    page.keyboard.press("Escape")
    expect(page.locator(".place[data-id=gumi]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("성서일반산업단지(1~5차)")


def test_4_the_ties_of_a_region_are_taken_along_as_a_table(visit):
    page = visit("maps/overview?lang=ko")
    press(page, "region", "27")
    shown = ids(page, "path.tie[data-id]")
    page.click(".data summary")
    with page.expect_download() as download:
        page.click("[data-keep=csv]")
    text = download.value.path().read_text("utf-8-sig")
    rows = [row for row in csv.DictReader(text.splitlines()) if "-ties" in row["collection"]]
    assert sorted(row["id"] for row in rows) == shown != []


def test_5_the_longest_tie_is_the_first_of_the_sorted_table(visit, data):
    page = visit("maps/consortia?lang=ko")
    page.click(".drawer-toggle")
    page.get_by_role("button", name="거리(km)").click()
    first = page.locator(".drawer tbody tr").first
    longest = max(ties(data, "consortium-ties"), key=lambda tie: tie["length_km"])
    assert first.get_attribute("data-id") == longest["id"]


def test_6_what_the_programmes_share_is_seen_by_comparing_them(visit, watch):
    page = visit("maps/overview?lang=ko")
    page.get_by_role("link", name="비교", exact=True).first.click()
    page.wait_for_selector("body[data-ready]")
    expect(page.locator(".folium-map")).to_have_count(2)
    both = [
        set(
            page.locator(f".folium-map >> nth={n}")
            .locator(".place[data-id]")
            .evaluate_all("all => all.map(e => e.dataset.id)")
        )
        for n in (0, 1)
    ]
    assert {"changwon", "seongseo", "yeosu"} <= both[0] & both[1]
    assert watch.complaints == []


def test_7_a_region_page_leads_over_a_consortium_to_the_map(visit):
    page = visit("regions?lang=ko")
    page.get_by_role("link", name="대구광역시").click()
    row = page.get_by_role("row").filter(has_text="주관").filter(has_text="성서").first
    row.get_by_role("link").first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="지도에서 보기").click()
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".panel h2").inner_text() in heading


def test_8_a_region_without_a_tie_says_so(visit, total):
    page = visit("maps/overview?lang=ko")
    press(page, "region", "50")
    expect(page.locator(".empty-note")).to_contain_text("조건에 맞는 연결선과 장소가 없습니다.")
    page.keyboard.press("Delete")
    expect(page.locator(".empty-note")).to_be_hidden()
    assert len(ids(page, "path.tie[data-id]")) == total


def test_9_in_english_the_view_and_the_language_are_kept_from_page_to_page(visit, total):
    page = visit("maps/overview?lang=ko&sector=조선")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("body[data-ready]")
    assert page.inner_text(".filter-status").startswith(f"4 of {total} ties")
    page.get_by_role("link", name="Consortia", exact=True).click()
    page.wait_for_selector("body[data-ready]")
    assert page.inner_text(".filter-status").startswith("4 of 29 ties")
    assert page.locator("html").get_attribute("lang") == "en"


def test_10_on_a_phone_a_place_is_found_and_its_partner_is_a_tap_away(visit):
    page = visit("maps/overview?lang=ko", PHONE)
    page.fill("#search", "여수국가")
    page.keyboard.press("Enter")
    panel = page.locator(".panel")
    expect(panel.locator("h2")).to_have_text("여수국가산업단지")
    panel.locator(".chip", has_text="미포").first.click()
    expect(panel.locator("h2")).to_contain_text("온산")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_networks_answer_three_questions_of_a_planner(visit):
    """Who is tied to 울산 in a sector; whom 제주 could work with; what breaks without a body."""
    page = visit("networks/consortia/flows?f=html&lang=ko")
    page.select_option("select[name=sector]", "핵심소재")
    page.fill("input[name=region]", "울산")
    page.click("form.filter button")
    expect(page.locator("#map-title")).to_be_visible()
    told = page.locator("section").filter(has=page.locator("#list-title")).locator("tbody tr")
    assert {text.split("\t")[0] for text in told.all_inner_texts()} == {
        "울산 → 전남광주",
        "전남광주 → 울산",
    }
    page.locator("td.cell.some, td.cell.strong").first.hover()
    expect(page.locator("svg .flow.lit")).to_have_count(2)

    page.click("nav .views a:has-text('협력 파트너')")
    page.fill("input[name=subject]", "제주")
    page.click("form.filter button")
    first = page.locator("#candidates-title ~ .scroll tbody tr").first
    expect(first).to_contain_text("거리")

    page.click("nav .views a:has-text('가정해 보기')")
    page.locator("input[name=step]").first.fill("withdraw:c15")
    page.click("form.filter button")
    expect(page.locator("#lost-ties-title ~ ul li")).to_have_count(2)
    assert "withdraw%3Ac15" in page.url


def test_the_way_to_an_answer_takes_few_clicks_and_leaves_a_record(visit):
    """From the map over whole, sector, peers, partners and gaps to a record: at most 12 clicks."""
    page, clicks = visit("maps/overview?lang=ko"), []

    def click(target):
        clicks.append(target)
        target.click()

    click(page.locator("a.brand"))
    click(page.get_by_role("link", name="여섯 단계").first)
    page.fill("input[name=subject]", "창원")
    page.select_option("select[name=sector]", "핵심소재")
    click(page.locator("form.filter button"))
    headings = page.locator("section > h2").all_inner_texts()
    assert [text[:2] for text in headings[:6]] == [f"{n}." for n in range(1, 7)]
    steps = page.locator("section ul.found a")
    for n in range(steps.count()):
        click(steps.nth(n))
        expect(page.locator("h1")).to_be_visible()
        page.go_back()  # the page is as it was, by its address
    expect(page.locator("form.filter input[name=subject]")).to_have_value("창원")
    record = page.request.get(page.get_by_role("link", name="JSON").evaluate("a => a.href")).json()
    clicks.append("JSON")
    assert len(clicks) <= 12
    assert [step["number"] for step in record["steps"]] == [1, 2, 3, 4, 5, 6]
    assert record["steps"][3]["choices"] == {"subject": "창원", "sector": "핵심소재"}
    for step in record["steps"]:
        assert step["texts"]
        assert page.request.get(step["href"]).ok


def test_a_consortium_that_leaves_is_asked_from_the_map(visit, watch):
    page = visit("maps/consortia?lang=ko&select=c15")
    page.locator(".panel").get_by_role("link", name="빠진다면?").click()
    expect(page.locator("#lost-ties-title ~ ul li")).to_have_count(2)
    expect(page.locator("input[name=step]").first).to_have_value("withdraw:c15")
    figure = page.get_by_role("img", name="달라지는 연결")
    expect(figure).to_be_visible()
    assert watch.complaints == []
