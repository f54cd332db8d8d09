"""Imports become collections beside the atlas's own, joined to what it holds."""

import json
from dataclasses import replace

import geopandas
import pytest
from shapely import Point
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.importers.imported import (
    KICOX,
    LAYER,
    kicox_collection,
    known_features,
    known_places,
    layer_collection,
    with_official_points,
)
from geo.importers.kicox import read_kicox
from geo.importers.points import read_points
from geo.layers.geojson import to_bytes
from geo.regions.boundaries import Boundaries
from geo.store.imports import read_import, write_import


def properties_of(collection, name):
    (found,) = (f for f in collection.features if f.properties["name_ko"] == name)
    return found.properties


@pytest.fixture
def small(workbook, regions, geocoder):
    return kicox_collection(read_kicox(workbook(), regions), geocoder)


def test_a_known_complex_has_its_own_point_and_the_atlas_s_id(small):
    namdong = properties_of(small, "남동")
    assert (namdong["complex_id"], namdong["confidence"]) == ("namdong", "high")
    assert namdong["tenants"] == 8080


def test_an_unlisted_complex_is_inferred_and_says_how(small):
    onsu = properties_of(small, "서울온수")
    assert (onsu["method"], onsu["located_at"]) == ("toponym", "서울특별시 구로구 온수동")
    assert "온수동" in onsu["note_ko"]
    assert onsu["complex_id"] is None


def test_a_part_names_what_it_is_part_of(small):
    whole, part = properties_of(small, "한국수출산업"), properties_of(small, "서울디지털")
    assert part["part_of"] == whole["id"]
    assert part["complex_id"] == "seoul-digital"


def test_every_figure_has_its_row_in_the_workbook(small):
    for feature in small.features:
        assert feature.properties["named_at"][0]["locator"].split("!")[1].isdigit()


def test_the_real_table_becomes_some_thirteen_hundred_points(collected):
    ids = [feature.properties["id"] for feature in collected.features]
    assert len(ids) == len(set(ids)) == 1435
    assert all(feature.geometry is not None for feature in collected.features)
    whole = [f.properties for f in collected.features if f.properties["part_of"] is None]
    assert sum(one["method"] == "toponym" for one in whole) > 850


def test_a_complex_is_the_same_whatever_rows_stand_beside_it(real, collected, geocoder):
    """So its id stays from quarter to quarter."""
    rows = {one.row for one in real.complexes[::40]}
    rows |= {one.parent_row for one in real.complexes if one.row in rows} - {None}
    rows |= {one.parent_row for one in real.complexes if one.row in rows} - {None}
    some = tuple(one for one in real.complexes if one.row in rows)
    again = kicox_collection(replace(real, complexes=some), geocoder)
    alike = {feature.properties["id"]: feature for feature in collected.features}
    assert len(again.features) > 30
    assert to_bytes(again) == to_bytes(
        replace(again, features=tuple(alike[f.properties["id"]] for f in again.features))
    )


def test_no_complex_of_the_real_table_is_taken_for_another(collected):
    whole = [f.properties for f in collected.features if f.properties["part_of"] is None]
    known = [one["complex_id"] for one in whole if one["complex_id"]]
    assert len(known) == len(set(known)), "two rows share one complex"
    assert 190 < len(known) < 210


@pytest.fixture
def shapefile(tmp_path):
    """Two complexes as the ministry's layer has them: CP949, EPSG:5174."""
    frame = geopandas.GeoDataFrame(
        {"단지명": ["남동", "서울온수", "없는이름"], "시도": ["인천", "서울", "서울"]},
        geometry=[Point(126.69, 37.41), Point(126.82, 37.49), Point(126.9, 37.5)],
        crs=4326,
    )
    path = tmp_path / "dan.shp"
    frame.to_crs(5174).to_file(path, engine="pyogrio", encoding="cp949")
    return path


def test_a_layer_is_joined_to_both_lists_and_gives_them_its_points(
    shapefile, small, data, geocoder, tmp_path
):
    regions = geocoder.resolver.regions
    layer = read_points(shapefile, Boundaries(data / "boundaries" / "korea.topojson"), regions)
    write_import(tmp_path, small)
    listed = read_import(tmp_path, KICOX)
    places = known_places(geocoder.resolver.gazetteer.places.values())
    made, joined = layer_collection(layer, places, known_features(listed), "2026-01-01")
    assert [f.properties["complex_id"] for f in made.features] == ["namdong", None, None]
    assert len(joined.matches) == 2
    moved = with_official_points(listed, joined, layer.file)
    onsu = next(f for f in moved.features if f.properties["name_ko"] == "서울온수")
    assert onsu.geometry.distance(Point(126.82, 37.49)) < 1e-5
    assert (onsu.properties["method"], onsu.properties["precision_km"]) == ("layer", 1.0)
    seoul = next(f for f in moved.features if f.properties["name_ko"] == "한국수출산업")
    assert seoul.properties["method"] != "layer"


def test_what_was_imported_is_served_as_a_collection(own_data, small):
    write_import(own_data, small)
    with TestClient(create_app(Settings(data=own_data))) as client:
        listed = [one["id"] for one in client.get("/collections").json()["collections"]]
        assert KICOX in listed
        assert LAYER not in listed
        served = client.get(f"/collections/{KICOX}/items")
    stored = json.loads((own_data / "imports" / f"{KICOX}.geojson").read_bytes())
    assert served.json()["features"] == stored["features"]
    assert len(stored["features"]) == len(small.features)
