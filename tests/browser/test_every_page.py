"""Each kind of page, light on a desk and dark on a phone: nothing to mend, nothing cut off."""

import pytest

pytestmark = pytest.mark.browser
MAPS = (
    *("/maps/overview", "/maps/consortia", "/maps/transformation", "/embed/overview", "/compare"),
    "/maps/overview?select=t2021-busan",
)
REGISTERS = (
    "/programmes",
    "/requests",
    "/ledger",
    "/plan",
    "/checks",
    "/sources",
    "/conflicts",
    "/programmes/c07",
    "/sources/convergence-plan-2023",
)
PROFILES = (
    *("/regions", "/regions/26", "/regions/50", "/consortia", "/consortia/13", "/projects"),
    *("/projects/t2021-gyeonggi", "/complexes", "/complexes/changwon", "/sectors"),
    *("/regions/대경권", "/sectors/자동차"),
)
DATA = (
    *("/", "/collections", "/collections/complexes", "/collections/complexes/items", "/networks"),
    *("/collections/complexes/items/changwon", "/collections/complexes/queryables", "/schemas"),
    *("/conformance", "/api.html", "/nowhere", "/briefs", "/charts"),
    "/collections/complexes/items?limit=none",
)
LOOKS = (("ko", "light", 1280), ("en", "dark", 390))
"""Language, theme, width in CSS pixels."""
CUT = """[...document.querySelectorAll('.scroll')].filter(
    (one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent.slice(0, 60))"""
"""Tables that go on beyond their frame."""
UNTAGGED = """(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const near = texts.currentNode.parentElement;
    if (/[가-힣]/.test(texts.currentNode.data) && near.closest('[lang]').lang !== 'ko'
        && !near.closest('script, style, svg, option')) found.push(texts.currentNode.data.trim());
  }
  return found;
})()"""
"""Korean texts that a screen reader would read as if they were English."""
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.mark.parametrize("path", [*MAPS, *REGISTERS, *PROFILES, *DATA])
@pytest.mark.parametrize(("lang", "theme", "width"), LOOKS)
def test_a_page_has_no_violation_and_scrolls_one_way_only(
    page, address, violations, lang, theme, width, path
):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
    if path in MAPS:
        page.wait_for_selector("body[data-ready]")
    assert page.get_attribute("html", "lang") == lang
    assert page.evaluate(WIDER) <= 0
    # Marks of a map stand where the places are; the table beside it has the same links.
    assert violations(targets=path not in MAPS) == []
    assert lang == "ko" or page.evaluate(UNTAGGED) == []
    # As a window of 1280 pixels at 200 %.
    page.set_viewport_size({"width": 640, "height": 422})
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("path", ["/maps/overview", "/complexes/changwon"])
def test_nothing_moves_for_readers_who_want_no_motion(page, address, path):
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + path)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((one) => "
        "getComputedStyle(one).transitionDuration.split(',').some((time) => parseFloat(time) > 0)"
        ").map((one) => one.className)"
    )
    assert moving == []


@pytest.mark.parametrize("path", [*REGISTERS, *PROFILES, *DATA])
def test_a_phone_shows_tables_without_scrolling_sideways_and_tells_korean_words(
    page, address, path
):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en&f=html")
    # The matrix of programmes and regions is one only side by side.
    assert page.evaluate(CUT) == [] or path == "/requests"
    assert page.evaluate(UNTAGGED) == []
