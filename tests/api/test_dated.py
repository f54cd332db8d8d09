"""`as_of`: one parameter for maps, pages, collections, files and networks."""

import json

import pytest

from geo.layers.catalog import of_a_day
from geo.layers.geojson import to_bytes
from geo.store.dated import shapes_of

DAY = "2021-03-24"
"""Ten projects were announced; no consortium before 2025-01-16."""
BEFORE = "/collections/transformation-projects/items"
WITH_DAYS = [
    "/collections",
    "/collections/consortia",
    f"{BEFORE}?limit=1",
    f"{BEFORE}?f=html",
    f"{BEFORE}/t2021-ulsan",
    f"{BEFORE}/t2021-ulsan?f=html",
    "/collections/memberships/download?f=csv",
    "/collections/complexes/tiles/WebMercatorQuad/7/49/109",
    "/networks/combined?f=graphml",
    "/regions/31",
    "/regions/31?f=json",
    "/complexes/yeosu",
    "/consortia",
    "/projects/t2021-ulsan",
    "/programmes/transformation",
    "/compare?f=json",
    "/search?q=%EC%9A%B8%EC%82%B0",
    "/briefs",
    "/charts",
    "/charts/sectors.svg",
]
WITHOUT_DAYS = [
    "/",
    "/collections/facts/items",
    "/collections/indicators/items?f=html",
    "/collections/consortia/styles",
    "/sources",
    "/programmes",
    "/tileMatrixSets",
    "/networks/requests",
]


def on(path, day):
    """Return an address with a day."""
    return f"{path}{'&' if '?' in path else '?'}as_of={day}"


@pytest.mark.parametrize("path", WITH_DAYS)
def test_what_has_days_answers_alike_for_all_days_between_two_changes(client, path):
    one, other = client.get(on(path, DAY)), client.get(on(path, "2021-12"))
    assert one.status_code == other.status_code == 200
    assert one.content == other.content
    assert one.headers.get("etag") == other.headers.get("etag")


@pytest.mark.parametrize("path", WITHOUT_DAYS)
def test_what_has_no_days_refuses_one_and_says_what_has(client, path):
    answer = client.get(on(path, DAY))
    assert answer.status_code == 400
    assert "as_of" in answer.text
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2021-13", "YYYY-MM-DD"),
        ("2021-02-30", "YYYY-MM-DD"),
        ("어제", "YYYY-MM-DD"),
        ("1999", "2019-02-19"),
    ],
)
@pytest.mark.parametrize("path", [BEFORE, "/regions/31", "/maps/overview", "/search"])
def test_a_day_that_there_is_not_is_refused_with_what_there_is(client, path, day, told):
    answer = client.get(on(path, day), headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    assert answer.json()["parameter"] == "as_of"


def test_no_day_is_the_newest_state(client):
    assert client.get(f"{BEFORE}?as_of=").content == client.get(BEFORE).content


def test_layers_of_a_day_are_as_a_build_of_that_day_makes_them(client, data):
    atlas = client.app.state.sandan.snapshot.atlas.as_of(DAY)
    for id_, make in of_a_day(atlas, lambda: shapes_of(data)).items():
        built = json.loads(to_bytes(make()))["features"]
        told = client.get(on(f"/collections/{id_}/items", DAY)).json()["features"]
        assert told == built


@pytest.mark.parametrize(
    ("path", "since"),
    [
        ("/consortia/13", "2025-01-16"),
        ("/collections/consortia/items/c13", "2025-01-16"),
        ("/collections/consortium-ties/items/c13-mipo-onsan", "2025-01-16"),
        ("/sectors/%ED%95%B5%EC%8B%AC%EC%86%8C%EC%9E%AC", "2025-01-16"),
    ],
)
def test_what_was_not_there_yet_is_told_with_its_first_day_and_a_link(client, path, since):
    answer = client.get(on(path, DAY), headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["since"] == since
    assert client.get(f"{path}{answer.json()['newest']}").status_code == 200
    page = client.get(on(path, DAY), headers={"Accept": "text/html"})
    assert 'href="?" rel="latest-version"' in page.text


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("path", ["/regions/31", BEFORE])
def test_a_page_of_a_day_says_so_and_its_links_keep_the_day(client, path, lang):
    asked = {"as_of": "2021", "lang": lang, "f": "html"}
    page = client.get(path, params=asked).text
    assert {"ko": f"{DAY} 기준", "en": f"As of {DAY}"}[lang] in page
    assert f'<option value="{DAY}" selected>' in page
    links = {link.partition('"')[0] for link in page.split('href="')[1:]}
    kept = {link for link in links if f"as_of={DAY}" in link}
    assert any("/maps/" in link or link.startswith("maps") for link in kept)
    assert any("download" in link for link in kept)
    for link in kept:
        assert link.count("as_of=") == 1
    assert not any("sources" in link or "static/" in link for link in kept)


def test_a_brief_of_a_day_says_so_in_its_title_and_its_name(client):
    answer = client.get(on("/briefs/region/31.html", "2021"))
    assert "(2021. 3. 24. 기준)" in answer.text
    assert answer.headers["content-disposition"].endswith(f"_{DAY}.html")


def test_every_address_that_takes_a_day_is_described_so(client):
    paths = client.get("/api").json()["paths"]

    def takes(path):
        described = paths[path]["get"].get("parameters", [])
        names = {one.get("name", one.get("$ref", "").rpartition("/")[2]) for one in described}
        return "as_of" in names

    assert takes("/collections/consortia/items")
    assert takes("/collections/{collection}/items")
    assert takes("/regions/{id_}")
    assert takes("/briefs/{kind}/{name}.{ending}")
    assert not takes("/collections/facts/items")
    assert not takes("/sources")


def test_only_some_states_are_kept(client):
    newest = client.app.state.sandan
    days = newest.snapshot.atlas.states()
    first = newest.as_of(days[0])
    for day in days:
        newest.as_of(day)
    assert newest.as_of(days[-1]) is newest.as_of(days[-1])
    assert newest.as_of(days[0]) is not first


def test_the_command_writes_a_collection_of_a_day(sandan, tmp_path):
    file = tmp_path / "projects.geojson"
    said = sandan("export", "transformation-projects", "-o", file, "--as-of", "2021")
    assert said.returncode == 0, said.stderr
    assert len(json.loads(file.read_text())["features"]) == 10
    refused = sandan("export", "facts", "-o", file, "--as-of", "2021")
    assert refused.returncode == 2
    assert "transformation-projects" in refused.stderr
    assert sandan("export", "consortia", "-o", file, "--as-of", "x").returncode == 2


def test_versions_are_told_as_the_standard_of_versions_has_them(client):
    path = "/collections/transformation-projects/items?limit=1"
    told = client.get(on(path, "2021-12")).headers
    assert told["memento-datetime"] == "Wed, 24 Mar 2021 00:00:00 GMT"
    root = "http://testserver"
    for link in (
        f'<{root}{path}>; rel="original timegate"',
        f'<{root}/timemap{path}>; rel="timemap"',
        f'<{root}{path}&as_of=2020-05-07>; rel="predecessor-version"',
        f'<{root}{path}&as_of=2022-03-30>; rel="successor-version"',
    ):
        assert link in told["link"]
    newest = client.get(path).headers
    assert "memento-datetime" not in newest
    assert "Accept-Datetime" in newest["vary"]
    assert "timemap" not in client.get("/collections/facts/items?limit=1").headers.get("link", "")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("Sat, 01 Jan 2022 00:00:00 GMT", "2021-03-24"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "2019-02-19"),
    ],
)
def test_who_asks_by_a_moment_is_led_to_the_state_of_that_day(client, moment, day):
    asked = {"Accept-Datetime": moment}
    led = client.get("/regions/31?lang=en", headers=asked, follow_redirects=False)
    assert led.status_code == 302
    assert led.headers["location"] == f"http://testserver/regions/31?lang=en&as_of={day}"
    assert client.get("/sources", headers=asked).status_code == 200
    assert client.get("/collections/facts/items?limit=1", headers=asked).status_code == 200
    assert client.get("/regions/31", headers={"Accept-Datetime": "soon"}).status_code == 400


def test_a_time_map_lists_the_states_of_an_address(client):
    told = client.get("/timemap/consortia/13?lang=en")
    assert told.headers["content-type"].startswith("application/link-format")
    mementos = [line for line in told.text.split(",\n") if "memento" in line]
    for line in mementos:
        address = line[1:].partition(">")[0]
        assert client.get(address).headers["memento-datetime"] in line
    assert "first last memento" in mementos[0]
    days = [line.partition("as_of=")[2].partition(">")[0] for line in mementos]
    page = client.get("/timemap/consortia/13?lang=en", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert all(f"as of {day}" in page.text for day in days)
    assert "Accept" in told.headers["vary"]
    assert client.get("/timemap/sources").status_code == 404


@pytest.mark.parametrize(("day", "regions", "districts"), [("2021", 17, 250), ("2026-07", 16, 256)])
def test_units_are_those_of_the_day(client, day, regions, districts):
    for id_, count in (("regions", regions), ("districts", districts)):
        found = client.get(f"/collections/{id_}/items", params={"as_of": day, "limit": 1}).json()
        assert found["numberMatched"] == count


def test_a_unit_of_a_day_says_what_followed_it(client):
    asked = {"as_of": "2026-06-30", "code": "46"}
    (jeonnam,) = client.get("/collections/regions/items", params=asked).json()["features"]
    assert jeonnam["properties"]["successors"] == ["12"]
    assert jeonnam["properties"]["valid_to"] == "2026-06-30"
    (whole,) = client.get("/collections/regions/items", params={"code": "12"}).json()["features"]
    assert whole["properties"]["predecessors"] == ["29", "46"]
