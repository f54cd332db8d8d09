"""The tables are described for their editors, column by column, and the rows hold to it."""

import csv
import tomllib
from pathlib import Path

import pytest

from geo.messages import LANGS, catalogue
from geo.tables.describe import DESCRIBED, TABLES, columns_of, file_of, markdown, schema_of
from geo.tables.forms import form_key

DOCS = Path(__file__).parents[3] / "docs"
COLUMNS = [(table, column) for table, schema in TABLES.items() for column in schema.columns()]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("table", TABLES)
def test_every_table_and_column_is_described(table, lang):
    described = schema_of(table, lang)
    assert described["title"]
    assert described["description"]
    assert list(described["properties"]) == list(TABLES[table].columns())
    for column, cell in described["properties"].items():
        assert cell["description"], column


def test_both_languages_describe_the_same_and_nothing_that_is_no_column():
    texts = [set(catalogue("geo.tables", lang).texts) for lang in LANGS]
    assert texts[0] == texts[1]
    known = {f"column.{table}.{column}" for table, column in COLUMNS}
    known |= {f"column.{column}" for _, column in COLUMNS}
    known |= {f"{kind}.{table}" for kind in ("table", "about") for table in DESCRIBED}
    known |= {f"key.{one['name']}" for one in columns_of("programme", "en")}
    known |= {"column.attribute"}
    told = ("column.", "table.", "about.", "key.")
    assert {text for text in texts[0] if text.startswith(told)} <= known


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_of_a_declaration_is_described(lang):
    described = columns_of("programme", lang)
    assert [one["name"] for one in described if not one["meaning"]] == []
    assert {"id", "roles[].root", "statuses[].final", "ties.rule"} <= {
        one["name"] for one in described
    }


def test_the_declarations_hold_to_the_published_schema(data):
    from jsonschema import Draft202012Validator

    described = schema_of("programme", "en")
    Draft202012Validator.check_schema(described)
    validator = Draft202012Validator(described)
    for path in (data / "programmes").glob("*/programme.toml"):
        raw = tomllib.loads(path.read_text("utf-8"))
        assert [error.message for error in validator.iter_errors(raw)] == [], path.parent.name
    broken = {error.json_path for error in validator.iter_errors({**raw, "roles": [{"id": "A"}]})}
    assert "$.roles[0].id" in broken


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_hold_to_the_published_schema(data, table):
    from jsonschema import Draft202012Validator

    described = schema_of(table, "en")
    Draft202012Validator.check_schema(described)
    validator = Draft202012Validator(described)
    files = list(data.glob(file_of(table).replace("ID", "*")))
    # No programme has had a second status yet; the file is not needed.
    assert files or table == "statuses"
    rows = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            rows += [as_json(row, described["properties"]) for row in csv.DictReader(file)]
    assert len(rows) >= len(files)
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []


def as_json(row, properties):
    """Read the cells as the schema says: an empty one is missing, a list has separators."""
    return {
        column: value(row[column], rules) for column, rules in properties.items() if row.get(column)
    }


def value(cell, rules):
    if "x-separator" in rules:
        return [value(one, rules["items"]) for one in cell.split(rules["x-separator"])]
    return {"number": float, "integer": int}.get(rules["type"], str)(cell)


def test_a_cell_that_breaks_the_schema_is_refused_by_it():
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema_of("bodies", "en"))
    row = {"no": 10_000, "members_known": "perhaps", "starts_on": "2025.1.16"}
    broken = {error.json_path for error in validator.iter_errors(row)}
    assert {"$.no", "$.members_known", "$.starts_on"} <= broken


@pytest.mark.parametrize("lang", LANGS)
def test_the_guide_is_as_the_schemas_say(lang):
    name = "tables.md" if lang == "en" else f"tables.{lang}.md"
    assert (DOCS / name).read_text("utf-8") == markdown(lang), "run scripts/describe_tables.py"


def test_a_pattern_without_words_of_its_own_is_shown_as_it_is():
    assert form_key("^x$") == "form.other"
    assert "^x$" in catalogue("geo.tables", "ko")("form.other", pattern="^x$")
