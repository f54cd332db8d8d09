"""Both languages say the same things."""

from string import Formatter

from geo.messages import catalogue

KO, EN = catalogue("maps", "ko").texts, catalogue("maps", "en").texts


def fields(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_catalogues_have_the_same_keys_in_the_same_order():
    assert list(KO) == list(EN)


def test_a_text_has_the_same_fields_in_both_languages():
    assert [key for key in KO if fields(KO[key]) != fields(EN[key])] == []


def test_no_text_is_empty():
    assert [key for key in KO if not (KO[key].strip() and EN[key].strip())] == []
