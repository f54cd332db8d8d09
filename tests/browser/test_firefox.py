"""The main points of a map in Firefox: it draws, finds, filters, keeps, takes data, obeys keys."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.firefox import FIREFOX, firefox

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed: scripts/install_clients"),
]
ENTER, ESCAPE, PAGE_DOWN = "\ue007", "\ue00c", "\ue00f"
FOCUSED = "document.activeElement.dataset.id || document.activeElement.id"


@pytest.fixture(scope="module")
def fox(tmp_path_factory):
    with firefox(tmp_path_factory.mktemp("firefox")) as fox:
        yield fox


@pytest.fixture
def page(fox, address):
    fox.open(f"{address}/maps/overview?lang=ko")
    fox.wait("document.body.dataset.ready === 'true'")
    return fox


def asked(page):
    return parse_qs(urlsplit(page.run("location.href")).query)


def test_it_draws_every_tie_and_offers_the_tour_to_nobody(page, total):
    assert page.run("document.querySelectorAll('path.tie[data-id]').length") >= total
    assert page.run("document.querySelectorAll('.place .symbol').length") > 50
    assert page.run("document.querySelector('.notice')") is None


def test_search_filter_and_undo_keep_to_the_address(page):
    page.click("#search")
    page.press(*"여수")
    page.wait("document.querySelectorAll('#found [role=option]').length > 0")
    page.press("\ue015", ENTER)
    page.wait("!document.querySelector('.panel').hidden")
    assert asked(page)["select"]
    page.click(".legend .sector")
    page.wait("location.search.includes('sector=')")
    assert len(asked(page)["sector"]) == 1
    page.run("history.back()")
    page.wait("!location.search.includes('sector=')")


def test_the_picture_to_save_is_previewed_and_escape_closes(page):
    page.click(".data summary")
    page.run("document.querySelector('[data-keep-save]').click()")
    page.wait("document.querySelector('.save').open")
    page.wait("document.querySelector('.save-preview img').naturalWidth > 300")
    page.press(ESCAPE)
    page.wait("!document.querySelector('.save').open")


def test_a_table_of_the_readers_own_is_drawn(page):
    page.run(
        "(() => { const data = new DataTransfer();"
        "data.items.add(new File(['이름,경도,위도\\n가나,128.6,35.2\\n다라,127.1,36.5\\n'],"
        "'a.csv', { type: 'text/csv' }));"
        "document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));"
        "return true; })()"
    )
    page.wait("document.querySelector('.own-dialog .primary')")
    page.run("document.querySelector('.own-dialog .primary').click()")
    page.wait("document.querySelector('.legend .own')")


def test_keys_go_from_mark_to_mark_and_choose(page):
    page.run("document.querySelector('.folium-map [tabindex=\"0\"]').focus()")
    first = page.run(FOCUSED)
    page.press(PAGE_DOWN)
    assert page.run(FOCUSED) not in {first, "", None}
    page.press(ENTER)
    page.wait("!document.querySelector('.panel').hidden")
    assert asked(page)["select"]
