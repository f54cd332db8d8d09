"""Pages of a programme and a file whose every field is made to do harm: nothing of it happens."""

import os

import pytest
from playwright.sync_api import expect

from tests.ill import NAME, RUNS, TEXTS, ill, ill_build

pytestmark = pytest.mark.browser
HARM = (
    "() => [window.hit, ({}).polluted, Object.keys(Object.prototype).join()"
    ", ({}).toString.call([])].map(String)"
)
NONE = ["undefined", "undefined", "", "[object Array]"]
PAGES = (
    "/programmes/{id}?lang=ko",
    "/programmes/{id}?lang=en",
    "/maps/{id}?lang=ko",
    "/embed/{id}?lang=en",
    "/collections/{id}/items?f=html&lang=ko",
    "/collections/{id}/items/{id}-1?f=html",
    "/collections/constructor/items?f=html",
    "/collections/constructor/items/__proto__?f=html",
    "/networks/{id}?f=html",
    "/scenario?f=html&network={id}",
    "/search?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E&f=html",
    "/maps/overview?lang=ko#__proto__=1&constructor[prototype][polluted]=1",
)


@pytest.fixture(scope="module")
def harmful(serve, data, tmp_path_factory):
    registered, layers, id_ = ill(tmp_path_factory.mktemp("ill"))
    base = serve(
        data, SANDAN_PROGRAMMES=str(registered), SANDAN_ADD=os.pathsep.join(map(str, layers))
    )
    return base, id_


def test_no_page_runs_a_text_or_lets_it_reach_what_all_objects_share(page, harmful, watch):
    base, id_ = harmful
    for path in PAGES:
        page.goto(f"{base}{path.format(id=id_)}")
        if path.startswith(("/maps", "/embed")):
            page.wait_for_selector("body[data-ready]")
        assert page.evaluate(HARM) == NONE, path
    assert watch.outside(base) == []
    assert watch.complaints == []


def test_a_panel_shows_the_names_as_they_are(page, harmful, watch):
    base, id_ = harmful
    page.goto(f"{base}/maps/{id_}?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.locator(".place[data-id='changwon']").click(force=True)
    panel = page.locator(".panel")
    expect(panel).to_contain_text(TEXTS[1])
    assert panel.locator("img[src=x], script").count() == 0
    assert NAME in page.title()
    assert page.evaluate(HARM) == NONE
    assert watch.complaints == []


def test_own_data_with_such_headings_is_a_table_of_texts(page, harmful, watch):
    base, _ = harmful
    page.goto(f"{base}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    page.locator("details.data summary").click()
    page.locator("[data-more=own]").click()
    body = "이름,경도,위도,__proto__,constructor,toString\n가,127.1,36.1,polluted,1,2\n"
    page.locator(".own-file input").set_input_files(
        {"name": "__proto__.csv", "mimeType": "text/csv", "buffer": body.encode()}
    )
    page.locator(".own-dialog .primary").click()
    page.wait_for_selector(".legend .own")
    assert page.evaluate(HARM) == NONE
    assert watch.complaints == []


def test_panels_and_popups_of_a_build_full_of_markup_show_it_as_text(
    page, serve, data, tmp_path_factory, watch
):
    base = serve(ill_build(data, tmp_path_factory.mktemp("ill")))
    page.goto(f"{base}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    panel = page.locator(".panel")
    page.locator(".place[data-id='changwon']").click(force=True)
    expect(panel).to_contain_text(RUNS)
    page.locator("path.tie-hit").first.dispatch_event("click")
    expect(panel).to_contain_text("함께하는 산업단지")
    for number in (0, 30, 60, 90):
        page.locator(".place").nth(number).click(force=True)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("input[type=search]").first.fill("창원")
    expect(page.get_by_text(RUNS).first).to_be_attached()
    assert page.locator("img[src=x]").count() == 0
    assert page.evaluate(HARM) == NONE
    assert watch.complaints == []
