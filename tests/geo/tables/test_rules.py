"""Rules over rows and tables: what an editor can get wrong, and what he is told."""

import csv

import pytest

from geo.tables.load import check_tables


def edit(folder, table, change):
    """Apply `change` to the rows (dicts) of a table and write it back.

    A table of a programme is called as its folder and file: ``consortia/bodies``.
    """
    path = folder / ("programmes" if "/" in table else "tables") / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames, list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def told(folder):
    return [problem.text("en") for problem in check_tables(folder)[1]]


def test_the_tables_hold(data):
    assert told(data) == []


def set_cell(line, column, value):
    return lambda rows: rows[line - 2].__setitem__(column, value)


def set_in_body(body, column, value):
    """Set a cell in the rows of a body."""

    def change(rows):
        for row in rows:
            if body in {row.get("id"), row.get("body_id")}:
                row[column] = value

    return change


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("places", set_cell(2, "kind", "park"), "places.csv:2:kind: 'park' is not allowed."),
        ("places", set_cell(2, "lon", "36.84"), "places.csv:2:lon: '36.84' is out of range"),
        ("places", set_cell(2, "lon", "nan"), "places.csv:2:lon"),
        ("places", set_cell(2, "id", "Cheonan 3"), "places.csv:2:id: 'Cheonan 3' has the wrong"),
        ("places", set_cell(2, "id", "Cheonan 3"), "Write lower case, digits and hyphens"),
        ("places", set_cell(2, "kind", "국가"), "national, general, urban_high_tech"),
        ("places", set_cell(2, "kind", "국가"), "(kind: Kind in law: national, general"),
        ("consortia/members", set_cell(2, "locator", ""), "(locator: Place in the source"),
        ("places", set_cell(2, "name_ko", ""), "places.csv:2:name_ko: the cell is empty"),
        ("places", set_cell(2, "name_ko", "천안 "), "blanks around '천안 '"),
        ("places", set_cell(2, "members", "banwol"), "a group must have members"),
        ("places", set_cell(2, "sido", "충남"), "places.csv:2:sido: '충남' is not known."),
        (
            "consortia/bodies",
            set_cell(2, "no", "one"),
            "bodies.csv:2:no: 'one' is not a whole number",
        ),
        ("consortia/bodies", set_cell(2, "starts_on", "2025.1.16"), "Write a year, month or day"),
        ("consortia/bodies", set_cell(2, "selected_on", "2024"), "Write YYYY-MM"),
        (
            "consortia/bodies",
            set_cell(3, "no", "1"),
            "bodies.csv:3:no: '1' stands already in line 2",
        ),
        ("consortia/bodies", set_cell(2, "sector", "반도체"), "'반도체' is not known"),
        (
            "consortia/members",
            set_cell(2, "role", "partner"),
            "'c01' has 0 row(s) with the role lead",
        ),
        ("consortia/members", set_cell(3, "role", "lead"), "'c01' has 2 row(s) with the role lead"),
        ("consortia/members", set_cell(2, "body_id", "c26"), "'c26' is not known"),
        (
            "consortia/members",
            set_cell(2, "source", "hearsay"),
            "programmes/consortia/members.csv:2:source: 'hearsay'",
        ),
        (
            "transformation/bodies",
            set_in_body("t2021-busan", "members_known", "no"),
            "row(s) in members.csv beside the",
        ),
        (
            "transformation/members",
            set_in_body("t2021-busan", "role", "link"),
            "has 0 row(s) with the role hub",
        ),
        ("aliases", set_cell(2, "place_id", "atlantis"), "'atlantis' is not known"),
        ("requests", set_cell(2, "programme_id", "moon-base"), "'moon-base' is not known"),
        ("requests", set_cell(3, "programme_id", "data-centre"), "stands already in line 2"),
        ("conflicts", set_cell(2, "touches", "complex:atlantis"), "'complex:atlantis'"),
        ("conflicts", set_cell(2, "touches", "planet:mars"), "'planet:mars'"),
        ("indicators", set_cell(2, "indicator", "luck"), "indicators.csv:2:indicator: 'luck'"),
        ("indicators", set_cell(2, "subject", "nobody"), "indicators.csv:2:subject: 'nobody'"),
        ("indicators", set_cell(2, "unit", ""), "indicators.csv:2:unit: the cell is empty"),
        ("indicators", set_cell(2, "value", "26"), "but printed in the same row says '25'"),
        ("plan_tasks", set_cell(3, "parent", "d9"), "plan_tasks.csv:3:parent: 'd9'"),
        ("plan_figures", set_cell(2, "series", "luck"), "plan_figures.csv:2:series: 'luck'"),
        ("plan_figures", set_cell(2, "share_pct", "16"), "plan_figures.csv:2:share_pct"),
        ("sector_crosswalk", set_cell(2, "sector", "철강"), "sector_crosswalk.csv:2:sector"),
        ("sector_crosswalk", set_cell(2, "bodies", "1"), "sector_crosswalk.csv:2:bodies"),
        ("programmes", set_cell(2, "views", ""), "'a01' has neither a view nor a reason"),
        ("programmes", set_cell(2, "views", "map:moon"), "programmes.csv:2:views: 'map:moon'"),
        ("programmes", set_cell(2, "views", "maps"), "plan, request, sector"),
        ("programmes", set_cell(2, "bodies", "도깨비부"), "programmes.csv:2:bodies: '도깨비부'"),
        ("programmes", set_cell(2, "regions", "평양"), "programmes.csv:2:regions: '평양' is not"),
        ("programmes", set_cell(2, "sectors_from", ""), "programmes.csv:2:sectors_from: the cell"),
        ("programmes", set_cell(5, "reason_en", ""), "programmes.csv:5:reason_en: the cell"),
        ("programmes", set_cell(2, "source", "kicox-2025q3"), "'kicox-2025q3' is not known"),
        ("policy_sites", set_cell(2, "programme_id", "z99"), "'z99' is not known"),
        ("agreements", set_cell(2, "themes_en", "Drones"), "Korean and English themes differ"),
    ],
)
def test_a_broken_rule_names_file_line_column_and_what_is_allowed(own_data, table, change, says):
    edit(own_data, table, change)
    assert any(says in line for line in told(own_data)), told(own_data)


def test_several_broken_rules_are_told_together(own_data):
    edit(own_data, "places", set_cell(2, "sido", "충남"))
    edit(own_data, "aliases", set_cell(2, "place_id", "atlantis"))
    assert len(told(own_data)) == 2


def test_a_missing_table_is_told_by_name(own_data):
    (own_data / "tables" / "aliases.csv").unlink()
    assert told(own_data) == [
        "aliases.csv: the file aliases.csv is missing. Keep the table, if only with its header."
    ]


def test_a_missing_table_of_a_programme_is_told_by_name(own_data):
    (own_data / "programmes/consortia/members.csv").unlink()
    name = "programmes/consortia/members.csv"
    assert told(own_data) == [
        f"{name}: the file {name} is missing. Keep the table, if only with its header."
    ]


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("consortia/sectors", set_cell(3, "bodies_printed", "5"), "미래모빌리티 자동차"),
    ],
)
def test_a_sum_of_the_document_that_the_rows_do_not_give_is_told(own_data, table, change, says):
    from geo.check import check

    edit(own_data, table, change)
    assert any(says in problem.text("ko") for problem in check(own_data).problems)


@pytest.mark.parametrize(
    ("table", "line", "cells", "says"),
    [
        (
            "consortia/bodies",
            2,
            {"status": "withdrawn"},
            "consortia/bodies.csv:2:ends_on: status and ends_on",
        ),
        ("consortia/bodies", 2, {"ends_on": "2026-03-31"}, "for all others leave ends_on empty"),
        (
            "consortia/bodies",
            2,
            {"status": "withdrawn", "ends_on": "2024-12-31"},
            "consortia/bodies.csv:2:ends_on: 2024-12-31 is before 2025-01-16",
        ),
        ("consortia/members", 3, {"ends_on": "2024-12-31"}, "members.csv:3:ends_on: 2024-12-31"),
        (
            "consortia/members",
            3,
            {"starts_on": "2026-04-01", "ends_on": "2026-03-31"},
            "2026-03-31 is before 2026-04-01",
        ),
        (
            "consortia/members",
            2,
            {"ends_on": "2026-03-31"},
            "'c01' has 0 row(s) with the role lead",
        ),
    ],
)
def test_a_body_that_changes_out_of_order_is_told(own_data, table, line, cells, says):
    edit(own_data, table, lambda rows: rows[line - 2].update(cells))
    assert any(says in one for one in told(own_data)), told(own_data)
