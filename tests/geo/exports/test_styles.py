"""Styles are well formed, cover the data, and ask no other host for anything."""

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from api.settings import DEFAULT_DATA
from geo.exports.styles import mapbox_style, qml, sld
from geo.exports.symbols import SYMBOLOGIES, symbology
from geo.messages import LANGS
from geo.store.snapshot import layer_files, load_snapshot

LAYER_FILES = layer_files(DEFAULT_DATA)

SE = "{http://www.opengis.net/se}"
OGC = "{http://www.opengis.net/ogc}"
TYPES = {
    "complexes": "Point",
    "consortium-ties": "LineString",
    "transformation-ties": "LineString",
    "consortia": "MultiPoint",
    "transformation-projects": "MultiPoint",
    "regions": "MultiPolygon",
    "districts": "MultiPolygon",
    "programmes": "MultiPoint",
    "policy-sites": "Point",
    "regional-agreements": "Point",
}


@pytest.fixture(scope="module")
def features(data):
    layers = load_snapshot(data).layers
    return {id_: layers[id_].collection()["features"] for id_ in LAYER_FILES}


def holds(test, properties):
    """Decide a condition of the description on real properties."""
    value = properties[test.field]
    if test.within_list:
        found = any(part["role"] in test.values for part in value)
    else:
        found = value in test.values
    return found != test.negated


def cases_of(collection, properties):
    cases = SYMBOLOGIES[collection].cases
    return [case.key for case in cases if all(holds(test, properties) for test in case.tests)]


def test_every_collection_of_the_atlas_that_has_places_has_a_look(features, atlas):
    placed = [id_ for id_ in LAYER_FILES if any(one["geometry"] for one in features[id_])]
    # Collections of programmes that came later look plain, as added ones do.
    later = [id_ for id_ in atlas.programmes if id_ not in {"consortia", "transformation"}]
    assert [id_ for id_ in placed if id_ not in SYMBOLOGIES] == [*later, "memberships"]
    assert [id_ for id_ in placed if id_ in SYMBOLOGIES] == list(SYMBOLOGIES)


@pytest.mark.parametrize("collection", [id_ for id_, look in SYMBOLOGIES.items() if look.cases])
def test_a_feature_has_exactly_one_case(features, collection):
    for feature in features[collection]:
        assert len(cases_of(collection, feature["properties"])) == 1


def test_the_cases_of_complexes_are_role_and_kind(features):
    found = Counter(cases_of("complexes", f["properties"])[0] for f in features["complexes"])
    assert (found["complex-both"], found["group-both"]) == (13, 2)
    cases = {f["id"]: cases_of("complexes", f["properties"]) for f in features["complexes"]}
    assert [cases[id_] for id_ in ("jisa", "gumi-14", "ulsan-ecocar-belt")] == [
        ["zone-area"],
        ["group-hub"],
        ["group-area"],
    ]


def test_every_status_and_every_place_of_naming_has_a_case(atlas):
    statuses = [status.id for status in atlas.programmes["transformation"].statuses]
    assert {case.key for case in SYMBOLOGIES["transformation-projects"].cases} == set(statuses)
    named = {m.named_in for b in atlas.bodies_of("transformation") for m in b.members}
    assert named <= {case.key for case in SYMBOLOGIES["transformation-ties"].cases}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("collection", SYMBOLOGIES)
def test_qml_has_a_category_for_each_case_and_one_for_the_rest(collection, lang):
    root = ET.fromstring(qml(collection, TYPES[collection], lang))  # noqa: S314 - our own
    look = SYMBOLOGIES[collection]
    values = [category.get("value") for category in root.iter("category")]
    assert values == ([*(case.key for case in look.cases), ""] if look.cases else [])
    symbols = {symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")}
    assert {category.get("symbol") for category in root.iter("category")} <= symbols
    assert all(category.get("label") for category in root.iter("category"))


def test_labels_in_qgis_are_the_names_of_the_readers_language():
    for lang in LANGS:
        root = ET.fromstring(qml("complexes", "Point", lang))  # noqa: S314
        assert root.find(".//text-style").get("fieldName") == f"name_{lang}"


def test_the_sectors_are_called_as_in_the_data(features):
    english = {
        f["properties"]["sector"]: f["properties"]["sector_en"] for f in features["consortia"]
    }
    cases = SYMBOLOGIES["consortia"].cases
    assert {case.key: case.label("en") for case in cases} == english
    assert all(case.label("ko") == case.key for case in cases)


@pytest.mark.parametrize("collection", SYMBOLOGIES)
def test_sld_has_a_rule_for_each_case(collection):
    root = ET.fromstring(sld(collection, TYPES[collection], "ko"))  # noqa: S314
    assert root.get("version") == "1.1.0"
    names = [rule.findtext(f"{SE}Name") for rule in root.iter(f"{SE}Rule")]
    assert len(set(names)) == len(names)
    assert {"other", *(case.key for case in SYMBOLOGIES[collection].cases)} <= set(names)
    marks = {mark.text for mark in root.iter(f"{SE}WellKnownName")}
    assert marks <= {"square", "circle", "triangle", "star", "cross", "hexagon", "pentagon"}


def test_sld_draws_what_no_case_holds_first_and_excludes_the_cases():
    root = ET.fromstring(sld("consortium-ties", "LineString", "ko"))  # noqa: S314
    first = next(root.iter(f"{SE}Rule"))
    assert first.findtext(f"{SE}Name") == "other"
    excluded = [literal.text for literal in first.iter(f"{OGC}Literal")]
    assert excluded == [case.key for case in SYMBOLOGIES["consortium-ties"].cases]


def hits(expression, properties):
    """Evaluate a filter of a web map, as its specification tells."""
    if not isinstance(expression, list):
        return expression
    operator, *rest = expression
    if operator in {"get", "literal"}:
        return properties[rest[0]] if operator == "get" else rest[0]
    values = [hits(argument, properties) for argument in rest]
    if operator == "to-string":
        return values[0] if isinstance(values[0], str) else json.dumps(values[0])
    return {"all": all, "any": any, "!": lambda v: not v[0], "in": lambda v: v[0] in v[1]}[
        operator
    ](values)


@pytest.mark.parametrize("collection", ["complexes", "consortium-ties", "transformation-ties"])
def test_each_feature_is_drawn_on_a_web_map_as_its_case(features, collection):
    layers = mapbox_style(collection, "ko", "items")["layers"]
    for feature in features[collection]:
        properties = feature["properties"]
        drawn = [layer for layer in layers if hits(layer["filter"], properties)]
        titles = {layer["metadata"]["title"] for layer in drawn} - {"대개조 거점(테두리)"}
        (key,) = cases_of(collection, properties)
        (case,) = (case for case in SYMBOLOGIES[collection].cases if case.key == key)
        assert titles == {case.label("ko")}


def test_the_ties_on_a_web_map_have_the_sectors_colours_and_dashes():
    layers = mapbox_style("consortium-ties", "ko", "items")["layers"]
    (line,) = (one for one in layers if one["paint"].get("line-color") == "#8829b4")
    assert line["paint"]["line-dasharray"] == [6.09, 1.74]
    assert line["metadata"] == {"title": "디스플레이"}


@pytest.mark.parametrize("collection", [*LAYER_FILES, "factories"])
def test_a_web_map_asks_only_for_the_data(collection):
    style = mapbox_style(collection, "ko", "http://atlas.example/items")
    assert style["version"] == 8
    assert not {"sprite", "glyphs"} & set(style)
    assert style["sources"] == {
        collection: {"type": "geojson", "data": "http://atlas.example/items"}
    }
    ids = [layer["id"] for layer in style["layers"]]
    assert len(set(ids)) == len(ids)
    assert re.findall(r"https?://[^\"]+", json.dumps(style)) == ["http://atlas.example/items"]


def test_vector_tiles_can_be_the_source():
    style = mapbox_style("districts", "ko", "tilejson", "districts")
    assert style["sources"]["districts"] == {"type": "vector", "url": "tilejson"}
    assert {layer["source-layer"] for layer in style["layers"]} == {"districts"}


@pytest.mark.parametrize(
    ("geometry", "symbol", "symbolizer"),
    [
        ("Point", "marker", "Point"),
        ("MultiLineString", "line", "Line"),
        ("MultiPolygon Z", "fill", "Polygon"),
        ("GeometryCollection", "marker", "Point"),
    ],
)
def test_a_collection_that_was_added_is_drawn_plainly(geometry, symbol, symbolizer):
    root = ET.fromstring(qml("공장", geometry, "ko"))  # noqa: S314
    assert root.find("renderer-v2").get("type") == "singleSymbol"
    assert root.find("renderer-v2/symbols/symbol").get("type") == symbol
    other = ET.fromstring(sld("공장", geometry, "ko"))  # noqa: S314
    assert other.find(f".//{SE}{symbolizer}Symbolizer") is not None
    assert symbology("공장", geometry).cases == ()


def test_an_id_that_is_markup_stays_text():
    root = ET.fromstring(sld("<a>&", "Point", "ko"))  # noqa: S314
    assert root.findtext(f".//{SE}Name") == "<a>&"
