"""Links begin with the address that readers use, which a proxy or the operator tells."""

import json
import os
import re
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.nginx import NGINX, free_port, nginx

ITEMS = "/collections/complexes/items"


def hrefs(value):
    if isinstance(value, dict):
        if isinstance(value.get("href"), str):
            yield value["href"]
        for inner in value.values():
            yield from hrefs(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from hrefs(inner)


@pytest.fixture(scope="module")
def near(data):
    app = create_app(Settings(data=data, trusted_proxies=("10.0.0.0/8",)))
    with TestClient(app, base_url="http://inside:8000", client=("10.1.2.3", 50000)) as client:
        yield client


@pytest.fixture(scope="module")
def far(near):
    return TestClient(near.app, base_url="http://inside:8000", client=("192.0.2.1", 50000))


SAID = {
    "older headers": (
        {
            "x-forwarded-proto": "https",
            "x-forwarded-host": "www.example.kr",
            "x-forwarded-prefix": "/atlas/",
        },
        "https://www.example.kr/atlas",
    ),
    "the standard header": (
        {"forwarded": 'for=192.0.2.60;proto=https;host="www.example.kr:8443"'},
        "https://www.example.kr:8443",
    ),
    "several proxies": (
        {"x-forwarded-proto": "https, http", "x-forwarded-host": "www.example.kr, inner"},
        "https://www.example.kr",
    ),
    "the scheme alone": ({"x-forwarded-proto": "https"}, "https://inside:8000"),
    "no host": ({"x-forwarded-host": "a b<script>"}, "http://inside:8000"),
    "no prefix": ({"x-forwarded-prefix": "/a?b#c"}, "http://inside:8000"),
    "no scheme": ({"x-forwarded-proto": "javascript"}, "http://inside:8000"),
}


@pytest.mark.parametrize(("headers", "root"), SAID.values(), ids=SAID)
def test_a_trusted_proxy_tells_where_links_lead(near, headers, root):
    for path in ("/?f=json", "/collections?f=json", f"{ITEMS}?limit=2", f"{ITEMS}/changwon"):
        found = list(hrefs(near.get(path, headers=headers).json()))
        own = [href for href in found if "opengis" not in href and "spdx" not in href]
        assert own
        assert all(href.startswith(f"{root}/") or href == root for href in own), own


def test_nobody_else_is_believed(far):
    headers = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example"}
    found = list(hrefs(far.get(f"{ITEMS}?limit=2", headers=headers).json()))
    assert all(href.startswith("http://inside:8000/") for href in found)


def test_the_operator_s_word_goes_before_all_others(data):
    app = create_app(Settings(data=data, public_url="https://www.example.kr/atlas/"))
    with TestClient(app, client=("127.0.0.1", 50000)) as client:
        headers = {"x-forwarded-host": "other.example"}
        found = list(hrefs(client.get(f"{ITEMS}?limit=2", headers=headers).json()))
        assert all(href.startswith("https://www.example.kr/atlas/collections/") for href in found)
        described = client.get("/api").json()
        assert described["servers"] == [{"url": "https://www.example.kr/atlas"}]


@pytest.mark.parametrize("address", ["atlas", "ftp://a/b", "https://a/b?c", "https://"])
def test_a_public_address_is_one_of_the_web_without_a_query(address):
    with pytest.raises(ValidationError):
        Settings(public_url=address)


BELOW = """
server {{
  listen 127.0.0.1:{port};
  location /atlas/ {{
    proxy_pass {server}/;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header X-Forwarded-Prefix /atlas;
  }}
}}
"""


@pytest.fixture(scope="module")
def proxied(address, tmp_path_factory):
    port = free_port()
    http = BELOW.format(port=port, server=address)
    with nginx(tmp_path_factory.mktemp("nginx"), port, http):
        yield f"http://127.0.0.1:{port}/atlas"


@pytest.mark.clients
@pytest.mark.process
@pytest.mark.skipif(NGINX is None, reason="nginx is not here")
class TestBelowAPathOfNginx:
    def read(self, address, accept="application/json"):
        asked = urllib.request.Request(address, headers={"Accept": accept})  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            return answer.read().decode()

    def test_every_link_stays_below_the_path(self, proxied):
        for path in ("/", "/collections", f"{ITEMS}?limit=2", f"{ITEMS}/changwon"):
            for href in hrefs(json.loads(self.read(f"{proxied}{path}"))):
                if "opengis" not in href and "spdx" not in href:
                    assert href.startswith(f"{proxied}/") or href == proxied

    def test_pages_load_their_parts_from_below_the_path(self, proxied):
        address = f"{proxied}{ITEMS}?f=html"
        page = self.read(address, "text/html")
        for part in re.findall(r'(?:src|href)="([^"#]+\.(?:js|css))"', page):
            assert self.read(urljoin(address, part), "*/*")

    @pytest.mark.skipif(not Path("/usr/bin/ogrinfo").exists(), reason="GDAL is not here")
    def test_gdal_reads_through_it(self, proxied):
        done = subprocess.run(  # noqa: S603
            ["/usr/bin/ogrinfo", "-ro", "-so", f"OAPIF:{proxied}", "complexes"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "no_proxy": "*"},
        )
        assert re.search(r"Feature Count: \d\d", done.stdout)

    def test_parts_of_files_come_through_it(self, proxied):
        address = f"{proxied}/collections/complexes/download?f=gpkg"
        asked = urllib.request.Request(address, headers={"Range": "bytes=0-15"})  # noqa: S310
        with urllib.request.urlopen(asked) as answer:  # noqa: S310
            assert (answer.status, answer.read()) == (206, b"SQLite format 3\0")
