"""Every map looks as its baseline; `make baselines` renews them after a wanted change."""

import runpy
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
SHOTS = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "take_screenshots.py"))
TOLERANCE = 0.0008
"""Share of the pixels: another way to smooth edges changes 0.0005, a lost network 0.0009."""
CONSORTIA = ".tie-consortium, .tie-casing, .arrow, .tie-badge"
TRANSFORMATION = ".tie-transformation, .tie-inner"


@pytest.fixture(scope="module")
def changed(browser, address):
    def changed(shot, style=""):
        baseline = (SHOTS["BASELINES"] / shot.file).with_suffix(".webp")
        png = SHOTS["take"](browser, address, shot, SHOTS["WORDLESS"] + style)
        return SHOTS["changed"](SHOTS["shrunk"](png), Image.open(baseline))

    return changed


@pytest.mark.parametrize("shot", SHOTS["MAPS"], ids=lambda shot: shot.file.removesuffix(".png"))
def test_a_map_looks_as_before(changed, shot):
    assert changed(shot) <= TOLERANCE


@pytest.mark.parametrize("layer", [CONSORTIA, TRANSFORMATION], ids=["consortia", "transformation"])
@pytest.mark.parametrize("size", SHOTS["SIZES"])
def test_a_network_that_vanishes_is_seen(changed, size, layer):
    shot = SHOTS["Shot"]("overview", "ko", size)
    assert changed(shot, f"{layer} {{ display: none }}") > TOLERANCE
