"""Briefs over HTTP and on the command line."""

import io
import json
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from api.cli.briefing import brief
from api.routes import briefs
from geo.errors import OutputFormatError, UnknownSubjectError
from maps.briefs.formats import FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_a_brief_is_there_in_each_format(client, form):
    answer = client.get(f"/briefs/consortium/c13.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type
    assert answer.headers["content-disposition"].endswith(f"_2026-02-26.{form}")
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("region/27", "대구광역시 산업단지 연계 현황"),
        ("region/대구", "대구광역시 산업단지 연계 현황"),
        ("mega-region/daegyeonggwon", "대경권 산업단지 연계 현황"),
        ("sector/항공·방산", "항공·방산 분야 산업단지 연계 현황"),
        ("project/t2021-busan", "부산 산업단지 대개조(2021년)"),
        ("complex/changwon", "창원국가산업단지 연계 현황"),
    ],
)
def test_every_kind_of_subject_has_its_brief(client, path, title):
    assert f"<h1>{title}</h1>" in client.get(f"/briefs/{path}.html").text


def test_a_brief_speaks_the_language_and_has_the_length_that_are_asked_for(client):
    asked = {"lang": "en", "length": "full"}
    answer = client.get("/briefs/region/27.html", params=asked)
    assert answer.headers["content-language"] == "en"
    assert "<h2>Ties and distances</h2>" in answer.text


def test_a_brief_is_not_sent_or_made_again_without_need(client, monkeypatch):
    first = client.get("/briefs/sector/조선.html")
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/briefs/sector/조선.html", headers=tag).status_code == 304
    monkeypatch.setattr(briefs, "written", None)
    assert client.get("/briefs/sector/조선.html").content == first.content


@pytest.mark.parametrize(
    ("path", "status", "parameter", "allowed"),
    [
        ("region/평양.pdf", 404, "region", "11"),
        ("planet/27.pdf", 404, "kind", "region"),
        ("region/27.docx", 404, "f", "pdf"),
        ("region/27.pdf?length=long", 400, "length", "page"),
        ("region/27.pptx?map=svg", 400, "map", "picture"),
        ("region/27.pdf?lang=fr", 400, "lang", "ko"),
        ("region/27.pdf?form=memo", 400, "form", "report"),
        ("region/27.pdf?form=report&date=2026-2-30", 400, "date", "2026-02-26"),
        ("planet.zip", 404, "kind", "consortia"),
        ("region.zip?f=docx", 404, "f", "pdf"),
    ],
)
def test_what_there_is_not_is_told_what_there_is(client, path, status, parameter, allowed):
    answer = client.get(f"/briefs/{path}")
    assert answer.status_code == status
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert allowed in problem["allowed"]


def test_the_page_of_a_subject_leads_to_its_briefs(client):
    page = client.get("/sectors/항공·방산", params={"f": "html"}).text
    for form in FORMATS:
        address = f"briefs/sector/%ED%95%AD%EA%B3%B5%C2%B7%EB%B0%A9%EC%82%B0.{form}?length=full"
        assert f"../{address}&amp;lang=ko" in page
        assert client.get(f"/{address}").status_code == 200


def pictures_in(deck):
    with ZipFile(io.BytesIO(deck)) as file:
        return [name for name in file.namelist() if name.startswith("ppt/media/")]


@pytest.mark.slow
def test_the_map_of_slides_is_shapes_or_a_picture_as_asked_for(client, tmp_path):
    for asked, count in (({}, 0), ({"map": "shapes"}, 0), ({"map": "picture"}, 1)):
        answer = client.get("/briefs/complex/changwon.pptx", params=asked)
        assert len(pictures_in(answer.content)) == count
    run("changwon", "-o", str(tmp_path), "--format", "pptx", "--map", "picture")
    (file,) = tmp_path.iterdir()
    assert file.read_bytes() == answer.content


def run(*arguments):
    return CliRunner().invoke(brief, arguments)


def test_the_command_writes_a_file_for_each_format(tmp_path):
    done = run("대구", "-o", str(tmp_path / "out"), "--lang", "en", "--format", "html,pdf")
    assert done.exit_code == 0
    names = {file.name for file in (tmp_path / "out").iterdir()}
    stem = "Daegu_ties_between_industrial_complexes_2026-02-26"
    assert names == {f"{stem}.html", f"{stem}.pdf"}
    assert all(name in done.output for name in names)


@pytest.mark.process
@pytest.mark.parametrize("form", ["json", pytest.param("hwpx", marks=pytest.mark.sweep)])
def test_all_stands_for_the_16_regions_made_as_each_alone(tmp_path, form):
    done = run("all", "-o", str(tmp_path / "all"), "--format", form)
    assert done.exit_code == 0
    made = sorted((tmp_path / "all").iterdir())
    assert len(done.output.splitlines()) == 16
    assert len(made) == 16
    run("제주", "-o", str(tmp_path / "one"), "--format", form)
    (alone,) = (tmp_path / "one").iterdir()
    assert alone.read_bytes() == (tmp_path / "all" / alone.name).read_bytes()


def test_a_zip_has_a_brief_for_each_body_of_a_programme(client, tmp_path):
    answer = client.get("/briefs/nas.zip", params={"f": "json", "form": "report"})
    with ZipFile(io.BytesIO(answer.content)) as file:
        names = file.namelist()
        assert {one.date_time[:3] for one in file.infolist()} == {(2026, 2, 26)}
        told = [json.loads(file.read(name)) for name in names]
    assert (
        len(names) == len({*names}) == len(client.get("/collections/nas/items").json()["features"])
    )
    assert {one["shape"] for one in told} == {"report"}
    whole = tmp_path / "all.zip"
    run("all:nas", "-o", str(whole), "--format", "json", "--form", "report")
    assert whole.read_bytes() == answer.content


def test_a_report_bears_department_and_date(client):
    asked = {"form": "report", "department": "산업<입지>과", "date": "2026-03-02"}
    page = client.get("/briefs/region/27.html", params=asked).text
    assert "산업&lt;입지&gt;과, 2026. 3. 2." in page


def test_an_unknown_subject_or_format_is_refused_before_anything_is_written(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(UnknownSubjectError, match="대구광역시"):
        raise run("대규", "-o", str(out)).exception
    with pytest.raises(OutputFormatError, match="docx"):
        raise run("대구", "-o", str(out), "--format", "docx").exception
    assert not out.exists()


@pytest.mark.parametrize("form", FORMATS)
def test_a_view_of_a_map_is_a_brief_in_each_format(client, form):
    answer = client.get(f"/briefs/view/overview.{form}", params={"region": "27", "lang": "ko"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[form].media_type


def _told(client, **view):
    return client.get("/briefs/view/overview.json", params={"length": "full", **view}).json()


def _rows(told, of):
    return next(one["rows"] for one in told["blocks"] if of in one.get("caption", ""))


def test_a_brief_of_a_view_counts_what_the_map_shows(client):
    shown = client.get("/collections/consortium-ties/items", params={"limit": 1000}).json()
    far = [one for one in shown["features"] if one["properties"]["length_km"] >= 100]
    told = _told(client, programme="consortia", distance="100-")
    assert far
    assert len(_rows(told, "연결 목록")) == len(far)
    assert "연결 거리" in told["title"]


def test_a_brief_of_a_selection_tells_of_that_alone(client):
    told = _told(client, select="c13")
    assert {row[0] for row in _rows(told, "참여")} == {"13. 미래형 석유화학 핵심소재 밸류체인"}
    assert len(_rows(told, "연결 목록")) == 1


def test_a_title_of_ones_own_and_nothing_shown_are_told(client):
    assert _told(client, title="먼 연결")["title"] == "먼 연결"
    assert "참여 산업단지 없음" in _told(client, region="50", sector="반도체")["message"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("none.pdf", 404), ("overview.docx", 406), ("overview.pdf?region=none", 400)],
)
def test_a_view_that_there_is_not_is_refused(client, path, status):
    answer = client.get(f"/briefs/view/{path}")
    assert answer.status_code in {status, 404}
    assert answer.json()["allowed"]


def test_the_command_tells_a_view_by_the_address_of_a_map(tmp_path):
    done = CliRunner().invoke(
        brief, ["overview?region=대구&title=우리", "-o", str(tmp_path), "--format", "json"]
    )
    assert done.exit_code == 0, done.output
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text("utf-8"))["number"].startswith(
        "Voverview?region=27&title=우리-"
    )
