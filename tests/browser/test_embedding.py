"""A map in a frame of a page of another origin."""

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from maps.frame import HEIGHT, code

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def elsewhere(tmp_path):
    """Serve pages from another origin: `elsewhere(html)` gives the address of one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    Thread(target=server.serve_forever, daemon=True).start()

    def page(body):
        head = '<!DOCTYPE html><html lang="ko"><meta charset="utf-8">'
        head += '<link rel="icon" href="data:,"><title>보도자료</title>'
        (tmp_path / "page.html").write_text(f"{head}<h1>보도자료</h1>{body}", "utf-8")
        return f"http://127.0.0.1:{server.server_port}/page.html"

    yield page
    server.shutdown()
    server.server_close()


def framed(page, url):
    page.goto(url)
    frame = page.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    return frame


@pytest.mark.parametrize("width", [1200, 390])
def test_it_shows_the_view_and_gets_the_height_it_asks_for(page, watch, address, elsewhere, width):
    page.set_viewport_size({"width": width, "height": 900})
    src = f"{address}/embed/overview?sector=조선&region=울산&lang=ko"
    frame = framed(page, elsewhere(code(src, "조선", 900, 300)))
    # The key stands below the map: never less high than without the script.
    page.wait_for_function("Number(document.querySelector('iframe').height) > 300")
    assert page.locator("iframe").bounding_box()["height"] >= HEIGHT
    told = frame.locator(".view-said")
    assert told.inner_text() == "분야: 조선 · 지역: 울산 · 연결선 1/95 · 장소 2/96"
    assert frame.locator(".legend .sector:visible").count() == 1
    assert frame.locator("path.tie[data-id]:not(.tie-double)").count() == 1
    assert frame.get_by_role("button", name="재생").count() == 0
    assert watch.complaints == []


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(page, address, elsewhere):
    page.set_viewport_size({"width": 1000, "height": 700})
    frame = framed(page, elsewhere(code(f"{address}/embed/consortia", "협의체", 900, HEIGHT)))
    zoom = "map_1.getZoom()"
    before = page.frames[1].evaluate(zoom)
    page.mouse.move(450, 300)
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 100")
    assert page.frames[1].evaluate(zoom) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    frame.locator("body").wait_for()
    # The frame's policy forbids the eval by which Playwright would wait in it.
    for _ in range(100):
        if page.frames[1].evaluate(zoom) > before:
            break
        page.wait_for_timeout(50)
    assert page.frames[1].evaluate(zoom) > before


def test_the_way_to_the_full_map_keeps_the_view(page, address, elsewhere):
    frame = framed(
        page, elsewhere(code(f"{address}/embed/overview?region=26&lang=ko", "부산", 900, 500))
    )
    href = frame.locator(".tabs a").get_attribute("href")
    assert re.fullmatch(r"/maps/overview\?region=26&lang=ko", href)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", ["overview", "transformation"])
def test_a_frame_has_no_violation_of_accessibility(
    page, address, elsewhere, violations, name, lang
):
    src = f"{address}/embed/{name}?lang={lang}"
    framed(page, elsewhere(code(src, "지도", 900, 500)))
    assert violations(page.frames[1]) == []


def test_a_page_that_may_not_frame_it_sees_nothing(page, serve, data, elsewhere):
    closed = serve(data, SANDAN_FRAME_ANCESTORS="https://a.go.kr")
    page.goto(elsewhere(code(f"{closed}/embed/overview", "지도", 900, 500)))
    page.wait_for_timeout(500)
    assert page.frame_locator("iframe").locator("body[data-map]").count() == 0
