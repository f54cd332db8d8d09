"""The browser's own geodesy agrees with PROJ all over Korea."""

import json
import subprocess
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from playwright._impl._driver import compute_driver_executable
from pyproj import Geod, Transformer

from geo.crs import transverse_mercator
from maps.elements.tools import GRIDS

POINTS = [
    (126.978, 37.5665),
    (128.618, 35.215),
    (126.53, 33.0),
    (124.6, 37.97),
    (131.87, 37.24),
    (127.0, 38.0),
    (129.0, 38.0),
    (128.36, 38.61),
    (126.95, 37.061),
    (126.951, 37.0611),
]
"""Seoul, Changwon, Jeju's south, Baengnyeong, Dokdo, two origins, Goseong, two near each other."""


@pytest.fixture(scope="module")
def reckoned():
    node, _ = compute_driver_executable()
    asked = json.dumps(
        {"grids": [asdict(transverse_mercator(code)) for code in GRIDS], "points": POINTS}
    )
    script = Path(__file__).with_name("reckon.mjs")
    done = subprocess.run([node, script], input=asked, capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout)


@pytest.mark.parametrize("code", GRIDS)
def test_a_grid_agrees_with_proj_to_a_centimetre(reckoned, code):
    to_grid = Transformer.from_crs("EPSG:4326", code, always_xy=True)
    expected = [to_grid.transform(*point) for point in POINTS]
    found = reckoned["grids"][GRIDS.index(code)]
    assert np.abs(np.subtract(found, expected)).max() < 0.01


def test_distances_agree_with_proj_to_a_millimetre(reckoned):
    geod = Geod(ellps="GRS80")
    for start, row in zip(POINTS, reckoned["distances"], strict=True):
        for end, found in zip(POINTS, row, strict=True):
            assert abs(geod.inv(*start, *end)[2] - found) < 0.001
