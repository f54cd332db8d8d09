"""Hostile texts in every field of a programme: files hold them as texts, and as nothing else."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pypdfium2
import pytest
from pptx import Presentation
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from tests.ill import NAME, TEXTS, ill


@pytest.fixture(scope="module")
def made(data, tmp_path_factory):
    """Ask a server for a file: of the programme, or of its networks and scenarios."""
    registered, layers, id_ = ill(tmp_path_factory.mktemp("ill"))
    settings = Settings(data=data, programmes=registered, add=layers)
    with TestClient(create_app(settings)) as client:

        def ask(path):
            answer = client.get(path.format(id=id_))
            assert answer.status_code == 200, answer.text
            return answer.content

        yield ask


def package(body):
    """The parts of an office file, each well-formed XML."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        names = [one for one in archive.namelist() if one.endswith((".xml", ".rels", ".hpf"))]
        return {name: ET.fromstring(archive.read(name)) for name in names}  # noqa: S314 - our own


def outside(parts):
    """What a package leads to beyond itself without being asked: pictures, templates, objects."""
    for name, root in parts.items():
        for one in root.iter():
            kind = one.attrib.get("Type", "")
            if one.attrib.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
                yield name, one.attrib["Target"]


def test_slides_hold_the_names_as_they_are_and_lead_nowhere(made):
    body = made("/briefs/programme/{id}.pptx?lang=ko")
    assert list(outside(package(body))) == []
    shown = [
        text
        for slide in Presentation(io.BytesIO(body)).slides
        for shape in slide.shapes
        for text in texts(shape)
    ]
    assert any(plain(NAME) in plain(one) for one in shown)


def texts(shape):
    if shape.has_text_frame:
        yield shape.text_frame.text
    if getattr(shape, "has_table", False):
        yield from (cell.text for row in shape.table.rows for cell in row.cells)


def plain(text):
    """A text without what shows nothing, and without blanks: lines break where they may."""
    return re.sub(r"[\s\u2060\u200b\u202e\u2066\u2069]", "", text)


def test_a_hangul_document_holds_the_names_as_they_are(made):
    parts = package(made("/briefs/programme/{id}.hwpx?lang=ko"))
    assert list(outside(parts)) == []
    shown = plain("".join(text for root in parts.values() for text in root.itertext()))
    for text in TEXTS:
        assert plain(text) in shown, text


def test_a_workbook_holds_no_formula(made):
    for path in ("/briefs/programme/{id}.xlsx", "/collections/{id}/download?f=xlsx"):
        body = made(path)
        assert list(outside(package(body))) == []
        book = openpyxl.load_workbook(io.BytesIO(body))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in cells if cell.data_type == "f"] == []
        shown = plain("\n".join(str(cell.value) for cell in cells))
        assert all(plain(text) in shown for text in TEXTS)


def test_a_pdf_runs_nothing_and_shows_the_names(made):
    body = made("/briefs/programme/{id}.pdf?lang=ko")
    for way in (
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/SubmitForm",
        b"/EmbeddedFile",
        b"/OpenAction",
    ):
        assert way not in body
    pages = pypdfium2.PdfDocument(body)
    shown = plain("".join(page.get_textpage().get_text_range() for page in pages))
    assert plain("<img src=x onerror=window.hit=1>") in shown
    assert plain("{{7*7}}${7*7}") in shown


@pytest.mark.parametrize("ending", ["svg", "html"])
def test_pictures_and_pages_as_files_have_no_part_made_of_a_text(made, ending):
    body = made(f"/maps/{{id}}.{ending}?lang=ko").decode()
    assert "<img src=x" not in body
    assert "<script>window.hit" not in body


def test_a_csv_leaves_no_formula_live(made):
    shown = made("/collections/{id}/download?f=csv").decode("utf-8-sig")
    assert not re.search(r'(^|,)"?=', shown, re.MULTILINE)
