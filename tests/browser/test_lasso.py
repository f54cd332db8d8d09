"""Choosing many places at once: by a line around them, and row by row in the table."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def chosen(page):
    return parse_qs(urlsplit(page.url).query).get("select", [])


def test_a_line_around_places_chooses_them_and_the_table_lists_them_first(page, watch, address):
    page.goto(f"{address}/maps/consortia?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.locator(".drawer-toggle").click()
    page.locator(".lasso-start").click()
    page.wait_for_selector(".notice")
    box = page.locator(".place[data-id='changwon']").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 70, y - 70)
    page.mouse.down()
    for dx, dy in ((70, -70), (70, 40), (-70, 40)):
        page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()
    page.wait_for_url("**select=**")
    ids = chosen(page)
    assert "changwon" in ids
    assert len(ids) > 1
    rows = page.locator(".drawer-table tbody tr")
    first = [rows.nth(i).get_attribute("data-id") for i in range(len(ids))]
    assert set(first) == set(ids)
    assert page.locator(".notice").count() == 0
    # One row less, by Ctrl; and back by undo.
    rows.nth(0).locator("button").click(modifiers=["Control"])
    assert set(chosen(page)) == set(ids) - {first[0]}
    page.locator(".drawer-table").focus()
    page.keyboard.press("Control+z")
    other = "(?:(?!select=).)*"
    expect(page).to_have_url(re.compile(f"^{other}(?:select={other}){{{len(ids)}}}$"))
    assert watch.complaints == []
