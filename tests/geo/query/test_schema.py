import pytest

from geo.messages import catalogue
from geo.query.documents import feature_schema, queryables, schema
from geo.query.schema import fields_of
from geo.query.temporal import Times, times_of

BASE = "https://atlas.example"


@pytest.fixture
def fields(layers):
    return lambda collection: {field.name: field for field in fields_of(layers[collection])}


def test_every_property_of_the_built_collections_has_a_title_in_both_languages(layers):
    for layer in layers.values():
        for field in fields_of(layer):
            for lang in ("ko", "en"):
                assert f"property.{field.name}" in catalogue("geo", lang).texts
            assert field.title_ko != field.title_en


def test_types_are_those_of_json(fields):
    complexes, ties = fields("complexes"), fields("consortium-ties")
    assert complexes["area_km2"].type == "number"
    assert complexes["smart_green_year"].type == "integer"
    assert complexes["smart_green_year"].nullable
    assert not complexes["sido"].nullable
    assert complexes["consortia"].type == "array"
    assert ties["crosses_sido"].type == "boolean"


def test_only_whole_dates_are_dates(fields, layers):
    assert fields("consortia")["launched_on"].format == "date"
    assert fields("consortia")["selected_on"].format is None
    assert times_of(layers["consortia"]) == Times("launched_on", "closed_on", is_instant=False)
    assert times_of(layers["consortium-ties"]) == Times("launched_on", None, is_instant=False)
    announced = times_of(layers["transformation-projects"])
    assert announced == Times("announced_on", None, is_instant=True)
    assert times_of(layers["regions"]) == Times("valid_from", "valid_to", is_instant=False)
    assert times_of(layers["plan-figures"]) is None


def test_few_values_of_many_rows_are_a_choice(fields):
    complexes = fields("complexes")
    assert "national" in complexes["kind"].enum
    assert complexes["name_ko"].enum == ()
    assert fields("regions")["code"].enum == ()


def test_queryables_and_schema_name_the_geometry_and_its_part(layers):
    asked = queryables(layers["complexes"], BASE)
    assert asked["$id"] == f"{BASE}/collections/complexes/queryables"
    assert asked["properties"]["geometry"]["format"] == "geometry-point"
    assert asked["additionalProperties"] is False
    both = queryables(layers["regions"], BASE)["properties"]["geometry"]
    assert both["format"] == "geometry-polygon-or-multipolygon"
    told = schema(layers["consortia"], BASE)["properties"]
    assert told["id"]["x-ogc-role"] == "id"
    assert told["geometry"]["x-ogc-role"] == "primary-geometry"
    assert told["launched_on"]["x-ogc-role"] == "primary-interval-start"
    assert told["closed_on"]["x-ogc-role"] == "primary-interval-end"
    assert told["closed_on"]["format"] == "date"
    assert told["launched_on"]["format"] == "date"


def test_a_property_without_a_title_is_called_by_its_name(made):
    (field,) = fields_of(made((None, {"업종": "조선"})).layer)
    assert (field.title_ko, field.title_en) == ("업종", "업종")


@pytest.mark.parametrize(
    ("numbers", "declared"),
    [
        ([1, 2**31 - 1], {"type": "integer"}),
        # The first features show it, so GDAL finds the type by itself.
        ([2**60, 1], None),
        # It would not: as a double each value is kept, beyond 2^53 as a text.
        ([1] * 10 + [9_876_543_210], {"type": "number"}),
        ([1] * 10 + [2**60], {}),
    ],
)
def test_gdal_is_told_whole_numbers_so_that_it_cuts_none_off(made, numbers, declared):
    layer = made(*((None, {"n": number}) for number in numbers)).layer
    own = feature_schema(layer, BASE)["properties"]["properties"]["properties"]
    found = own.get("n")
    assert (found is None) == (declared is None)
    assert found is None or {k: v for k, v in found.items() if k == "type"} == declared
    assert schema(layer, BASE)["properties"]["n"]["type"] == "integer"
