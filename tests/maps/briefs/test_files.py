"""The files of briefs, read back: they say what the content model holds."""

import io
import re
from functools import lru_cache
from html.parser import HTMLParser

import pikepdf
import pypdfium2
import pytest

from maps.briefs.charts import chart_drawing
from maps.briefs.content import Bullets, Chart, Heading, KeyFigures, MapPicture, Table
from maps.briefs.formats import FORMATS, write
from maps.still.font import face
from maps.still.model import texts

SOME = [
    ("region", "제주"),
    ("mega-region", "동남권"),
    ("body", "13"),
    ("complex", "changwon"),
]
BOTH = pytest.mark.parametrize("lang", ["ko", "en"])


@pytest.fixture(scope="module")
def file(make, pictures):
    @lru_cache
    def written(form, kind, text, lang="ko", length="page"):
        return write(make(kind, text, lang, length), pictures(lang), form)

    return written


def squeezed(text):
    """A reader of PDF breaks lines and drops spaces where they stood."""
    return re.sub(r"\s+", "", text)


def said(brief):
    yield brief.title
    for block in brief.blocks:
        if isinstance(block, Bullets):
            yield from (item.text for item in block.items)
        elif isinstance(block, KeyFigures):
            yield from (f"{item.text} {item.unit}" for item in block.items)
        elif isinstance(block, Table):
            yield block.caption
            yield from (text for row in block.rows for text in row)
        elif isinstance(block, Heading):
            yield block.text
        elif isinstance(block, MapPicture):
            yield block.caption
    yield from (note.text for note in brief.footnotes)


def pages(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


@BOTH
@pytest.mark.parametrize(("kind", "text"), SOME)
def test_the_short_pdf_is_one_page_and_holds_every_text(file, make, kind, text, lang):
    (page,) = pages(file("pdf", kind, text, lang))
    # The raised numbers of footnotes stand between the texts.
    held = squeezed(page)
    assert [one for one in said(make(kind, text, lang)) if squeezed(one) not in held] == []


def test_the_full_pdf_has_numbered_pages_and_an_outline(file, make):
    pdf = file("pdf", "mega-region", "동남권", "ko", "full")
    told = pages(pdf)
    assert len(told) > 5
    assert all(f"- {no} -" in page for no, page in enumerate(told, 1))
    outline = [one.get_title() for one in pypdfium2.PdfDocument(pdf).get_toc()]
    brief = make("mega-region", "동남권", "ko", "full")
    headings = [block.text for block in brief.blocks if isinstance(block, Heading)]
    assert outline == [*headings, brief.footnotes_title]


@BOTH
def test_a_pdf_tells_title_author_and_language(file, make, lang):
    pdf = file("pdf", "region", "대구", lang)
    told = pypdfium2.PdfDocument(pdf).get_metadata_dict()
    assert told["Title"] == make("region", "대구", lang).title
    assert told["Author"] == {"ko": "산단 아틀라스", "en": "Sandan Atlas"}[lang]
    assert str(pikepdf.open(io.BytesIO(pdf)).Root.Lang) == lang


class Parsed(HTMLParser):
    """Collects texts, tags and addresses of a page."""

    def __init__(self, page):
        super().__init__()
        self.texts, self.tags, self.addresses = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data):
        self.texts.append(data)


@pytest.mark.parametrize(("lang", "length"), [("ko", "full"), ("en", "page")])
@pytest.mark.parametrize(("kind", "text"), SOME)
def test_the_page_holds_every_text_and_loads_nothing(file, make, kind, text, lang, length):
    page = file("html", kind, text, lang, length).decode()
    read = Parsed(page)
    held = squeezed("".join(read.texts))
    brief = make(kind, text, lang, length)
    assert [one for one in said(brief) if squeezed(one) not in held] == []
    assert read.addresses == []
    assert "script" not in read.tags
    assert set(re.findall(r"url\((\w+):", page)) == {"data"}
    assert f'<html lang="{lang}">' in page


def test_the_page_has_a_heading_a_map_and_tables_with_headers(file):
    read = Parsed(file("html", "region", "울산", "ko", "full").decode())
    assert read.tags.count("h1") == 1
    drawn = read.tags.count("svg")
    assert read.tags.count("figcaption") == read.tags.count("figure") == drawn > 2
    assert read.tags.count("caption") == read.tags.count("table")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_brief_gives_the_same_bytes(make, pictures, form):
    brief = make("body", "13")
    assert write(brief, pictures(), form) == write(brief, pictures(), form)


def test_a_chart_keeps_its_labels_within_its_width(make):
    brief = make("region", "울산", "en", "full")
    for chart in (block for block in brief.blocks if isinstance(block, Chart)):
        drawing = chart_drawing(chart, brief, 170)
        for text in texts(drawing.marks):
            end = text.x + face(bold=text.bold).width(text.text, text.size)
            assert end * drawing.scale <= 170
