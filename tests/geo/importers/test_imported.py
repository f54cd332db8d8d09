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
    codes_by,
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
from geo.regions.timeline import NAMED_ON
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
    shared = {id_ for id_ in known if known.count(id_) > 1}
    # The table has a row for each 시도 of the one and for each block of the other.
    assert shared == {"bitgreen", "suwon-deltaplex"}
    assert 190 < len(known) < 220


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
    boundaries = Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)
    layer = read_points(shapefile, boundaries, regions)
    write_import(tmp_path, small)
    listed = read_import(tmp_path, KICOX)
    codes = codes_by(geocoder.areas)
    places = known_places(geocoder.resolver.gazetteer.places.values(), codes)
    made, joined = layer_collection(layer, places, known_features(listed, codes), "2026-01-01")
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
    features = served.json()["features"]
    # What a build knows beside the file: the programmes that chose the complex.
    chosen = [one["properties"].pop("programmes") for one in features]
    assert any(chosen)
    assert features == stored["features"]
    assert len(stored["features"]) == len(small.features)


@pytest.fixture(scope="module")
def boundaries(data):
    return Boundaries(data / "boundaries" / "korea.topojson", NAMED_ON)


def test_a_layer_with_the_ministry_s_columns_finds_nearly_every_complex_of_the_table(
    tmp_path, real, collected, geocoder, regions, boundaries
):
    """Without 시도 and 시군구, whose parts DAN_ID and the point tell."""
    located = {f.properties["id"]: f for f in collected.features}
    known = known_features(json.loads(to_bytes(collected)), codes_by(geocoder.areas))
    code_of = {region.name_ko: region.code for region in regions.current}
    old = {"51": "42", "52": "45"}
    digit = {"national": 1, "general": 2, "urban_high_tech": 3, "agro": 4}
    sidos = [old.get(code_of[one.sido], code_of[one.sido]) for one in known]
    frame = geopandas.GeoDataFrame(
        {
            "DAN_ID": [
                f"{digit[o.kind]}{s}{i % 1000:03}"
                for i, (o, s) in enumerate(zip(known, sidos, strict=True))
            ],
            "DAN_NAME": [one.name for one in known],
            "DANJI_TYPE": [str(digit[one.kind]) for one in known],
        },
        geometry=[located[one.id].geometry for one in known],
        crs=4326,
    )
    frame.to_file(tmp_path / "dam_pdan.geojson")
    layer = read_points(tmp_path / "dam_pdan.geojson", boundaries, regions)
    _, joined = layer_collection(layer, (), known, "2026-10-08")
    assert all(match.row.name == match.complex.name for match in joined.matches)
    assert len(joined.matches) >= 0.97 * len(known)
    assert len(joined.ambiguous) <= 13
    assert len(layer.rows) == len(known) == len(real.whole())


def test_no_point_is_taken_that_lies_in_another_province_than_its_complex(
    tmp_path, small, geocoder, regions, boundaries
):
    known = known_features(json.loads(to_bytes(small)), codes_by(geocoder.areas))
    frame = geopandas.GeoDataFrame(
        {
            "DAN_ID": ["128010"] * 10 + ["211020"],
            "DAN_NAME": [*(f"가나{number}" for number in range(10)), "서울온수"],
        },
        geometry=[Point(126.7, 37.4)] * 10 + [Point(129.03, 35.36)],
        crs=4326,
    )
    frame.to_file(tmp_path / "a.geojson")
    layer = read_points(tmp_path / "a.geojson", boundaries, regions)
    collection, joined = layer_collection(layer, (), known, "2026-10-08")
    assert [match.complex.name for match in joined.matches] == ["서울온수"]
    row = properties_of(collection, "서울온수")
    assert row["confidence"] == "low"
    assert "양산시" in row["note_ko"]
    listed = with_official_points(json.loads(to_bytes(small)), joined, "a.geojson")
    assert properties_of(listed, "서울온수")["method"] == "toponym"
