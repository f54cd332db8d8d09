"""The history of the overview: each step shows what there was by then."""

import pytest

from maps.view import View, apply, rounds

pytestmark = pytest.mark.browser


def test_each_step_shows_the_rounds_up_to_its_year_and_the_address_keeps_it(
    page, address, watch, scene
):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    steps, ties = page.locator("[data-step]"), page.locator("path.tie[data-id]")
    drawn = scene.drawn("overview")
    years = rounds(scene, drawn)
    assert steps.count() == len(years)
    for at, _ in enumerate(years):
        steps.nth(at).click()
        shown = apply(scene, View(round=years[: at + 1]), drawn)
        assert ties.count() == len(shown.ties)
        assert page.locator(".place:visible").count() == len(shown.places)
    steps.nth(2).focus()
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("?round=2019&round=2020&lang=ko")
    own = apply(scene, View(round=("2019", "2020")), drawn)
    told = page.inner_text(".timeline p")
    assert told == f"2020년까지: 연결선 {len(own.ties)}개, 장소 {len(own.places)}곳"
    assert page.inner_text("[data-step][aria-pressed=true]") == "2020년까지"
    assert not watch.complaints


def test_nothing_plays_by_itself_for_who_wants_no_motion(page, address, scene):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/maps/overview")
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".timeline-play").is_hidden()
    assert page.locator("[data-step]").count() == len(rounds(scene, scene.drawn("overview")))


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_it_leaves_the_tools_their_corner(page, address, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.get_by_role("button", name="좌표·거리").click()
    # A button that something covers cannot be clicked.
    page.get_by_role("button", name="거리 재기").click(timeout=2000)
    page.get_by_role("button", name="지우기").click(timeout=2000)
