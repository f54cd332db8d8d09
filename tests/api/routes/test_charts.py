"""Charts as files: they say what the data say, with unit, base and period."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from api.charts import CHARTS

SVG = "{http://www.w3.org/2000/svg}"


def lines(client, name, **asked):
    answer = client.get(f"/charts/{name}.svg", params={"lang": "ko", **asked})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    return [text.text for text in ET.fromstring(answer.content).iter(f"{SVG}text")]  # noqa: S314


def test_sectors_count_the_ties_and_consortia_of_the_document(client):
    said = lines(client, "sectors")
    at = said.index("미래모빌리티")
    assert said[at + 1 : at + 3] == ["8", "7"]
    numbers = [int(text) for text in said if text.isdigit()]
    assert (sum(numbers[::2]), sum(numbers[1::2])) == (29, 25)


def test_every_tie_is_in_one_class_of_lengths(client, atlas):
    said = lines(client, "tie-lengths")
    at = [i for i, text in enumerate(said) if text.endswith(" km")]
    assert sum(int(said[i + 1]) for i in at) == len(atlas.ties_of("consortia")) == 29
    assert sum(int(said[i + 2]) for i in at) == len(atlas.ties_of("transformation"))
    near = sum(tie.length_km < 50 for tie in atlas.ties_of("transformation"))
    assert said[at[0] : at[0] + 3] == ["0–50 km", "8", str(near)]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_tells_its_unit_and_its_source(client, name, lang):
    said = " ".join(lines(client, name, lang=lang))
    assert ("단위:" if lang == "ko" else "Unit:") in said
    assert re.search("자료:|Sources?:", said)
    assert re.search(r"202[0-9]", said)


def test_goals_stand_apart_each_with_its_base(client):
    said = " ".join(lines(client, "targets"))
    assert said.count("기준: 문서에 적혀 있지 않음") == 4
    assert said.count("기준: 울산 전체의 생산과 수출") == 1
    ulsan = " ".join(lines(client, "targets", region="울산"))
    assert "71.4%" in ulsan
    assert "기준: 문서에 적혀 있지 않음" not in ulsan
    assert "창원" not in ulsan


def test_a_view_narrows_what_is_counted_and_stands_in_the_caption(client):
    said = lines(client, "sectors", region="대구")
    assert "지역: 대구" in said
    assert "디스플레이" not in said


def test_a_view_that_leaves_nothing_says_so(client):
    assert "이 조건에 맞는 수치가 없습니다." in lines(client, "sectors", programme="transformation")
    assert "이 조건에 맞는 수치가 없습니다." in lines(client, "targets", region="제주")


def test_a_png_has_the_resolution_that_was_asked_for(client):
    asked = {"dpi": 100, "theme": "dark"}
    answer = client.get("/charts/budget-by-field.png", params=asked)
    image = Image.open(io.BytesIO(answer.content))
    assert image.width == round(480 * 0.35 / 25.4 * 100)
    assert round(image.info["dpi"][0]) == 100
    assert max(image.getpixel((1, 1))) < 64
    tag = {"If-None-Match": answer.headers["etag"]}
    again = client.get("/charts/budget-by-field.png", params=asked, headers=tag)
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("wealth.svg", 404, "chart"),
        ("sectors.gif", 404, "f"),
        ("sectors.png?dpi=1000", 400, "dpi"),
        ("sectors.svg?region=xx", 400, "region"),
        ("targets.svg?sector=조선", 400, "sector"),
        ("budget-by-ministry.svg?region=27", 400, "region"),
    ],
)
def test_what_cannot_be_charted_is_told_why(client, path, status, parameter):
    answer = client.get(f"/charts/{path}")
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


@pytest.mark.parametrize("path", ["/plan", "/ledger?region=울산", "/regions/27", "/regions/대경권"])
def test_pages_lead_to_the_files_of_their_charts(client, path):
    page = client.get(path, params=None, headers={"Accept": "text/html"}).text
    found = [url.replace("&amp;", "&") for url in re.findall(r'href="[./]*(charts/[^"]+)"', page)]
    assert len(found) >= 2
    for url in found:
        assert client.get(f"/{url}").status_code == 200
