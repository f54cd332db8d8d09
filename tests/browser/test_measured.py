"""Measures and flows on the map itself: chosen in the legend, kept in the address, in files too."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(page, address):
    def visit(path):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(f"{address}/{path}")
        page.wait_for_selector("body[data-ready]")
        return page

    return visit


def width(page, id_):
    return page.locator(f".place[data-id={id_}] svg").evaluate(
        "e => e.getBoundingClientRect().width"
    )


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def test_nothing_of_it_is_loaded_before_it_is_asked_for(visit, watch):
    visit("maps/consortia?lang=ko")
    assert not any("bundle/more" in url or "/measured" in url for url in watch.requests)


def test_a_measure_sizes_symbols_is_explained_and_goes_again(visit, watch):
    page = visit("maps/consortia?lang=ko")
    before = width(page, "changwon"), width(page, "daebul")
    page.get_by_role("button", name="지표·흐름으로 보기").click()
    page.locator("select[name=measure]").select_option("betweenness")
    section = page.locator(".legend .measured")
    expect(section.get_by_role("heading", name="매개 중심성")).to_be_visible()
    expect(section).to_contain_text("가장 짧은 길")
    assert asked(page)["measure"] == ["betweenness"]
    assert width(page, "changwon") > 1.2 * before[0]
    assert width(page, "daebul") < before[1]
    page.locator(".place[data-id=changwon] svg path").first.hover()
    expect(page.locator(".leaflet-tooltip")).to_contain_text("매개 중심성: 0.20")
    page.locator("select[name=colour]").focus()
    page.locator("select[name=colour]").select_option("partners")
    expect(section.get_by_role("heading", name="협력 상대 수")).to_be_visible()
    expect(page.locator("select[name=colour]")).to_be_focused()
    page.get_by_role("button", name="원래대로").click()
    expect(section).to_have_count(0)
    assert "measure" not in asked(page)
    assert (width(page, "changwon"), width(page, "daebul")) == before
    assert watch.complaints == []


def test_arrows_of_flows_stand_for_the_ties_shown_and_follow_the_conditions(visit, watch):
    page = visit("maps/consortia?lang=ko&flows=sido")
    expect(page.locator("path.flow")).to_have_count(26)
    expect(page.locator("path.flow-head")).to_have_count(26)
    expect(page.locator("path.tie[data-id]")).to_have_count(0)
    page.locator(".legend [data-filter=sector][data-value=핵심소재]").click()
    expect(page.locator("path.flow")).to_have_count(5)
    page.get_by_text("흐름 5개 목록").click()
    row = page.locator(".flow-list li", has_text="울산 → 전남광주")
    row.focus()
    expect(page.locator("path.flow.lit")).to_have_count(1)
    page.go_back()
    expect(page.locator("path.flow")).to_have_count(26)
    page.locator("select[name=flows]").select_option("")
    expect(page.locator("path.tie[data-id]")).to_have_count(29)
    expect(page.locator("path.flow")).to_have_count(0)
    assert watch.complaints == []


def test_a_region_with_a_disc_is_named_once_however_the_map_moves(visit):
    page = visit("maps/consortia?lang=ko&flows=sido")
    page.locator("path.flow").first.wait_for(state="attached")
    expect(page.locator(".region-name:visible", has_text="제주")).to_have_count(1)
    for _ in range(2):
        expect(page.locator(".region-name:visible", has_text="전북")).to_have_count(0)
        page.get_by_role("button", name="확대").click()
        expect(page.locator(".leaflet-zoom-anim")).to_have_count(0)


def test_widths_and_heads_are_of_the_screen_at_any_zoom(visit):
    page = visit("maps/consortia?lang=ko&flows=sido")
    expect(page.locator("path.flow-head")).to_have_count(26)
    sizes = "all => all.map(e => Math.round(Math.max(e.getBBox().width, e.getBBox().height)))"
    before = page.locator("path.flow-head").evaluate_all(sizes)
    page.get_by_role("button", name="확대").click()
    page.wait_for_timeout(800)
    after = page.locator("path.flow-head").evaluate_all(sizes)
    assert max(after) <= max(before) + 3


def test_pages_for_frames_show_it(visit):
    page = visit("embed/consortia?lang=ko&flows=zone&measure=memberships")
    expect(page.locator("path.flow").first).to_be_attached()
    assert page.locator("path.flow").count() > 5


def test_a_map_that_is_one_file_has_it_inside(page, address, tmp_path, watch):
    body = page.request.get(
        f"{address}/maps/consortia.html?lang=ko&measure=partners&flows=sido"
    ).body()
    file = tmp_path / "map.html"
    file.write_bytes(body)
    watch.requests.clear()
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("path.flow")).to_have_count(26)
    expect(page.locator(".legend .measured")).to_contain_text("협력 상대 수")
    assert all(url.startswith(("file:", "data:", "blob:")) for url in watch.requests)
    assert watch.complaints == []


def test_the_server_says_what_it_draws(page, address):
    answer = page.request.get(f"{address}/maps/overview/measured?measure=cut&lang=en")
    assert answer.ok
    assert json.loads(answer.body())["measure"]
    refused = page.request.get(f"{address}/maps/overview/measured?measure=influence")
    assert refused.status == 400
    assert "betweenness" in refused.text()
    assert page.request.get(f"{address}/maps/overview/measured").status == 400
