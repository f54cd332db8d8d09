"""Bodies are projected on pairs of places by the rule that their programme declares."""

from dataclasses import replace

import pytest

from geo.model.programmes import TieRule
from geo.networks.ties import ties_of


def pairs(ties):
    return [(tie.from_id, tie.to_id) for tie in ties]


def test_29_ties_run_from_lead_to_partner(atlas):
    assert len(atlas.ties_of("consortia")) == 29
    leads = {c.id: atlas.root_of(c).place_id for c in atlas.bodies_of("consortia")}
    assert all(tie.from_id == leads[tie.body_id] for tie in atlas.ties_of("consortia"))


def test_ulsan_and_yeosu_lead_each_other_and_stay_two_ties(atlas):
    there = {
        (tie.body_id, tie.from_id, tie.to_id)
        for tie in atlas.ties_of("consortia")
        if {tie.from_id, tie.to_id} == {"yeosu", "mipo-onsan"}
    }
    assert there == {("c11", "mipo-onsan", "yeosu"), ("c13", "yeosu", "mipo-onsan")}


def test_consortia_15_and_22_share_a_pair_and_stay_two_ties(atlas):
    shared = [
        t
        for t in atlas.ties_of("consortia")
        if (t.from_id, t.to_id) == ("seoul-digital", "gwangju-advanced")
    ]
    assert [tie.body_id for tie in shared] == ["c15", "c22"]


def printed_by(atlas, tie, document):
    """Tell whether a document names the far end of a tie."""
    end = atlas.bodies[tie.body_id].member_at(tie.to_id)
    return any(printing.evidence.source == document for printing in end.printings)


def test_16_ties_of_the_document_run_from_hub_to_link(atlas):
    found = atlas.ties_of("transformation")
    assert sum(printed_by(atlas, tie, "transformation-2021") for tie in found) == 16
    hubs = {p.id: atlas.root_of(p).place_id for p in atlas.bodies_of("transformation")}
    assert all(tie.from_id == hubs[tie.body_id] for tie in found)


def test_no_tie_ends_where_it_starts(atlas):
    assert all(a != b for a, b in pairs(atlas.ties))


def test_every_tie_has_an_id_of_its_own(atlas):
    ids = [tie.id for tie in atlas.ties]
    assert len(set(ids)) == len(ids) >= 45


def test_every_consortium_tie_crosses_a_province(atlas):
    assert all(tie.crosses_sido for tie in atlas.ties_of("consortia"))


def test_no_transformation_tie_crosses_a_province(atlas):
    assert not any(tie.crosses_sido for tie in atlas.ties_of("transformation"))


def test_the_length_is_measured_between_the_points(atlas):
    tie = next(tie for tie in atlas.ties_of("consortia") if tie.id == "c13-mipo-onsan")
    assert round(tie.length_km, 1) == 167.1


@pytest.fixture
def projected(atlas, body):
    """Return the pairs that a rule makes of members, with the ids of the ties."""

    def project(rule, members, **more):
        programme = replace(atlas.programmes["consortia"], tie_rule=rule)
        made = body(members, **more)
        found = ties_of({"consortia": programme}, [made], atlas.places)
        return [(tie.id, tie.from_id, tie.to_id) for tie in found]

    return project


def test_a_star_runs_from_the_root_wherever_it_stands(projected, member):
    members = [member("gumi"), member("yeosu", "lead"), member("changwon")]
    assert projected(TieRule.STAR, members) == [
        ("x1-gumi", "yeosu", "gumi"),
        ("x1-changwon", "yeosu", "changwon"),
    ]


def test_a_star_without_its_root_ties_nothing(projected, member):
    assert projected(TieRule.STAR, [member("gumi"), member("changwon")]) == []


def test_pairs_run_between_any_two_and_are_called_by_both_ends(projected, member):
    members = [member("gumi"), member("yeosu"), member("changwon")]
    assert projected(TieRule.PAIRS, members) == [
        ("x1-gumi-yeosu", "gumi", "yeosu"),
        ("x1-gumi-changwon", "gumi", "changwon"),
        ("x1-yeosu-changwon", "yeosu", "changwon"),
    ]


def test_sites_are_not_tied(projected, member):
    assert projected(TieRule.NONE, [member("gumi"), member("yeosu", "lead")]) == []


def test_a_body_that_has_ended_ties_nothing(projected, member):
    members = [member("gumi"), member("yeosu", "lead")]
    assert projected(TieRule.STAR, members, until="2026-03-31") == []
    assert projected(TieRule.PAIRS, members, until="2026-03-31") == []


def test_on_an_earlier_day_the_root_of_that_day_leads(atlas, body, member):
    made = body(
        [member("yeosu", "lead", since="2026-04-01"), member("gumi")],
        former=[member("changwon", "lead", until="2026-03-31")],
    )
    known = replace(atlas, bodies={"x1": made})
    before, after = known.as_of("2026-03-01"), known.as_of("2026-05-01")
    assert pairs(before.ties) == [("changwon", "gumi")]
    assert before.root_of(before.bodies["x1"]) is before.bodies["x1"].members[0]
    assert pairs(after.ties) == [("yeosu", "gumi")]
