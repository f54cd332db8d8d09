"""The documents' own arithmetic: what holds, what is known to differ, what breaks when edited."""

from collections import Counter
from dataclasses import replace

import pytest

from geo.check import check
from geo.evidence.arithmetic import broken_sums, checks
from geo.evidence.check import State


@pytest.fixture(scope="module")
def made(built):
    return {one.id: one for one in built.checks}


@pytest.mark.parametrize(
    ("id_", "printed", "working"),
    [
        ("sector-row", 25, "4 + 3 + 1 + 5 + 1 + 4 + 2 + 1 + 3 + 1"),
        ("capital-region-leads", 7, ""),
        ("ties-cross", 29, ""),
        ("hubs-in-consortia", 10, ""),
        ("requested-projects", 193, "37 + 51 + 35 + 31 + 39"),
        ("smart-green-plan", 10, "7 + 3"),
        ("sum-budget-by-field-2022", 34_561.55, "5,521.27 + 1,161.66 + 20,769.39 + 7,109.23"),
        ("sum-budget-by-field-2023", 32_682.70, "4,669.34 + 1,202.24 + 20,592.46 + 6,218.66"),
        ("sum-sandbox-by-permit-2022", 228, "201 + 21 + 6"),
        ("sum-sandbox-by-field-2022", 228, "129 + 52 + 27 + 10 + 5 + 5"),
        ("sum-carbon-tasks-2023", 32, "8 + 5 + 8 + 11"),
        ("sum-carbon-budget-2023", 410, "103 + 88.9 + 73.8 + 144.4"),
        ("tree-task", 7, ""),
    ],
)
def test_the_documents_sums_come_out(made, id_, printed, working):
    assert made[id_].state is State.HOLDS
    assert made[id_].printed == printed
    assert working in made[id_].working


def test_the_eleven_ministries_add_up_to_the_totals_of_both_years(made):
    for year, total in ((2022, 34_561.55), (2023, 32_682.70)):
        found = made[f"sum-budget-by-ministry-{year}"]
        assert found.working.count("+") == 10
        assert found.printed == total
        assert found.counted == pytest.approx(total)


def test_differences_within_a_document_are_known_by_their_conflict(made):
    known = {one.id: one.conflict for one in made.values() if one.state is State.KNOWN}
    assert known == {
        "links-body-annex": "K9",
        "target-t2021-busan-production-increase": "K6",
        "text-share-budget-by-field-institutions-2022": "K13",
        "text-share-budget-by-field-spread-2022": "K36",
    }


def test_nothing_is_broken_and_each_check_has_a_place_in_a_document(made):
    states = Counter(one.state for one in made.values())
    assert states == {State.HOLDS: len(made) - 4, State.KNOWN: 4}
    assert all(one.source and one.locator and one.cell.line > 1 for one in made.values())


def edited(tables, table, pick, **cells):
    """Return `tables` with some cells of the picked rows changed."""

    def change(rows):
        return tuple(row.model_copy(update=cells) if pick(row) else row for row in rows)

    programme, _, own = table.rpartition("/")
    if not programme:
        return replace(tables, **{table: change(getattr(tables, table))})
    declared = (
        replace(one, **{own: change(getattr(one, own))}) if one.id == programme else one
        for one in tables.declared
    )
    return replace(tables, declared=tuple(declared))


@pytest.mark.parametrize(
    ("table", "pick", "cells", "says"),
    [
        (
            "indicators",
            lambda r: r.indicator == "capital_region_leads",
            {"value": 8.0},
            "indicators.csv:9:value",
        ),
        (
            "indicators",
            lambda r: (r.subject, r.indicator) == ("t2021-busan", "requested_projects"),
            {"value": 36.0},
            "indicators.csv:49:value",
        ),
        (
            "consortia/members",
            lambda r: r.line == 3,
            {"region_as_written": "충남"},
            "programmes/consortia/members.csv:3:region_as_written",
        ),
        (
            "plan_figures",
            lambda r: (r.series, r.item, r.year) == ("budget-by-ministry", "me", 2023),
            {"value": 187.71},
            "plan_figures.csv:16:value",
        ),
        (
            "plan_figures",
            lambda r: (r.series, r.item) == ("sandbox-by-field", "ict"),
            {"value": 28.0},
            "228",
        ),
    ],
)
def test_a_slip_is_told_with_its_cell(tables, atlas, table, pick, cells, says):
    found = list(broken_sums(checks(edited(tables, table, pick, **cells), atlas)))
    assert any(says in problem.text("ko") for problem in found), [p.text("ko") for p in found]


def test_an_editor_is_told_what_to_do(own_data):
    path = own_data / "programmes/consortia/sectors.csv"
    path.write_text(path.read_text().replace("Automotive,4,", "Automotive,5,"))
    (first, *_) = [p for p in check(own_data).problems if p.code == "arithmetic"]
    assert "Compare this cell and the rows that it rests on" in first.text("en")
    assert "conflicts.csv" in first.text("en")


def test_a_row_that_a_check_rests_on_cannot_go_unseen(own_data):
    path = own_data / "tables" / "indicators.csv"
    kept = [line for line in path.read_text().splitlines() if "capital_region_leads" not in line]
    path.write_text("\n".join(kept) + "\n")
    assert [p.code for p in check(own_data).problems] == ["row_needed"]


def test_the_snapshot_carries_what_came_out(data, tables, atlas):
    from geo.store.snapshot import load_snapshot

    features = load_snapshot(data).layers["checks"].collection()["features"]
    states = {f["id"]: f["properties"]["state"] for f in features}
    assert states == {one.id: one.state.value for one in checks(tables, atlas)}
