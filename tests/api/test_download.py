import csv
import io
import json
import zipfile
from urllib.parse import unquote

import pyogrio
import pytest
import shapely

from geo.exports.formats import FORMATS

GRID = "http://www.opengis.net/def/crs/EPSG/0/5179"


def download(client, collection="consortium-ties", **params):
    names = {name.replace("_", "-"): value for name, value in params.items()}
    return client.get(f"/collections/{collection}/download", params=names)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_sent_with_its_type_and_a_name(client, form):
    answer = download(client, f=form, lang="en")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    assert len(answer.content) > 1000
    named = answer.headers["content-disposition"]
    ending = FORMATS[form].endings[0]
    assert named.startswith(f'attachment; filename="consortium-ties{ending}"; ')
    assert unquote(named).endswith(f"Ties of the super-regional consortia{ending}")


def test_the_name_is_korean_for_korean_readers_and_says_the_grid(client):
    named = download(client, f="gpkg", crs="EPSG:5179").headers["content-disposition"]
    assert 'filename="consortium-ties-epsg5179.gpkg"' in named
    assert named.isascii()
    assert "초광역 산학연협의체 연결선-epsg5179.gpkg" in unquote(named)


def test_geojson_is_what_comes_unasked(client, data):
    answer = download(client, "complexes").json()
    built = json.loads((data / "complexes.geojson").read_bytes())
    assert answer["features"] == built["features"]
    assert answer["licence"]


def test_a_grid_a_filter_and_an_encoding_go_together(client, tmp_path):
    answer = download(
        client, "complexes", f="shp", crs="5186", filter="sido = '경상남도'", encoding="cp949"
    )
    path = tmp_path / "a.zip"
    path.write_bytes(answer.content)
    frame = pyogrio.read_dataframe(path)
    assert set(frame["sido"]) == {"경상남도"}
    assert frame.crs == "EPSG:5186"
    with zipfile.ZipFile(path) as archive:
        assert archive.read("complexes.cpg") == b"CP949"


def test_a_filter_may_be_json_and_have_coordinates_of_a_grid(client):
    box = {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [126, 33, 127, 33.6]}]}
    asked = {"filter": json.dumps(box), "filter_lang": "cql2-json"}
    text = download(client, "regions", f="csv", **asked).content.decode("utf-8-sig")
    assert [row["name_ko"] for row in csv.DictReader(io.StringIO(text))] == ["제주특별자치도"]


def test_nothing_found_is_an_empty_file_and_no_error(client):
    for form in FORMATS:
        assert download(client, "regions", f=form, filter="code = '99'").status_code == 200


@pytest.mark.parametrize(
    ("params", "status", "parameter", "allowed"),
    [
        ({"f": "dwg"}, 406, "f", "gpkg"),
        ({"f": "gpkg", "crs": "EPSG:1"}, 400, "crs", "EPSG:5179"),
        ({"f": "kml", "crs": "EPSG:5179"}, 400, "crs", "EPSG:4326"),
        ({"f": "csv", "encoding": "cp949"}, 400, "encoding", "utf-8"),
        ({"f": "shp", "encoding": "latin-1"}, 400, "encoding", "cp949"),
        ({"format": "gpkg"}, 400, "format", "crs"),
        ({"filter": "sido ="}, 400, "filter", None),
        ({"filter": "nothing = 1"}, 400, "filter", "id"),
        ({"filter": "id = 'a'", "filter_lang": "sql"}, 400, "filter-lang", None),
        ({"filter": "id = 'a'", "filter_crs": "EPSG:1"}, 400, "filter-crs", GRID),
        ({"bbox": "1,2,3"}, 400, "bbox", None),
        ({"sortby": "nothing"}, 400, "sortby", "id"),
        ({"profile": "deep"}, 400, "profile", "flat"),
        ({"skipGeometry": "maybe"}, 400, "skipGeometry", "true"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(client, params, status, parameter, allowed):
    answer = download(client, **params)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert allowed is None or allowed in problem["allowed"]


def test_an_unknown_collection_is_404(client):
    assert download(client, "factories").status_code == 404


def test_a_reader_who_has_the_file_gets_304_until_something_else_is_asked(client):
    first = download(client, f="gpkg")
    known = {"if-none-match": first.headers["etag"]}
    path = "/collections/consortium-ties/download"
    again = client.get(path, params={"f": "gpkg"}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    for params in ({"f": "fgb"}, {"f": "gpkg", "crs": "EPSG:5179"}, {"f": "gpkg", "lang": "en"}):
        assert client.get(path, params=params, headers=known).status_code == 200


def test_a_grid_in_geojson_is_named_and_easting_stands_first(client):
    answer = download(client, "complexes", crs="EPSG:5179", filter="id = 'changwon'").json()
    assert "EPSG::5179" in answer["crs"]["properties"]["name"]
    place = shapely.geometry.shape(answer["features"][0]["geometry"])
    assert (place.x, place.y) == pytest.approx((1_104_999, 1_692_000), abs=2000)


def test_a_file_tells_the_date_of_its_sources_and_comes_once(client):
    first = download(client, f="csv")
    assert first.headers["last-modified"] == "Wed, 01 Jan 2025 00:00:00 GMT"
    known = {"if-modified-since": first.headers["last-modified"]}
    again = client.get("/collections/consortium-ties/download?f=csv", headers=known)
    assert (again.status_code, again.content) == (304, b"")
