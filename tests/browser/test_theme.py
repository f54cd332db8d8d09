"""Light or dark: as the system has it, as the address says, as the reader chooses."""

import pytest

from maps.theme import resolved, token

pytestmark = pytest.mark.browser
PAGES = ("maps/overview", "compare", "", "complexes/changwon")
MAPS = ("maps/overview", "compare")


def ground(page):
    """Return the colour on which the page stands."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def rgb(name, theme):
    colour = resolved(token(name), theme)
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_dark_when_the_system_is(page, address, path):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{path}")
    assert ground(page) == rgb("paper" if path in MAPS else "ground", "dark")


@pytest.mark.parametrize("path", PAGES)
def test_the_address_says_more_than_the_system(page, address, path):
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{path}?theme=light")
    assert ground(page) == rgb("paper" if path in MAPS else "ground", "light")


def test_the_choice_of_the_reader_holds_on_the_next_page_and_in_the_address(page, address, watch):
    page.goto(f"{address}/maps/consortia?sector=조선")
    page.wait_for_selector("body[data-ready]")
    stroke = "getComputedStyle(document.querySelector('path.tie[data-id^=c06]')).stroke"
    assert page.evaluate(stroke) == rgb("sector-mobility", "light")
    page.click(".theme")
    assert page.evaluate(stroke) == rgb("sector-mobility", "dark")
    assert "theme=dark" in page.url
    assert "theme=dark" in page.get_attribute(".tabs a:nth-child(3)", "href")
    page.goto(f"{address}/?lang=ko")
    assert ground(page) == rgb("ground", "dark")
    assert page.get_attribute(".theme", "aria-pressed") == "true"
    page.click(".theme")
    assert ground(page) == rgb("ground", "light")
    assert "theme" not in page.url
    assert watch.complaints == []


def test_paper_is_light(page, address):
    page.goto(f"{address}/?theme=dark")
    page.emulate_media(media="print")
    assert ground(page) == rgb("ground", "light")
