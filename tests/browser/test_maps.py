"""Each map in a real Chromium: it paints, it is quiet, and nothing leaves the machine."""

import json
from itertools import combinations

import pytest

from maps.view import View, apply

pytestmark = pytest.mark.browser

MAPS = ["overview", "consortia", "transformation"]


@pytest.fixture(scope="session")
def drawn(scene):
    """Count the ties and the places of a map."""

    def drawn(name):
        shown = apply(scene, View(), scene.drawn(name))
        return len(shown.ties), len(shown.places)

    return drawn


def open_map(page, address, name, lang="ko"):
    page.goto(f"{address}/maps/{name}?lang={lang}")
    page.wait_for_selector("body[data-ready]")


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", MAPS)
def test_a_map_paints_every_tie_and_no_request_leaves_the_machine(
    page, watch, address, scene, name, lang
):
    open_map(page, address, name, lang)
    shown = apply(scene, View(), scene.drawn(name))
    painted = page.locator("path.tie[data-id]").evaluate_all("all => all.map(e => e.dataset.id)")
    assert set(painted) == {tie.id for tie in shown.ties}
    double = page.locator("path.tie-double").evaluate_all("all => all.map(e => e.dataset.id)")
    assert set(double) - {None} == {tie.id for tie in shown.ties_of("transformation")}
    assert watch.complaints == []
    assert watch.requests
    assert watch.outside(address) == []


def test_the_start_page_is_quiet_and_leads_to_every_map(page, watch, address):
    page.goto(address)
    for name in MAPS:
        assert page.locator(f".cards a[href^='maps/{name}']").count() == 1
    assert watch.complaints == []
    assert watch.outside(address) == []


@pytest.mark.parametrize(("lang", "word"), [("ko", "범례"), ("en", "Legend")])
def test_a_map_speaks_one_language(page, address, lang, word):
    open_map(page, address, "overview", lang)
    assert page.locator("html").get_attribute("lang") == lang
    assert word in page.inner_text("body")


def test_the_language_switch_keeps_the_map(page, address):
    open_map(page, address, "consortia", "ko")
    page.get_by_role("link", name="English").click()
    page.wait_for_selector("body[data-ready]")
    assert page.url.startswith(f"{address}/maps/consortia")
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
@pytest.mark.parametrize("name", MAPS)
def test_korea_fills_the_frame(page, address, name, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_map(page, address, name)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('[data-id]')].map(e => e.getBoundingClientRect())
               .filter(b => b.width).map(b => [b.x + b.width / 2, b.y + b.height / 2])"""
    )
    ys = [y for _, y in boxes]
    assert max(ys) - min(ys) > size[1] * 0.3
    inside = [0 <= x <= size[0] and 0 <= y <= size[1] for x, y in boxes]
    assert all(inside)


BOXES = """selector => [...document.querySelectorAll(selector)]
    .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .map(e => [e.textContent, e.getBoundingClientRect()])
    .filter(([, box]) => box.width)
    .map(([text, box]) => [text, [box.left, box.top, box.right, box.bottom]])"""


def overlap(one, other):
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
@pytest.mark.parametrize("name", MAPS)
def test_names_overlap_neither_the_legend_nor_each_other(page, address, name, size, lang):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_map(page, address, name, lang)
    covers = page.evaluate(BOXES, ".legend, .sheets, .drawer")
    names = page.evaluate(BOXES, ".name")
    assert len(names) > 10
    marks = names + page.evaluate(BOXES, ".tie-badge")
    assert [text for text, box in marks for _, cover in covers if overlap(box, cover)] == []
    touching = [(a, b) for (a, one), (b, other) in combinations(names, 2) if overlap(one, other)]
    assert touching == []


def test_on_a_laptop_at_200_percent_korea_lies_clear_of_search_and_history(page, address, drawn):
    page.set_viewport_size({"width": 720, "height": 450})
    open_map(page, address, "overview")
    covers = page.evaluate(BOXES, ".search input, .timeline")
    assert len(covers) == 2
    marks = page.evaluate(BOXES, ".place")
    assert len(marks) == drawn("overview")[1]
    assert [text for text, box in marks for _, cover in covers if overlap(box, cover)] == []


def test_near_a_city_its_districts_are_loaded_drawn_and_named(page, address, watch):
    open_map(page, address, "consortia")
    assert not [url for url in watch.requests if "korea.topojson" in url]
    assert page.locator(".district-name").count() == 0
    page.locator(".place[data-id='changwon']").hover(force=True)
    for _ in range(4):
        page.mouse.wheel(0, -240)
        page.wait_for_timeout(400)
    page.wait_for_selector(".district-name")
    assert "성산구" in page.locator(".district-name").all_inner_texts()
    assert page.locator("path.border-sigungu").count() == 1


def test_a_map_that_opens_near_a_city_is_ready_with_its_districts(page, address):
    page.goto(f"{address}/maps/overview?lang=ko#11/35.23/128.68")
    page.wait_for_selector("body[data-ready]")
    assert page.locator("path.border-sigungu").count() == 1
    assert "성산구" in page.locator(".district-name").all_inner_texts()


def test_hostile_names_show_as_text_and_run_nothing(page, watch, serve, own_data, relisted):
    hostile = (
        "\"><script>window.hit=1</script><img src=x onerror=window.hit=1>'`${window.hit=1}</script>"
    )
    for name in ("complexes.geojson", "atlas.json"):
        path = own_data / name
        text = path.read_text("utf-8").replace("창원국가산업단지", json.dumps(hostile)[1:-1])
        path.write_text(text, "utf-8")
    relisted(own_data)
    address = serve(own_data)
    open_map(page, address, "overview")
    page.locator("[data-id='changwon']").first.click(force=True)
    assert "<script>" in page.inner_text(".panel")
    assert page.evaluate("window.hit") is None
    assert watch.complaints == []


def test_the_overview_weighs_at_most_450_kb(new_context, address):
    page = new_context().new_page()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    open_map(page, address, "overview")
    assert len(sizes) > 10
    assert sum(sizes) <= 450_000
