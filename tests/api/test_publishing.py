"""A copy of the atlas as files: each link leads to a file of it, to its server, or says why not."""

import asyncio
import html
import json
import re
import shutil
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from pmtiles.reader import MmapSource, Reader

from api.settings import Settings
from api.site.copy import Page, Rewriting, Walk, links_of
from api.site.names import Address, address_of, relative
from api.site.write import Wish, copy
from geo.errors import OccupiedFolderError
from tests.nginx import NGINX, free_port, nginx

SERVER = "https://atlas.example"


class Reading(HTMLParser):
    """Links, without those to data that the page holds itself."""

    def __init__(self, text):
        super().__init__()
        self.links, self.held = [], set()
        self.feed(text)
        self.links = [link for link in self.links if link not in self.held]

    def handle_starttag(self, _tag, attrs):
        self.held |= {value for name, value in attrs if name == "data-file"}
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]


@pytest.fixture(
    scope="module", params=["consortia", pytest.param("regions", marks=pytest.mark.sweep)]
)
def kind(request):
    """The pages that are copied; those of regions are many more."""
    return request.param


@pytest.fixture(scope="module")
def site(kind, tmp_path_factory):
    """A copy made where an event loop runs, as in a notebook."""
    folder = tmp_path_factory.mktemp("site") / "site"
    only = (f"/{kind}", "/maps/overview", "/collections/consortium-ties")
    wish = Wish(only=only, langs=("ko",), coded=False)

    async def made():
        return copy(Settings(), folder, wish)

    with ThreadPoolExecutor(1) as pool:
        return folder, pool.submit(lambda: asyncio.run(made())).result()


@pytest.mark.slow
def test_every_link_of_a_copy_leads_to_a_file_of_it(site):
    folder, copied = site
    assert copied.refused == ()
    pages = {path: Reading(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    assert len(pages) > 30
    led = 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme == "data" or not parts.path:
                continue
            assert parts.scheme == "", (path, link)
            target = (path.parent / unquote(parts.path)).resolve()
            assert target.is_file(), (path.relative_to(folder), link)
            led += 1
    assert led > 1000


@pytest.mark.slow
def test_the_map_of_a_copy_is_one_file_that_leads_to_its_neighbours(site):
    folder, _ = site
    page = (folder / "ko/maps/overview/index.html").read_text("utf-8")
    assert "../../../ko/regions/index.html" in page
    assert not re.search(r'<(?:script|link)[^>]+(?:src|href)="[^"#d]', page)


@pytest.fixture(scope="module")
def behind_nginx(site, tmp_path_factory):
    """The copy behind nginx, by the configuration that it brings."""
    here = tmp_path_factory.mktemp("nginx")
    port = free_port()
    shutil.copy("/etc/nginx/mime.types", here)
    http = f"server {{ listen 127.0.0.1:{port}; root {site[0]}; include {site[0]}/nginx.conf; }}"
    with nginx(here, port, http):
        yield f"http://127.0.0.1:{port}"


@pytest.mark.slow
@pytest.mark.skipif(NGINX is None, reason="nginx is not here")
@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/ko/{kind}/", {}, {"Content-Type": "text/html; charset=utf-8"}),
        ("/static/css/theme.css", {}, {"Cache-Control": "max-age=31536000"}),
        (
            "/tiles/consortium-ties.pmtiles",
            {"Range": "bytes=0-6"},
            {"Content-Type": "application/vnd.pmtiles", "Content-Length": "7"},
        ),
    ],
)
def test_nginx_serves_a_copy_by_the_configuration_in_it(behind_nginx, kind, path, asked, told):
    at = f"{behind_nginx}{path.replace('{kind}', kind)}"
    request = urllib.request.Request(at, headers=asked)  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.status == (206 if asked else 200)
        assert {name: answer.headers[name] for name in told} == told
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not asked or answer.read() == b"PMTiles"


@pytest.mark.slow
def test_what_answers_questions_says_that_it_is_not_in_the_copy(site):
    folder, _ = site
    assert "이 사본에 없는 쪽" in (folder / "ko/search/index.html").read_text("utf-8")
    assert "url=ko/index.html" in (folder / "index.html").read_text("utf-8")
    told = json.loads((folder / "site.json").read_text("utf-8"))
    assert told["languages"] == ["ko"]
    assert told["files"] > 30


@pytest.mark.slow
def test_the_tiles_of_a_collection_in_the_copy_are_one_file(site):
    folder, _ = site
    assert json.loads((folder / "site.json").read_text("utf-8"))["tiles"] == [
        "tiles/consortium-ties.pmtiles"
    ]
    with (folder / "tiles/consortium-ties.pmtiles").open("rb") as stream:
        assert Reader(MmapSource(stream)).get(7, 109, 49)


@pytest.mark.slow
def test_a_copy_replaces_a_copy_and_nothing_else(site, tmp_path):
    folder, _ = site
    wish = Wish(only=("/regions/26",), langs=("ko",), coded=True)
    before = sum(1 for _ in folder.rglob("*"))
    copy(Settings(), folder, wish)
    assert (folder / "ko/regions/26/index.html.gz").is_file()
    assert sum(1 for _ in folder.rglob("*.html")) < before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OccupiedFolderError):
        copy(Settings(), tmp_path, wish)
    assert (tmp_path / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ("../regions/26?lang=ko", "ko/regions/26/index.html"),
        ("../regions/26?lang=en#ties", "en/regions/26/index.html"),
        ("../regions/%EB%8C%80%EA%B2%BD%EA%B6%8C", "ko/regions/대경권/index.html"),
        ("../maps/overview.svg?lang=en", "en/maps/overview.svg"),
        ("../collections/complexes/items?f=json", "ko/collections/complexes/items.json"),
        ("../collections/complexes/download?f=gpkg", "ko/collections/complexes/download.gpkg"),
        ("../static/css/fonts.css?v=1a", "static/css/fonts.css"),
        ("../briefs/region/26.pdf?length=full&lang=ko", "ko/briefs/region/26-2a5e.pdf"),
        ("../a/x:y?lang=ko", "ko/a/x%3Ay/index.html"),
        ("?lang=en", "en/sectors/index.html"),
    ],
)
def test_an_address_has_one_file_and_no_two_share_it(link, file):
    found, _ = address_of(link, Address("/sectors/", (("f", "html"),)))
    assert re.sub(r"-[0-9a-f]{10}(?=\.pdf)", "-2a5e", found.file) == file
    assert not file.startswith("/")


def test_links_out_of_the_site_stay():
    at = Address("/regions/26")
    for link in ("https://example.org/a", "mailto:a@example.org", "#ties", "//example.org/x"):
        assert address_of(link, at) is None


def test_pages_and_style_sheets_lead_on_within_the_site():
    at = Address("/regions/26")
    page = Page(
        at, "text/html", b'<a href="../sectors?lang=en"></a><img src="https://a.example/b">'
    )
    assert [one.target for one in links_of(page)] == ["/sectors?lang=en"]
    sheet = Page(Address("/static/css/a.css"), "text/css", b"a{b:url('../fonts/x.woff2?v=1')}")
    assert [one.target for one in links_of(sheet)] == ["/static/fonts/x.woff2"]


def test_what_the_copy_has_not_leads_to_its_server_or_to_what_says_so():
    at = Address("/regions/26")
    page = Page(at, "text/html", '<a href="../search?q=창원&amp;lang=ko">창원</a>'.encode())
    there = Rewriting({at.file}, SERVER).page(page).decode()
    assert (
        html.unescape(there) == f'<a href="{SERVER}/search?q=%EC%B0%BD%EC%9B%90&lang=ko">창원</a>'
    )
    assert b'"../../not-in-this-copy.html"' in Rewriting({at.file}).page(page)


def test_links_for_programs_are_files_beside_or_below_the_address_of_the_copy():
    at = Address("/collections/complexes", (("f", "json"),))
    items = Address("/collections/complexes/items", (("f", "json"),))
    body = b'{"href":"http://sandan-atlas.invalid/collections/complexes/items?f=json"}'
    page, files = Page(at, "application/json", body), {at.file, items.file}
    assert json.loads(Rewriting(files).page(page))["href"] == "complexes/items.json"
    told = json.loads(Rewriting(files, url="https://copy.example/a").page(page))["href"]
    assert told == "https://copy.example/a/ko/collections/complexes/items.json"
    assert (
        urljoin("https://copy.example/a/ko/collections/complexes.json", "complexes/items.json")
        == told
    )


def test_what_scripts_and_search_engines_are_told_leads_to_files_too():
    at = Address("/collections/complexes/items", (("f", "html"),))
    whole = Address("/collections/complexes/items", (("f", "json"),))
    told = "http://sandan-atlas.invalid/collections/complexes/items?limit=9&amp;f=json"
    page = Page(
        at,
        "text/html",
        f'<a href="http://sandan-atlas.invalid/">a</a><p data-items="{told}">'.encode(),
    )
    assert {one.path for one in links_of(page)} == {"/", "/collections/complexes/items"}
    start = Address("/")
    turned = Rewriting({at.file, whole.file, start.file}).page(page).decode()
    assert turned == '<a href="../../../index.html">a</a><p data-items="../items.json">'
    there = Rewriting({whole.file}, SERVER, "https://copy.example").page(page).decode()
    assert 'data-items="https://copy.example/ko/collections/complexes/items.json"' in there
    assert f'href="{SERVER}/?lang=ko"' in there


def test_pages_that_ask_and_selections_are_left_to_the_server():
    walk = Walk(app=None, pages={"/regions", "/search"})
    assert walk.takes(Address("/regions"))
    assert walk.takes(Address("/collections/complexes/download", (("f", "csv"),)))
    for left in (
        Address("/search"),
        Address("/regions", (("zoning", "5-3"),)),
        Address("/collections/complexes/download", (("f", "csv"), ("filter", "a=1"))),
        Address("/briefs/region/26.pdf"),
        Address("/nowhere"),
    ):
        assert not walk.takes(left)


def test_a_link_between_files_is_quoted():
    assert relative("ko/regions/대경권/index.html", "ko/index.html") == (
        "regions/%EB%8C%80%EA%B2%BD%EA%B6%8C/index.html"
    )
