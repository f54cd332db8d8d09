"""A map that is one file, opened from the disk of a machine without a network."""

import csv
import json

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from api.cli.drawing import map_
from maps.view import View, apply, rounds

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("mail") / "산단 지도.html"
    options = ["--standalone", "--sector", "조선", "--lang", "ko"]
    done = CliRunner().invoke(map_, ["overview", "-o", str(path), *options])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def opened(context, page, watch, file):
    """Open the file with every request refused but that for itself."""
    context.set_offline(offline=True)
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready]")
    yield page
    assert watch.complaints == []
    assert {url.partition(":")[0] for url in watch.requests} <= {"file", "data", "blob"}
    assert sum(url.startswith("file") for url in watch.requests) == 1


def test_it_draws_the_view_on_the_base_map_in_our_font(opened):
    assert opened.locator("path.tie[data-id]:not(.tie-double)").count() == 4
    assert opened.locator("path.land").count() > 0
    assert opened.evaluate("document.fonts.check('13px \"Atlas Sans\"', '산')")


def test_conditions_change_what_it_shows(opened):
    opened.locator(".legend .filter-reset").click()
    expect(opened.locator("path.tie[data-id]:not(.tie-double)")).to_have_count(29)
    opened.locator('[data-filter="sector"][data-value="디스플레이"]').click()
    expect(opened.locator("path.tie[data-id]:not(.tie-double)")).to_have_count(2)
    opened.go_back()
    expect(opened.locator("path.tie[data-id]:not(.tie-double)")).to_have_count(29)


def test_it_finds_places_and_lists_ties(opened):
    opened.fill("#search", "창원")
    opened.keyboard.press("Enter")
    expect(opened.locator("article.facts h2").first).to_contain_text("창원")
    opened.locator(".drawer-toggle").click()
    assert opened.locator(".drawer tbody tr").count() > 0


def test_it_steps_through_the_history(opened, scene):
    def until(year):
        drawn = scene.drawn("overview")
        years = tuple(one for one in rounds(scene, drawn) if one <= year)
        return len(apply(scene, View(round=years), drawn).ties)

    opened.locator(".legend .filter-reset").click()
    opened.get_by_role("button", name="2020", exact=True).click()
    expect(opened.locator("path.tie[data-id]")).to_have_count(until("2020"))
    opened.get_by_role("button", name="2021", exact=True).click()
    expect(opened.locator("path.tie[data-id]")).to_have_count(until("2021"))
    assert f"2021년까지: 연결선 {until('2021')}개" in opened.inner_text(".timeline p")


def test_what_it_shows_can_be_saved(opened):
    opened.click(".data summary")
    with opened.expect_download() as saved:
        opened.click("[data-keep=geojson]")
    features = json.loads(saved.value.path().read_text("utf-8"))["features"]
    ties = [one for one in features if one["properties"]["collection"] == "consortium-ties"]
    assert {one["properties"]["subsector"] for one in ties} == {"조선"}
    with opened.expect_download() as saved:
        opened.click("[data-keep=csv]")
    rows = list(csv.DictReader(saved.value.path().read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(features)


def test_layers_are_inside_too(opened):
    opened.hover(".leaflet-control-layers")
    opened.get_by_label("재난안전 테스트베드").check()
    site = opened.locator(".policy-icon[title*='S-Plex']")
    site.wait_for()
    site.focus()
    opened.keyboard.press("Enter")
    told = opened.locator("article.facts").filter(has_text="S-Plex")
    assert "2023년도 산업융합발전 실행계획" in told.inner_text()
    assert told.get_by_role("link").count() == 0


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_it_has_no_violation_of_accessibility(opened, violations, size):
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    assert violations() == []
