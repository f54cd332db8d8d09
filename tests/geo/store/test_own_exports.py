"""Files that the atlas wrote, added to it again: features, ids, types and places come back."""

import json

import numpy as np
import pytest
import shapely

from geo.exports.formats import FORMATS
from geo.exports.source import source_notes
from geo.exports.write import pieces, write
from geo.query.schema import fields_of
from geo.store.snapshot import load_snapshot


@pytest.fixture(scope="module")
def layers(data):
    return load_snapshot(data).layers


def features(layer):
    return [json.loads(one) for one in layer.fragments]


CASES = [
    (form, crs)
    for form in FORMATS
    for crs in ("EPSG:4326", "EPSG:5174", "EPSG:3857")
    if crs in FORMATS[form].crs
]


@pytest.mark.parametrize(("form", "crs"), CASES)
def test_an_export_of_any_format_and_grid_enters_again(read, layers, data, tmp_path, form, crs):
    layer = layers["complexes"]
    path = tmp_path / f"complexes{FORMATS[form].endings[0]}"
    write(pieces(layer, FORMATS[form], source_notes(layer, data), crs=crs), path)
    (again,) = read(path)
    assert len(again.fragments) == len(layer.fragments)
    if form not in {"kml", "kmz"}:  # whose ids are those of the program that wrote it
        assert set(again.row_of) == set(layer.row_of)
    by_id = {one["id"]: one for one in features(layer)}
    for one in features(again):
        if one["id"] in by_id:
            before, after = (
                shapely.geometry.shape(side["geometry"]) for side in (by_id[one["id"]], one)
            )
            assert np.allclose([before.x, before.y], [after.x, after.y], atol=2e-6)


@pytest.mark.parametrize("form", ["gpkg", "parquet", "shp"])
def test_types_come_back_also_of_empty_columns(read, layers, data, tmp_path, form):
    layer = layers["consortia"]
    path = tmp_path / f"a{FORMATS[form].endings[0]}"
    write(pieces(layer, FORMATS[form], source_notes(layer, data)), path)
    (again,) = read(path)
    types = {field.name: (field.type, field.format) for field in fields_of(again)}
    assert types["closed_on"] == ("string", "date")
    assert types["no"] == ("integer", None)
    if form == "parquet":
        assert types["conflicts"] == types["partner_ids"] == ("array", None)


def test_each_shapefile_of_a_zip_is_a_collection(read, data, tmp_path):
    point = {"type": "Point", "coordinates": [127.5, 36.5]}
    line = {"type": "LineString", "coordinates": [[127.0, 37.0], [128.0, 36.0]]}
    rows = [
        {"type": "Feature", "id": str(at), "geometry": shape, "properties": {"이름": f"{at}번"}}
        for at, shape in enumerate((point, line))
    ]
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    (mixed,) = read(path)
    zipped = tmp_path / "mixed.zip"
    write(pieces(mixed, FORMATS["shp"], source_notes(mixed, data)), zipped)
    both = read(zipped)
    assert [one.id for one in both] == ["mixed-point", "mixed-line"]
    assert [features(one)[0]["properties"]["이름"] for one in both] == ["0번", "1번"]


def test_lines_and_points_of_one_table_come_back_together(read, data, tmp_path):
    shapes = [shapely.Point(127.5, 36.5), shapely.LineString([(127, 37), (128, 36)]), None]
    rows = [
        {
            "type": "Feature",
            "id": f"f{at}",
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
            "properties": {"id": f"f{at}"},
        }
        for at, shape in enumerate(shapes)
    ]
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    (mixed,) = read(path)
    for crs in ("EPSG:4326", "EPSG:5179"):
        table = tmp_path / f"t{crs[5:]}.csv"
        write(pieces(mixed, FORMATS["csv"], source_notes(mixed, data), crs=crs), table)
        (again,) = read(table)
        kinds = [one["geometry"] and one["geometry"]["type"] for one in features(again)]
        assert kinds == ["Point", "LineString", None]
        assert list(again.row_of) == ["f0", "f1", "f2"]


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """A user's layer with a column of each type, gaps in all of them, and no name of its own."""
    columns = {
        "수": [1, None, 3],
        "big": [2**60, None, 2**31],
        "참": [True, None, False],
        "날": ["2024-01-01", None, "1999-12-31"],
        "때": ["2024-01-01T09:00:00Z", None, "2024-02-01T00:30:00Z"],
        "code": ["01", "002", "3"],
    }
    rows = [
        {
            "type": "Feature",
            "id": str(at + 1),
            "geometry": {"type": "Point", "coordinates": [127 + at / 10, 36.2]},
            "properties": {name: values[at] for name, values in columns.items()},
        }
        for at in range(3)
    ]
    path = tmp_path_factory.mktemp("typed") / "typed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    return path


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:5179"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "gpkg", "parquet", "fgb", "gml", "jsonfg"])
def test_a_users_types_come_back(read, typed, data, tmp_path, form, crs):
    (layer,) = read(typed)
    path = tmp_path / f"again{FORMATS[form].endings[0]}"
    write(pieces(layer, FORMATS[form], source_notes(layer, data), crs=crs, lang="en"), path)
    (again,) = read(path)
    types = {field.name: (field.type, field.format) for field in fields_of(again)}
    assert types["수"] == ("integer", None)
    assert types["참"] == ("boolean", None)
    assert types["날"] == ("string", "date")
    # Excel knows no zones: the moment is told as clocks in Korea have it.
    assert types["때"] == ("string", "local-date-time" if form == "xlsx" else "date-time")
    # A table of letters cannot tell a number of 19 digits from a code.
    assert types["big"] == (("string" if form in {"csv", "xlsx"} else "integer"), None)
    days = {one["properties"]["날"] for one in features(again)}
    assert days == {"2024-01-01", None, "1999-12-31"}


@pytest.mark.parametrize("form", ["csv", "xlsx", "gpkg", "parquet", "fgb", "gml", "shp"])
def test_ids_come_back_that_are_no_property(read, typed, data, tmp_path, form):
    path = tmp_path / "named.geojson"
    # The last begins in space, where FlatGeobuf and GeoParquet put it first.
    path.write_text(
        typed.read_text().replace('"id": "1"', '"id": "A/1"').replace('"id": "3"', '"id": "0"')
    )
    (layer,) = read(path)
    assert list(layer.row_of) == ["A/1", "2", "0"]
    written = tmp_path / f"again{FORMATS[form].endings[0]}"
    write(pieces(layer, FORMATS[form], source_notes(layer, data), lang="en"), written)
    (again,) = read(written)
    numbers = {one["id"]: one["properties"]["수"] for one in features(again)}
    assert numbers == {"A/1": 1, "2": None, "0": 3}
