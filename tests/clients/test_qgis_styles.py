"""QGIS itself takes the styles: those inside a GeoPackage, and the SLD beside it."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from api.settings import DEFAULT_DATA
from geo.exports.formats import FORMATS
from geo.exports.source import source_notes
from geo.exports.write import pieces
from geo.query.selection import Selection, select
from geo.query.table import FeatureTable
from geo.query.temporal import times_of
from geo.store.snapshot import layer_files, load_snapshot
from maps.scene import Scene
from maps.symbols import Symbols, qml, sld
from maps.theme import resolved, token

LAYER_FILES = layer_files(DEFAULT_DATA)

PYTHON = "/usr/bin/python3"
"""Debian's, for which `python3-qgis` is built."""
DRAWN = {
    "complexes": "categorizedSymbol",
    "consortia": "categorizedSymbol",
    "consortium-ties": "categorizedSymbol",
    "transformation-ties": "categorizedSymbol",
    "transformation-projects": "categorizedSymbol",
    "odz": "categorizedSymbol",
    "mpe": "categorizedSymbol",
    "smart-green": "singleSymbol",
    "memberships": "categorizedSymbol",
    "regions": "singleSymbol",
    "districts": "singleSymbol",
}
"""Collections with a style of their own, to QGIS's kind of it."""


def _has_qgis():
    return (
        Path(PYTHON).exists()
        and not subprocess.run(  # noqa: S603
            [PYTHON, "-c", "import qgis.core"], capture_output=True, check=False
        ).returncode
    )


pytestmark = [pytest.mark.clients, pytest.mark.process]


@pytest.fixture(scope="module")
def snapshot(data):
    return load_snapshot(data)


@pytest.fixture(scope="module")
def layers(snapshot):
    return snapshot.layers


@pytest.fixture(scope="module")
def symbols(snapshot):
    return Symbols(Scene(snapshot.atlas))


@pytest.fixture(scope="module")
def qgis(data, layers, symbols, tmp_path_factory):
    """What QGIS tells about every collection with a style."""
    if not _has_qgis():
        pytest.skip("PyQGIS is not installed (Debian: python3-qgis)")
    folder = tmp_path_factory.mktemp("styles")
    for collection in DRAWN:
        layer = layers[collection]
        notes = source_notes(layer, data)
        look = symbols.known[collection]
        style = qml(look, "ko", times_of(layer))
        made = pieces(layer, FORMATS["gpkg"], notes, style=lambda _, style=style: style)
        (folder / f"{collection}.gpkg").write_bytes(b"".join(made))
        (folder / f"{collection}.sld").write_text(sld(collection, look, "ko"), "utf-8")
    script = Path(__file__).with_name("qgis_styles.py")
    run = subprocess.run(  # noqa: S603
        [
            PYTHON,
            str(script),
            str(folder),
            str(data / LAYER_FILES["complexes"]),
            str(folder / "map.png"),
        ],
        capture_output=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return json.loads(run.stdout)


def test_a_collection_comes_with_its_style(qgis):
    types = {collection: facts["type"] for collection, facts in qgis["layers"].items()}
    assert types == DRAWN
    assert all(facts["valid"] and facts["sld"] for facts in qgis["layers"].values())


@pytest.mark.parametrize(
    "collection", [id_ for id_, kind in DRAWN.items() if kind == "categorizedSymbol"]
)
def test_every_feature_falls_into_a_category_of_its_own(qgis, collection):
    facts = qgis["layers"][collection]
    assert set(facts["values"]) <= set(facts["categories"]) - {""}


def test_the_categories_of_the_ties_are_the_sectors_of_the_data(qgis, layers):
    ties = layers["consortium-ties"].collection()["features"]
    facts = qgis["layers"]["consortium-ties"]
    assert facts["values"] == Counter(tie["properties"]["sector"] for tie in ties)
    assert set(facts["categories"]) == {*facts["values"], ""}
    assert facts["labels"]


def test_the_roles_of_the_complexes_are_read_from_the_lists(qgis, complexes):
    values = qgis["layers"]["complexes"]["values"]
    assert values["complex-consortia-both"] == 13
    assert values["group-consortia-both"] == 2
    assert sum(values.values()) == complexes
    # GeoJSON has lists where a GeoPackage has their text.
    assert qgis["listed"] == values


def test_the_categories_are_called_in_korean(qgis):
    labels = qgis["layers"]["complexes"]["categories"]
    assert labels["complex-consortia-lead"] == "산업단지, 협의체 주관"
    assert labels[""] == "그 밖"


LISTS = pytest.mark.xfail(
    reason="QGIS reads JSON columns of a GeoPackage as lists, which PropertyIsLike does not search",
    strict=True,
)


@pytest.mark.parametrize(
    "collection",
    [pytest.param("complexes", marks=LISTS), "consortium-ties", "transformation-ties"],
)
def test_the_rules_of_the_sld_hold_as_often_as_the_categories(qgis, collection):
    facts = qgis["layers"][collection]
    held = {label: count for label, count in facts["rules"].items() if "테두리" not in label}
    expected = Counter()
    for value, count in facts["values"].items():
        expected[facts["categories"][value]] += count
    assert {label: count for label, count in held.items() if count} == expected


@pytest.mark.parametrize("collection", DRAWN)
def test_the_temporal_controller_plays_the_years_as_the_server_selects_them(
    qgis, layers, collection
):
    layer, years = layers[collection], qgis["layers"][collection]["years"]
    if times_of(layer) is None:
        assert years is None
        return
    table = FeatureTable.of(layer)
    for year, shown in years.items():
        asked = Selection(datetime=f"{year}-01-01/{year}-12-31")
        assert shown == len(select(table, asked)), year


def test_the_picture_shows_the_colour_of_every_sector(qgis, symbols):
    scene = symbols.scene
    colours = {
        resolved(token(scene.style(body).colour), "light")
        for body in scene.bodies_of(("consortia",))
    }
    assert len(colours) == 9
    assert colours <= set(qgis["drawn"])
    assert symbols.known["regions"].other.fill in qgis["drawn"]
