"""What a page shows is what its downloads hold, and parts of a file can be read on their own."""

import csv
import io
import re
import time
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from geo.exports.formats import FORMATS

ITEMS = "/collections/consortium-ties/items"
DOWNLOAD = "/collections/consortium-ties/download"


def links(page):
    return [unescape(href) for href in re.findall(r'href="(download\?[^"]+)"', page)]


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


ASKED = {
    "the form as it is sent": {"sector": "핵심소재", "filter": "", "sortby": ""},
    "a box": {"bbox": "127,34,129.5,36"},
    "a box of a grid": {
        "bbox": "1500000,900000,1900000,1300000",
        "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/5179",
    },
    "a time": {"datetime": "2025-01-16/.."},
    "an order": {"sortby": "-length_km"},
    "some properties": {"properties": "id,length_km"},
    "a filter in an order": {"filter": "length_km > 100", "sortby": "length_km"},
    "words": {"q": "여수"},
    "ids": {"ids": "c13-mipo-onsan,nothing"},
    "the second page": {"offset": "3"},
    "a few": {"limit": "4", "offset": "1"},
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_download_of_a_page_holds_what_the_page_shows(client, asked):
    shown = client.get(ITEMS, params=asked).json()
    found = links(client.get(ITEMS, params={**asked, "f": "html"}).text)
    assert len(found) >= len(FORMATS)
    for href in found[: len(FORMATS)]:
        assert client.get(f"/collections/consortium-ties/{href}").status_code == 200, href
    text = next(href for href in found if "f=csv" in href)
    held = rows_of(client.get(f"/collections/consortium-ties/{text}"))
    assert [row["id"] for row in held] == [one["id"] for one in shown["features"]]
    assert 0 < len(held) == shown["numberReturned"]


def test_a_page_in_a_grid_links_to_files_that_can_be_in_it_and_to_plain_ones(client):
    page = client.get(
        ITEMS, params={"f": "html", "crs": "http://www.opengis.net/def/crs/EPSG/0/5179"}
    )
    for href in links(page.text):
        assert client.get(f"/collections/consortium-ties/{href}").status_code == 200
        form = re.search(r"[?&]f=(\w+)", href)[1]
        assert ("crs=" in href) == (not FORMATS[form].wgs84_only)


@pytest.mark.parametrize("form", FORMATS)
def test_items_offer_every_format_that_downloads_do(client, form):
    asked = {"f": form, "bbox": "127,34,129.5,36", "sortby": "-length_km"}
    of_items, of_download = (client.get(path, params=asked) for path in (ITEMS, DOWNLOAD))
    assert of_items.status_code == 200
    assert of_items.headers["content-type"] == FORMATS[form].media_type
    assert of_items.content == of_download.content
    assert 0 < int(of_items.headers["ogc-numbermatched"]) < 29


def test_a_file_of_items_says_how_many_fit_and_how_many_it_holds(client):
    answer = client.get(ITEMS, params={"f": "csv", "limit": "2"})
    assert len(rows_of(answer)) == 2
    told = answer.headers
    assert (told["ogc-numbermatched"], told["ogc-numberreturned"]) == ("29", "2")


def test_an_encoding_is_asked_of_files_alone(client):
    assert client.get(ITEMS, params={"f": "shp", "encoding": "cp949"}).status_code == 200
    refused = client.get(ITEMS, params={"encoding": "cp949"})
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "encoding"


def test_shapes_can_be_left_out_and_properties_made_flat(client):
    asked = {"skipGeometry": "true", "profile": "flat", "ids": "changwon"}
    (feature,) = client.get("/collections/complexes/items", params=asked).json()["features"]
    assert feature["geometry"] is None
    values = feature["properties"]
    assert not any(isinstance(value, list | dict) for value in values.values())
    assert "19" in values["consortia_no"].split("; ")
    assert "lead" in values["consortia_role"].split("; ")
    (row,) = rows_of(client.get("/collections/complexes/items", params={**asked, "f": "csv"}))
    assert row["consortia_no"] == values["consortia_no"]


def test_flat_features_have_the_same_columns_whatever_they_hold(client):
    asked = {"profile": "flat"}
    features = client.get("/collections/complexes/items", params=asked).json()["features"]
    assert len({tuple(feature["properties"]) for feature in features}) == 1


PLAIN = {"accept-encoding": "identity"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_can_be_read_in_parts(client, form):
    whole = client.get(DOWNLOAD, params={"f": form}, headers=PLAIN)
    size = len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-length"] == str(size)
    assert re.fullmatch(r'"[^"]+"', whole.headers["etag"])
    for asked, start, end in (
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, size),
        ("bytes=-50", size - 50, size),
        (f"bytes=10-{size * 2}", 10, size),
    ):
        part = client.get(DOWNLOAD, params={"f": form}, headers={"range": asked})
        assert part.status_code == 206
        assert part.content == whole.content[start:end]
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
        assert part.headers["etag"] == whole.headers["etag"]


def test_what_is_no_range_is_ignored_and_one_beyond_the_end_is_refused(client):
    asked = {"f": "gpkg"}
    size = int(client.head(DOWNLOAD, params=asked).headers["content-length"])
    for odd in ("items=0-5", "bytes=a-b", "bytes="):
        answer = client.get(DOWNLOAD, params=asked, headers={"range": odd})
        assert (answer.status_code, len(answer.content)) == (200, size)
    beyond = client.get(DOWNLOAD, params=asked, headers={"range": f"bytes={size}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"] == f"bytes */{size}"


def test_a_part_is_given_only_of_the_file_that_the_reader_has(client):
    asked, part = {"f": "gpkg"}, {"range": "bytes=0-9"}
    etag = client.head(DOWNLOAD, params=asked).headers["etag"]
    for known, status in ((etag, 206), ('"older"', 200), ("Wed, 01 Jan 2025 00:00:00 GMT", 200)):
        answer = client.get(DOWNLOAD, params=asked, headers={**part, "if-range": known})
        assert answer.status_code == status


def test_text_comes_coded_with_a_length_and_a_validator_of_its_own(client):
    asked = {"f": "geojson"}
    plain = client.get(DOWNLOAD, params=asked, headers=PLAIN)
    coded = client.get(DOWNLOAD, params=asked, headers={"accept-encoding": "gzip"})
    assert coded.headers["content-encoding"] == "gzip"
    assert coded.content == plain.content
    assert int(coded.headers["content-length"]) < int(plain.headers["content-length"])
    assert re.fullmatch(r'"[^"]+"', coded.headers["etag"])
    assert coded.headers["etag"] != plain.headers["etag"]


def test_the_same_file_made_later_is_the_same_bytes(client):
    def etags():
        asked = [client.get(DOWNLOAD, params={"f": form}, headers=PLAIN) for form in FORMATS]
        return {form: one.headers["etag"] for form, one in zip(FORMATS, asked, strict=True)}

    first = etags()
    client.app.state.files.clear()
    time.sleep(2.1)  # the clock of a zip has steps of two seconds
    assert etags() == first


@pytest.mark.parametrize("form", FORMATS)
def test_an_address_that_ends_as_a_file_does_gives_the_same_file(client, form):
    name = f"ties{FORMATS[form].endings[0]}"
    named = client.get(f"{DOWNLOAD}/{name}", params={"limit": "5"})
    assert named.content == client.get(DOWNLOAD, params={"f": form, "limit": "5"}).content


def test_a_name_of_no_format_is_no_page_and_lists_the_endings(client):
    answer = client.get(f"{DOWNLOAD}/ties.dwg")
    assert answer.status_code == 404
    assert ".gpkg" in answer.json()["allowed"]


def test_a_part_of_a_file_says_where_the_next_is(client):
    """QGIS reads pages of other formats than GeoJSON by this header."""
    address, found = f"{ITEMS}?f=csv&limit=12&sortby=id", []
    for _ in range(9):
        answer = client.get(address)
        found += [row["id"] for row in rows_of(answer)]
        following = answer.links.get("next")
        if following is None:
            break
        assert following["type"] == answer.headers["content-type"].partition(";")[0]
        address = following["url"]
    whole = client.get(f"{ITEMS}?sortby=id").json()["features"]
    assert found == [one["id"] for one in whole]
    assert "next" not in client.get(DOWNLOAD, params={"f": "csv"}).links


def test_a_collection_leads_to_its_features_in_every_encoding(client):
    told = client.get("/collections/consortium-ties").json()["links"]
    items = [link for link in told if link["rel"] == "items"]
    assert {link["type"] for link in items} == {
        "text/html",
        *(form.media_type.partition("; charset")[0] for form in FORMATS.values()),
    }
    # GDAL would read the last of several in GeoJSON.
    assert sum(link["type"] == "application/geo+json" for link in items) == 1
    for link in items:
        answer = client.get(link["href"])
        assert answer.headers["content-type"].partition("; charset")[0] == link["type"]


def test_the_folder_of_a_file_is_no_file(client):
    """GDAL asks for it beside each file that it opens; it got the whole collection as GeoJSON."""
    answer = client.get(f"{DOWNLOAD}/", follow_redirects=False)
    assert answer.headers["location"] == "http://testserver/collections/consortium-ties"


def test_a_layer_of_qgis_has_what_is_selected_in_its_style(client):
    asked = {"sector": "핵심소재", "crs": "EPSG:5179", "filter": "", "lang": "en"}
    answer = client.get("/collections/consortium-ties/layer.qlr", params=asked)
    layer = ET.fromstring(answer.text).find("maplayers/maplayer")  # noqa: S314
    source = layer.find("datasource").text
    assert source.startswith("/vsicurl/http://testserver/collections/consortium-ties/download/")
    read = client.get(source.removeprefix("/vsicurl/"))
    assert read.headers["OGC-NumberMatched"] == str(
        client.get(ITEMS, params={"sector": "핵심소재"}).json()["numberMatched"]
    )
    assert layer.find("srs/spatialrefsys/authid").text == "EPSG:5179"
    assert layer.find("layername").text == "Ties of the super-regional consortia"
    assert len(layer.findall("renderer-v2/categories/category")) == 10
    assert "consortium-ties.qlr" in answer.headers["content-disposition"]


def test_a_layer_of_qgis_that_would_hold_nothing_readable_is_refused(client):
    for asked in ({"sectr": "x"}, {"crs": "EPSG:27700"}, {"limit": "0"}):
        answer = client.get("/collections/consortium-ties/layer.qlr", params=asked)
        assert answer.status_code == 400
        assert answer.json()["parameter"] == next(iter(asked))
