"""The tables are described for their editors, column by column, and the rows hold to it."""

import csv
from pathlib import Path

import pytest

from geo.messages import LANGS, catalogue
from geo.tables.describe import markdown, schema_of
from geo.tables.forms import form_key
from geo.tables.schemas import SCHEMAS

DOCS = Path(__file__).parents[3] / "docs"
COLUMNS = [(table, column) for table, schema in SCHEMAS.items() for column in schema.columns()]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("table", SCHEMAS)
def test_every_table_and_column_is_described(table, lang):
    described = schema_of(table, lang)
    assert described["title"]
    assert described["description"]
    assert list(described["properties"]) == list(SCHEMAS[table].columns())
    for column, cell in described["properties"].items():
        assert cell["description"], column


def test_both_languages_describe_the_same_and_nothing_that_is_no_column():
    texts = [set(catalogue("geo.tables", lang).texts) for lang in LANGS]
    assert texts[0] == texts[1]
    known = {f"column.{table}.{column}" for table, column in COLUMNS}
    known |= {f"column.{column}" for _, column in COLUMNS}
    known |= {f"{kind}.{table}" for kind in ("table", "about") for table in SCHEMAS}
    assert {t for t in texts[0] if t.startswith(("column.", "table.", "about."))} <= known


@pytest.mark.parametrize("table", SCHEMAS)
def test_the_rows_hold_to_the_published_schema(data, table):
    from jsonschema import Draft202012Validator

    described = schema_of(table, "en")
    Draft202012Validator.check_schema(described)
    validator = Draft202012Validator(described)
    with (data / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = [as_json(row, described["properties"]) for row in csv.DictReader(file)]
    assert rows
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []


def as_json(row, properties):
    """Read the cells as the schema says: an empty one is missing, a list has separators."""
    return {
        column: value(row[column], rules) for column, rules in properties.items() if row[column]
    }


def value(cell, rules):
    if "x-separator" in rules:
        return [value(one, rules["items"]) for one in cell.split(rules["x-separator"])]
    return {"number": float, "integer": int}.get(rules["type"], str)(cell)


def test_a_cell_that_breaks_the_schema_is_refused_by_it():
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema_of("consortia", "en"))
    broken = {error.json_path for error in validator.iter_errors({"no": 100, "status": "open"})}
    assert {"$.no", "$.status"} <= broken


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_is_as_the_schemas_say(lang):
    name = "tables.md" if lang == "en" else f"tables.{lang}.md"
    assert (DOCS / name).read_text("utf-8") == markdown(lang), "run scripts/describe_tables.py"


def test_a_pattern_without_words_of_its_own_is_shown_as_it_is():
    assert form_key("^x$") == "form.other"
    assert "^x$" in catalogue("geo.tables", "ko")("form.other", pattern="^x$")
