import pytest

from geo.text import NameKey, alike, fold, name_key, parts


@pytest.mark.parametrize(
    "written",
    [
        "반월·시화국가",
        "반월‧시화국가",
        "반월・시화 국가",
        "반월ㆍ시화국가",
        "반월, 시화국가",
        "반월 시화국가",
    ],
)
def test_every_separator_gives_the_same_key(written):
    assert name_key(written) == NameKey("반월시화", "국가")


@pytest.mark.parametrize(
    "written",
    ["창원국가", "창원국가산단", "창원국가산업단지", "창원 국가 산업단지", "창원국가공단"],
)
def test_words_for_complex_carry_no_meaning(written):
    assert name_key(written) == NameKey("창원", "국가")


def test_the_kind_stays_in_the_key():
    assert name_key("군산국가") != name_key("군산일반")


def test_a_name_without_kind_has_none():
    assert name_key("제천바이오밸리") == NameKey("제천바이오밸리", None)
    assert name_key("남동공단") == NameKey("남동", None)


def test_what_stands_in_parentheses_qualifies_and_does_not_name():
    assert name_key("성서일반산업단지(1~5차)") == NameKey("성서", "일반")


def test_width_and_case_are_folded():
    assert fold("Ｇ밸리") == fold("g밸리")


def test_a_name_that_is_only_a_kind_keeps_its_letters():
    assert name_key("국가산업단지") == NameKey("국가산업단지", None)


def test_joined_names_come_apart():
    assert parts("미포·온산국가") == ("미포", "온산국가")


def test_names_that_hold_what_was_written_are_told_first_then_those_most_alike():
    names = {"창원": "창원국가산업단지", "창원일반": "창원일반산업단지", "장원": "장원농공단지"}
    assert alike("원일", names, 2)[0] == "창원일반산업단지"
    assert set(alike("창언", names, 3)) <= set(names.values())
    assert alike("zzz", names, 3) == ()
