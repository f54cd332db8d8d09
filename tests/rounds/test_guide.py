"""The guide for editors shows rows, messages and a report that are as it says."""

import re
from pathlib import Path

import pytest

from geo.catalogue.descriptions import load_descriptions
from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.changes.words import text
from geo.check import check
from geo.messages import LANGS

MADE_UP = "made-up-2026"
DOCS = Path(__file__).parents[2] / "docs"


def guide(lang):
    return (DOCS / ("editing.md" if lang == "en" else f"editing.{lang}.md")).read_text("utf-8")


def blocks(lang, kind):
    return re.findall(rf"```{kind}\n(.*?)```", guide(lang), re.DOTALL)


@pytest.mark.parametrize("lang", LANGS)
def test_its_rows_are_those_of_the_tested_round(next_round, lang):
    own = (f"programmes/consortia/{name}" for name in ("bodies", "statuses", "members"))
    tables = ("tables/sources", *own)
    lines = [
        line
        for table in tables
        for line in (next_round / f"{table}.csv").read_text("utf-8").splitlines()
    ]
    shown = [row for block in blocks(lang, "csv") for row in block.splitlines()]
    assert len(shown) == 9
    assert set(shown) <= set(lines)


@pytest.mark.parametrize("lang", LANGS)
def test_its_message_on_what_to_build_is_what_the_check_says(edited_round, lang):
    told = [problem.text(lang) for problem in check(edited_round).problems]
    assert all("sandan build" in line for line in told)
    assert told[0] in guide(lang)


def test_the_source_of_the_round_is_listed_where_its_features_cite_it(next_round):
    described = load_descriptions(next_round)
    cited = {id_ for id_, told in described.items() if MADE_UP in {s.id for s in told.sources}}
    assert {"complexes", "consortium-ties", "consortia", "facts"} <= cited
    assert "transformation-ties" not in cited


@pytest.mark.parametrize("lang", LANGS)
def test_its_report_is_what_the_command_says(data, next_round, lang):
    before, after = read_built(data), read_built(next_round)
    told = text(compare(before, after), before, after, lang).splitlines()
    (shown,) = blocks(lang, "console")
    quoted = [line for line in shown.splitlines() if not line.strip().startswith(("$", "…"))]
    assert len(quoted) >= 4
    assert [line for line in quoted if line not in told] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_tables_that_it_links_to_are_described(lang):
    for target in re.findall(r"\]\(([\w.]+)\)", guide(lang)):
        assert (DOCS / target).exists()
