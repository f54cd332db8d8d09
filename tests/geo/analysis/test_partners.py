import pytest

from geo.analysis.evaluation import evaluate
from geo.analysis.names import find_place
from geo.analysis.partners import REASONS, candidates
from geo.errors import SelectionError, SubjectError, UnknownSubjectError


def test_candidates_come_with_the_reasons_for_them(field):
    for one in candidates(field, "changwon", sector="핵심소재", limit=5):
        assert [why.reason for why in one.reasons] == list(REASONS)
        total = sum(why.weight for why in one.reasons)
        assert one.score == pytest.approx(sum(w.value * w.weight for w in one.reasons) / total)
        assert "핵심소재" in one.reasons[0].facts["sectors"]


def test_a_province_without_a_place_in_the_network_has_candidates_too(field):
    """Who could 제주 work with, and why?"""
    found = candidates(field, "제주", limit=5)
    assert len(found) == 5
    assert all(
        one.place.sido != "제주특별자치도" for one in candidates(field, "제주", other_region=True)
    )


@pytest.mark.parametrize("name", ["창원", "changwon", "창원국가산단", "창원국가산업단지"])
def test_a_complex_is_found_by_the_name_that_planners_use(served, name):
    assert find_place(served, name).id == "changwon"


@pytest.mark.parametrize("name", ["군산국가", "군산국가산단", "군산일반산단"])
def test_the_kind_alone_tells_two_complexes_of_a_city_apart(served, name):
    kind = "국가" if "국가" in name else "일반"
    assert find_place(served, name).name.ko.endswith(f"{kind}산업단지")


def test_a_name_that_nothing_has_leads_to_names_that_hold_it(served):
    with pytest.raises(UnknownSubjectError) as refused:
        find_place(served, "오창")
    assert refused.value.near
    assert "오창" in refused.value.near[0]


def test_a_sector_alone_ranks_its_places(field):
    found = candidates(field, "첨단바이오", limit=3)
    assert all("첨단바이오" in one.reasons[0].facts["sectors"] for one in found)


def test_filters_leave_out_what_is_not_asked_for(field, served):
    near = candidates(field, "changwon", within_km=100, limit=300)
    assert max(one.km for one in near) <= 100
    other = candidates(field, "changwon", other_region=True, limit=300)
    assert "경상남도" not in {one.place.sido for one in other}
    bodies = {body.id for body, _ in served.memberships_at("changwon")}
    for one in candidates(field, "changwon", untied=True, limit=300):
        assert not bodies & {body.id for body, _ in served.memberships_at(one.place.id)}


def test_weights_are_the_readers(field):
    only = dict.fromkeys(REASONS, 0.0) | {"distance": 1.0}
    kms = [one.km for one in candidates(field, "changwon", weights=only, limit=20)]
    assert kms == sorted(kms)


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"weights": {"luck": 1}}, "weight"),
        ({"weights": {"sector": 11}}, "sector"),
        ({"weights": dict.fromkeys(REASONS, 0)}, "weight"),
        ({"sector": "우주"}, "sector"),
    ],
)
def test_what_cannot_be_asked_is_refused(field, asked, parameter):
    with pytest.raises(SelectionError) as caught:
        candidates(field, "changwon", **asked)
    assert caught.value.parameter == parameter


def test_a_body_is_no_subject(field):
    with pytest.raises(SubjectError):
        candidates(field, "c15")


def test_the_card_knows_a_perfect_and_a_hopeless_ranking(field):
    card = evaluate(field, "consortia", resamples=200)
    assert card.asked["all"] == card.asked["incumbents"] + card.asked["newcomers"]
    chance = card.scores["all", "random", "auc"]
    assert chance.low < 0.5 < chance.high
    for (_, _, score), interval in card.scores.items():
        assert 0 <= interval.low <= interval.value <= interval.high <= 1, score


def test_the_finder_beats_distance_for_incumbents_and_says_where_it_does_not(field):
    card = evaluate(field, "consortia")
    ours, distance = (card.scores["incumbents", one, "hit_10"] for one in ("finder", "distance"))
    assert ours.value >= 2 * distance.value
    assert card.verdict("incumbents") == "better"
    assert card.verdict("newcomers") == "not_better"


def test_a_body_that_is_left_out_tells_nothing(field):
    """Newcomers share no partner with anyone once their only body is left out."""
    only = dict.fromkeys(REASONS, 0.0) | {"shared": 1.0}
    card = evaluate(field, "consortia", weights=only, resamples=50)
    assert card.scores["newcomers", "finder", "hit_10"].value == 0
