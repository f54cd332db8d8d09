"""Every PDF passes what Typst, pdfua and our own reading ask: ISO 14289-1 and ISO 19005-2."""

import ctypes
import io
import re

import pdfua
import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw

from geo.profiles.subjects import subjects
from maps.briefs.content import Bullets, Chart, Heading, MapPicture, Table
from maps.briefs.formats import write
from maps.still.draw import draw
from maps.still.font import face
from maps.still.paper import Paper
from maps.still.sheet import Picture
from maps.typeset import MISSING, typeset
from maps.view import View

ALWAYS_TRIED = {
    "UA-01-002", "UA-01-003", "UA-01-005", "UA-06-001", "UA-07-001", "UA-07-002", "UA-13-004",
    "UA-15-003", "UA-28-004",
}  # fmt: skip
"""Rules of pdfua that our files can break; UA-14-001 it cannot read (a fault of 0.1.3)."""


IDENTIFIED = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


def faults(body, tmp_path):
    """Return what breaks PDF/UA-1 or PDF/A-2a."""
    path = tmp_path / "checked.pdf"
    path.write_bytes(body)
    report = pdfua.validate(path)
    tried = {one.rule_id for one in report.outcomes if not one.skipped}
    assert tried >= ALWAYS_TRIED
    return [*report.findings, *own_faults(body)]


def own_faults(body):
    file = pikepdf.open(io.BytesIO(body))
    told = file.open_metadata()
    for key, value in IDENTIFIED.items():
        if told.get(key) != value:
            yield f"{key} is {told.get(key)}"
    if not file.Root.get("/OutputIntents"):
        yield "colours without an output intent"
    for one in file.objects:
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if one.get("/Type") == "/FontDescriptor" and not FILES & set(one.keys()):
            yield f"{one.FontName} is not embedded"
        if one.get("/S") in {"/JavaScript", "/Launch"}:
            yield "an action"
    if "/Encrypt" in file.trailer:
        yield "encrypted"


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    ("shape", "length"),
    [("brief", "page"), ("brief", "full"), ("report", "page"), ("report", "full")],
)
def test_a_brief_keeps_both_standards(make, pictures, tmp_path, shape, length, lang):
    body = write(make("region", "대구", lang, length, shape), pictures(lang), "pdf")
    assert faults(body, tmp_path) == []


@pytest.mark.parametrize(
    "about",
    [("selection", "overview?region=27&title=우리 지역"), ("compare", "transformation consortia")],
)
def test_a_brief_of_a_view_and_of_a_comparison_keep_both_standards(make, pictures, tmp_path, about):
    body = write(make(*about, "ko", "full", "report"), pictures(), "pdf")
    assert faults(body, tmp_path) == []


def test_a_picture_keeps_both_standards(pictures, tmp_path):
    picture = Picture(name="overview", view=View(), lang="ko", paper=Paper(210, 297))
    assert faults(draw(picture, pictures().facts, "pdf", dpi=72), tmp_path) == []


@pytest.mark.sweep
def test_the_report_of_every_subject_keeps_both_standards(make, pictures, known, tmp_path):
    for one in subjects(known):
        body = write(make(one.kind, one.id, "ko", "page", "report"), pictures("ko"), "pdf")
        assert faults(body, tmp_path) == [], one


def test_a_sector_whose_members_nobody_names_has_a_brief(make, pictures, known):
    held = {one.sector.ko for one in known.bodies.values() if one.sector and one.members}
    empty = [one.sector.ko for one in known.bodies.values() if one.sector]
    for name in {*empty} - held:
        assert write(make("sector", name), pictures("ko"), "pdf").startswith(b"%PDF")


def test_a_file_carries_the_day_of_the_data_and_no_other(make, pictures):
    brief = make("body", "13")
    told = pypdfium2.PdfDocument(write(brief, pictures(), "pdf")).get_metadata_dict()
    assert told["CreationDate"].startswith("D:20250101")
    assert told["ModDate"] == told["CreationDate"]


def test_a_character_that_the_font_lacks_is_set_as_missing():
    values = {
        "title": "𠀀", "author": "", "subject": "한", "lang": "ko", "width": 100, "height": 50,
    }  # fmt: skip
    assert face().lacks(MISSING) == ""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5">'
    svg += '<text font-family="Atlas Sans" y="4">𠀀\u202e가</text></svg>'
    body = typeset("picture.typ", values, [svg.encode()], as_of="2025")
    assert pypdfium2.PdfDocument(body).get_metadata_dict()["Title"] == MISSING


def told(read, element):
    buffer = ctypes.create_string_buffer(4096)
    length = read(element, buffer, len(buffer))
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le")


def elements(document):
    """Yield role and alternative text of each element, page by page, in reading order."""

    def below(element):
        yield (
            told(raw.FPDF_StructElement_GetType, element),
            told(raw.FPDF_StructElement_GetAltText, element),
        )
        for i in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
            if child:
                yield from below(child)

    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for i in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from below(raw.FPDF_StructTree_GetChildAtIndex(tree, i))
        raw.FPDF_StructTree_Close(tree)


def of(brief, kind):
    return [block for block in brief.blocks if isinstance(block, kind)]


def test_a_readers_voice_tells_headings_tables_lists_and_figures_apart(make, pictures):
    brief = make("region", "울산", "ko", "full")
    found = [*elements(pypdfium2.PdfDocument(write(brief, pictures("ko"), "pdf")))]
    roles = [role for role, _ in found]
    # The sources have a heading too.
    assert sum(bool(re.fullmatch(r"H[1-6]", role)) for role in roles) >= len(of(brief, Heading)) + 1
    assert roles.count("Table") >= len(of(brief, Table))
    assert roles.count("TH") >= sum(len(one.columns) for one in of(brief, Table))
    texts = [text for role, text in found if role == "Figure" and text]
    drawn = [one for one in brief.blocks if isinstance(one, MapPicture | Chart)]
    assert set(texts) == {one.alternative for one in drawn}
    statements = sum(len(one.items) for one in of(brief, Bullets))
    assert roles.count("LI") == statements + len(brief.footnotes)
