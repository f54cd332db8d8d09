"""Older briefs beside today's data, by number, file, page and command."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from api.cli.verifying import verify
from maps.briefs.reading import text_of
from maps.errors import BriefFileError

ADDRESS = "/briefs/region/27.json"


@pytest.fixture(scope="module")
def told(client):
    return client.get(ADDRESS)


def test_a_number_tells_of_which_data_a_brief_was_made(client, told):
    number = told.json()["number"]
    answer = client.get("/verify", params={"number": f"문서번호 {number}"}).json()
    assert answer["title"] == told.json()["title"]
    assert answer["same_data"]
    older = f"{number[:-6]}{(int(number[-6:]) + 1) % 10**6:06}"
    assert not client.get("/verify", params={"number": older}).json()["same_data"]


def test_a_file_tells_which_of_its_numbers_have_changed(client, told):
    older = told.text.replace("중앙값 94.5km", "중앙값 91.2km")
    answer = client.post("/verify", content=older.encode()).json()
    (changed,) = answer["statements"]["changed"]
    assert "91.2" in changed["then"]
    assert "94.5" in changed["now"]
    page = client.post("/verify?f=html", content=b"text=" + older.encode())
    assert "91.2" in page.text


@pytest.mark.parametrize("content", [b"PK no zip", "번호 없는 글".encode(), b""])
def test_what_bears_no_number_is_refused(client, content):
    answer = client.post("/verify", content=content)
    assert answer.status_code == 400
    assert answer.json()["allowed"]


def test_a_number_that_is_none_is_refused_and_a_gone_subject_is_said(client, told):
    assert client.get("/verify", params={"number": "27"}).status_code == 400
    gone = told.json()["number"].replace("R27-", "R99-")
    assert client.get("/verify", params={"number": gone}).json()["title"] is None


def test_the_command_ends_with_1_where_a_number_changed(told, tmp_path):
    same, older, other = (tmp_path / name for name in ("same.json", "older.json", "other.txt"))
    same.write_bytes(told.content)
    older.write_text(told.text.replace("중앙값 94.5km", "중앙값 91.2km"), "utf-8")
    other.write_text("글", "utf-8")
    assert CliRunner().invoke(verify, [str(same)]).exit_code == 0
    done = CliRunner().invoke(verify, [str(same), str(older)])
    assert done.exit_code == 1
    assert "91.2" in done.output
    with pytest.raises(BriefFileError):
        raise CliRunner().invoke(verify, [str(other)]).exception


PAGES = (
    "/compare?f=pdf",
    "/compare?f=hwpx&form=report&department=산업입지과&lang=en",
    "/compare?region=대구&region=경북&f=xlsx",
    "/scenario?step=withdraw:c15&step=withdraw:c13&f=pdf&form=report",
    "/flows?level=zone&zoning=5poles3&f=pptx",
    "/partners?subject=창원&f=pdf",
    "/networks/consortia/metrics?f=pdf&as_of=2025-06",
)
VIEWS = (
    "/briefs/view/overview.pdf?region=27&sector=미래모빌리티",
    "/briefs/view/consortia.hwpx?crosses=superregion&distance=100-&title=먼 연결 %2B 1&form=report",
    "/briefs/view/overview.json?select=changwon&lang=en",
    "/briefs/view/overview.html?region=own:창원,김해&as_of=2021",
)


@pytest.mark.parametrize("address", [*PAGES, *VIEWS])
def test_what_was_just_made_of_a_page_or_a_view_holds_in_every_number(client, address):
    made = client.get(address)
    assert made.status_code == 200
    answer = client.post("/verify", content=made.content).json()
    assert answer["same_data"]
    assert answer["number"] == answer["now_number"]
    found = answer["statements"]
    assert found["same"]
    assert not found["changed"] + found["absent"]


def test_a_view_and_a_page_that_the_data_no_longer_know_are_told_as_gone(client):
    for number in ("Voverview?region=none-B1K-20260226-000001", "Qno/page-BFK-20260226-000001"):
        answer = client.get("/verify", params={"number": number}).json()
        assert answer["number"] == number
        assert answer["title"] is None


def test_an_address_stands_once_at_the_end_and_the_number_at_the_foot_is_short(client):
    told = client.get("/briefs/view/overview.json?region=27").json()
    short = told["edition"].rpartition(" ")[2]
    assert re.fullmatch(r"V\d{8}-B1K-\d{8}-\d{6}", short)
    refused = client.get("/verify", params={"number": short})
    assert refused.status_code == 400
    assert "주소" in refused.json()["detail"]
    line = told["blocks"][-1]["items"][-1]["text"]
    assert client.get("/verify", params={"number": f"{short} {line}"}).json()["same_data"]


def test_a_changed_number_of_a_scenario_is_found(client):
    book = client.get("/scenario?step=withdraw:c15&f=hwpx").content
    text = text_of(book)
    rows = client.post("/verify", content=book).json()["statements"]["same"]
    told = next(words for one in rows if (words := one["text"].split())[-1].isdecimal())
    older = re.sub(r"\s+".join(map(re.escape, told)), " ".join([*told[:-1], "987,654"]), text)
    answer = client.post("/verify", content=older.encode()).json()
    assert any("987,654" in one["then"] for one in answer["statements"]["changed"])


def test_the_command_checks_what_a_page_gave(client, tmp_path):
    file = tmp_path / "scenario.pdf"
    file.write_bytes(client.get("/scenario?step=withdraw:c15&f=pdf").content)
    # Where tests with a browser went before, a loop of theirs runs in this thread.
    with ThreadPoolExecutor(1) as apart:
        done = apart.submit(CliRunner().invoke, verify, [str(file)]).result()
    assert done.exit_code == 0, done.output
