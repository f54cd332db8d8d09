"""The statement of accessibility says what the pages are: each kind is checked anew.

`make accessibility` writes the results that the statement tells.
"""

import json
import os
from pathlib import Path

import pytest

import api
from api.accessibility import statement
from tests.browser.kwcag import WAYS, checked

pytestmark = pytest.mark.browser
RESULTS = Path(api.__file__).parent / "accessibility.json"
KINDS = {
    "start": "/",
    "overview": "/maps/overview",
    "programme_map": "/maps/consortia",
    "embed": "/embed/overview",
    "compare": "/compare",
    "regions": "/regions",
    "region": "/regions/26",
    "sector": "/sectors/자동차",
    "body": "/consortia/13",
    "complex": "/complexes/changwon",
    "programmes": "/programmes",
    "programme": "/programmes/c07",
    "search": "/search?q=창원",
    "items": "/collections/complexes/items",
    "item": "/collections/complexes/items/changwon",
    "source": "/sources/convergence-plan-2023",
    "conflicts": "/conflicts",
    "briefs": "/briefs",
    "brief": "/briefs/region/27.html",
    "flows": "/flows",
    "measures": "/networks/consortia/metrics",
    "partners": "/partners?subject=제주",
    "scenario": "/scenario?step=withdraw:c15",
    "verify": "/verify",
    "accessibility": "/accessibility",
}
"""Kind of page, as the words call it, to one of it."""
MAPS = ("overview", "programme_map", "embed", "compare")
AIM = 95
ITEMS = 33
"""Of KWCAG 2.2."""


@pytest.fixture(scope="module")
def ways(browser, address):
    """Return the links of the header, which each page must have in the same order."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{address}/verify?lang=ko")
    found = page.evaluate(WAYS)
    page.close()
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_statement_tells_what_a_kind_of_page_is_found_to_be(page, address, ways, kind):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    path = KINDS[kind]
    answer = page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=ko")
    if kind in MAPS:
        page.wait_for_selector("body[data-ready]")
    found = checked(page, answer, ways)
    recorded = json.loads(RESULTS.read_text("utf-8"))
    if os.environ.get("KWCAG_RECORD"):
        recorded["pages"][kind] = {"path": path, "found": found}
        body = json.dumps(recorded, ensure_ascii=False, indent=1, sort_keys=True)
        RESULTS.write_text(f"{body}\n", "utf-8")
    assert recorded["pages"][kind] == {"path": path, "found": found}, "make accessibility"


def test_the_statement_tells_of_these_kinds_and_reaches_what_it_aims_at():
    told = statement("ko")
    assert [one.path for one in told.pages] == [KINDS[kind] for kind in sorted(KINDS)]
    assert len(told.items) == ITEMS
    assert told.score >= AIM


SPOILT = """() => {
  document.documentElement.lang = "";
  document.querySelector("main").insertAdjacentHTML("beforeend", `
    <img src="data:,"><table><tr><td>1</table>
    <button style="width:4px;height:4px;padding:0;border:0"></button>
    <a href="/">여기</a><p id="x"><p id="x"><span style="color:#ccc">light</span>
    <button tabindex="-1">x</button><b tabindex="3">y</b><input>
    <a href="/" target="_blank">z</a>`);
  const ways = document.querySelector("header nav ul");
  ways.prepend(ways.lastElementChild);
  addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea")) location.hash = "moved";
  });
}"""


def test_the_check_finds_what_is_wrong(page, address):
    answer = page.goto(f"{address}/verify?lang=ko")
    ways = page.evaluate(WAYS)
    page.evaluate(SPOILT)
    wrong = {item for item, what in checked(page, answer, ways).items() if what}
    assert wrong >= {
        *("5.1.1", "5.3.1", "5.3.2", "5.4.3", "6.1.1", "6.1.3", "6.4.3"),
        *("7.1.1", "7.2.1", "7.2.2", "7.3.2", "8.1.1"),
    }
