"""What the READMEs promise first: every address answers, every file is there, the code runs."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import geo
from api.app import create_app
from api.settings import Settings

ROOT = Path(geo.__file__).parents[1]
READMES = ("README.md", "README.ko.md")


@pytest.fixture(scope="module")
def client():
    with TestClient(create_app(Settings())) as made:
        yield made


def roles(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    start = text.index("## 누가 무엇을" if ".ko" in name else "## Who gets what")
    return text[start : text.index("\n## ", start + 5)]


@pytest.mark.parametrize("name", READMES)
def test_every_address_for_a_role_answers(client, name):
    asked = re.findall(r"`(/[^`]*)`", roles(name))
    assert len(asked) > 10
    for address in asked:
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, address


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_is_named_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for path in re.findall(r"\]\(((?!http)[^)#]+)\)", text):
        assert (ROOT / path).exists(), path


def test_there_are_as_many_notebooks_and_formats_as_is_said():
    notebooks = list((ROOT / "notebooks").glob("*.ipynb"))
    assert len(notebooks) == len(list((ROOT / "docs" / "notebooks").glob("*.md"))) == 9
    from geo.exports.formats import FORMATS

    assert len(FORMATS) == 14


@pytest.mark.slow
def test_the_example_runs(tmp_path, monkeypatch):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(import geo.*?)```", text, re.DOTALL)[1]
    monkeypatch.chdir(tmp_path)
    exec(code, {})  # noqa: S102 - our own
    assert {one.suffix for one in tmp_path.iterdir()} == {".html", ".pdf"}
