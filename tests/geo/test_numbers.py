"""Numbers with units, as an official reads them."""

import pytest

from geo.messages.numbers import with_unit


@pytest.mark.parametrize(
    ("number", "unit", "lang", "written"),
    [
        ("39.2", "조 원", "ko", "39.2조 원"),
        ("96", "억 달러", "ko", "96억 달러"),
        ("228", "건", "ko", "228건"),
        ("12", "%", "en", "12%"),
        ("228", "cases", "en", "228 cases"),
        ("3,200", "100 million won", "en", "3,200 × 100 million won"),
        ("7", "", "ko", "7"),
    ],
)
def test_a_number_stands_with_its_unit_as_the_language_has_it(number, unit, lang, written):
    assert with_unit(number, unit, lang) == written
