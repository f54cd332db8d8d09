"""What click says by itself is Korean for a Korean reader."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SPEC = spec_from_file_location("compile_locale", ROOT / "scripts" / "compile_locale.py")
locale = module_from_spec(SPEC)
SPEC.loader.exec_module(locale)


def test_the_catalogue_is_up_to_date():
    assert locale.COMPILED.read_bytes() == locale.compiled(), "run scripts/compile_locale.py"


def test_every_sentence_is_one_that_click_says():
    import click

    sources = "".join(
        path.read_text("utf-8").replace('"\n' + " " * 8 + '"', "")
        for path in Path(click.__file__).parent.glob("*.py")
    )
    words = json.loads((locale.LOCALE / "ko.json").read_text("utf-8"))
    assert [text for text in words if f'"{text}"' not in sources] == []


@pytest.mark.parametrize(
    ("arguments", "ko", "en"),
    [
        (["geocode", "--help"], "사용법: sandan geocode", "Usage: sandan geocode"),
        (["flie"], "'flie' 명령은 없습니다", "No such command 'flie'"),
        (["map", "overview", "--sise", "A4"], "혹시", "Did you mean"),
        (["serve", "--port", "x"], "'--port'의 값이 맞지 않습니다", "Invalid value for '--port'"),
        (["export"], "빠진 인수 'COLLECTION'", "Missing argument 'COLLECTION'"),
        (["reverse", "1", "2", "3"], "남는 인수가 있습니다 (3)", "unexpected extra argument (3)"),
        (["brief", "경남", "-o"], "'-o' 옵션에는 값 1개가 필요합니다", "'-o' requires an argument"),
    ],
)
def test_usage_and_wrong_options_are_told_in_the_language_of_the_reader(sandan, arguments, ko, en):
    for lang, words in (("ko", ko), ("en", en)):
        done = sandan(*arguments, SANDAN_LANG=lang)
        assert words in done.stdout + done.stderr
        assert done.returncode == (0 if "--help" in arguments else 2)
