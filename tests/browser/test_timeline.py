"""The history of the overview: each step shows what there was by then."""

import pytest

pytestmark = pytest.mark.browser


def test_each_step_shows_the_rounds_up_to_its_year_and_the_address_keeps_it(page, address, watch):
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    steps, ties = page.locator("[data-step]"), page.locator("path.tie[data-id]")
    seen = []
    for i in range(4):
        steps.nth(i).click()
        seen.append((ties.count(), page.locator(".place:visible").count()))
    assert seen == [(0, 2), (0, 7), (16, 26), (45, 43)]
    steps.nth(2).focus()
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("?round=2019&round=2020&lang=ko")
    assert page.inner_text(".timeline p") == "2020년 대개조: 연결선 0개, 장소 5곳"
    assert not watch.complaints


def test_nothing_plays_by_itself_for_who_wants_no_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/maps/overview")
    page.wait_for_selector("body[data-ready]")
    assert page.locator(".timeline-play").is_hidden()
    assert page.locator("[data-step]").count() == 4


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_it_leaves_the_tools_their_corner(page, address, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.get_by_role("button", name="좌표·거리").click()
    # A button that something covers cannot be clicked.
    page.get_by_role("button", name="거리 재기").click(timeout=2000)
    page.get_by_role("button", name="지우기").click(timeout=2000)
