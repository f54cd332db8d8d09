"""A brief as slides: everything it says, as text, tables, charts and shapes that can be edited."""

import io
import re
import shutil
import subprocess
from collections import Counter
from functools import lru_cache
from operator import attrgetter
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Mm

from maps.briefs.content import SIGNS, Bullets, Chart, Heading, KeyFigures, MapPicture, Table
from maps.briefs.pptx import write_pptx
from maps.briefs.slides.deck import HEIGHT_MM, WIDTH_MM
from maps.errors import TemplateError
from maps.theme import resolved, token

xml, of_paragraph, of_run = attrgetter("_element"), attrgetter("_p"), attrgetter("_r")
MATERIALS = resolved(token("sector-materials"), "light")[1:].upper()
DAEGU, JEJU, DONGNAM = ("region", "대구"), ("region", "제주"), ("mega-region", "동남권")
YEOSU = ("body", "13")


@pytest.fixture(scope="session")
def write(make, pictures):
    def written(kind, text, lang="ko", map_as="shapes"):
        return write_pptx(make(kind, text, lang, "full"), pictures(lang), map_as=map_as)

    return written


@pytest.fixture(scope="session")
def deck(write):
    return lru_cache(write)


@pytest.fixture(scope="session")
def read(deck):
    return lru_cache(lambda *args, **more: Presentation(io.BytesIO(deck(*args, **more))))


def of_type(brief, kind):
    return [block for block in brief.blocks if isinstance(block, kind)]


def every(shapes):
    for shape in shapes:
        yield shape
        if shape.shape_type is not None and hasattr(shape, "shapes"):
            yield from every(shape.shapes)


def called(made):
    return [shape.name for slide in made.slides for shape in every(slide.shapes)]


def said(made):
    return [
        "".join(
            run.text for run in paragraph.runs if not of_run(run).get_or_add_rPr().get("baseline")
        )
        for slide in made.slides
        for shape in every(slide.shapes)
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]


def bare(title):
    return re.sub(r" \(\d+/\d+\)$", "", title)


@pytest.mark.parametrize(("about", "lang"), [(DAEGU, "ko"), (DAEGU, "en"), (JEJU, "ko")])
def test_each_section_of_the_brief_is_a_title_or_a_heading_of_a_slide_in_turn(
    make, read, about, lang
):
    brief, made = make(*about, lang, "full"), read(*about, lang)
    titles = [slide.shapes.title.text for slide in made.slides]
    sections = [block.message or block.text for block in of_type(brief, Heading)]
    wanted = [brief.title, *sections, brief.footnotes_title]
    # A statement, behind a sign, may say the same.
    told = [
        bare(paragraph.text)
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if not of_paragraph(paragraph).findall(f".//{qn('a:buChar')}")
    ]
    begun = [one for one in told if one in wanted]
    assert list(dict.fromkeys(begun)) == wanted
    assert {*map(bare, titles)} <= {*wanted}
    assert len(titles) == len({*titles})


@pytest.mark.parametrize(("about", "lang"), [(DAEGU, "en"), (DONGNAM, "ko"), (JEJU, "ko")])
def test_the_tables_have_every_row_of_the_brief_and_no_other(make, read, about, lang):
    rows = Counter()
    for slide in read(*about, lang).slides:
        for shape in slide.shapes:
            if shape.has_table:
                header, *body = (tuple(cell.text for cell in row.cells) for row in shape.table.rows)
                rows.update((header, row) for row in body)
    assert rows == Counter(
        (tuple(column.title for column in table.columns), row)
        for table in of_type(make(*about, lang, "full"), Table)
        for row in table.rows
    )


def test_a_long_table_goes_on_below_its_own_header_within_the_slide(read):
    made = read(*DONGNAM)
    tables = [(s, shape) for s in made.slides for shape in s.shapes if shape.has_table]
    split = [shape.name for _, shape in tables]
    assert max(Counter(split).values()) > 1
    for _, shape in tables:
        tall = sum(row.height for row in shape.table.rows)
        assert shape.top + tall < made.slide_height
        assert shape.left + shape.width < made.slide_width


def test_the_figures_are_shown_with_base_and_period(make, read):
    (figures,) = of_type(make(*DAEGU, "ko", "full"), KeyFigures)
    texts = said(read(*DAEGU))
    for one in figures.items:
        assert f"{one.text}{one.unit}" in texts
        assert f"{one.base} · {one.period}" in texts


def test_the_statements_are_those_of_the_brief_with_signs_and_footnotes(make, read):
    blocks = of_type(make(*DAEGU, "ko", "full"), Bullets)
    found = [
        (paragraph.runs[0].text, signs[0].get("char"))
        for slide in read(*DAEGU).slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        if (signs := of_paragraph(paragraph).findall(f".//{qn('a:buChar')}"))
    ]
    assert found == [
        (item.text, SIGNS["ko"][item.level - 1]) for block in blocks for item in block.items
    ]


def test_the_charts_hold_the_numbers_themselves(make, read):
    drawn = [s.chart for slide in read(*DAEGU).slides for s in slide.shapes if s.has_chart]
    expected = of_type(make(*DAEGU, "ko", "full"), Chart)
    assert len(drawn) == len(expected) > 0
    for chart, block in zip(drawn, expected, strict=True):
        assert [*chart.plots[0].categories] == [bar.label for bar in block.bars]
        for number, series in enumerate(chart.plots[0].series):
            assert [*series.values] == [bar.values[number] for bar in block.bars]


def test_a_chart_says_unit_base_and_period_above_it(make, read):
    texts = said(read(*DAEGU))
    for chart in of_type(make(*DAEGU, "ko", "full"), Chart):
        assert f"{chart.caption} ({chart.base} · {chart.unit} · {chart.period})" in texts


def test_regions_ties_and_places_of_the_map_are_shapes_of_their_names(read):
    names = {*called(read(*YEOSU))}
    assert {"전남광주통합특별시", "경상남도", "여수국가산업단지", "범례", "축척"} <= names
    ties = [name for name in names if name.startswith("협의체 13 ") and "→" in name]
    assert len(ties) == 1
    assert ties[0].split(": ")[1].startswith("여수국가산업단지 → ")


def test_a_tie_is_a_connector_glued_to_its_places_as_its_sector_looks(read):
    shapes = [s for slide in read(*YEOSU).slides for s in every(slide.shapes)]
    (tie,) = (s for s in shapes if s.name.startswith("협의체 13 ") and "→" in s.name)
    line = xml(tie).spPr.find(qn("a:ln"))
    assert line.find(f".//{qn('a:srgbClr')}").get("val") == MATERIALS
    assert line.find(qn("a:custDash")) is not None
    assert line.find(qn("a:tailEnd")).get("type") == "triangle"
    glued = [xml(tie).find(f".//{qn(end)}").get("id") for end in ("a:stCxn", "a:endCxn")]
    named = {str(s.shape_id): s.name for s in shapes}
    assert f"{named[glued[0]]} → {named[glued[1]]}" == tie.name.split(": ")[1]


def test_symbols_of_places_are_shapes_of_powerpoint_itself_where_it_has_them(read):
    shapes = [s for slide in read(*YEOSU).slides for s in every(slide.shapes)]

    def outlines(name):
        found = [xml(s).xpath("./p:spPr/a:prstGeom/@prst") for s in shapes if s.name == name]
        return {outline for one in found for outline in one}

    assert "ellipse" in outlines("여수국가산업단지")
    assert outlines("전라남도") == set()


def test_nothing_stands_or_runs_beyond_the_edge_of_the_slide(read):
    for about in (YEOSU, DONGNAM):
        made = read(*about)
        for slide in made.slides:
            for shape in slide.shapes:
                assert min(shape.left, shape.top) >= 0
                assert shape.left + shape.width <= made.slide_width
                assert shape.top + shape.height <= made.slide_height


def test_the_map_tells_those_who_cannot_see_it_what_it_shows(make, read):
    (block,) = of_type(make(*DAEGU, "ko", "full"), MapPicture)
    for map_as in ("shapes", "picture"):
        shapes = [s for slide in read(*DAEGU, map_as=map_as).slides for s in slide.shapes]
        found = [xml(s).xpath(".//p:cNvPr")[0].get("descr") for s in shapes]
        assert found.count(block.alternative) == 1


def test_a_map_as_picture_is_one_picture(read):
    shapes = [s for slide in read(*DAEGU, map_as="picture").slides for s in slide.shapes]
    assert [s.image.content_type for s in shapes if hasattr(s, "image")] == ["image/png"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_speaker_notes_tell_the_sources_of_the_slide(make, read, lang):
    brief = make(*DAEGU, lang, "full")
    _, *others = read(*DAEGU, lang).slides
    for slide in others:
        text = slide.notes_slide.notes_text_frame.text
        assert brief.footnotes_title in text
        assert brief.edition in text
    told = "".join(slide.notes_slide.notes_text_frame.text for slide in others)
    assert all(f"{no}. {note.text}" in told for no, note in enumerate(brief.footnotes, start=1))


@pytest.mark.parametrize(("lang", "tag"), [("ko", "ko-KR"), ("en", "en-US")])
def test_every_slide_has_number_edition_and_language(make, read, lang, tag):
    made = read(*DAEGU, lang)
    edition = make(*DAEGU, lang, "full").edition
    for slide in made.slides:
        kinds = {shape.placeholder_format.type.name: shape for shape in slide.placeholders}
        assert edition in kinds["FOOTER"].text
        assert xml(kinds["SLIDE_NUMBER"]).find(f".//{qn('a:fld')}") is not None
        runs = [*xml(slide).iter(qn("a:r"))]
        assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {tag}
    assert made.core_properties.language == tag


def test_shapes_of_a_slide_have_ids_of_their_own(read):
    for slide in read(*DAEGU).slides:
        ids = [one.get("id") for one in xml(slide).iter(qn("p:cNvPr"))]
        assert len(ids) == len({*ids})


def test_the_fonts_are_korean_ones(deck):
    with ZipFile(io.BytesIO(deck(*DAEGU))) as file:
        themes = [file.read(name).decode() for name in file.namelist() if "theme/" in name]
    assert any('typeface="맑은 고딕" panose=' in theme for theme in themes)


def test_the_same_brief_gives_the_same_bytes(write, deck):
    assert write(*DAEGU) == deck(*DAEGU)


def test_the_one_page_form_is_one_slide_whose_notes_say_the_whole_brief(make, pictures):
    brief = make(*DAEGU)
    made = Presentation(io.BytesIO(write_pptx(brief, pictures("ko"))))
    (slide,) = made.slides
    assert slide.shapes.title.text == brief.message
    told = slide.notes_slide.notes_text_frame.text
    for block in of_type(brief, Bullets):
        assert all(item.text in told for item in block.items)
    assert all(note.text in told for note in brief.footnotes)


@pytest.mark.parametrize("length", ["page", "full"])
def test_no_text_of_a_slide_is_smaller_than_14_points(make, pictures, length):
    made = Presentation(io.BytesIO(write_pptx(make(*DAEGU, "ko", length), pictures("ko"))))
    small = {
        (int(size), run.text)
        for slide in made.slides
        for run in xml(slide).iter(qn("a:rPr"), qn("a:defRPr"))
        if (size := run.get("sz")) and int(size) < 1390 and not run.get("baseline")
    }
    assert not small


def test_a_file_carries_the_day_of_the_data(deck):
    with ZipFile(io.BytesIO(deck(*DAEGU))) as file:
        assert {one.date_time for one in file.infolist()} == {(2025, 1, 1, 0, 0, 0)}
        assert b">2025-01-01T00:00:00Z<" in file.read("docProps/core.xml")


def as_template(made):
    out, again = io.BytesIO(), io.BytesIO()
    made.save(out)
    with ZipFile(out) as old, ZipFile(again, "w") as new:
        for one in old.infolist():
            kind = (b"presentation.main+xml", b"template.main+xml")
            body = old.read(one)
            new.writestr(one, body.replace(*kind) if one.filename.startswith("[C") else body)
    return again.getvalue()


def test_slides_take_the_master_of_a_template(make, pictures):
    own = Presentation()
    own.slide_width, own.slide_height = Mm(WIDTH_MM), Mm(HEIGHT_MM)
    own.slide_master.background.fill.solid()
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "예시"
    body = write_pptx(make(*DAEGU), pictures("ko"), template=as_template(own))
    made = Presentation(io.BytesIO(body))
    assert [slide.shapes.title.text for slide in made.slides] == [make(*DAEGU).message]
    assert xml(made.slide_master).find(f".//{qn('p:bg')}") is not None


@pytest.mark.parametrize(("size", "reason"), [(None, "unreadable"), (10, "size")])
def test_what_is_no_template_is_refused_with_what_to_do(make, pictures, size, reason):
    if size:
        own = Presentation()
        own.slide_width = Mm(size * 25.4)
        body = as_template(own)
    else:
        body = b"PK no zip"
    with pytest.raises(TemplateError) as caught:
        write_pptx(make(*DAEGU), pictures("ko"), template=body)
    assert caught.value.reason == reason
    assert all(caught.value.text(lang) for lang in ("ko", "en"))


@pytest.mark.clients
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or Poppler"
)
def test_libreoffice_opens_the_deck_and_shows_every_slide(deck, read, tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(*DAEGU))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    run = ["pdftotext", "-layout", tmp_path / "deck.pdf", "-"]
    told = subprocess.run(run, check=True, capture_output=True, text=True).stdout  # noqa: S603
    pages = told.rstrip("\f").split("\f")
    made = read(*DAEGU)
    assert len(pages) == len(made.slides)
    for page, slide in zip(pages, made.slides, strict=True):
        letters = "".join(page.split())
        assert "".join(slide.shapes.title.text.split()) in letters
    assert "237.6" in told
