"""The tiles of every collection, as a map client asks for them."""

import gzip
import json

import pytest
from mapbox_vector_tile import decode
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.messages import LANGS, catalogue
from geo.tiles.kept import KeptTiles

GRID = "WebMercatorQuad"
MVT = "application/vnd.mapbox-vector-tile"
KOREA = f"/collections/complexes/tiles/{GRID}/5/12/27"


@pytest.fixture(scope="module")
def collections(client):
    """Return the collections that have a place on the ground."""
    listed = client.get("/collections").json()["collections"]
    return [one["id"] for one in listed if "extent" in one]


def href(described, rel):
    return next(link["href"] for link in described["links"] if link["rel"].endswith(rel))


def test_every_collection_leads_from_its_list_of_tilesets_to_a_tile(client, collections):
    for collection in collections:
        for listed in client.get(f"/collections/{collection}/tiles").json()["tilesets"]:
            described = client.get(href(listed, "self")).json()
            assert described["title"] == listed["title"]
            (limit,) = (one for one in described["tileMatrixSetLimits"] if one["tileMatrix"] == "0")
            place = {"tileRow": limit["minTileRow"], "tileCol": limit["minTileCol"]}
            answer = client.get(href(described, "item").format(tileMatrix="0", **place))
            assert answer.headers["content-type"] == MVT
            assert list(decode(answer.content)) == [collection]
            grid = client.get(href(described, "tiling-scheme")).json()
            assert (grid["id"], grid["crs"]) == (listed["tileMatrixSetId"], listed["crs"])
            # GDAL looks a grid up by this address.
            assert grid["uri"] == listed["tileMatrixSetURI"]
            assert client.get(href(described, "geodata")).json()["id"] == collection


def test_the_template_of_tilejson_has_the_row_before_the_column(client, collections):
    for collection in collections:
        described = client.get(f"/collections/{collection}/tiles/{GRID}/tilejson.json").json()
        assert described["tilejson"] == "3.0.0"
        west, south, east, north = described["bounds"]
        assert 124 < west < east < 132
        assert 33 < south < north < 39
        (template,) = described["tiles"]
        # Tile 5/27/12 in z/x/y is Korea.
        answer = client.get(template.format(z=5, x=27, y=12))
        layer = decode(answer.content)[described["vector_layers"][0]["id"]]
        named = {key for feature in layer["features"] for key in feature["properties"]}
        assert named <= described["vector_layers"][0]["fields"].keys()


def test_the_grid_is_the_one_of_the_standard(client):
    listed, *_ = client.get("/tileMatrixSets").json()["tileMatrixSets"]
    grid = client.get(href(listed, "self")).json()
    assert grid["uri"] == "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    first, last = grid["tileMatrices"][0], grid["tileMatrices"][-1]
    # 17-083r4, annex D.1.
    assert first["scaleDenominator"] == pytest.approx(559082264.028717)
    assert first["cellSize"] == pytest.approx(156543.033928041)
    assert first["pointOfOrigin"] == pytest.approx([-20037508.3427892, 20037508.3427892])
    assert (last["id"], last["matrixWidth"]) == ("24", 16777216)
    assert last["scaleDenominator"] == pytest.approx(33.3238997476528)


def test_a_tile_read_before_is_not_sent_again(client):
    first = client.get(KOREA)
    again = client.get(KOREA, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(KOREA[:-1] + "6").headers["etag"] != first.headers["etag"]


def test_a_tile_is_the_same_in_every_coding(client):
    plain = client.get(KOREA, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    for coding in ("gzip", "zstd", "br"):
        with client.stream("GET", KOREA, headers={"Accept-Encoding": coding}) as answer:
            sent = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert "Accept-Encoding" in answer.headers["vary"].split(", ")
        assert len(sent) < len(plain.content) / 2
        if coding == "gzip":
            assert gzip.decompress(sent) == plain.content


def test_a_tile_without_features_is_204(client):
    answer = client.get(f"/collections/complexes/tiles/{GRID}/10/0/0")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["etag"]


@pytest.mark.parametrize(
    ("place", "status", "parameter", "allowed"),
    [
        ("25/0/0", 404, "tileMatrix", "0–24"),
        ("-1/0/0", 404, "tileMatrix", "0–24"),
        ("3/8/0", 404, "tileRow", "0–7"),
        ("3/0/8", 404, "tileCol", "0–7"),
        ("3/0/-1", 404, "tileCol", "0–7"),
        ("x/0/0", 400, "tileMatrix", "정수(예: 5)"),
        ("3/1.5/0", 400, "tileRow", "정수(예: 5)"),
        ("3/0/y", 400, "tileCol", "정수(예: 5)"),
    ],
)
def test_a_place_outside_the_grid_is_told_where_it_ends(client, place, status, parameter, allowed):
    answer = client.get(f"/collections/complexes/tiles/{GRID}/{place}")
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert (problem["parameter"], problem["allowed"]) == (parameter, [allowed])
    assert f"({parameter})" in problem["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/tileMatrixSets/Mars",
        "/collections/complexes/tiles/Mars",
        "/collections/complexes/tiles/Mars/tilejson.json",
        "/collections/complexes/tiles/Mars/0/0/0",
    ],
)
def test_another_grid_is_unknown_and_the_known_one_named(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["allowed"][0] == GRID


def test_another_form_is_406(client):
    assert client.get(KOREA, params={"f": "png"}).status_code == 406
    assert client.get(KOREA, params={"f": "mvt"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/tileMatrixSets", f"/collections/regions/tiles/{GRID}", f"/tileMatrixSets/{GRID}"]
)
def test_descriptions_have_a_validator_too(client, path):
    etag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_descriptions_speak_the_readers_language(client):
    path = f"/collections/regions/tiles/{GRID}/tilejson.json"
    names = [client.get(path, params={"lang": lang}).json()["name"] for lang in LANGS]
    assert len(set(names)) == len(LANGS)


def test_every_worker_gives_the_same_bytes(client, data):
    with TestClient(create_app(Settings(data=data))) as other:
        for path in (KOREA, KOREA.replace("complexes", "districts")):
            one, two = client.get(path), other.get(path)
            assert one.content == two.content
            assert one.headers["etag"] == two.headers["etag"]


def test_every_part_of_an_address_has_its_name_in_both_languages(client):
    described = json.loads(client.get("/api").content)["paths"]
    parts = {
        parameter["name"]
        for path, methods in described.items()
        if "tile" in path
        for parameter in methods["get"].get("parameters", ())
        if parameter["in"] == "path"
    }
    assert {"tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"} <= parts
    for lang in LANGS:
        assert parts <= catalogue("api", lang).under("parameter").keys()


def test_kept_tiles_stay_within_their_bytes_and_the_last_asked_for_stay():
    kept = KeptTiles(most=3000)
    for name in "abc":
        kept.put(name, bytes(500))
    assert kept.get("a") is not None
    kept.put("d", bytes(500))
    assert kept.held <= 3000
    assert (kept.get("b"), kept.get("a")) == (None, bytes(500))
    kept.put("huge", bytes(9000))
    assert kept.held <= 3000


@pytest.mark.parametrize("grid", ["KoreaUnified5179", "KoreaCentral5181"])
def test_a_korean_grid_puts_a_place_where_proj_does(client, grid):
    defined = client.get(f"/tileMatrixSets/{grid}").json()
    assert defined["orderedAxes"] == ["Y", "X"]  # northing first, as the authority has it
    matrix = defined["tileMatrices"][6]
    top, left = matrix["pointOfOrigin"]
    side = matrix["cellSize"] * matrix["tileWidth"]
    item = client.get("/collections/complexes/items/changwon", params={"crs": defined["crs"]})
    north, east = item.json()["geometry"]["coordinates"]
    row, column = int((top - north) // side), int((east - left) // side)
    tile = client.get(f"/collections/complexes/tiles/{grid}/6/{row}/{column}").content
    (found,) = (
        one
        for one in decode(tile, default_options={"y_coord_down": True})["complexes"]["features"]
        if one["properties"]["id"] == "changwon"
    )
    x, y = (step / 4096 * side for step in found["geometry"]["coordinates"])
    step = side / 4096
    assert left + column * side + x == pytest.approx(east, abs=step)
    assert top - row * side - y == pytest.approx(north, abs=step)


@pytest.mark.parametrize(
    ("collection", "asked"),
    [
        ("complexes", {"filter": "kind = 'national'"}),
        ("complexes", {"kind": "national"}),
        ("complexes", {"ids": "changwon,yeosu"}),
        ("complexes", {"q": "창원"}),
        ("districts", {"datetime": "2020-01-01"}),
        ("regions", {"filter": "S_INTERSECTS(geometry, POINT(127 37.5))"}),
        ("consortium-ties", {"filter": "length_km > 100", "filter-lang": "cql2-text"}),
    ],
)
def test_a_tile_holds_what_items_select(client, collection, asked):
    items = client.get(f"/collections/{collection}/items", params={**asked, "limit": 9999}).json()
    wanted = {one["id"] for one in items["features"] if one["geometry"]}
    whole = f"/collections/{collection}/tiles/{GRID}"
    tile = client.get(f"{whole}/0/0/0", params=asked)
    found = decode(tile.content).get(collection, {"features": []})["features"]
    assert {one["properties"]["id"] for one in found} == wanted
    assert (
        0 < len(wanted) < len(decode(client.get(f"{whole}/0/0/0").content)[collection]["features"])
    )
    (template,) = client.get(f"{whole}/tilejson.json", params=asked).json()["tiles"]
    assert client.get(template.format(z=0, x=0, y=0)).content == tile.content
    described = client.get(whole, params=asked).json()
    place = {"tileMatrix": 0, "tileRow": 0, "tileCol": 0}
    assert client.get(href(described, "item").format(**place)).content == tile.content


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"filter": "no_such = 1"}, "filter"),
        ({"datetime": "yesterday"}, "datetime"),
        ({"limit": "3"}, "limit"),
        ({"bbox": "1,2,3,4"}, "bbox"),
        ({"sortby": "id"}, "sortby"),
        ({"no_such": "1"}, "no_such"),
    ],
)
def test_a_tile_refuses_what_it_cannot_select(client, asked, parameter):
    for path in (KOREA, KOREA.rsplit("/", 3)[0], f"{KOREA.rsplit('/', 3)[0]}/tilejson.json"):
        answer = client.get(path, params=asked)
        assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_tilejson_of_a_day_leads_to_tiles_of_that_day(client):
    path = f"/collections/complexes/tiles/{GRID}/tilejson.json"
    (template,) = client.get(path, params={"as_of": "2021-03-24"}).json()["tiles"]
    of_day = client.get(template.format(z=5, x=27, y=12)).content
    assert of_day == client.get(KOREA, params={"as_of": "2021-03-24"}).content
    assert of_day != client.get(KOREA).content


def test_one_tile_holds_several_collections(client, collections):
    named = ["complexes", "regions", "consortium-ties"]
    tile = decode(
        client.get(f"/tiles/{GRID}/5/12/27", params={"collections": ",".join(named)}).content
    )
    assert list(tile) == named
    alone = decode(client.get(KOREA).content)["complexes"]
    assert tile["complexes"] == alone
    described = client.get("/tiles/KoreaUnified5179").json()
    assert {one["id"] for one in described["layers"]} == set(collections)
    template = client.get(f"/tiles/{GRID}/tilejson.json", params={"collections": "regions"}).json()
    assert [one["id"] for one in template["vector_layers"]] == ["regions"]
    assert list(decode(client.get(template["tiles"][0].format(z=5, x=27, y=12)).content)) == [
        "regions"
    ]
    links = client.get("/", headers={"accept": "application/json"}).json()["links"]
    assert any(one["rel"].endswith("tilesets-vector") for one in links)
    for asked in ({"collections": "regions,no-such"}, {"collections": ","}, {"filter": "id = 'a'"}):
        assert client.get(f"/tiles/{GRID}/5/12/27", params=asked).status_code == 400


def test_a_folder_of_tiles_has_those_of_the_grid_by_zoom_column_row(client):
    base = "/collections/complexes/tiles/KoreaUnified5179"
    told = client.get(f"{base}/xyz/metadata.json").json()
    # A square over the 6 rows and 4 columns of zoom 0.
    assert told["tile_dimension_zoom_0"] == 8 * 2088.96 * 256
    assert [one["id"] for one in told["vector_layers"]] == ["complexes"]
    same = client.get(f"{base}/5/138/78")
    assert same.status_code == 200
    assert client.get(f"{base}/xyz/8/78/138.pbf").content == same.content
    assert client.get(f"{base}/xyz/8/78/138.pbf?kind=group").content != same.content
    for beyond in ("2/0/0.pbf", "8/200/138.pbf", "8/78/x.pbf"):
        assert client.get(f"{base}/xyz/{beyond}").status_code in {400, 404}, beyond
