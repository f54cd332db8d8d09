"""Maps as pictures over HTTP and on the command line."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner
from PIL import Image
from starlette.testclient import TestClient

from api.app import create_app
from api.cli.drawing import map_
from api.routes import pictures
from api.settings import Settings
from geo.errors import OutputFormatError
from maps.errors import PictureError, UnknownMapError, ViewError

SMALL = {"size": "100x80mm", "dpi": 72}


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("png", "image/png", b"\x89PNG"),
        ("svg", "image/svg+xml", b"<svg"),
        ("pdf", "application/pdf", b"%PDF"),
    ],
)
@pytest.mark.slow
def test_a_map_is_there_as_a_picture_of_each_form(client, form, media_type, start):
    answer = client.get(f"/maps/consortia.{form}", params=SMALL)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content.startswith(start)
    assert f"sandan-consortia-ko.{form}" in answer.headers["content-disposition"]


def test_a_picture_is_not_sent_again_to_who_has_it(client):
    first = client.get("/maps/overview.svg", params=SMALL)
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get("/maps/overview.svg", params=SMALL, headers=tag).status_code == 304
    other = {**SMALL, "region": "대구"}
    assert client.get("/maps/overview.svg", params=other, headers=tag).status_code == 200


def test_a_picture_that_was_drawn_is_kept(client, monkeypatch):
    first = client.get("/maps/transformation.svg", params=SMALL)
    monkeypatch.setattr(pictures, "draw", None)
    assert client.get("/maps/transformation.svg", params=SMALL).content == first.content


def test_a_picture_shows_the_view_of_its_address(client):
    asked = {**SMALL, "sector": "핵심소재", "lang": "en", "theme": "dark"}
    svg = client.get("/maps/consortia.svg", params=asked).text
    assert "Sector: Core materials" in svg
    assert "Ties" not in svg
    assert "#0f161d" in svg


@pytest.mark.parametrize(
    ("sent", "parameter", "allowed"),
    [
        ({"size": "1000000x1000000mm"}, "size", "A4"),
        ({"size": "A0"}, "size", "A4"),
        ({"dpi": 601}, "dpi", "72–600"),
        ({"dpi": "fine"}, "dpi", "정수(예: 5)"),
        ({"size": "1000x1000mm", "dpi": 600}, "dpi", "72–215"),
        ({"orientation": "up"}, "orientation", "portrait"),
        ({"extent": "world"}, "extent", "auto"),
        ({"region": "아틀란티스"}, "region", "서울"),
        ({"sector": "농업"}, "sector", "디스플레이"),
        ({"bare": "perhaps"}, "bare", "true"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(client, sent, parameter, allowed):
    answer = client.get("/maps/consortia.png", params=sent)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["parameter"] == parameter
    assert problem["allowed"][0] == allowed
    assert f"({parameter})" in problem["detail"]


@pytest.mark.parametrize("path", ["/maps/atlantis.png", "/maps/overview.gif"])
def test_an_unknown_map_or_form_is_404_with_those_there_are(client, atlas, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["allowed"] in (["overview", *atlas.programmes], ["png", "svg", "pdf"])


@pytest.mark.slow
def test_many_who_ask_at_once_all_get_their_picture(client):
    def ask(i):
        return client.get("/maps/consortia.png", params={**SMALL, "dpi": 72 + i})

    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(ask, range(4))]
    widths = [Image.open(io.BytesIO(answer.content)).width for answer in answers]
    assert widths == [round(100 / 25.4 * (72 + i)) for i in range(4)]


def test_who_comes_when_too_many_wait_is_told_when_to_come_again(data):
    settings = Settings(data=data, job_count=1, job_queue=0, job_seconds=240)
    with (
        TestClient(create_app(settings)) as client,
        ThreadPoolExecutor(4) as pool,
    ):
        answers = [
            *pool.map(
                lambda dpi: client.get("/maps/consortia.png", params={**SMALL, "dpi": dpi}),
                range(90, 94),
            )
        ]
    refused = [answer for answer in answers if answer.status_code == 503]
    assert 0 < len(refused) < 4
    assert refused[0].headers["retry-after"] == "240"
    assert "240초" in refused[0].json()["detail"]


def test_the_command_writes_what_the_server_sends(client, tmp_path):
    file = tmp_path / "대구.svg"
    options = ["--region", "대구", "--size", "100x80mm", "--lang", "ko", "--theme", "light"]
    result = CliRunner().invoke(map_, ["consortia", "-o", str(file), *options])
    assert result.exit_code == 0, result.output
    asked = {**SMALL, "region": "대구", "theme": "light"}
    assert file.read_bytes() == client.get("/maps/consortia.svg", params=asked).content


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nowhere"], UnknownMapError),
        (["overview", "--size", "A0"], PictureError),
        (["overview", "--sector", "농업"], ViewError),
    ],
)
def test_the_command_refuses_what_cannot_be_drawn(tmp_path, arguments, error):
    result = CliRunner().invoke(map_, [*arguments, "-o", str(tmp_path / "a.png")])
    assert isinstance(result.exception, error)
    assert not [*tmp_path.iterdir()]


def test_the_command_says_that_a_filter_leaves_nothing(tmp_path):
    file = tmp_path / "a.svg"
    options = ["--sector", "디스플레이", "--region", "제주"]
    result = CliRunner().invoke(map_, ["consortia", "-o", str(file), *options])
    assert result.exit_code == 0
    assert result.stderr.startswith("이 조건에 맞는 연결선이나 산업단지가 없습니다.")
    assert file.exists()


def test_a_map_page_offers_its_pictures_by_relative_address(client):
    page = client.get("/maps/consortia").text
    for form in ("png", "svg", "pdf"):
        assert f'href="../maps/consortia.{form}" download data-picture' in page


def test_a_map_is_there_as_one_file_to_take_along(client, tmp_path):
    asked = {"sector": "조선", "lang": "ko", "theme": "light"}
    answer = client.get("/maps/consortia.html", params=asked)
    assert answer.headers["content-type"].startswith("text/html")
    assert "attachment" in answer.headers["content-disposition"]
    tag = {"If-None-Match": answer.headers["etag"]}
    assert client.get("/maps/consortia.html", params=asked, headers=tag).status_code == 304
    file = tmp_path / "a.html"
    options = ["--sector", "조선", "--lang", "ko", "--standalone"]
    assert CliRunner().invoke(map_, ["consortia", "-o", str(file), *options]).exit_code == 0
    assert file.read_bytes() == answer.content


def test_an_unusable_view_makes_no_file(client, tmp_path):
    assert client.get("/maps/consortia.html?sector=농업").json()["parameter"] == "sector"
    assert client.get("/maps/atlantis.html").status_code == 404
    arguments = ["overview", "-o", str(tmp_path / "a.png"), "--standalone"]
    assert isinstance(CliRunner().invoke(map_, arguments).exception, OutputFormatError)
