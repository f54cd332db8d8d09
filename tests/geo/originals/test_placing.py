"""A fact is found where its source prints it, in its own section."""

from geo.originals.placing import Wording, fold, place

TEXT = """# 1. 울산
거점  미포 ‧ 온산국가산단   생산 1,234억원
연계  매곡일반산단   100억원
# 2. 전북
거점  군산국가산단   생산 5,678억원
연계  완주일반산단   100억원
"""


def at(places, fact):
    found = next(one for one in places if one.fact == fact)
    return TEXT[found.start : found.end], found


def test_words_are_found_whatever_their_spaces_dots_and_commas():
    facts = [Wording("hub", "미포·온산국가산단", "1"), Wording("output", "생산 1234 억원", "1")]
    places = place(TEXT, facts)
    assert at(places, "hub")[0] == "미포 ‧ 온산국가산단"
    assert at(places, "output")[0] == "생산 1,234억원"
    assert all(one.exact for one in places)


def test_words_that_stand_twice_are_those_of_the_section():
    facts = [
        Wording("a", "매곡일반산단", "1"),
        Wording("a-money", "100억원", "1"),
        Wording("b", "완주일반산단", "2"),
        Wording("b-money", "100억원", "2"),
    ]
    places = place(TEXT, facts)
    for one in ("a", "b"):
        assert 0 < at(places, f"{one}-money")[1].start - at(places, one)[1].end < 10


def test_of_equal_rows_of_a_table_each_fact_stands_in_its_own():
    text = "11 전남(여수국가) 울산 고기능\n12 전북(익산국가) 대구\n13 전남(여수국가) 울산 미래형\n"
    facts = [
        Wording("11", "고기능", "표 11행 분야"),
        Wording("11-lead", "전남(여수국가)", "표 11행 주관"),
        Wording("13", "미래형", "표 13행 분야"),
        Wording("13-lead", "전남(여수국가)", "표 13행 주관"),
    ]
    starts = {one.fact: one.start for one in place(text, facts)}
    assert starts["11-lead"] < starts["11"] < starts["13-lead"] < starts["13"]


def test_a_printing_of_several_values_stands_at_its_longest_beside_the_others():
    row = Wording("b", "연계 / 100억원", "9"), Wording("c", "완주일반산단 / 100억원", "9")
    places = place(TEXT, row[1:])
    assert at(places, "c")[0] == "완주일반산단"


def test_a_scanning_error_that_was_mended_is_found_and_said_to_differ():
    scanned = TEXT.replace("매곡일반산단", "매곡읻반산단")
    places = place(scanned, [Wording("a", "연계 매곡일반산단 100억원", "1")])
    assert [one.exact for one in places] == [False]


def test_what_the_text_does_not_have_and_what_says_too_little_is_left_out():
    facts = [
        Wording("none", "없는 산업단지의 이름", "1"),
        Wording("short", "4", "1"),
        Wording("no", "", ""),
    ]
    assert place(TEXT, facts) == ()
    assert place("", [Wording("a", "무엇", "1")]) == ()


def test_places_come_in_the_order_of_the_text():
    facts = [Wording("2", "완주일반산단", "2"), Wording("1", "매곡일반산단", "1")]
    assert [one.fact for one in place(TEXT, facts)] == ["1", "2"]


def test_folding_leaves_letters_and_digits():
    assert fold("「㎞」 제2단지(3.5%)") == "km제2단지35"
