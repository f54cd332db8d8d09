"""The guide to the data names every collection and every page that there is."""

import re
from pathlib import Path

import pytest

from api.routes.sitemap import PAGES
from api.settings import DEFAULT_DATA
from geo.messages import LANGS
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_names_every_built_collection_and_the_page_of_each(lang):
    guide = (DOCS / ("data.md" if lang == "en" else f"data.{lang}.md")).read_text("utf-8")
    rows = [row.split("|") for row in guide.splitlines() if row.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([\w-]+)`", row[1])]
    assert sorted(named) == sorted(LAYER_FILES)
    pages = {page for row in rows for page in re.findall(r"`/([\w/-]+)`", row[3])}
    assert pages >= {"programmes", "requests", "ledger", "plan", "checks", "conflicts", "sources"}
    assert {"programmes", "requests", "ledger", "plan", "checks", "conflicts", "sources"} <= {
        *PAGES
    }
