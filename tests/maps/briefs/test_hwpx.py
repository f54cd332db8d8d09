"""The Hangul document of a brief says what the brief says, for readers that did not write it."""

import io
import re
import zipfile
from xml.etree import ElementTree as ET

import hwp_ingest
import pytest
from hwp_hwpx_parser import Reader
from hwpx import HwpxDocument
from PIL import Image

from maps.briefs.content import Bullets, Chart, Heading, KeyFigures, MapPicture, Table
from maps.briefs.formats import write
from maps.briefs.hwpx import write_hwpx

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
SOME = [
    ("region", "대구", "ko", "page"),
    ("complex", "changwon", "en", "page"),
    ("region", "제주", "ko", "full"),
    ("sector", "조선", "en", "full"),
]


@pytest.fixture(scope="session")
def written(make, pictures):
    made = {}

    def write(kind, text, lang="ko", length="page"):
        key = kind, text, lang, length
        if key not in made:
            brief = make(*key)
            made[key] = brief, write_hwpx(brief, pictures(lang))
        return made[key]

    return write


@pytest.fixture
def read(tmp_path):
    def opened(data):
        path = tmp_path / "brief.hwpx"
        path.write_bytes(data)
        return Reader(path)

    return opened


def part(data, name):
    return ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))  # noqa: S314 - our own


def section(data):
    return part(data, "Contents/section0.xml")


def blocks(brief, kind):
    return [block for block in brief.blocks if isinstance(block, kind)]


def bare(text):
    """Without marks of notes and space, which each reader sets in its own way."""
    return re.sub(r"\[\^\d+\]|\s", "", text)


@pytest.mark.parametrize("subject", SOME)
def test_another_reader_finds_every_statement_and_caption(written, read, subject):
    brief, data = written(*subject)
    with read(data) as reader:
        text = bare(reader.text)
    said = [brief.title, brief.subtitle, *(one.text for one in blocks(brief, Heading))]
    said += [one.text for block in blocks(brief, Bullets) for one in block.items]
    said += [one.caption for one in blocks(brief, Table) + blocks(brief, MapPicture)]
    said += [one.caption for one in blocks(brief, Chart)]
    assert [one for one in said if bare(one) not in text] == []


@pytest.mark.parametrize("subject", SOME)
def test_another_reader_finds_every_table_cell_by_cell(written, read, subject):
    brief, data = written(*subject)
    with read(data) as reader:
        found = [[[bare(cell) for cell in row] for row in one.rows] for one in reader.get_tables()]
    figures, tables = found[0], found[1:]
    (told,) = blocks(brief, KeyFigures)
    assert [cell.rstrip("0123456789)") for cell in figures[0]] == [
        bare(one.label) for one in told.items
    ]
    assert figures[1] == [bare(one.text + one.unit) for one in told.items]
    assert tables == [
        [[bare(column.title) for column in one.columns], *([bare(c) for c in r] for r in one.rows)]
        for one in blocks(brief, Table)
    ]


@pytest.mark.parametrize("subject", SOME)
def test_sources_are_footnotes_in_the_order_of_their_numbers(written, read, subject):
    brief, data = written(*subject)
    with read(data) as reader:
        notes = reader.extract_text_with_notes().footnotes
    assert [bare(note.text) for note in notes] == [bare(note.text) for note in brief.footnotes]


@pytest.mark.parametrize("subject", SOME)
def test_pictures_are_whole_and_told_to_those_who_cannot_see_them(written, subject):
    brief, data = written(*subject)
    pictures = list(section(data).iter(f"{HP}pic"))
    told = [one for one in brief.blocks if isinstance(one, MapPicture | Chart)]
    assert [one.findtext(f"{HP}shapeComment") for one in pictures] == [
        one.alternative for one in told
    ]
    names = [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if n.startswith("BinData/")]
    files = [Image.open(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read(n))) for n in names]
    whole = {(one.width * 75, one.height * 75) for one in files}
    for one in pictures:
        clip, whole_size = one.find(f"{HP}imgClip"), one.find(f"{HP}imgDim")
        size = int(whole_size.get("dimwidth")), int(whole_size.get("dimheight"))
        assert size in whole
        assert (int(clip.get("right")), int(clip.get("bottom"))) == size


@pytest.mark.parametrize("subject", SOME)
def test_documents_are_valid(written, subject):
    _, data = written(*subject)
    report = HwpxDocument.open(io.BytesIO(data)).validate()
    assert list(report.issues) == []


def test_headings_have_the_styles_of_an_outline(written):
    brief, data = written("region", "제주", "ko", "full")
    styles = {
        style.get("id"): style.get("name")
        for style in part(data, "Contents/header.xml").iter(f"{HH}style")
    }
    outline = [
        "".join(paragraph.itertext())
        for paragraph in section(data).iter(f"{HP}p")
        if styles[paragraph.get("styleIDRef")] == "개요 1"
    ]
    assert outline == [one.text for one in blocks(brief, Heading)]


def test_tables_repeat_their_titles_on_each_page(written):
    _, data = written("sector", "조선", "en", "full")
    for table in section(data).iter(f"{HP}tbl"):
        heads = [cell.get("header") == "1" for cell in table.find(f"{HP}tr").iter(f"{HP}tc")]
        assert table.get("repeatHeader") == "1"
        assert all(heads)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_document_says_what_it_is(written, lang):
    brief, data = written("region", "대구", lang, "page")
    text = zipfile.ZipFile(io.BytesIO(data)).read("Contents/content.hpf").decode()
    assert f"<opf:title>{brief.title}</opf:title>" in text
    assert f"<opf:language>{lang}</opf:language>" in text
    assert f">{brief.author}<" in text
    footers = {"".join(one.itertext()) for one in section(data).iter(f"{HP}footer")}
    assert footers == {f"{brief.author}  ·  {brief.edition}"}
    assert section(data).find(f".//{HP}pageNum").get("pos") == "BOTTOM_CENTER"


@pytest.mark.parametrize("region", ["대구", "경남", "울산", "제주"])
def test_a_brief_of_one_page_is_one_page_for_a_renderer(written, region):
    _, data = written("region", region)
    (page,) = hwp_ingest.to_svg_pages(data)
    assert b"<image" in page


def test_a_report_breaks_korean_between_words(make, pictures):
    for shape, anywhere in (("report", False), ("brief", True)):
        body = write(make("region", "대구", shape=shape), pictures(), "hwpx")
        header = zipfile.ZipFile(io.BytesIO(body)).read("Contents/header.xml")
        assert (b'breakNonLatinWord="BREAK_WORD"' in header) is anywhere
