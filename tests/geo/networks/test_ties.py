"""Bodies are projected on pairs of places by the rule that their programme declares."""


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


def test_16_ties_run_from_hub_to_link(atlas):
    assert len(atlas.ties_of("transformation")) == 16
    hubs = {p.id: atlas.root_of(p).place_id for p in atlas.bodies_of("transformation")}
    assert all(tie.from_id == hubs[tie.body_id] for tie in atlas.ties_of("transformation"))


def test_no_tie_ends_where_it_starts(atlas):
    assert all(a != b for a, b in pairs(atlas.ties))


def test_every_tie_has_an_id_of_its_own(atlas):
    ids = [tie.id for tie in atlas.ties]
    assert len(set(ids)) == len(ids) == 45


def test_every_consortium_tie_crosses_a_province(atlas):
    assert all(tie.crosses_sido for tie in atlas.ties_of("consortia"))


def test_no_transformation_tie_crosses_a_province(atlas):
    assert not any(tie.crosses_sido for tie in atlas.ties_of("transformation"))


def test_the_length_is_measured_between_the_points(atlas):
    tie = next(tie for tie in atlas.ties_of("consortia") if tie.id == "c13-mipo-onsan")
    assert round(tie.length_km, 1) == 167.1
