"""Files that are added are collections like the others."""

import html
import json
import os
import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.errors import UnreadableVectorError

ROWS = "경도,위도,공장명\n128.6,35.2,하나\n127.1,36.3,둘\n"
NAMES = ("regions.csv", "공장.csv", "again/공장.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(ROWS, "cp949")
    return folder


@pytest.fixture(scope="module")
def client(data, folder):
    settings = Settings(data=data, add=tuple(folder / name for name in NAMES))
    with TestClient(create_app(settings)) as client:
        yield client


def test_added_files_stand_after_the_built_ones_under_ids_of_their_own(client):
    listed = client.get("/collections?f=json").json()["collections"]
    last = {one["id"]: one["title"] for one in listed[-3:]}
    assert last == {"regions-2": "regions", "gongjang": "공장", "gongjang-2": "공장"}


def test_health_counts_their_features(client):
    counted = client.get("/health").json()["features"]
    assert (counted["gongjang"], counted["regions"]) == (2, 16)


def test_their_items_are_served_whole_and_one_by_one(client):
    items = client.get("/collections/gongjang-2/items?f=json").json()["features"]
    assert [item["properties"]["공장명"] for item in items] == ["하나", "둘"]
    second = client.get("/collections/gongjang-2/items/2?f=json").json()
    assert second["geometry"]["coordinates"] == [127.1, 36.3]
    assert client.get("/collections/gongjang-2/items/3?f=json").status_code == 404


def test_the_snapshot_changes_with_them(client, data):
    with TestClient(create_app(Settings(data=data))) as plain:
        before = plain.get("/health").json()["version"]
    assert client.get("/health").json()["version"] != before


def test_files_are_read_from_the_variable_as_paths_are(monkeypatch):
    monkeypatch.setenv("SANDAN_ADD", os.pathsep.join(("a b.gpkg", "공장.shp", "")))
    assert [path.name for path in Settings().add] == ["a b.gpkg", "공장.shp"]
    monkeypatch.delenv("SANDAN_ADD")
    assert Settings().add == ()


def test_a_file_that_cannot_be_read_is_told_and_the_others_served(data, tmp_path):
    (tmp_path / "a.gpkg").write_text("안녕")
    (tmp_path / "b.csv").write_text("경도,위도\n127.1,36.3\n")
    files = (tmp_path / "a.gpkg", tmp_path / "b.csv")
    with TestClient(create_app(Settings(data=data, add=files))) as client:
        assert client.get("/collections/b/items").json()["numberMatched"] == 1
        (refused,) = client.app.state.sandan.remarks
        assert "a.gpkg" in refused.text("ko")
        assert "--strict" in refused.text("en")


def test_a_strict_server_does_not_start_with_such_a_file(data, tmp_path):
    (tmp_path / "a.gpkg").write_text("안녕")
    with pytest.raises(UnreadableVectorError, match=r"a\.gpkg"):
        create_app(Settings(data=data, add=(tmp_path / "a.gpkg",), strict=True))


def test_each_file_may_name_its_crs(data, tmp_path):
    (tmp_path / "a.csv").write_text("x,y\n200000,450000\n")
    named = tmp_path / "a.csv@5174", tmp_path / "a.csv@EPSG:2097", tmp_path / "a.csv@5181"
    with TestClient(create_app(Settings(data=data, add=named))) as client:
        lons = []
        for collection in ("a", "a-2", "a-3"):
            (feature,) = client.get(f"/collections/{collection}/items").json()["features"]
            lons.append(round(feature["geometry"]["coordinates"][0], 4))
    assert len(set(lons)) == 3
    assert lons[0] - lons[1] == pytest.approx(10.405 / 3600, abs=2e-4)


@pytest.mark.parametrize("id_", ["A/1", "a b", "100%", "x?y#z", "+1", "가나다", "a&b=c"])
def test_a_feature_is_found_under_whatever_its_id_is(data, tmp_path, id_):
    point = {"type": "Point", "coordinates": [127.1, 36.3]}
    rows = [
        {"type": "Feature", "id": name, "properties": {"n": name}, "geometry": point}
        for name in (id_, "other")
    ]
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    with TestClient(create_app(Settings(data=data, add=(path,)))) as client:
        base = "/collections/odd/items"
        assert client.get(base).json()["features"][0]["id"] == id_
        one = client.get(f"{base}/{quote(id_, safe='')}").json()
        assert one["properties"]["n"] == id_
        page = client.get(f"{base}?f=html").text
        href = re.search(r'href="[^"]*(/collections/odd/items/[^"]+)\?f=html', page)
        assert client.get(html.unescape(href[1])).status_code == 200
