import pytest

from geo.errors import SubjectError, UnknownSubjectError
from geo.profiles.subjects import find_any, find_subject


@pytest.mark.parametrize(
    ("kind", "text", "id_"),
    [
        ("region", "27", "27"),
        ("region", " 27 ", "27"),
        ("region", "daegu", "27"),
        ("region", "대구", "27"),
        ("region", "대구광역시", "27"),
        ("region", "Gangwon State", "51"),
        ("mega-region", "대경권", "daegyeonggwon"),
        ("sector", "항공방산", "항공·방산"),
        ("sector", "shipbuilding", "조선"),
        ("body", "7", "c07"),
        ("body", "C07", "c07"),
        ("body", "T2021-Ulsan", "t2021-ulsan"),
        ("complex", "창원국가산업단지", "changwon"),
    ],
)
def test_a_subject_is_found_by_any_of_its_names(atlas, kind, text, id_):
    assert find_subject(atlas, kind, text).id == id_


@pytest.mark.parametrize("text", ["평양", "", "\0"])
def test_an_unknown_subject_is_told_what_there_is(atlas, text):
    with pytest.raises(SubjectError) as caught:
        find_subject(atlas, "region", text)
    assert caught.value.allowed[0] == "11"
    assert "시도" in caught.value.text("ko")


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("대구", "region", "27"),
        ("27", "region", "27"),
        ("대경권", "mega-region", "daegyeonggwon"),
        ("조선", "sector", "조선"),
        ("c13", "body", "c13"),
        ("13", "body", "c13"),
        ("t2021-busan", "body", "t2021-busan"),
        ("changwon", "complex", "changwon"),
        ("창원국가산업단지", "complex", "changwon"),
        ("산단 대개조", "programme", "transformation"),
    ],
)
def test_a_subject_of_any_kind_is_found_by_its_name_alone(atlas, text, kind, id_):
    found = find_any(atlas, text)
    assert (found.kind, found.id) == (kind, id_)


@pytest.mark.parametrize(
    ("text", "near"), [("대규", "대구광역시"), ("chanwon", "창원국가산업단지")]
)
def test_a_misspelt_subject_is_told_names_that_look_like_it(atlas, text, near):
    with pytest.raises(UnknownSubjectError) as caught:
        find_any(atlas, text)
    assert near in caught.value.near
    assert near in caught.value.text("ko")
