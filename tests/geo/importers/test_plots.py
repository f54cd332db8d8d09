"""Plots and allowed industries of complexes: told apart by headings, joined by DAN_ID."""

import json
import zipfile

import geopandas
import pytest
import shapely

from geo.errors import PlotColumnsError
from geo.importers.plots import known_codes, read_plots
from geo.regions.boundaries import Boundaries
from geo.regions.timeline import NAMED_ON

SQUARES = [shapely.box(x, y, x + 0.004, y + 0.004) for x, y in ((128.68, 35.21), (126.9, 37.47))]
KNOWN = {"148010": {"name_ko": "창원국가", "complex_id": "changwon", "kicox_id": "kicox-1"}}


@pytest.fixture(scope="module")
def boundaries(data):
    return Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)


def written(folder, name, columns, crs=5174):
    path = folder / f"{name}.shp"
    frame = geopandas.GeoDataFrame(columns, geometry=SQUARES, crs=4326).to_crs(crs)
    frame.to_file(path, encoding="CP949")
    return path


PLOTS = {"YOJ_ID": ["148010Y1", "111010Y1"], "DAN_ID": ["148010", "111010"]}
INDUSTRIES = {"UPJ_ID": ["U1", "U2"], "DAN_ID": ["148010", "148010"], "UPJ6": ["C29", "C30"]}


def test_plots_lead_to_their_complex_by_code_whatever_the_coordinates(tmp_path, boundaries):
    read = read_plots(written(tmp_path, "dam_yoj", PLOTS), boundaries, KNOWN, "2026-01-01")
    assert (read.form, read.unknown, read.problems) == ("complex-plots", ("111010",), ())
    first, second = (one.properties for one in read.collection.features)
    assert (first["complex_id"], first["name_ko"]) == ("changwon", "창원국가 148010Y1")
    assert (second["complex_id"], second["dan_id"]) == (None, "111010")
    found = read.collection.features[0].geometry.centroid
    assert found.distance(SQUARES[0].centroid) < 1e-5


def test_allowed_industries_carry_their_code(tmp_path, boundaries):
    read = read_plots(written(tmp_path, "dam_yuch", INDUSTRIES), boundaries, KNOWN, "2026-01-01")
    assert read.form == "allowed-industries"
    assert [one.properties["industry_code"] for one in read.collection.features] == ["C29", "C30"]


def test_one_of_several_in_a_zip_is_read_and_the_zip_alone_is_not(tmp_path, boundaries):
    written(tmp_path, "dam_yoj", PLOTS)
    written(tmp_path, "dam_yuch", INDUSTRIES)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as package:
        for part in tmp_path.glob("dam_*"):
            package.write(part, part.name)
    read = read_plots(tmp_path / "all.zip", boundaries, KNOWN, "2026-01-01", layer="dam_yuch")
    assert read.form == "allowed-industries"


def test_a_code_that_is_none_is_told_by_row_and_the_others_are_kept(tmp_path, boundaries):
    path = written(tmp_path, "dam_yoj", {**PLOTS, "DAN_ID": ["", "111010"]})
    read = read_plots(path, boundaries, KNOWN, "2026-01-01")
    assert [(one.line, one.code) for one in read.problems] == [(1, "dan_id")]
    assert len(read.collection.features) == 1


def test_another_layer_is_refused_with_what_the_nearest_form_has(tmp_path, boundaries):
    path = written(tmp_path, "dam_dan", {"DAN_ID": ["148010", "111010"], "DAN_NAME": ["가", "나"]})
    with pytest.raises(PlotColumnsError, match="YOJ_ID"):
        read_plots(path, boundaries, KNOWN, "2026-01-01")


def test_boundaries_give_names_and_the_command_writes_a_collection(data, sandan, tmp_path):
    own = tmp_path / "data"
    own.mkdir()
    for path in data.iterdir():
        if path.name not in {"imports", "statistics"}:
            (own / path.name).symlink_to(path)
    columns = {"DAN_ID": ["148010", "111010"], "DAN_NAME": ["창원국가산업단지", "서울디지털"]}
    boundary = written(tmp_path, "dam_dan", columns)
    assert sandan("import", "points", boundary, SANDAN_DATA=str(own)).returncode == 0
    layer = json.loads((own / "imports" / "official-complexes.geojson").read_bytes())
    assert known_codes(layer)["148010"]["complex_id"] == "changwon"
    plots = written(tmp_path, "dam_yoj", PLOTS)
    made = sandan("import", "plots", plots, SANDAN_DATA=str(own))
    assert made.returncode == 0, made.stderr
    told = json.loads((own / "imports" / "complex-plots.geojson").read_bytes())["features"]
    assert [one["properties"]["complex_id"] for one in told] == ["changwon", "seoul-digital"]
