"""Styles are well formed, cover the data, and ask no other host for anything."""

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from api.settings import DEFAULT_DATA
from geo.messages import LANGS
from geo.store.atlas import load_atlas
from geo.store.snapshot import layer_files, load_snapshot
from maps.scene import Scene
from maps.symbols import Symbols, mapbox_style, qml, sld
from maps.symbols.model import plain
from maps.theme import place_radius, place_shape, resolved, token
from maps.themes import themes

LAYER_FILES = layer_files(DEFAULT_DATA)
SYMBOLS = Symbols(Scene(load_atlas(DEFAULT_DATA)))
LOOKS = SYMBOLS.known
TIED = [id_ for id_ in LOOKS if id_.endswith("-ties")]

SE = "{http://www.opengis.net/se}"
OGC = "{http://www.opengis.net/ogc}"


@pytest.fixture(scope="module")
def features(data):
    layers = load_snapshot(data).layers
    found = {id_: layers[id_].collection()["features"] for id_ in LAYER_FILES}
    return {id_: [one for one in own if one["geometry"]] for id_, own in found.items()}


def holds(test, properties):
    """Decide a condition of the description on real properties."""
    value = properties[test.field]
    if test.within_list:
        found = any(part["role"] in test.values for part in value)
    else:
        found = str(value) in test.values
    return found != test.negated


def cases_of(collection, properties):
    cases = LOOKS[collection].cases
    return [case for case in cases if all(holds(test, properties) for test in case.tests)]


def light(colour):
    return resolved(token(colour), "light")


def test_every_collection_of_the_atlas_that_has_places_has_a_look(features):
    assert set(LOOKS) == {id_ for id_ in LAYER_FILES if features[id_]}


@pytest.mark.parametrize("collection", [id_ for id_, look in LOOKS.items() if look.cases])
def test_a_feature_has_exactly_one_case_and_each_case_has_words(features, collection):
    for feature in features[collection]:
        assert len(cases_of(collection, feature["properties"])) == 1
    for lang in LANGS:
        labels = [case.label.of(lang) for case in LOOKS[collection].cases]
        assert len(set(labels)) == len(labels)
        assert all(labels)


def test_the_bodies_of_every_programme_look_as_on_its_map(features):
    scene = SYMBOLS.scene
    for programme in scene.atlas.programmes.values():
        collection = programme.bodies_layer.collection
        for feature in features[collection]:
            style = scene.style(scene.atlas.bodies[feature["id"]])
            cases = cases_of(collection, feature["properties"])
            mark = cases[0].symbol if cases else LOOKS[collection].other
            assert mark.shape == style.shape
            assert light(style.colour) in {mark.fill, mark.outline}
            if not scene.alike(programme):
                assert cases[0].label == scene.group_name(scene.atlas.bodies[feature["id"]])


@pytest.mark.parametrize("collection", TIED)
def test_ties_have_the_colour_the_dash_and_the_badge_of_their_map(features, collection):
    scene = SYMBOLS.scene
    ties = {tie.id: tie for tie in scene.atlas.ties}
    for feature in features[collection]:
        body = scene.atlas.bodies[ties[feature["id"]].body_id]
        style = scene.style(body)
        (case,) = cases_of(collection, feature["properties"])
        stroke = case.symbol
        assert stroke.colour == light(style.colour)
        if style.double:
            annex = body.member_at(ties[feature["id"]].to_id).named_in == "annex"
            assert (stroke.dash != ()) == annex == (not stroke.inner_width)
        else:
            assert " ".join(f"{part:g}" for part in stroke.dash) == style.dash
            assert (stroke.badge.shape, stroke.arrow) == (style.shape, scene.directed(body))


def test_the_cases_of_complexes_are_role_and_kind(features):
    cases = {f["id"]: cases_of("complexes", f["properties"])[0].key for f in features["complexes"]}
    found = Counter(cases.values())
    assert (found["complex-consortia-both"], found["group-consortia-both"]) == (13, 2)
    assert [cases[id_] for id_ in ("jisa", "gumi-14", "ulsan-ecocar-belt")] == [
        "zone-transformation-area",
        "group-transformation-hub",
        "group-transformation-area",
    ]


def test_places_have_the_shapes_and_about_the_sizes_of_the_maps(features):
    kinds = {f["id"]: f["properties"]["kind"] for f in features["complexes"]}
    for feature in features["complexes"]:
        (case,) = cases_of("complexes", feature["properties"])
        assert case.symbol.shape == place_shape(kinds[feature["id"]])
        smallest = 3.6 if case.key.endswith("aside") else place_radius(1)
        assert smallest <= case.symbol.size / 2 <= place_radius(4)


def test_the_further_a_body_has_come_the_fuller_is_its_sign():
    fills = [case.symbol.fill for case in LOOKS["transformation-projects"].cases]
    lightness = [sum(bytes.fromhex(fill[1:])) for fill in fills]
    assert lightness == sorted(lightness, reverse=True)
    assert (fills[0], fills[-1]) == ("#ffffff", light("transformation"))


def test_every_theme_of_policy_sites_has_a_sign(features):
    sites = {site["properties"]["theme"] for site in features["policy-sites"]}
    assert sites <= {theme.id for theme in themes()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("collection", LOOKS)
def test_qml_has_a_category_for_each_case_and_one_for_the_rest(collection, lang):
    root = ET.fromstring(qml(LOOKS[collection], lang))  # noqa: S314 - our own
    look = LOOKS[collection]
    values = [category.get("value") for category in root.iter("category")]
    assert values == ([*(case.key for case in look.cases), ""] if look.cases else [])
    symbols = {symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")}
    assert {category.get("symbol") for category in root.iter("category")} <= symbols
    assert all(category.get("label") for category in root.iter("category"))


def test_labels_in_qgis_are_the_names_of_the_readers_language():
    for lang in LANGS:
        root = ET.fromstring(qml(LOOKS["complexes"], lang))  # noqa: S314
        assert root.find(".//text-style").get("fieldName") == f"name_{lang}"


@pytest.mark.parametrize("collection", LOOKS)
def test_sld_has_a_rule_for_each_case(collection):
    root = ET.fromstring(sld(collection, LOOKS[collection], "ko"))  # noqa: S314
    assert root.get("version") == "1.1.0"
    names = [rule.findtext(f"{SE}Name") for rule in root.iter(f"{SE}Rule")]
    assert len(set(names)) == len(names)
    assert {"other", *(case.key for case in LOOKS[collection].cases)} <= set(names)
    marks = {mark.text for mark in root.iter(f"{SE}WellKnownName")}
    assert marks <= {"square", "circle", "triangle", "star", "cross", "hexagon", "pentagon"}


def test_sld_draws_what_no_case_holds_first_and_excludes_the_cases():
    root = ET.fromstring(sld("consortium-ties", LOOKS["consortium-ties"], "ko"))  # noqa: S314
    first = next(root.iter(f"{SE}Rule"))
    assert first.findtext(f"{SE}Name") == "other"
    excluded = [literal.text for literal in first.iter(f"{OGC}Literal")]
    assert excluded == [case.key for case in LOOKS["consortium-ties"].cases]


def hits(expression, properties):
    """Evaluate a filter of a web map, as its specification tells."""
    if not isinstance(expression, list):
        return expression
    operator, *rest = expression
    if operator in {"get", "literal"}:
        return properties[rest[0]] if operator == "get" else rest[0]
    values = [hits(argument, properties) for argument in rest]
    if operator == "to-string":
        one = values[0]
        return one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)
    return {"all": all, "any": any, "!": lambda v: not v[0], "in": lambda v: v[0] in v[1]}[
        operator
    ](values)


@pytest.mark.parametrize("collection", [id_ for id_, look in LOOKS.items() if look.cases])
def test_each_feature_is_drawn_on_a_web_map_as_its_case(features, collection):
    layers = mapbox_style(collection, "", LOOKS[collection], "ko", "items")["layers"]
    for feature in features[collection]:
        properties = feature["properties"]
        drawn = [layer for layer in layers if hits(layer["filter"], properties)]
        frames = {frame.label.ko for frame in LOOKS[collection].frames}
        (case,) = cases_of(collection, properties)
        assert {layer["metadata"]["title"] for layer in drawn} - frames == {case.label.ko}


def test_the_ties_on_a_web_map_have_the_sectors_colours_and_dashes():
    layers = mapbox_style("consortium-ties", "", LOOKS["consortium-ties"], "ko", "items")["layers"]
    (line,) = (one for one in layers if one["paint"].get("line-color") == "#8829b4")
    assert line["paint"]["line-dasharray"] == [6.09, 1.74]
    assert line["metadata"] == {"title": "디스플레이"}


@pytest.mark.parametrize("collection", [*LAYER_FILES, "factories"])
def test_a_web_map_asks_only_for_the_data(collection):
    style = mapbox_style(collection, "", LOOKS.get(collection), "ko", "http://atlas.example/items")
    assert style["version"] == 8
    assert not {"sprite", "glyphs"} & set(style)
    assert style["sources"] == {
        collection: {"type": "geojson", "data": "http://atlas.example/items"}
    }
    ids = [layer["id"] for layer in style["layers"]]
    assert len(set(ids)) == len(ids)
    assert re.findall(r"https?://[^\"]+", json.dumps(style)) == ["http://atlas.example/items"]


def test_vector_tiles_can_be_the_source():
    style = mapbox_style("districts", "", LOOKS["districts"], "ko", "tilejson", "districts")
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
    root = ET.fromstring(qml(SYMBOLS.of("공장", geometry), "ko"))  # noqa: S314
    assert root.find("renderer-v2").get("type") == "singleSymbol"
    assert root.find("renderer-v2/symbols/symbol").get("type") == symbol
    other = ET.fromstring(sld("공장", plain(geometry), "ko"))  # noqa: S314
    assert other.find(f".//{SE}{symbolizer}Symbolizer") is not None
    assert SYMBOLS.of("공장", geometry).cases == ()


def test_an_id_that_is_markup_stays_text():
    root = ET.fromstring(sld("<a>&", plain("Point"), "ko"))  # noqa: S314
    assert root.findtext(f".//{SE}Name") == "<a>&"
