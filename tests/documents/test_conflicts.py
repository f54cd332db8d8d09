"""Where the documents disagree with themselves or each other."""

import pytest

from geo.layers.conflicts import conflicts_at, conflicts_of_tie, of_indicator
from geo.model.bilingual import both
from geo.profiles.naming import disagreements, functions_of
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject, subjects

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


def test_no_tie_inherits_what_is_said_of_another_place_or_of_the_whole_body(atlas):
    found = {(tie.id, c["id"]) for tie in atlas.ties for c in conflicts_of_tie(atlas, tie)}
    touches = {conflict.id: conflict.about("complex") for conflict in atlas.conflicts}
    ends = {tie.id: tie.to_id for tie in atlas.ties}
    assert all(ends[tie] in touches[id_] for tie, id_ in found)
    assert ("t2021-busan-jisa", "K38") in found
    assert not any(tie.startswith("t2021-busan") for tie, id_ in found if id_ == "K6")


def test_every_complex_tells_of_conflicts_about_itself_alone(atlas):
    for subject in subjects(atlas):
        if subject.kind != "complex":
            continue
        made = profile(atlas, subject)
        own = {place.id for place in made.places}
        numbers = {c for one in made.indicators for c in of_indicator(atlas, one)}
        assert all(c in numbers or own & c.about("complex") for c in made.conflicts), subject.id


def test_documents_are_said_to_differ_only_where_two_values_do(atlas):
    differ, readings = (both("geo", f"conflict.{key}") for key in ("differ", "readings"))
    headings = set()
    for subject in subjects(atlas):
        found = profile(atlas, subject).conflicts
        if found:
            heading = disagreements(found)
            assert (heading == differ) == any(one.kind == "value" for one in found)
            headings.add(heading)
        # Two values stand before spellings and readings.
        assert [one.differs for one in found] == sorted(
            (one.differs for one in found), reverse=True
        )
    assert headings == {differ, readings}


def test_every_number_that_is_flagged_has_another_value(atlas):
    flagged = {one.id: of_indicator(atlas, one) for one in atlas.indicators}
    for id_, found in flagged.items():
        assert all(one.differs and one.value_a != one.value_b for one in found), id_
    assert {id_ for id_, found in flagged.items() if found and id_.startswith("t2021")} == {
        "t2021-busan-production-increase-body",
        "t2021-busan-production-increase-annex",
    }


@pytest.mark.parametrize(
    ("kind", "id_", "conflict"),
    [
        ("complex", "jisa", "K38"),
        ("complex", "seongnam", "K39"),
        ("complex", "sinpyeong-jangnim", "K40"),
        ("complex", "banwol-sihwa", "K20"),
        ("complex", "changwon", "K41"),
        ("complex", "myeongji-noksan", "K42"),
        ("complex", "ulsan-mipo", "K43"),
        ("complex", "gunsan-nat", "K44"),
        ("body", "t2021-ulsan", "K45"),
        ("body", "t2021-gyeonggi", "K46"),
        ("programme", "consortia", "K47"),
        ("region", "26", "K6"),
    ],
)
def test_where_body_and_annex_differ_is_told_on_the_page_of_what_it_is_about(
    atlas, kind, id_, conflict
):
    subject = find_subject(atlas, kind, id_)
    assert conflict in {one.id for one in profile(atlas, subject).conflicts}


def test_a_member_tells_what_body_and_annex_say_of_its_function(atlas):
    member = atlas.bodies["t2021-busan"].member_at("jisa")
    told = functions_of(member)
    assert "첨단 소재·부품 (본문)" in told.ko
    assert "디지털산업, 융합형 혁신센터 집적지 (붙임)" in told.ko
    assert "(body)" in told.en
