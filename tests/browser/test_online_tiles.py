"""An online tile layer is an option: asked for by the operator, then by the reader."""

import base64
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = pytest.mark.browser

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def tile_server():
    """Another host, as far as the browser is concerned, that serves one pixel."""

    class Tile(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Tile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_nothing_is_asked_of_the_tile_host_until_the_reader_selects_it(
    page, watch, serve, data, tile_server
):
    address = serve(
        data,
        SANDAN_TILES_URL=f"{tile_server}/{{z}}/{{x}}/{{y}}.png",
        SANDAN_TILES_ATTRIBUTION="타일 제공자",
    )
    page.goto(f"{address}/maps/overview?lang=ko")
    page.wait_for_selector("body[data-ready]")
    assert watch.outside(address) == []
    page.locator(".leaflet-control-layers").hover()
    boxes = page.locator(".leaflet-control-layers input[type=checkbox]:not(:checked)")
    with page.expect_request(lambda request: request.url.startswith(tile_server)):
        boxes.first.check(force=True)
    page.wait_for_selector("img.leaflet-tile-loaded")
    assert watch.complaints == []
    assert "타일 제공자" in page.inner_text("body")
