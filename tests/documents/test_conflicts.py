"""Where the documents disagree with themselves or each other."""

import pytest

from geo.layers.conflicts import conflicts_at

TOPICS = [
    ("5조", "1.3조"),
    ("익산제2", "익산일반"),
    ("충남", "대전"),
    ("에너지신산업", "에너지신사업"),
    ("첨단과학", "광주첨단"),
    ("녹산", "명지·녹산"),
    ("미포", "울산미포"),
    ("미포", "미포·온산"),
    ("자동차·전자부품", "전장부품"),
    ("판교", "판교제2테크노밸리"),
    ("국제규범대응형", "공급·수요연계형"),
    ("친환경자동차벨트", ""),
]


@pytest.mark.parametrize(("one", "other"), TOPICS)
def test_both_values_stand_in_the_register(atlas, one, other):
    assert any(
        (one in c.value_a and other in c.value_b) or (one in c.value_b and other in c.value_a)
        for c in atlas.conflicts
    )


def test_every_conflict_says_what_is_used_and_why_in_both_languages(atlas):
    for conflict in atlas.conflicts:
        assert all((conflict.used, conflict.reason_ko, conflict.reason_en, conflict.touches))


def test_a_conflict_is_known_at_the_places_that_it_touches(atlas):
    (conflict,) = conflicts_at(atlas, "complex:iksan2")
    assert (conflict["value_a"], conflict["value_b"]) == ("익산제2", "익산일반산단")
    assert not conflicts_at(atlas, "complex:namdong")
