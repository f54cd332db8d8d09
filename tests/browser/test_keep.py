"""Taking along what is shown: a link, a file, code for another page."""

import csv
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def menu(page, address):
    """Open a map and its menu."""

    def menu(path):
        page.goto(f"{address}/maps/{path}")
        page.wait_for_selector("body[data-ready]")
        page.click(".data summary")

    return menu


def saved(page, keep):
    with page.expect_download() as download:
        page.click(f"[data-keep={keep}]")
    return download.value.suggested_filename, download.value.path()


def test_the_geojson_holds_what_is_shown_with_all_properties(page, menu, data):
    menu("overview?sector=조선&region=울산")
    name, path = saved(page, "geojson")
    made = json.loads(path.read_text("utf-8"))
    assert name == "sandan-overview.geojson"
    ids = [feature["properties"]["id"] for feature in made["features"]]
    assert sorted(ids) == ["c06-ulsan-mipo", "myeongji-noksan", "ulsan-mipo"]
    built = json.loads((data / "complexes.geojson").read_text("utf-8"))["features"]
    mipo = next(f for f in built if f["properties"]["id"] == "ulsan-mipo")
    found = next(f for f in made["features"] if f["properties"]["id"] == "ulsan-mipo")
    assert found["properties"] == {"collection": "complexes", **mipo["properties"]}
    assert found["geometry"] == mipo["geometry"]


def test_the_csv_opens_as_a_table(page, menu):
    menu("consortia?role=lead&region=대구")
    _, path = saved(page, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert [row["id"] for row in rows if row["collection"] == "consortium-ties"] == [
        "c05-gyeongsan-jinryang"
    ]
    assert all(row["wkt"].startswith(("POINT (12", "LINESTRING (12")) for row in rows)


def test_the_link_is_copied_as_it_stands(page, menu, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu("overview?lang=ko&sector=조선#8/35.2/128.6")
    page.click("[data-keep=link]")
    expect(page.locator(".menu-status")).to_have_text("링크를 복사했습니다.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    expect(page.locator(".data summary")).to_be_focused()


def test_a_picture_is_saved_of_the_part_that_is_seen(page, menu):
    menu("overview?lang=ko&sector=조선")
    assert "extent" not in page.locator("[data-frames]").first.get_attribute("href")
    page.goto("about:blank")
    menu("overview?lang=ko&sector=조선#9/35.2/128.6")
    with page.expect_download() as download:
        page.get_by_role("link", name="그림 내려받기 (PNG)").click()
    assert download.value.suggested_filename == "sandan-overview-ko.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    asked = dict(parse_qsl(urlsplit(download.value.url).query))
    west, south, east, north = map(float, asked["extent"].split(","))
    assert west < 128.6 < east
    assert south < 35.2 < north
    assert east - west < 4
    assert asked["sector"] == "조선"
    assert "/maps/overview?" in page.url


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_menu_stays_in_the_window_of_a_phone(page, address, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/maps/consortia?lang={lang}")
    page.wait_for_selector("body[data-ready]")
    page.click(".data summary")
    box = page.locator(".menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
