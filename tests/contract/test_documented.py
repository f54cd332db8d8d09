"""Nothing is undocumented: each thing that a reader can ask for has its Korean and English text."""

import re

import click
import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.exports.formats import FORMATS
from geo.messages import LANGS, catalogue

BILINGUAL = re.compile(r"[가-힣].* · .*[A-Za-z]", re.DOTALL)
"""한국어 · English."""
NAMES = {"TileJSON", "oEmbed"}
"""Of standards, which are the same in both languages."""


@pytest.fixture(scope="module")
def client(data):
    with TestClient(create_app(Settings(data=data))) as client:
        yield client


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api").json()


def operations(described):
    return [(path, one) for path, item in described["paths"].items() for one in item.values()]


def test_every_route_says_in_both_languages_what_it_is(described):
    told = {path: one["summary"] for path, one in operations(described)}
    assert [path for path, text in told.items() if not BILINGUAL.search(text)] == [
        path for path, text in told.items() if text in NAMES
    ]


def test_every_parameter_of_every_route_says_what_it_means(described):
    shared = described["components"]["parameters"]
    unsaid = {
        (path, parameter["name"])
        for path, operation in operations(described)
        for listed in operation.get("parameters", ())
        for parameter in [shared[listed["$ref"].rpartition("/")[2]] if "$ref" in listed else listed]
        if not BILINGUAL.search(parameter.get("description", ""))
    }
    assert unsaid == set()


def test_no_word_is_kept_of_a_parameter_that_is_gone(described):
    shared = described["components"]["parameters"]
    asked = {
        (shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one)["name"]
        for _, operation in operations(described)
        for one in operation.get("parameters", ())
    }
    korean, english = (catalogue("api.parameters", lang).texts for lang in LANGS)
    assert korean.keys() == english.keys()
    assert {key.removeprefix("path.") for key in korean} - asked == set()


def commands(group, path=()):
    """Return every command by its words."""
    context = click.Context(group)
    found = {path: group}
    for name in group.list_commands(context) if isinstance(group, click.Group) else ():
        found |= commands(group.get_command(context, name), (*path, name))
    return found


def test_every_command_and_option_says_what_it_does():
    from api.cli import sandan

    texts = {text for lang in LANGS for text in catalogue("api", lang).texts.values()}
    for path, command in commands(sandan).items():
        assert command.help in texts or _filled(command.help, texts), path
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in {"help", "version"}:
                assert parameter.help in texts or _filled(parameter.help, texts), (path, parameter)


def _filled(text, templates):
    """Tell whether `text` is one of the catalogue's, its fields filled in."""
    return any(
        re.fullmatch(re.sub(r"\\\{.*?\\\}", ".*", re.escape(one)), text or "", re.DOTALL)
        for one in templates
        if re.search(r"[A-Za-z가-힣]{2} ?\{|\} ?[A-Za-z가-힣]{2}", one)
    )


def test_every_collection_and_each_of_its_properties_has_both_names(client):
    for layer in client.get("/collections?f=json").json()["collections"]:
        address = f"/collections/{layer['id']}"
        told = [client.get(f"{address}?f=json&lang={lang}").json() for lang in LANGS]
        assert all(one["title"] and one["description"] for one in told), address
        for lang in LANGS:
            properties = client.get(f"{address}/schema?lang={lang}").json()["properties"]
            untitled = {name for name, one in properties.items() if not one.get("title")}
            assert untitled <= {"geometry"}, (address, lang)


@pytest.mark.parametrize("id_", FORMATS)
def test_every_format_has_a_title_in_both_languages(id_):
    assert all(FORMATS[id_].title(lang) for lang in LANGS)
