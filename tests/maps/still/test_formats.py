"""Each format is read back: size, resolution, text, and the same bytes again."""

import base64
import io
import re
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from geo.messages import LANGS
from maps.errors import PictureError
from maps.still.draw import draw
from maps.still.paper import MOST_PIXELS, SIZES, check_dpi, extent_of, paper, turn_of

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("창원", "서울디지털", "광주첨단과학", "울산·미포", "제주")


def pdf_text(body):
    return pypdfium2.PdfDocument(body)[0].get_textpage().get_text_range()


def test_a_png_has_the_pixels_and_the_resolution_that_were_asked_for(drawn):
    image = Image.open(io.BytesIO(drawn("png", dpi=150)))
    assert image.size == (1240, 1754)
    assert image.info["dpi"] == pytest.approx((150, 150), abs=0.02)
    assert image.info["Title"] == "초광역 산학연협의체 – 산단 아틀라스"


def test_a_png_shows_the_sea_the_land_and_the_colour_of_a_sector(drawn):
    colours = Image.open(io.BytesIO(drawn("png", dpi=150))).getcolors(2_000_000)
    seen = {colour for _, colour in colours}
    assert {(0xDF, 0xE9, 0xF0), (0xF8, 0xF6, 0xF0), (0x01, 0x43, 0xFF)} <= seen


def test_the_dark_theme_is_dark(drawn):
    image = Image.open(io.BytesIO(drawn("png", query=(("theme", "dark"),))))
    assert image.convert("L").resize((1, 1)).getpixel((0, 0)) < 60


def test_a_pdf_has_the_exact_page_its_text_and_its_metadata(drawn):
    body = drawn("pdf")
    document = pypdfium2.PdfDocument(body)
    assert document[0].get_size() == pytest.approx((595.2756, 841.8898), abs=0.001)
    text = pdf_text(body)
    for name in NAMES:
        assert text.count(name) >= 1
    told = document.get_metadata_dict()
    assert told["Title"] == "초광역 산학연협의체 – 산단 아틀라스"
    assert told["Author"] == "산단 아틀라스"
    assert re.search(rb"/Lang ?\(ko\)", body)
    assert b"/FontFile2" in body


def test_an_svg_has_the_names_as_text_and_the_glyphs_that_they_need(drawn):
    root = ET.fromstring(drawn("svg"))  # noqa: S314 - our own file
    assert (root.get("width"), root.get("height")) == ("210mm", "297mm")
    assert root.find(f"{SVG}title").text == "초광역 산학연협의체 – 산단 아틀라스"
    written = [element.text for element in root.iter(f"{SVG}text")]
    for name in NAMES:
        assert name in written
    style = root.find(f"{SVG}style").text
    fonts = re.findall(r"base64,([^)]+)", style)
    assert len(fonts) == 2
    held = set().union(
        *(TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap() for font in fonts)
    )
    assert {ord(sign) for text in written for sign in text} <= held


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_picture_is_the_same_bytes(facts, picture, form):
    first, second = (draw(picture("transformation"), facts, form, dpi=72) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("size", "turn", "sides"),
    [
        ("A4", None, (210, 297)),
        ("a4", "landscape", (297, 210)),
        ("A3", "portrait", (297, 420)),
        ("16:9", None, pytest.approx((338.667, 190.5), abs=0.001)),
        ("120x90mm", None, (120, 90)),
        ("120×90mm", "portrait", (90, 120)),
    ],
)
def test_a_size_is_a_name_or_millimetres(size, turn, sides):
    page = paper(size, turn_of(turn))
    assert (page.width_mm, page.height_mm) == sides


@pytest.mark.parametrize("size", ["A9", "1000000x1000000mm", "10x10mm", "1200x90mm", "A4px", ""])
def test_a_size_that_cannot_be_is_refused_with_those_that_can(size):
    with pytest.raises(PictureError) as caught:
        paper(size)
    assert caught.value.parameter == "size"
    for lang in LANGS:
        assert all(name in caught.value.text(lang) for name in SIZES)


def test_every_size_may_have_the_usual_resolution_and_none_too_many_pixels():
    for size in SIZES:
        check_dpi(300, paper(size))
    check_dpi(600, paper("A3"))
    with pytest.raises(PictureError, match="72–179"):
        check_dpi(600, paper("1200x1200mm"))
    assert MOST_PIXELS >= (1200 / 25.4 * 179) ** 2


@pytest.mark.parametrize("dpi", [71, 601, -1, 10**9])
def test_a_resolution_out_of_bounds_is_refused(dpi):
    with pytest.raises(PictureError, match="72–600"):
        check_dpi(dpi, paper())


def test_an_unknown_orientation_or_extent_is_refused():
    with pytest.raises(PictureError, match="portrait, landscape"):
        turn_of("diagonal")
    with pytest.raises(PictureError, match="auto, country, region"):
        extent_of("world")


def test_an_extent_may_be_a_frame_in_degrees():
    assert extent_of("127.1,35,129.3,36.5") == (127.1, 35, 129.3, 36.5)


@pytest.mark.parametrize(
    "asked",
    ["129,35,127,36", "127,35,127,36", "0,0,10,10", "127,35,129", "nan,35,129,36", "1e9,1,2,3"],
)
def test_a_frame_that_is_empty_or_far_away_is_refused(asked):
    with pytest.raises(PictureError, match="127\\.1,35"):
        extent_of(asked)
