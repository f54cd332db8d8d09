"""`zoning`: every number across regions by another scheme of 초광역권, which it names."""

import json

import pytest

OTHER = "5poles3"
TAKING = [
    "/maps/overview",
    "/maps/consortia.svg?crosses=superregion",
    "/regions",
    "/regions/52",
    "/regions/jungbugwon",
    "/compare?region=호남권&region=동남권&f=html",
    "/networks/consortia/flows?level=zone&f=html",
    "/networks/consortia/metrics?f=html",
    "/briefs/mega-region/honamgwon.html",
    "/search?q=전북",
]


def zoned(path, zoning=OTHER):
    return f"{path}{'&' if '?' in path else '?'}zoning={zoning}"


@pytest.mark.parametrize("path", TAKING)
def test_what_tells_of_zones_tells_by_the_scheme_that_is_asked_for(client, path):
    answer = client.get(zoned(path), headers={"Accept": "text/html,image/*,*/*"})
    assert answer.status_code == 200, answer.text[:300]
    if "search" not in path:
        assert "5극3특" in answer.text
    assert "5+2 구분" not in answer.text


def test_ties_between_gwangju_and_jeonbuk_cross_zones_of_one_scheme_alone(client):
    def crossing(path):
        answer = client.get(path, headers={"Accept": "application/json"})
        found = {one["id"]: one["value"] for one in answer.json()["measures"]}
        return found["crossing_zone_share"], answer.json()["zoning"]

    path = "/networks/consortia/metrics?f=json"
    before, usual = crossing(path)
    after, other = crossing(zoned(path))
    assert (usual, other) == ("5plus2", OTHER)
    assert after > before


def test_regions_as_features_and_files_have_the_zones_of_the_scheme(client):
    path = "/collections/regions/items?code=52"

    def zone(asked):
        return client.get(asked).json()["features"][0]["properties"]["superregion"]

    assert (zone(path), zone(zoned(path)), zone(zoned(path, "5plus2"))) == (
        "호남권", "전북", "호남권",
    )  # fmt: skip
    file = client.get(zoned("/collections/regions/download?f=csv&code=52"))
    assert "전북," in file.text
    assert OTHER in file.headers["content-disposition"]


def test_a_zone_of_another_scheme_leads_to_its_page_by_that_scheme(client):
    answer = client.get("/regions/jungbugwon", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"].endswith("/regions/jungbugwon?zoning=5poles3")


def test_a_map_knows_zones_of_every_scheme_and_prefers_those_of_its_own(client):
    def ties(view):
        page = client.get(f"/maps/consortia.svg?{view}").text
        return page.count("<path")

    assert ties("region=중부권") == ties("region=충청권")
    assert ties("region=호남권") != ties("region=호남권&zoning=5poles3")


def test_a_page_keeps_its_scheme_in_links_and_offers_others(client):
    page = client.get("/regions/52?zoning=5poles3&lang=ko", headers={"Accept": "text/html"}).text
    assert '<option value="5poles3" selected>' in page
    assert "regions/jeonbuk-special?lang=ko&amp;zoning=5poles3" in page
    assert 'name="zoning" value="5poles3"' in page.split("choose-day")[0]


@pytest.mark.parametrize("path", ["/regions/52", "/maps/overview", "/collections/regions/items"])
def test_a_scheme_that_there_is_not_is_refused_with_those_there_are(client, path):
    answer = client.get(zoned(path, "9plus9"), headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert (answer.json()["parameter"], answer.json()["allowed"]) == (
        "zoning", ["5plus2", OTHER],
    )  # fmt: skip


def test_what_has_no_zones_refuses_a_scheme(client):
    answer = client.get(zoned("/collections/facts/items"), headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "zoning" in answer.text


def test_commands_take_a_scheme(sandan, tmp_path):
    told = json.loads(sandan("compare", "호남권", "전북", "--zoning", OTHER, "--json").stdout)
    assert told["zoning"] == OTHER
    file = tmp_path / "regions.csv"
    sandan("export", "regions", "-o", str(file), "--zoning", OTHER)
    assert "중부권" in file.read_text(encoding="utf-8")
    refused = sandan("flows", "--zoning", "9plus9")
    assert (refused.returncode, "5plus2" in refused.stderr) == (2, True)


def test_a_brief_is_of_the_day_and_the_scheme_that_are_asked_for(sandan, tmp_path):
    asked = ("--format", "html", "--lang", "ko", "-o", str(tmp_path))
    assert sandan("brief", "울산", "--as-of", "2021-03-24", *asked).returncode == 0
    assert sandan("brief", "호남권", "--zoning", OTHER, *asked).returncode == 0
    (file,) = tmp_path.glob("울산*.html")
    of_day = file.read_text(encoding="utf-8")
    assert "2021-03-24" in file.name
    assert "자료 기준 2021. 3. 24." in of_day
    assert "초광역 산학연협의체" not in of_day
    (file,) = tmp_path.glob(f"호남권*{OTHER}*.html")
    assert "5극3특 기준" in file.read_text(encoding="utf-8")
    refused = sandan("brief", "울산", "--as-of", "1999", *asked)
    assert (refused.returncode, "2019" in refused.stderr) == (2, True)
