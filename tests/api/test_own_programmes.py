"""A programme of the user's own: from a workbook without code to maps, collections and pages."""

import json

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.own.sheets import COLUMNS, SHEETS, heading

LIKE_THE_DOCUMENTS = """분야,협의체,주관,연계
반도체,소재 협의체,충북(오창일반),"경북(구미국가), 충북(충주일반)"
이차전지,전지 협의체,"전북(군산국가)","울산(울산·미포국가), 경남(창원국가)"
"""
BODY, PLACE = heading("members", "body", "ko"), heading("members", "place", "ko")


@pytest.fixture
def own(sandan, tmp_path):
    """Run `sandan programme …` with a folder of its own for what is registered."""
    return lambda *asked: sandan("programme", *asked, SANDAN_PROGRAMMES=str(tmp_path / "own"))


@pytest.fixture
def server(data, tmp_path):
    """Serve what is registered, and the folders of programmes that are given."""

    def start(*folders):
        settings = Settings(data=data, programmes=tmp_path / "own", programme=folders)
        return TestClient(create_app(settings))

    return start


@pytest.fixture
def template(own, tmp_path):
    """The template, as `sandan programme template` writes it, with rows put in its sheets."""

    def fill(programme, members, bodies=(), lang="ko"):
        path = tmp_path / "own.xlsx"
        assert own("template", "-o", path, "--lang", lang).returncode == 0
        book = openpyxl.load_workbook(path)
        _, *sheets = book.worksheets
        lines = {one.id: 2 + n for n, one in enumerate(COLUMNS["programme"])}
        for row in range(2, 2 + len(lines)):
            sheets[0].cell(row, 2).value = None
        for column, text in programme.items():
            sheets[0].cell(lines[column], 2).value = text
        for sheet, rows in zip(sheets[1:], (bodies, members), strict=True):
            sheet.delete_rows(2, sheet.max_row)
            for row in rows:
                sheet.append(row)
        book.save(path)
        return path

    return fill


def member(body, role, region, place, *more):
    return (body, role, region, place, *more)


SPINE = {"name": "배터리 등줄기", "name_en": "Battery spine", "rule": "중심에서 나머지로"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_template_explains_itself_in_either_language(own, tmp_path, lang):
    path = tmp_path / "own.xlsx"
    own("template", "-o", path, "--lang", lang)
    guide, *sheets = openpyxl.load_workbook(path).worksheets
    assert guide.title == {"ko": "쓰는 법", "en": "How to"}.get(lang, guide.title)
    assert len(sheets) == len(SHEETS)
    heads = [str(cell.value).rstrip("* ") for cell in sheets[2][1]]
    assert heads == [heading("members", one.id, lang) for one in COLUMNS["members"]]
    assert sheets[1].data_validations.count + sheets[2].data_validations.count


def test_a_template_as_it_comes_is_a_programme_already(own, tmp_path):
    path = tmp_path / "own.xlsx"
    own("template", "-o", path)
    told = own("check", path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "예시 사업" in told.stdout


def test_a_filled_workbook_is_on_maps_in_collections_and_on_pages(own, server, template):
    path = template(
        SPINE | {"root_role": "본부", "published_on": "2026-03"},
        [
            member("남해 묶음", "본부", "전남", "여수국가"),
            member("남해 묶음", "지부", "경남", "창원국가"),
            member("남해 묶음", "지부", "전북", "군산국가"),
        ],
    )
    told = own("add", path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "1개 단위, 3곳 참여, 연결선 2개" in told.stdout
    client = server()
    page = client.get("/maps/battery-spine?lang=ko")
    assert page.status_code == 200
    assert "배터리 등줄기" in page.text
    ties = client.get("/collections/battery-spine-ties/items").json()["features"]
    assert {one["geometry"]["type"] for one in ties} == {"LineString"}
    assert len(ties) == 2
    assert "/maps/battery-spine" in client.get("/maps/overview?lang=ko").text
    assert client.get("/maps/battery-spine.svg").status_code == 200
    assert "배터리 등줄기" in client.get("/complexes/yeosu?lang=ko").text


ADDRESSES = (
    "/",
    "/catalogue",
    "/catalogue.jsonld",
    "/requests",
    "/sitemap.xml",
    "/networks",
    "/programmes/battery-spine",
    "/briefs/programme/battery-spine.pdf",
    "/embed/battery-spine",
    "/maps/battery-spine.png",
    "/collections/battery-spine/items?f=html",
    "/collections/battery-spine-ties/schema",
    "/collections/battery-spine-ties/items?f=gpkg",
)


def test_no_address_fails_for_a_programme_of_ones_own(own, server, template):
    rows = [member("묶음", "본부", "전남", "여수국가"), member("묶음", "지부", "경남", "창원국가")]
    own("add", template(SPINE, rows))
    # One server for all: to make one takes longer than to ask it.
    client = server()
    assert {address: client.get(address).status_code for address in ADDRESSES} == dict.fromkeys(
        ADDRESSES, 200
    )


def test_the_official_layout_is_read_as_it_is_printed(own, server, tmp_path):
    path = tmp_path / "명단.csv"
    path.write_text(LIKE_THE_DOCUMENTS, "utf-8")
    told = own("add", path, "--name", "내 협의체")
    assert (told.returncode, told.stderr) == (0, "")
    (one,) = json.loads(own("list", "--json").stdout)
    assert (one["name"], one["bodies"], one["members"]) == ("내 협의체", 2, 6)
    ties = server().get(f"/collections/{one['id']}-ties/items").json()["features"]
    assert len(ties) == 4


def test_a_complex_that_nobody_knows_stands_at_its_coordinate(own, server, template):
    path = template(
        SPINE,
        [
            member("묶음", "중심", "경북", "구미국가"),
            member("묶음", "나머지", "경북", "없던일반", None, 128.5, 36.2),
        ],
    )
    told = own("add", path)
    assert "위치를 찾은 곳: 없던" in told.stdout, told.stderr
    ties = server().get("/collections/battery-spine-ties/items").json()["features"]
    assert ties[0]["geometry"]["coordinates"][-1] == pytest.approx([128.5, 36.2])


def test_every_fault_is_told_with_its_file_sheet_row_and_column(own, template):
    path = template(
        SPINE | {"rule": "아무렇게나"},
        [
            member("묶음", "중심", "경북", "구미국가"),
            member("", "나머지", "경북", "창원국가"),
            member("묶음", "나머지", "경북", ""),
        ],
    )
    told = own("check", path)
    assert told.returncode != 0
    assert "Traceback" not in told.stderr
    assert "own.xlsx [사업]" in told.stderr
    assert "아무렇게나" in told.stderr
    assert f"own.xlsx [참여]:3:{BODY}" in told.stderr
    assert f"own.xlsx [참여]:4:{PLACE}" in told.stderr


def test_faults_of_the_join_stand_where_the_user_wrote_them(own, template):
    path = template(
        SPINE,
        [
            member("묶음", "중심", "경북", "구미국가"),
            member("묶음", "나머지", "어느도", "어디에도없는 곳"),
        ],
    )
    told = own("add", path)
    assert told.returncode != 0
    assert "own.xlsx [참여]:3" in told.stderr
    assert json.loads(own("list", "--json").stdout) == []


def test_a_name_of_several_places_is_told_with_them_and_what_the_row_can_say(own, tmp_path):
    path = tmp_path / "미정.csv"
    path.write_text("주관,연계\n경기(반월·시화국가),충남(아산)\n", "utf-8")
    told = own("check", str(path), "--name", "미정 사업").stderr
    assert "[참여]:2:산업단지: ‘아산’에 해당하는 곳이 여럿입니다: 아산" in told
    assert "aliases" not in told


def test_a_star_with_two_centres_is_refused_by_the_name_of_its_body(own, tmp_path):
    path = tmp_path / "명단.csv"
    path.write_text(
        LIKE_THE_DOCUMENTS.replace("충북(오창일반)", '"충북(오창일반, 충주일반)"'), "utf-8"
    )
    told = own("check", path, "--name", "내 협의체")
    assert told.returncode != 0
    assert "명단.csv [단위]:2" in told.stderr
    assert "소재 협의체" in told.stderr
    assert "named_in" not in told.stderr


def test_what_exists_is_not_overwritten_by_the_same_id(own, template):
    path = template(SPINE | {"id": "consortia"}, [member("묶음", "중심", "경북", "구미국가")])
    told = own("add", path)
    assert told.returncode != 0
    assert "consortia" in told.stderr


def test_what_is_registered_again_takes_the_place_of_the_first_and_goes_when_removed(own, template):
    own("add", template(SPINE, [member("묶음", "중심", "경북", "구미국가")]))
    again = [member("묶음", "중심", "경북", "구미국가"), member("둘", "중심", "전남", "여수국가")]
    own("add", template(SPINE, again))
    (one,) = json.loads(own("list", "--json").stdout)
    assert one["bodies"] == 2
    assert own("remove", "battery-spine").returncode == 0
    assert json.loads(own("list", "--json").stdout) == []
    gone = own("remove", "battery-spine")
    assert gone.returncode != 0
    assert "battery-spine" in gone.stderr


def test_a_folder_is_served_without_being_registered(own, server, template, tmp_path):
    own("add", template(SPINE, [member("묶음", "중심", "경북", "구미국가")]))
    folder = (tmp_path / "own" / "battery-spine").rename(tmp_path / "battery-spine")
    assert server().get("/maps/battery-spine").status_code == 404
    assert server(folder).get("/maps/battery-spine").status_code == 200
