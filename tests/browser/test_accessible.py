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


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    ("path", "size", "state"),
    [
        ("overview", (1440, 900), "desktop"),
        ("overview?region=대경권&select=c13", (1440, 900), "desktop"),
        ("overview", (1440, 900), "search"),
        ("consortia?sector=조선", (390, 844), "legend"),
        ("transformation?region=제주", (390, 844), "table"),
    ],
)
def test_a_map_page_has_no_violation(page, address, violations, path, size, state, lang):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/maps/{path}{'&' if '?' in path else '?'}lang={lang}")
    page.wait_for_selector("body[data-ready]")
    page.evaluate(OPEN[state])
    page.wait_for_timeout(300)
    assert violations() == []


def test_axe_core_does_find_what_is_wrong(page, violations):
    page.set_content("<html lang=ko><title>x</title><main><h1>x</h1><img src='data:,'></main>")
    assert [line.partition(":")[0] for line in violations()] == ["image-alt"]
