"""A build with markup in every field of words of every table: each page shows it as text."""

import io
import json
import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.errors import GeoError
from geo.frames.load import load
from geo.own.registry import prepare, register
from geo.own.sheets import COLUMNS, SHEETS
from geo.own.template import template
from maps.library import overview
from tests.ill import RUNS, TEXTS, ill_build

pytestmark = pytest.mark.slow
PAGES = (
    *("/regions/11", "/consortia/1", "/complexes/changwon", "/programmes/consortia", "/programmes"),
    *("/sources/consortia-2025", "/conflicts", "/plan", "/ledger", "/requests", "/catalogue"),
    *("/collections/conflicts/items", "/collections/complexes/items/changwon", "/maps/overview"),
)


FIELDS = [
    (sheet, *((place, 2) if sheet == "programme" else (2, place - 1)))
    for sheet in SHEETS
    for place, _ in enumerate(COLUMNS[sheet], 2)
]
"""Sheet, row and column of each field of a workbook."""


@pytest.fixture(scope="module")
def client(data, tmp_path_factory):
    with TestClient(
        create_app(Settings(data=ill_build(data, tmp_path_factory.mktemp("ill"))))
    ) as one:
        yield one


def told(error):
    assert error.text("ko")
    assert error.text("en")


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


@pytest.mark.parametrize("ending", ["yaml", "csv"])
def test_a_scenario_is_told_with_its_names_as_text(client, ending):
    name = RUNS.replace(",", " ")
    step = {"action": "add", "body": "n01", "place": "changwon", "role": "lead"}
    step |= {"sector": "핵심소재", "name": name}
    body = json.dumps({"name": name, "steps": [step]})
    if ending == "csv":
        body = "\n".join(",".join(row) for row in (step, step.values()))
    asked = f"/scenario?name={name}.{ending}&network=consortia&f=html"
    answer = client.post(asked, content=body.encode())
    assert answer.status_code == 200, answer.text
    assert "window.hit" in answer.text
    assert RUNS not in answer.text


def test_a_workbook_of_a_programme_with_harm_in_a_field_is_read_or_refused(tmp_path):
    for number, (sheet, row, column) in enumerate(FIELDS):
        folder = tmp_path / str(number)
        (folder / "made").mkdir(parents=True)
        book = openpyxl.load_workbook(io.BytesIO(template("ko", ("전남", "경남"))))
        cell = book.worksheets[1 + SHEETS.index(sheet)].cell(row, column)
        cell.value, cell.data_type = TEXTS[number % len(TEXTS)], "s"
        book.save(folder / "own.xlsx")
        try:
            register(prepare((folder / "own.xlsx",), "", folder / "made")[0], folder / "own")
        except GeoError as error:
            told(error)
    made = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert all(re.fullmatch(r"[\w./-]+", path) for path in made)


def test_a_map_in_a_notebook_holds_the_words_as_text(data, tmp_path):
    shown = overview(load(data=ill_build(data, tmp_path)))._repr_html_()
    assert RUNS not in shown
    assert RUNS not in unescape(shown)
    assert "window.hit" in shown
