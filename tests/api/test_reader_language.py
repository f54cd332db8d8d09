"""The command line speaks Korean unless the reader's environment asks for English."""

import pytest

from api.cli import LANGUAGE_VARIABLES, reader_language


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({}, "ko"),
        ({"LANG": ""}, "ko"),
        ({"LANG": "C"}, "ko"),
        ({"LANG": "POSIX"}, "ko"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "fr_FR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "C.UTF-8"}, "ko"),
        ({"LC_ALL": "ko_KR.UTF-8", "SANDAN_LANG": "en"}, "en"),
        ({"LC_ALL": "en_US.UTF-8", "SANDAN_LANG": "ko"}, "ko"),
        ({"LC_ALL": "en_US.UTF-8", "SANDAN_LANG": ""}, "en"),
    ],
)
def test_english_is_spoken_only_where_the_first_variable_asks_for_it(
    monkeypatch, environment, lang
):
    for name in LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reader_language() == lang
