"""A build with markup in every field of words of every table: each page shows it as text."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.ill import RUNS, ill_build

pytestmark = pytest.mark.slow
PAGES = (
    *("/regions/11", "/consortia/1", "/complexes/changwon", "/programmes/consortia", "/programmes"),
    *("/sources/consortia-2025", "/conflicts", "/plan", "/ledger", "/requests", "/catalogue"),
    *("/collections/conflicts/items", "/collections/complexes/items/changwon", "/maps/overview"),
)


@pytest.fixture(scope="module")
def client(data, tmp_path_factory):
    with TestClient(
        create_app(Settings(data=ill_build(data, tmp_path_factory.mktemp("ill"))))
    ) as one:
        yield one


def shown(client, path):
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, path
    assert RUNS not in answer.text, path
    return "window.hit" in answer.text


def test_pages_show_words_of_the_tables_as_text(client):
    for path in PAGES:
        assert shown(client, path), path


@pytest.mark.sweep
def test_every_page_shows_words_of_the_tables_as_text(client):
    """Five of each kind, in the order of the list of pages."""
    seen = Counter()
    for found in re.findall("<loc>([^<]+)</loc>", client.get("/sitemap.xml").text):
        parts = urlsplit(unescape(found))
        kind = parts.path.split("/")[1], parts.path.count("/")
        seen[kind] += 1
        if seen[kind] <= 5:
            shown(client, f"{parts.path}?{parts.query}")
    assert len(seen) > 40
