"""Networks analysed, as pages, JSON and CSV, and by the command."""

import csv
import io
import json
import re
import zipfile

import pytest

from geo.messages import LANGS

PAGES = (
    "/networks/consortia/flows",
    "/flows?network=combined&level=zone",
    "/networks/nas/flows",
    "/gaps",
    "/networks/combined/gaps",
    "/networks/smart-green/gaps",
    "/partners",
    "/partners?subject=제주",
    "/partners?subject=제주&sector=&within_km=",
    "/answer",
    "/answer?subject=창원&sector=핵심소재",
    "/answer?subject=제주&network=combined",
    "/peers",
    "/peers?subject=창원",
    "/peers?subject=대구 달서구&level=sigungu",
    "/paths",
    "/paths?from=changwon&to=seongseo",
    "/around",
    "/around?place=changwon&km=20",
    "/scenario",
    "/scenario?step=withdraw:c15",
    "/compare?region=",
    "/compare?region=경남&region=전남",
)


@pytest.fixture(scope="module")
def measured(client):
    return client.get("/networks/consortia/metrics").json()


def of(measured, name):
    return next(one for one in measured["measures"] if one["id"] == name)


def test_measures_stand_beside_what_chance_gives(measured):
    crossing = of(measured, "crossing_zone_share")
    assert crossing["value"] == pytest.approx(17 / 29)
    assert crossing["chance"]["degrees"]["verdict"] == "below"
    assert of(measured, "crossing_share")["chance"]["border"]["verdict"] == "fixed"
    assert measured["seed"]
    assert measured["groups"]["beyond_chance"] is False


def test_places_have_their_measures_in_json_and_csv(client, measured):
    nodes = {one["id"]: one for one in measured["nodes"]}
    assert (nodes["seongseo"]["memberships"], nodes["seongseo"]["roots"]) == (5, 1)
    assert nodes["ulsan-mipo"]["roots"] == 0
    answer = client.get("/networks/consortia/metrics?f=csv")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")))}
    assert rows["seongseo"]["memberships"] == "5"
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_says_what_chance_gives_in_words(client, lang):
    page = client.get(f"/networks/consortia/metrics?f=html&lang={lang}").text
    assert {"ko": "우연을 넘는 무리가 없습니다", "en": "no groups beyond chance"}[lang] in page
    assert 'href="#about-reciprocity"' in page
    assert 'id="about-reciprocity"' in page


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PAGES)
def test_every_analysis_is_a_page_in_both_languages(client, path, lang):
    answer = client.get(path, params={"f": "html", "lang": lang} | _query(path))
    assert answer.status_code == 200, answer.text
    assert f'<html lang="{lang}">' in answer.text
    assert "</main>" in answer.text


def _query(path):
    from urllib.parse import parse_qs, urlsplit

    return parse_qs(urlsplit(path).query, keep_blank_values=True)


@pytest.mark.parametrize(
    "path",
    [
        "/networks/consortia/flows?way=out&region=경남",
        "/flows?level=zone&theme=dark&lang=en",
        "/networks/consortia/metrics?size=betweenness&colour=partners",
        "/gaps",
    ],
)
def test_drawings_are_files_that_stand_alone(client, path):
    parameters = _query(path)
    svg = client.get(path, params={"f": "svg"} | parameters)
    assert svg.headers["content-type"] == "image/svg+xml"
    assert "2025-01" in svg.text
    assert "http" not in svg.text.replace("http://www.w3.org/2000/svg", "")
    png = client.get(path, params={"f": "png", "dpi": "72"} | parameters)
    assert png.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("path", ["/flows", "/gaps", "/networks/consortia/metrics"])
def test_drawings_may_stand_in_a_frame_of_another_page(client, path):
    framed = client.get(path, params={"f": "embed"})
    assert "<svg" in framed.text
    assert "<nav" not in framed.text
    page = client.get(path, params={"f": "html"}).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in page
    assert "frame-ancestors 'self'" not in framed.headers["content-security-policy"]


def test_a_cell_and_its_arrow_and_band_have_one_key(client):
    page = client.get("/networks/consortia/flows?f=html").text
    keys = re.findall(r'<td class="cell (?:some|strong)" data-flow="([^"]+)"', page)
    assert keys
    for key in keys:
        assert page.count(f'data-flow="{key}"') == 3


def test_flows_may_be_those_of_chosen_regions(client):
    def counted(**asked):
        made = client.get("/flows", params=asked).json()
        return sum(flow["count"] for flow in made["flows"]), made["flows"]

    out, into = (counted(way=way, region="경남") for way in ("out", "in"))
    assert counted(region="경남")[0] == out[0] + into[0]
    assert all(flow["from"] == "48" for flow in out[1])
    assert counted(way="between", region="경남,부산")[0] < out[0]
    pairs = {(flow["from"], flow["to"]) for flow in counted(way="net")[1]}
    assert not pairs & {(b, a) for a, b in pairs}


def test_flows_add_up_to_the_ties(client):
    made = client.get("/networks/consortia/flows").json()
    assert sum(flow["count"] for flow in made["flows"]) == 29
    assert sum(region["net"] for region in made["regions"]) == 0
    rows = list(csv.reader(io.StringIO(client.get("/flows?f=csv").text.lstrip("\ufeff"))))
    assert len(rows) == len(rows[0]) == len(made["regions"]) + 1


def test_regions_of_ones_own_stay_in_the_address(client):
    """Several in one field of the form come with semicolons."""
    asked = {"group": "부울경:부산,울산,경남; 대경:대구,경북"}
    names = [one["name"] for one in client.get("/flows", params=asked).json()["regions"]]
    assert {"부울경", "대경"} <= set(names)
    assert "부산" not in names


def test_gaps_tell_how_each_province_stands(client):
    made = client.get("/gaps").json()
    cells = {(one["region"], one["sector"]): one["standing"] for one in made["cells"]}
    assert cells["48", "항공·방산"] == "root"
    assert made["absent_regions"] == ["36", "50"]
    # 성서 takes part; its phases are not missing.
    assert not {one["id"] for one in made["absent_places"]} & {"seongseo1", "seongseo5", "sihwa"}


def test_partners_come_with_reasons_and_an_honest_card(client):
    """Who could 제주 work with, and why?"""
    made = client.get("/partners", params={"subject": "제주", "limit": 5}).json()
    assert [one["rank"] for one in made["candidates"]] == [1, 2, 3, 4, 5]
    assert all(one["reasons"] for one in made["candidates"])
    assert made["evaluation"]["verdict"] == {"incumbents": "better", "newcomers": "not_better"}


def test_weights_change_the_order(client):
    weights = "sector:0,shared:0,programmes:0,role:0,experience:0,distance:1"
    asked = {"subject": "창원국가산업단지", "weight": weights, "within_km": 50}
    found = client.get("/partners", params=asked).json()["candidates"]
    kms = [one["km"] for one in found]
    assert kms == sorted(kms)
    assert kms[-1] <= 50


def test_ways_between_two_places_tell_their_evidence(client):
    made = client.get("/paths?from=changwon&to=seongseo&network=consortia").json()
    for step in made["paths"][0]:
        assert step["bodies"][0]["evidence"][0]["locator"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/paths?from=changwon&to=seongseo", ("창원", "성서", "가장 짧은 길")),
        ("/around?place=changwon&km=20", ("창원", "봉암공업", "20km 이내")),
    ],
)
def test_ways_and_surroundings_are_drawn_on_the_page_and_as_files(client, path, names):
    page = client.get(f"{path}&f=html&lang=ko").text
    drawn = page[page.index('<svg class="sketch"') : page.index("</svg>")]
    for name in names:
        assert f">{name}</text>" in drawn
    alone = client.get(f"{path}&f=svg&lang=ko")
    assert alone.headers["content-type"] == "image/svg+xml"
    assert all(name in alone.text for name in names)
    assert client.get(f"{path}&f=png&dpi=72").content.startswith(b"\x89PNG")


def test_a_picture_of_no_way_is_refused_in_words(client):
    lonely = client.get("/paths?from=changwon&to=ochang-science&network=combined&f=svg&lang=ko")
    assert lonely.status_code == 404
    assert "그릴 길이 없습니다" in lonely.json()["detail"]
    assert client.get("/paths?f=svg").json()["parameter"] == "from"
    assert client.get("/around?f=png").json()["parameter"] == "place"


def test_a_name_that_no_complex_has_leads_to_others(client):
    said = client.get("/paths?from=창원&to=오창&lang=ko").json()
    assert "오창과학" in said["detail"]
    holding = [name for name in said["allowed"] if "오창" in name]
    assert said["allowed"][: len(holding)] == holding != []


def test_regions_are_compared_beside_programmes(client):
    made = client.get("/compare", params={"region": ["경남", "전남"]}).json()
    assert [one["id"] for one in made["regions"]] == ["48", "46"]
    assert "gone" in client.get("/compare").json()


def test_a_scenario_tells_what_breaks(client):
    """What breaks if consortium 15 is withdrawn?"""
    made = client.get("/scenario?step=withdraw:c15&network=consortia").json()
    assert made["hypothetical"] is True
    assert {one["id"] for one in made["lost_ties"]} == {
        "c15-banwol-sihwa",
        "c15-gwangju-advanced",
    }


def test_six_steps_are_kept_as_a_record(client):
    asked = {"subject": "창원", "sector": "핵심소재", "network": "consortia"}
    made = client.get("/answer", params=asked).json()
    assert [one["number"] for one in made["steps"]] == [1, 2, 3, 4, 5, 6]
    for step in made["steps"]:
        assert step["texts"]
        assert client.get(step["href"], params={"f": "html"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/scenario?step=withdraw:c15&network=consortia", "가정"),
        ("/answer?subject=창원", "창원"),
        ("/flows", "전남광주"),
    ],
)
def test_an_analysis_is_a_brief_too(client, path, said):
    """A scenario's says that it is one."""
    pdf = client.get(path, params={"f": "pdf", "lang": "ko"} | _query(path))
    assert pdf.content.startswith(b"%PDF"), pdf.text
    with zipfile.ZipFile(
        io.BytesIO(client.get(path, params={"f": "hwpx", "lang": "ko"} | _query(path)).content)
    ) as file:
        assert said in file.read("Contents/section0.xml").decode()
        drawn = [name for name in file.namelist() if name.startswith("BinData/")]
    assert bool(drawn) == (not path.startswith("/answer"))


def test_a_scenario_is_drawn_and_says_that_it_is_one(client):
    asked = "step=withdraw:c15&step=add:c01:창원국가산업단지:연계&network=consortia&lang=ko"
    drawn = client.get(f"/scenario?{asked}&f=svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    for text in ("이것은 가정입니다", "없어지는 연결", "생기는 연결", "그대로인 연결 27개"):
        assert text in drawn.text
    assert client.get(f"/scenario?{asked}&f=png").content[:4] == b"\x89PNG"
    page = client.get(f"/scenario?{asked}&f=embed").text
    assert "<svg" in page
    assert client.get("/scenario?f=svg").status_code == 400


def test_the_form_of_scenarios_proposes_to_withdraw_each_body(client):
    page = client.get("/scenario?network=consortia&f=html&lang=ko").text
    assert page.count('<option value="withdraw:') == 25
    assert '<option value="withdraw:c15">15 첨단제조디지털전환 빠짐' in page


def test_a_scenario_may_be_sent_as_a_file(client):
    text = "steps:\n  - {action: withdraw, body: c15}\n"
    made = client.post("/scenario?name=a.yaml&network=consortia", content=text.encode()).json()
    assert len(made["lost_ties"]) == 2
    wrong = client.post("/scenario?name=a.csv", content=b"action,body\nwithdraw,c99\n")
    assert wrong.status_code == 400
    assert "a.csv:2:body" in wrong.json()["detail"]
    assert "c09" in wrong.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("/networks/rings/metrics", 404, "network"),
        ("/networks/consortia/metrics?level=planet", 400, "level"),
        ("/networks/consortia/metrics?sector=우주", 400, "sector"),
        ("/networks/consortia/metrics?as_of=어제", 400, "as_of"),
        ("/networks/consortia/metrics?f=docx", 406, "f"),
        ("/flows?level=complex", 400, "level"),
        ("/flows?group=부울경", 400, "group"),
        ("/flows?way=up", 400, "way"),
        ("/flows?region=평양", 400, "region"),
        ("/networks/consortia/metrics?size=luck", 400, "size"),
        ("/networks/consortia/metrics?colour=luck", 400, "colour"),
        ("/flows?f=png&dpi=9", 400, "dpi"),
        ("/gaps?network=rings", 404, "network"),
        ("/partners?subject=평양", 400, "subject"),
        ("/partners?subject=c15", 400, "subject"),
        ("/partners?subject=changwon&weight=luck:3", 400, "weight"),
        ("/partners?subject=changwon&weight=distance", 400, "weight"),
        ("/partners?within_km=-1", 400, "within_km"),
        ("/peers?subject=평양", 400, "subject"),
        ("/peers?subject=남구&level=sigungu", 400, "subject"),
        ("/peers?subject=창원&level=zone", 400, "level"),
        ("/peers", 400, "subject"),
        ("/answer?subject=평양", 400, "subject"),
        ("/answer", 400, "subject"),
        ("/paths?from=changwon&to=평양", 400, "to"),
        ("/around?place=changwon&km=9999", 400, "km"),
        ("/compare?region=경남", 400, "region"),
        ("/compare?region=경남&region=평양", 400, "region"),
        ("/compare?region=", 400, "region"),
        ("/scenario?step=withdraw:c99", 400, "step"),
        ("/scenario?step=explode", 400, "step"),
        ("/scenario", 400, "step"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_what_can(client, path, status, parameter):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.json()["parameter"] == parameter


def test_the_command_answers_as_the_server_does(sandan, client):
    told = sandan("flows", "consortia", "--json")
    assert json.loads(told.stdout) == client.get("/networks/consortia/flows?lang=ko").json()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("flows", "consortia", "--level", "zone"), "수도권"),
        (("gaps", "consortia"), "세종"),
        (("partners", "창원", "--sector", "핵심소재", "--limit", "3"), "창원"),
        (("peers", "창원"), "반월"),
        (("compare", "경남", "전남"), "경상남도"),
        (("whatif", "--step", "withdraw:c15"), "디지털"),
    ],
)
def test_the_command_tells_in_words(sandan, asked, said):
    told = sandan(*asked)
    assert told.returncode == 0, told.stderr
    assert said in told.stdout


def test_a_scenario_file_that_is_wrong_is_refused_with_its_line(sandan, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("action,body\nwithdraw,c99\n", encoding="utf-8")
    told = sandan("whatif", str(file))
    assert told.returncode == 1
    assert "a.csv:2:body" in told.stderr


def test_an_unknown_network_is_wrong_usage(sandan):
    told = sandan("gaps", "rings")
    assert told.returncode == 2
    assert "consortia" in told.stderr


def test_the_weight_of_each_reason_is_chosen_in_the_form(client):
    page = client.get("/partners?f=html&lang=ko&subject=제주&weight=distance:4").text
    assert page.count('<select name="weight">') == 6
    assert '<option value="distance:4" selected>4</option>' in page
    assert '<option value="sector:3" selected>3</option>' in page
    asked = "&".join(f"weight={one}:1" for one in ("sector", "distance", "shared", "role"))
    made = client.get(f"/partners?f=json&subject=제주&{asked}").json()
    assert made["weights"]["sector"] == made["weights"]["distance"] == 1
