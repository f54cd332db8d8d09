"""A reader's voice finds its way in a PDF: PDFium, which did not write it, reads the structure."""

import ctypes

import pypdfium2
import pytest
from pypdfium2 import raw

from maps.briefs.content import Bullets, Chart, Heading, MapPicture, Table
from maps.briefs.formats import write
from maps.still.pdf import write_pdf


@pytest.fixture(scope="module")
def brief(make):
    return make("region", "대구", "ko", "full")


@pytest.fixture(scope="module")
def document(brief, pictures):
    return pypdfium2.PdfDocument(write(brief, pictures("ko"), "pdf"))


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


def test_headings_tables_lists_and_figures_are_told_apart(document, brief):
    roles = [role for role, _ in elements(document)]
    headings = [role for role in roles if role in {"H1", "H2", "H3"}]
    # The title, and at last the sources.
    assert headings == ["H1", *(f"H{one.level + 1}" for one in of(brief, Heading)), "H2"]
    assert roles.count("Figure") == len(of(brief, MapPicture)) + len(of(brief, Chart))
    assert roles.count("Table") == len(of(brief, Table))
    assert roles.count("TH") == sum(len(one.columns) for one in of(brief, Table))
    statements = sum(len(one.items) for one in of(brief, Bullets))
    assert roles.count("LI") == statements + len(brief.footnotes)


def test_every_figure_has_its_text(document, brief):
    texts = [text for role, text in elements(document) if role == "Figure"]
    assert texts == [one.alternative for one in brief.blocks if isinstance(one, MapPicture | Chart)]


def test_nothing_is_drawn_that_is_neither_read_nor_left_out(document):
    for page in document:
        drawn = [one for one in page.get_objects() if raw.FPDFPageObj_CountMarks(one) == 0]
        assert not drawn


def test_a_picture_is_one_figure_with_title_and_counts(brief, pictures):
    (block,) = of(brief, MapPicture)
    drawing = pictures("ko").drawing(block)
    found = [*elements(pypdfium2.PdfDocument(write_pdf(drawing)))]
    assert found[-1] == ("Figure", f"{drawing.title}. {drawing.subject}")
