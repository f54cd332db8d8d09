"""Poppler, a reader that had no part in writing it, reads a map's PDF."""

import shutil
import subprocess

import pytest

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed"),
]


def said(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603


@pytest.fixture(scope="module")
def pdf(address, tmp_path_factory):
    file = tmp_path_factory.mktemp("poppler") / "map.pdf"
    url = f"{address}/maps/consortia.pdf?size=16:9&lang=ko"
    subprocess.run(["curl", "-sf", "-o", file, url], check=True)  # noqa: S603, S607
    return str(file)


def test_poppler_extracts_the_korean_names(pdf):
    text = said("pdftotext", pdf, "-")
    # Title, counts and legend each name the programme; a name of a place stands once.
    assert text.count("초광역 산학연협의체") == 3
    for name in ("서울디지털", "광주첨단과학", "울산·미포", "자료 기준"):
        assert text.count(name) == 1


def test_poppler_finds_the_fonts_embedded_and_the_page_as_large_as_a_slide(pdf):
    fonts = said("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) >= 2
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    facts = said("pdfinfo", pdf)
    assert "960 x 540 pts" in facts
    assert "산단 아틀라스" in facts
