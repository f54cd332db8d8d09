"""Tests of what is no single collection: tiles of several, records, styles, the description."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from api.ogc.suite.tests import (
    F1,
    REL,
    TILES,
    Collection,
    expect,
    of_collection,
    rels,
    service,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from api.inside import Client

_RECORDS, _STYLES = "ogcapi-records-1/1.0/req", "ogcapi-styles-1/1.0/req"
_TMS, _MVT = "tms/2.0/req", "application/vnd.mapbox-vector-tile"
_OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


@of_collection(f"{F1}/oas30/completeness")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = client.get("/api", accept=_OPENAPI).json() or {}
    asked = told.get("paths", {}).get(of.items, {}).get("get", {}).get("parameters", [])
    known = told.get("components", {}).get("parameters", {})
    named = {
        item["name"]: item["schema"]
        for item in (known.get(item.get("$ref", "").rpartition("/")[2], item) for item in asked)
    }
    if not {"minimum", "maximum", "default"} <= named.get("limit", {}).keys():
        yield "limit"
    if named.get("bbox", {}).get("type") != "array":
        yield "bbox"
    if not {"crs", "datetime", "filter", "f"} <= named.keys():
        yield "crs, datetime, filter, f"


@service(f"{TILES}/dataset-tilesets/landingpage")
def _(client: Client) -> Iterator[str]:
    links = (client.get("/", accept="application/json").json() or {}).get("links", [])
    if f"{REL}tilesets-vector" not in rels(links):
        yield "rel=tilesets-vector"
    told = client.get("/tiles", accept="application/json").json() or {}
    if not told.get("tilesets"):
        yield "tilesets"
    for item in told.get("tilesets", []):
        if not {"self", f"{REL}tiling-scheme", "item"} <= rels(item["links"]):
            yield str(item.get("tileMatrixSetId"))


@service(f"{TILES}/collections-selection/collections-parameter")
def _(client: Client) -> Iterator[str]:
    tile = "/tiles/WebMercatorQuad/0/0/0"
    told = client.get("/collections", {"limit": "1"}).json() or {}
    for item in told.get("collections", []):
        if client.get(tile, {"collections": item["id"]}).status not in {200, 204}:
            yield str(item["id"])
    yield from expect(client.get(tile, {"collections": "no-such-collection"}), 400)


@of_collection(f"{TILES}/datetime/datetime-parameter")
def _(client: Client, of: Collection) -> Iterator[str]:
    tile = f"{of.path}/tiles/WebMercatorQuad/0/0/0"
    if client.get(tile, {"datetime": "../.."}).body != client.get(tile).body:
        yield "datetime=../.."
    yield from expect(client.get(tile, {"datetime": "yesterday"}), 400)
    # No parameter is let pass in silence.
    yield from expect(client.get(tile, {"limit": "1"}), 400)


@of_collection(f"{TILES}/mvt/content")
def _(client: Client, of: Collection) -> Iterator[str]:
    answer = client.get(f"{of.path}/tiles/WebMercatorQuad/0/0/0")
    if answer.status == 200 and answer.media_type != _MVT:
        yield answer.media_type


@service(f"{_TMS}/json-tilematrixset/json-tilematrixset")
def _(client: Client) -> Iterator[str]:
    listed = (client.get("/tileMatrixSets").json() or {}).get("tileMatrixSets", [])
    for item in listed:
        told = client.get(f"/tileMatrixSets/{item['id']}").json() or {}
        matrices = told.get("tileMatrices", [])
        if not matrices or told.get("crs") != item["crs"]:
            yield item["id"]
        for matrix in matrices:
            # 0.28 mm is the pixel of the standard.
            if abs(matrix["cellSize"] / 0.28e-3 / matrix["scaleDenominator"] - 1) > 1e-9:
                yield f"{item['id']}/{matrix['id']}"


@of_collection(f"{_RECORDS}/record-core/mandatory-properties-record")
def _(client: Client, of: Collection) -> Iterator[str]:
    answer = client.get(f"/catalogue/{of.id}", accept="application/geo+json")
    yield from expect(answer, media_type="application/geo+json")
    told = answer.json() or {}
    if not {"id", "geometry", "time", "properties", "links"} <= told.keys():
        yield "id, geometry, time, properties, links"
    if not {"type", "title"} <= told.get("properties", {}).keys():
        yield "type, title"


@service(f"{_RECORDS}/record-core-query-parameters/q-response")
def _(client: Client) -> Iterator[str]:
    for path in ("/catalogue", "/collections"):
        whole = _matched(client, path, {})
        found = {
            name: _matched(client, path, {name: value})
            for name, value in (
                ("q", "no such words anywhere"),
                ("type", "dataset"),
                ("externalIds", "x"),
                ("ids", "no-such-record"),
                ("bbox", "-180,-90,180,90"),
                ("datetime", "../.."),
            )
        }
        right = dict.fromkeys(("type", "bbox", "datetime"), whole)
        for name, number in found.items():
            if number != right.get(name, 0):
                yield f"{path} {name}: {number}"
        if _matched(client, path, {"type": "service"}):
            yield f"{path} type=service"
        yield from expect(client.get(path, {"bbox": "1,2"}), 400)
        yield from expect(client.get(path, {"limit": "0"}), 400)


def _matched(client: Client, path: str, params: dict[str, str]) -> int:
    told = client.get(path, params, accept="application/json").json() or {}
    return int(told.get("numberMatched", -1))


@service(f"{_STYLES}/core/styles-success")
def _(client: Client) -> Iterator[str]:
    answer = client.get("/styles", accept="application/json")
    yield from expect(answer, media_type="application/json")
    for item in (answer.json() or {}).get("styles", [])[:3]:
        if not {"stylesheet", "describedby"} <= rels(item["links"]):
            yield item["id"]


@of_collection(f"{_STYLES}/core/style-success")
def _(client: Client, of: Collection) -> Iterator[str]:
    path = f"/styles/{quote(of.id)}"
    for media_type in (
        "application/vnd.mapbox.style+json",
        "application/vnd.ogc.sld+xml",
        "application/xml",
    ):
        yield from expect(client.get(path, accept=media_type), media_type=media_type)
    told = client.get(f"{path}/metadata", accept="application/json").json() or {}
    if told.get("id") != of.id or not told.get("stylesheets"):
        yield "metadata"
