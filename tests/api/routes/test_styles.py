"""Styles are fetched beside the data."""

from xml.etree import ElementTree as ET

import pytest

from api.settings import DEFAULT_DATA
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


@pytest.mark.parametrize("collection", LAYER_FILES)
def test_every_collection_lists_its_styles_and_each_is_there(client, collection):
    listed = client.get(f"/collections/{collection}/styles").json()["styles"]
    assert [style["id"] for style in listed] == ["qml", "sld", "mapbox"]
    for style in listed:
        (link,) = style["links"]
        answer = client.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["content-type"] == link["type"]


def test_a_style_speaks_the_readers_language(client):
    korean, english = (
        ET.fromstring(client.get(f"/collections/complexes/styles/qml?lang={lang}").text)  # noqa: S314
        for lang in ("ko", "en")
    )
    assert korean.find(".//category").get("label") == "산업단지, 협의체 주관"
    assert english.find(".//category").get("label").startswith("Industrial complex")


def test_a_web_map_finds_the_data_by_the_style(client):
    style = client.get("/collections/consortium-ties/styles/mapbox").json()
    items = client.get(style["sources"]["consortium-ties"]["data"]).json()
    assert len(items["features"]) == 29


def test_a_reader_who_has_the_style_gets_304(client):
    first = client.get("/collections/complexes/styles/sld")
    again = client.get(
        "/collections/complexes/styles/sld", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "parameter"),
    [("/collections/x/styles/qml", "collection"), ("/collections/complexes/styles/css", "style")],
)
def test_what_is_unknown_is_404(client, path, parameter):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["parameter"] == parameter


def test_a_web_map_draws_a_large_collection_from_tiles(client, monkeypatch):
    monkeypatch.setattr("api.routes.styles.MOST_WHOLE", 251)
    style = client.get("/collections/districts/styles/mapbox?lang=en").json()
    source = style["sources"]["districts"]
    assert source["type"] == "vector"
    (held,) = client.get(source["url"]).json()["vector_layers"]
    assert {layer["source-layer"] for layer in style["layers"]} == {held["id"]}


def test_web_maps_are_told_whom_to_name(client):
    base = "/collections/complexes"
    (source,) = client.get(f"{base}/styles/mapbox").json()["sources"].values()
    tiles = client.get(f"{base}/tiles/WebMercatorQuad/tilejson.json").json()
    assert source["attribution"] == tiles["attribution"] != ""
