"""Every map looks as its baseline; `make baselines` renews them after a wanted change."""

import runpy
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
SHOTS = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "take_screenshots.py"))
TOLERANCE = 0.0008
"""Share of the pixels: another way to smooth edges changes 0.0005, a lost network 0.0009."""
CONSORTIA = ".tie:not(.tie-double), .tie-casing, .arrow, .tie-badge"
TRANSFORMATION = ".tie-double, .tie-inner"


@pytest.fixture(scope="module")
def changed(browser, address):
    pages = {}

    def changed(shot, style=""):
        baseline = (SHOTS["BASELINES"] / shot.file).with_suffix(".webp")
        if shot.size not in pages:
            pages[shot.size] = SHOTS["opened"](browser, shot.size)
        png = SHOTS["take"](pages[shot.size], address, shot, SHOTS["WORDLESS"] + style)
        return SHOTS["changed"](SHOTS["shrunk"](png), Image.open(baseline))

    yield changed
    for page in pages.values():
        page.context.close()


def swept(shot):
    """Leave Korean in the dark and English in the light to the sweep: each is seen otherwise."""
    marks = pytest.mark.sweep if (shot.lang == "ko") == (shot.theme == "dark") else ()
    return pytest.param(shot, id=shot.file.removesuffix(".png"), marks=marks)


@pytest.mark.parametrize("shot", [swept(shot) for shot in SHOTS["MAPS"]])
def test_a_map_looks_as_before(changed, shot):
    assert changed(shot) <= TOLERANCE


@pytest.mark.parametrize("layer", [CONSORTIA, TRANSFORMATION], ids=["consortia", "transformation"])
@pytest.mark.parametrize("size", SHOTS["SIZES"])
def test_a_network_that_vanishes_is_seen(changed, size, layer):
    shot = SHOTS["Shot"]("overview", "ko", size)
    assert changed(shot, f"{layer} {{ display: none }}") > TOLERANCE
