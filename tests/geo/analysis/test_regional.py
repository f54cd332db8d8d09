"""Figures by 시도 and 시군구 as collections of polygons."""

import json

import pytest
from shapely.geometry import shape

from geo.analysis.figures import table_of
from geo.analysis.regional import columns_of, regional_layers, telling
from geo.store.figures import of_today, read_statistics
from geo.store.snapshot import load_snapshot


@pytest.fixture(scope="module")
def snapshot(figures_data):
    return load_snapshot(figures_data)


@pytest.fixture(scope="module")
def regional(snapshot):
    return {layer.id: layer for layer in regional_layers(snapshot)}


def rows(layer):
    return {one["id"]: one for one in map(json.loads, layer.fragments)}


def test_each_region_has_the_newest_sums_of_each_base(snapshot, regional, figures_data, country):
    statistics = of_today(read_statistics(figures_data), snapshot.atlas.regions)
    asked = {"period": country.periods[-1], "base": "quarterly", "level": "sido"}
    expected = table_of(statistics, snapshot.atlas, "tenants", **asked)
    found = rows(regional["statistics-sido"])
    assert {one.key: one.value for one in expected.rows} == {
        one["properties"]["sido_code"]: one["properties"]["quarterly_tenants"]
        for one in found.values()
    }
    dense = {one["properties"]["trends_production_per_km2"] for one in found.values()}
    assert any(dense), "areas of the quarterly table serve other bases"


def test_a_city_is_one_row_with_the_land_of_its_districts(snapshot, regional):
    places = snapshot.atlas.districts
    cities = [
        one
        for one in rows(regional["statistics-sigungu"]).values()
        if any(" " in places[code].name_ko for code in one["properties"]["codes"])
    ]
    assert cities
    for one in cities:
        told = one["properties"]
        assert {places[code].name_ko.split()[0] for code in told["codes"]} == {told["name_ko"]}
        assert len(told["codes"]) > 1
        assert shape(one["geometry"]).is_valid


def test_properties_say_what_they_are_in_both_languages(snapshot, regional):
    column = telling(columns_of(snapshot.layers["statistics"].fragments.statistics))
    assert column.name == "quarterly_operating_firms"
    title = regional["statistics-sigungu"].types[column.name].title
    assert title.ko.startswith("가동업체(개사), 전국산업단지현황통계 2")
    assert title.en.startswith("Operating firms (firms), quarterly table of KICOX, ")


def test_without_figures_there_are_none(data):
    assert regional_layers(load_snapshot(data)) == ()
