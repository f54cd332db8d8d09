import pytest

from api.language import accepted


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "ko"),
        ("ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("en;q=0.5, ko;q=0.7", "ko"),
        ("fr-FR", "ko"),
        ("fr, en;q=0.3", "en"),
        ("en;q=rubbish", "ko"),
        (";;,,q=", "ko"),
    ],
)
def test_the_reader_gets_the_language_that_the_browser_ranks_highest(header, lang):
    assert accepted(header) == lang
