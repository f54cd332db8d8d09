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
