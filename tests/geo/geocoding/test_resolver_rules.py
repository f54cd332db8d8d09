"""The rules of the resolver one by one, on a made-up gazetteer."""

from dataclasses import replace

import pytest

from geo.errors import AmbiguousPlaceError, RegionError, UnresolvedPlaceError
from geo.geocoding.gazetteer import Alias, Gazetteer
from geo.geocoding.resolver import Resolver
from geo.model.places import PlaceKind

KINDS = {"국가": PlaceKind.NATIONAL, "일반": PlaceKind.GENERAL, "농공": PlaceKind.AGRO}


@pytest.fixture
def made(resolver):
    """Make a resolver of places {id: (name, 시도, 시군구)}, spellings and groups {id: members}."""
    pattern = next(iter(resolver.gazetteer.places.values()))

    def place(id_, name, sido, sigungu, members):
        kind = next((kind for word, kind in KINDS.items() if word in name), PlaceKind.OTHER)
        return replace(
            pattern,
            id=id_,
            name_ko=name,
            name_en=id_,
            kind=PlaceKind.GROUP if members else kind,
            members=members,
            sido=sido,
            sigungu_all=(sigungu,) if sigungu else (),
        )

    def make(places, *aliases, groups=None):
        members = groups or {}
        known = [place(id_, *told, members.get(id_, ())) for id_, told in places.items()]
        return Resolver(Gazetteer.of(known, aliases, resolver.regions), resolver.regions)

    return make


GARAM = {"garam": ("가람국가산업단지", "경상남도", "창원시")}
BOTH = {
    "bada-nat": ("바다국가산업단지", "경상남도", "창원시"),
    "bada-gen": ("바다일반산업단지", "경상남도", "창원시"),
}
TWO = {
    "nuri": ("누리일반산업단지", "경상남도", "창원시"),
    "maru": ("마루일반산업단지", "경상남도", "창원시"),
}


def ids(found):
    return [one.place.id for one in found]


def test_an_official_name_goes_before_the_same_listed_spelling(made):
    found = made(GARAM, Alias("가람국가산업단지", "garam", None, confidence="low")).resolve(
        "가람국가산업단지"
    )
    assert (found.method, found.matched, found.confidence) == (
        "gazetteer",
        "가람국가산업단지",
        "high",
    )


def test_a_listed_spelling_says_which_it_was_and_how_sure_it_is(made):
    found = made(GARAM, Alias("가온단지", "garam", None, confidence="low")).resolve("가온단지")
    assert (found.method, found.matched, found.confidence) == ("alias", "가온단지", "low")


def test_a_spelling_to_the_letter_goes_before_the_rules_for_a_name(made):
    """가람 alone would be the national complex; it is listed for the other."""
    found = made(
        {**GARAM, "other": ("나루일반산업단지", "경상남도", "창원시")}, Alias("가람", "other", None)
    )
    assert found.resolve("가람").place.id == "other"
    assert found.resolve("가람국가").place.id == "garam"


def test_a_spelling_of_a_programme_holds_there_alone_and_goes_before_all(made):
    resolver = made(
        {**GARAM, "other": ("나루일반산업단지", "경상남도", "창원시")},
        Alias("가람국가", "other", None, programme="consortia"),
    )
    assert resolver.resolve("가람국가").place.id == "garam"
    assert resolver.resolve("가람국가", programme="transformation").place.id == "garam"
    assert resolver.resolve("가람국가", programme="consortia").place.id == "other"
    assert ids(resolver.resolve_all("가람국가", programme="consortia")) == ["other"]
    assert ids(resolver.resolve_all("가람국가")) == ["garam"]


def test_a_spelling_of_a_region_holds_in_that_region_alone(made):
    resolver = made(GARAM, Alias("가온단지", "garam", resolver_region(made, "충남")))
    assert resolver.resolve("가온단지", "충남").place.id == "garam"
    for region in ("", "경남", "부산"):
        with pytest.raises(UnresolvedPlaceError):
            resolver.resolve("가온단지", region)


def resolver_region(made, name):
    return made(GARAM).regions.find(name).id


def test_any_other_spelling_holds_where_the_place_lies(made):
    resolver = made(GARAM, Alias("가온단지", "garam", None))
    assert ids(resolver.matches("가온단지")) == ["garam"]
    assert resolver.resolve("가온단지", "경남").place.id == "garam"
    with pytest.raises(UnresolvedPlaceError):
        resolver.resolve("가온단지", "부산")


def test_a_spelling_without_a_kind_answers_to_the_kind_of_its_place(made):
    resolver = made(GARAM, Alias("가온", "garam", None))
    assert resolver.resolve("가온국가산단").place.id == "garam"
    assert resolver.matches("가온일반산단") == []


def test_a_spelling_with_a_kind_answers_to_a_plain_word_for_complex(made):
    resolver = made(
        TWO,
        Alias("다솔일반", "nuri", None),
        Alias("라온일반", "maru", None, programme="consortia"),
    )
    found = resolver.resolve("다솔산단", "경남")
    assert (found.place.id, found.matched) == ("nuri", "다솔일반")
    assert resolver.matches("다솔") == []
    assert resolver.matches("다솔농공") == []
    assert resolver.matches("라온산단") == []
    assert resolver.matches("다솔산단", resolver.regions.find("부산").id) == []


def test_a_bare_name_is_no_spelling_that_says_complex(made):
    resolver = made(TWO, Alias("라온공단", "nuri", None))
    assert resolver.resolve("라온공단").place.id == "nuri"
    assert resolver.resolve("라온산단").place.id == "nuri"
    assert resolver.matches("라온") == []


def test_a_spelling_that_only_says_complex_does_not_choose_between_two(made):
    resolver = made(BOTH, Alias("바다공단", "bada-nat", None))
    assert resolver.resolve("바다공단").place.id == "bada-nat"
    assert sorted(ids(resolver.matches("바다산단"))) == ["bada-gen", "bada-nat"]
    assert resolver.resolve("바다일반").place.id == "bada-gen"


def test_what_stands_in_parentheses_has_to_fit(made):
    resolver = made(
        {
            "one": ("소담일반산업단지(1단지)", "경상남도", "창원시"),
            "two": ("소담일반산업단지(2단지)", "경상남도", "창원시"),
        }
    )
    assert resolver.resolve("소담일반(2단지)").place.id == "two"
    assert resolver.resolve("소담일반산업단지(1단지)").place.id == "one"


def test_several_places_are_told_with_what_was_asked(made):
    with pytest.raises(AmbiguousPlaceError) as told:
        made(BOTH).resolve("바다산단", "경남")
    facts = told.value.facts()
    assert (facts["written"], facts["region"]) == ("바다산단", "경남")
    assert told.value.candidates == ("바다국가산업단지", "바다일반산업단지")


def test_a_name_that_nobody_has_is_told_with_the_nearest_of_the_region(made):
    resolver = made({**TWO, "far": ("누라일반산업단지", "부산광역시", "강서구")})
    with pytest.raises(UnresolvedPlaceError) as told:
        resolver.resolve("누리마일반", "경남")
    facts = told.value.facts()
    assert (facts["written"], facts["region"]) == ("누리마일반", "경남")
    assert "누리일반산업단지" in told.value.nearest
    assert "누라일반산업단지" not in told.value.nearest


def test_a_region_that_is_none_is_refused_by_both_ways(made):
    for ask in (made(GARAM).resolve, made(GARAM).resolve_all):
        with pytest.raises(RegionError):
            ask("가람국가", "없는도")


def test_a_dot_joins_the_members_of_a_group_whose_kind_stands_once(made):
    resolver = made(
        {**TWO, "both": ("누리·마루 묶음", "경상남도", "")}, groups={"both": ("nuri", "maru")}
    )
    found = resolver.resolve("마루·누리일반산단", "경남")
    assert (found.place.id, found.method, found.matched) == ("both", "group", "누리·마루 묶음")
    assert resolver.matches("마루·누리일반산단", resolver.regions.find("부산").id) == []
    assert resolver.matches("마루·없음일반산단") == []
    assert resolver.matches("마루·누리국가산단") == []


def test_a_list_of_places_is_each_of_them_in_its_order(made):
    resolver = made({**TWO, "hana": ("하나농공단지", "경상남도", "창원시")})
    assert ids(resolver.resolve_all("마루일반, 하나농공, 누리일반", "경남")) == [
        "maru",
        "hana",
        "nuri",
    ]
    with pytest.raises(UnresolvedPlaceError) as told:
        resolver.resolve_all("마루일반, 두리농공", "경남")
    assert told.value.facts()["region"] == "경남"
    with pytest.raises(UnresolvedPlaceError):
        resolver.resolve_all("마루일반, 누리일반", "부산")


def test_a_list_knows_the_spellings_of_its_programme(made):
    resolver = made(TWO, Alias("가온", "maru", None, programme="consortia"))
    assert ids(resolver.resolve_all("누리일반, 가온", "경남", "consortia")) == ["nuri", "maru"]
    with pytest.raises(UnresolvedPlaceError):
        resolver.resolve_all("누리일반, 가온", "경남")


def test_one_spelling_of_several_places_is_all_of_them_in_a_list_only(made):
    resolver = made(TWO, Alias("해솔단지", "nuri", None), Alias("해솔단지", "maru", None))
    assert ids(resolver.resolve_all("해솔단지")) == ["nuri", "maru"]
    with pytest.raises(AmbiguousPlaceError):
        resolver.resolve("해솔단지")
    with pytest.raises(AmbiguousPlaceError):
        made(BOTH).resolve_all("바다산단")


def test_a_region_in_front_of_a_name_has_to_be_that_of_the_place(made):
    resolver = made(GARAM)
    assert resolver.resolve("창원 가람산단").place.id == "garam"
    assert resolver.resolve("경남 창원시 가람국가").place.id == "garam"
    assert resolver.matches("부산 가람산단") == []
    assert resolver.matches("창원 나래산단") == []


@pytest.mark.parametrize(
    "written", ["가람스마트허브", "가람 스마트허브", "가람스마트그린산단", "가람스마트그린"]
)
def test_the_brand_of_a_complex_is_left_out(made, written):
    resolver = made(GARAM)
    assert resolver.resolve(written).place.id == "garam"
    assert resolver.matches(written, resolver.regions.find("부산").id) == []


def test_the_nearest_names_are_five_at_most_the_best_first_and_a_place_once(made):
    places = {f"p{n}": (f"누리{n}일반산업단지", "경상남도", "창원시") for n in range(1, 8)}
    near = made(places, Alias("누리3번", "p3", None)).nearest("누리3")
    assert len(near) == len({one.place.id for one in near}) == 5
    assert (near[0].place.id, near[0].score) == ("p3", 1.0)
    scores = [one.score for one in near]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= score <= 1 for score in scores)


def test_the_nearest_names_are_of_the_region_and_like_the_name(made):
    resolver = made({**GARAM, "busan": ("가랑일반산업단지", "부산광역시", "강서구")})
    assert [one.place.id for one in resolver.nearest("가람", resolver.regions.find("부산").id)] == [
        "busan"
    ]
    assert resolver.nearest("xyz") == []
    assert resolver.nearest("가람" + "산" * 1000) is not None


def test_one_spelling_of_several_places_stands_among_others_and_in_its_region(made):
    resolver = made(
        {
            **TWO,
            "hana": ("하나농공단지", "경상남도", "창원시"),
            "busan": ("두리일반산업단지", "부산광역시", "강서구"),
        },
        *(Alias("해솔단지", id_, None) for id_ in ("nuri", "maru", "busan")),
    )
    found = resolver.resolve_all("누리일반, 해솔단지, 하나농공", "경남")
    assert ids(found) == ["nuri", "nuri", "maru", "hana"]


def test_one_spelling_of_several_places_may_be_that_of_a_programme(made):
    resolver = made(
        TWO, *(Alias("해솔단지", id_, None, programme="consortia") for id_ in ("nuri", "maru"))
    )
    assert ids(resolver.resolve_all("누리일반, 해솔단지", "경남", "consortia")) == [
        "nuri",
        "nuri",
        "maru",
    ]


def test_a_cell_without_a_name_is_told_as_it_is_written(made):
    with pytest.raises(UnresolvedPlaceError) as told:
        made(GARAM).resolve_all("·", "경남")
    facts = told.value.facts()
    assert (facts["written"], facts["region"]) == ("·", "경남")


@pytest.mark.parametrize("front", ["창원", "경남 창원시"])
def test_what_stands_behind_a_region_is_read_as_any_name(made, front):
    resolver = made(GARAM, Alias("가온단지", "garam", None, programme="consortia"))
    assert resolver.resolve(f"{front} 가온단지", programme="consortia").place.id == "garam"
    assert resolver.matches(f"{front} 가온단지") == []
    assert resolver.matches(f"{front} 가람산단", resolver.regions.find("부산").id) == []


def test_a_listed_spelling_goes_before_one_official_name_with_another_word_for_complex(made):
    resolver = made(
        {**GARAM, "other": ("나루일반산업단지", "경상남도", "창원시")},
        Alias("가람공단", "other", None),
    )
    assert resolver.resolve("가람산단").place.id == "other"
    assert resolver.resolve("가람국가산단").place.id == "garam"


def test_the_kind_at_the_end_speaks_for_all_that_a_dot_joins(made):
    places = {
        **TWO,
        "nuri-nat": ("누리국가산업단지", "경상남도", "창원시"),
        "both": ("일반 묶음", "경상남도", ""),
        "mixed": ("섞인 묶음", "경상남도", ""),
    }
    groups = {"both": ("nuri", "maru"), "mixed": ("nuri-nat", "maru")}
    resolver = made(places, groups=groups)
    assert resolver.resolve("누리·마루일반산단").place.id == "both"
    assert resolver.resolve("누리국가·마루일반산단").place.id == "mixed"


def test_likeness_is_told_with_two_decimals(made):
    near = made(TWO).nearest("누림")
    assert near
    assert [one.score for one in near] == [round(one.score, 2) for one in near]
    assert near[0].score < 1
