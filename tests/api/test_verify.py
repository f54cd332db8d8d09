"""Older briefs beside today's data, by number, file, page and command."""

import pytest
from click.testing import CliRunner

from api.cli.verifying import verify
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
