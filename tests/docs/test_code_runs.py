"""Every block of shell and Python in the documentation is run, or at least read as it would be."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli import sandan as command
from api.settings import Settings

ROOT = Path(__file__).parents[2]
ROLES = sorted((ROOT / "docs" / "roles").glob("*.md"))
GUIDES = [*ROOT.glob("README*.md"), *sorted((ROOT / "docs").glob("*.md"))]


def blocks(path, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(path):
    """Return the lines of shell that call `sandan`, as words; what joins two is a line each."""
    lines = "\n".join(blocks(path, "sh")).replace("\\\n", " ").replace("&&", "\n").splitlines()
    found = [shlex.split(line, comments=True) for line in lines]
    plain = [[word for word in words if not re.match("[A-Z_]+=", word)] for words in found if words]
    return [words[1:] for words in plain if words and words[0].rpartition("/")[2] == "sandan"]


def refused(group, name, words):
    """Return what a command says against its options; files of the reader's own are not here."""
    try:
        group.make_context(name, words)
    except click.exceptions.Exit:
        return None  # --help
    except click.UsageError as error:
        kind = error.param.type if isinstance(error, click.BadParameter) and error.param else None
        return None if isinstance(kind, click.Path | click.File) else error.format_message()
    return None


@pytest.mark.parametrize("guide", [*GUIDES, *ROLES], ids=lambda path: path.name)
def test_commands_have_the_options_that_the_guides_say(guide):
    for words in commands(guide):
        group, name, rest = command, "sandan", words
        while isinstance(group, click.Group) and rest and not rest[0].startswith("-"):
            found = group.get_command(click.Context(group), rest[0])
            assert found, (guide.name, words)
            group, name, rest = found, rest[0], rest[1:]
        assert refused(group, name, rest) is None, (guide.name, words)


@pytest.mark.slow
def test_the_commands_of_every_role_do_what_they_say(sandan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = {tuple(words): guide for guide in ROLES for words in commands(guide)}
    assert len(said) >= 12
    for words, guide in said.items():
        if words == ("build",):
            continue  # tests/contract builds; here it would write the data of all tests
        done = sandan(*words)
        assert (done.returncode, done.stderr) == (0, ""), (guide.name, words)
        assert done.stdout
    written = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {".gpkg", ".geojson", ".hwpx", ".xlsx"}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_python_of_a_role_is_the_same_in_both_languages_and_runs(lang, capsys):
    folder = ROOT / "docs" / "roles"
    name = "analyst.ko.md" if lang == "ko" else "analyst.md"
    (code,) = blocks(folder / name, "python")
    assert [code] == blocks(folder / "analyst.md", "python")
    if lang == "en":
        exec(code, {})  # noqa: S102 - our own
        told = capsys.readouterr().out
        assert "count" in told
        assert "5 rows" in told


@pytest.fixture(scope="module")
def client(data):
    with TestClient(create_app(Settings(data=data))) as client:
        yield client


@pytest.mark.parametrize("guide", ROLES, ids=lambda path: path.name)
def test_every_address_of_a_role_answers(client, guide):
    asked = re.findall(r"`(/[^`\s]*)`", guide.read_text("utf-8"))
    assert len(asked) > (0 if "operator" in guide.name else 3)
    for address in asked:
        answer = client.get(address, headers={"accept": "text/html"})
        # /answer and /verify ask for what is looked for, which the page says.
        assert answer.status_code == 200, (address, answer.status_code)


PROGRAM = str(Path(sys.executable).with_name("sandan"))


def completed(shell, line):
    """Return what a shell would offer at the end of a line."""
    words = line.split(" ")
    # fish hands over the word that is being typed, the others its place in the line.
    place = words[-1] if shell == "fish" else str(len(words) - 1)
    environment = {"_SANDAN_COMPLETE": f"{shell}_complete", "COMP_WORDS": line, "COMP_CWORD": place}
    return set(re.findall(r"[\w-]+", asked(environment)))


def asked(environment):
    return subprocess.run(  # noqa: S603
        [PROGRAM], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    ).stdout


@pytest.mark.process
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_options_and_choices(shell):
    assert "_sandan_completion" in asked({"_SANDAN_COMPLETE": f"{shell}_source"})
    assert {"geocode", "gaps"} <= completed(shell, "sandan g")
    assert "--region" in completed(shell, "sandan geocode --reg")
    assert {"ko", "en"} <= completed(shell, "sandan map overview --lang ")
