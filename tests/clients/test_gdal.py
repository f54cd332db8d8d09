"""GDAL's own programs, as a GIS user has them, connect to the running server."""

import json
import re
import shutil
import subprocess

import numpy as np
import pytest

from api.ogc.tilesets import levels_above
from geo.crs import from_lonlat
from geo.tiles.matrix import GRIDS

pytestmark = [
    pytest.mark.clients,
    pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="gdal-bin is not installed"),
]


def run(*command):
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ogrinfo_lists_every_collection(address):
    told = run("ogrinfo", "-ro", f"OAPIF:{address}/")
    for collection in ("complexes", "consortium-ties", "consortia", "regions", "districts"):
        assert collection in told


def test_ogrinfo_reads_all_features_with_korean_values(address, complexes):
    told = run("ogrinfo", "-ro", "-so", f"OAPIF:{address}/", "complexes")
    assert f"Feature Count: {complexes}" in told
    named = run("ogrinfo", "-ro", "-q", f"OAPIF:{address}/", "complexes", "-where", "id='changwon'")
    assert "창원국가산업단지" in named


def test_ogrinfo_pages_through_a_collection(address):
    told = run("ogrinfo", "-ro", "-q", "-oo", "PAGE_SIZE=50", f"OAPIF:{address}/", "districts")
    assert told.count("OGRFeature(districts)") == 256


def test_ogr2ogr_makes_a_layer_in_a_korean_grid(address, tmp_path):
    path = tmp_path / "complexes.geojson"
    run(
        *("ogr2ogr", "-t_srs", "EPSG:5179", "-lco", "RFC7946=NO"),
        *(str(path), f"OAPIF:{address}/", "complexes", "-where", "id='changwon'"),
    )
    (feature,) = json.loads(path.read_text())["features"]
    easting, northing = feature["geometry"]["coordinates"]
    assert (round(easting), round(northing)) == (1_104_933, 1_692_409)


def test_a_bounding_box_selects_on_the_server(address):
    told = run(
        *("ogrinfo", "-ro", "-so", "-spat", "128.5", "35.1", "128.8", "35.3"),
        *(f"OAPIF:{address}/", "complexes"),
    )
    count = int(told.split("Feature Count: ")[1].split()[0])
    assert 0 < count < 10


@pytest.mark.parametrize("grid", GRIDS.values(), ids=GRIDS)
def test_a_folder_of_tiles_opens_in_every_grid(address, grid):
    told = run(
        *("ogrinfo", "-ro", "-al", "-where", "id='changwon'"),
        f"MVT:{address}/collections/complexes/tiles/{grid.id}/xyz/{levels_above(grid) + 4}",
    )
    assert f'ID["EPSG",{grid.crs.removeprefix("EPSG:")}]]' in told
    (point,) = re.findall(r"^  POINT \((\S+) (\S+)\)", told, re.MULTILINE)
    expected = from_lonlat(grid.crs, np.array([128.65302]), np.array([35.22167]))
    metres = 1.5 * grid.cell(4)
    for read, exact in zip(point, expected, strict=True):
        assert float(read) == pytest.approx(exact[0], abs=metres)
    assert "창원국가산업단지" in told
