"""axe-core finds nothing to mend on the maps, whatever is open."""

import pytest

pytestmark = pytest.mark.browser

OPEN = {
    "desktop": "for (const one of document.querySelectorAll('details, .facet')) one.open = true; "
    "document.querySelector('.drawer-toggle').click()",
    "legend": "document.querySelectorAll('.sheets button')[0].click(); "
    "for (const one of document.querySelectorAll('.facet')) one.open = true",
    "search": "const field = document.querySelector('#search'); field.value = 'ㅅ'; "
    "field.dispatchEvent(new Event('input')); "
    "document.querySelector('.tools-toggle button').click()",
    "table": "document.querySelectorAll('.sheets button')[1].click()",
}


VIEWS = (
    ("overview", (1440, 900), "desktop", "ko"),
    ("overview?region=대경권&select=c13", (1440, 900), "desktop", "en"),
    ("overview", (1440, 900), "search", "ko"),
    ("consortia?sector=조선", (390, 844), "legend", "en"),
    ("transformation?region=제주", (390, 844), "table", "ko"),
    ("consortia?measure=betweenness&colour=partners&flows=sido", (1440, 900), "desktop", "ko"),
    ("overview?flows=zone", (390, 844), "legend", "en"),
)
OTHER = {"ko": "en", "en": "ko"}


@pytest.mark.parametrize(
    ("path", "size", "state", "lang"),
    [
        *VIEWS,
        *(pytest.param(*view, OTHER[lang], marks=pytest.mark.sweep) for *view, lang in VIEWS),
    ],
)
def test_a_map_page_has_no_violation(page, address, violations, path, size, state, lang):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/maps/{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(OPEN[state])
    page.wait_for_timeout(300)
    assert violations() == []


SMALL = """[...document.querySelectorAll("body *")].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && one.checkVisibility({ visibilityProperty: true }) && !one.closest("svg, script, .unseen")
    && parseFloat(getComputedStyle(one).fontSize) < 12).map((one) => one.textContent)"""
"""Texts below 12 pixels; digits within signs are drawings."""
CUT = """(part) => [...document.querySelectorAll(`${part}, ${part} *`)].filter((one) => {
  const { left, right, width } = one.getBoundingClientRect();
  return width && one.checkVisibility() && (left < -0.5 || right > window.innerWidth + 0.5);
}).map((one) => one.outerHTML.slice(0, 90))"""
"""What of an open part goes beyond the sides of the window."""
WIDER = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


def opened(page):
    """Open one part after another and yield the selector of each; it is closed again."""
    page.click(".data summary")
    yield ".menu"
    page.click("[data-keep-save]")
    yield ".save"
    page.keyboard.press("Escape")
    for way, part in (("[data-more=own]", ".own-dialog"), ("[data-write=title]", ".ask")):
        page.click(".data summary")
        page.click(way)
        page.wait_for_selector(f"{part}[open]")
        yield part
        page.keyboard.press("Escape")
    page.click(".help")
    yield ".keys"
    page.click(".keys p button")
    page.wait_for_selector(".tour[open]")
    yield ".tour-card"
    page.keyboard.press("Escape")
    page.locator(".tools-toggle button").press("Enter")
    yield ".tools-panel"
    page.locator(".tools-toggle button").press("Enter")
    page.focus(".leaflet-control-layers-toggle")
    yield ".leaflet-control-layers"
    page.fill("#search", "울")
    page.wait_for_selector("#found [role=option]")
    yield ".found-drop"


@pytest.mark.parametrize(
    ("size", "lang"),
    [((1440, 900), "ko"), ((390, 844), "en"), ((320, 256), "en")],
    ids=["desktop", "phone", "desktop at 400 %"],
)
def test_whatever_opens_is_readable_pressable_and_not_cut_off(
    page, watch, address, violations, size, lang
):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/maps/overview?lang={lang}")
    page.wait_for_selector("body[data-ready]")
    for part in opened(page):
        assert page.locator(part).is_visible(), part
        assert violations(targets=True) == [], part
        assert page.evaluate(SMALL) == [], part
        assert page.evaluate(CUT, part) == [], part
        assert page.evaluate(WIDER) <= 0, part
    assert watch.complaints == []


def test_forced_colours_keep_signs_and_show_what_is_pressed_and_where_the_keyboard_is(
    page, address
):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    ties = "all => all.map((one) => getComputedStyle(one).stroke)"
    outline = "one => getComputedStyle(one).outlineStyle"
    before = page.locator("path.tie, .legend .sample path").evaluate_all(ties)
    sector = page.locator(".legend .sector").first
    sector.click()
    page.emulate_media(forced_colors="active")
    assert sector.get_attribute("aria-pressed") == "true"
    assert sector.evaluate(outline) == "solid"
    assert page.locator(".legend .sector").nth(1).evaluate(outline) == "none"
    page.locator(".data summary").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(f"({outline})(document.activeElement)") == "solid"
    page.emulate_media(forced_colors="none")
    page.click(".filter-reset >> visible=true")
    page.emulate_media(forced_colors="active")
    after = page.locator("path.tie, .legend .sample path").evaluate_all(ties)
    assert sorted(after) == sorted(before)
    assert len(set(after)) > 5


STOP = """() => {
  const { classList, ariaLabel, textContent, title } = document.activeElement;
  const kind = ["place", "tie-badge", "tie-hit"].find((one) => classList.contains(one)) || "other";
  return [kind, (ariaLabel || textContent || title).trim()];
}"""


def test_the_map_is_one_stop_and_keys_go_round_its_marks_each_named_once(page, address):
    page.goto(f"{address}/maps/overview?lang=ko&region=27")
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".folium-map [tabindex='0']").count() == 1
    page.focus(".folium-map [tabindex='0']")
    stops = []
    while not stops or page.evaluate(STOP) != stops[0]:
        stops.append(page.evaluate(STOP))
        page.keyboard.press("PageDown")
    kinds = [kind for kind, _ in stops]
    assert all(name for _, name in stops)
    assert len({name for kind, name in stops if kind == "place"}) == kinds.count("place")
    assert list(dict.fromkeys(kinds)) == ["place", "tie-badge", "tie-hit"]
    assert kinds.count("tie-badge") == page.locator("path.tie[data-id]:not(.tie-double)").count()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(STOP)[0] != "other"
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)[0] == "other"


def test_marks_are_large_enough_for_a_finger(page, address):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    sides = "all => all.map(e => Math.min(e.offsetWidth, e.offsetHeight))"
    assert min(page.locator(".place, .tie-badge").evaluate_all(sides)) >= 24


def test_a_tie_of_the_transformation_is_reached_lit_and_chosen_by_keyboard(page, address):
    page.goto(f"{address}/maps/transformation?lang=ko&region=31")
    page.wait_for_selector("body[data-ready]")
    tie = page.locator("path.tie-hit").first
    tie.focus()
    assert page.evaluate(STOP)[1].startswith("울산 산업단지 대개조(2021년)")
    assert page.locator("path.tie.hot").count() == 3
    page.keyboard.press("Enter")
    assert page.locator(".panel h2").inner_text() == "울산 산업단지 대개조(2021년)"


def test_axe_core_does_find_what_is_wrong(page, violations):
    page.set_content("<html lang=ko><title>x</title><main><h1>x</h1><img src='data:,'></main>")
    assert [line.partition(":")[0] for line in violations()] == ["image-alt"]
