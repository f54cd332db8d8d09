"""What the documents say beside numbers and names can be found, and checked in place."""

import re
from pathlib import Path

import pytest

from geo.tables.read import read_rows
from geo.tables.register import ProgrammeDetailRow

SOURCES = Path(__file__).parents[2].parent / "shared/sources"
BRACKETED = re.compile(r": \(.+?\) ")


def test_the_measures_of_the_regions_are_rows(atlas):
    told = [
        note.text.ko
        for body in atlas.bodies_of("transformation", "2021")
        for note in body.notes
        if note.topic == "measure"
    ]
    assert sum(bool(BRACKETED.search(text)) for text in told) == 24


def test_the_programme_of_the_launch_has_its_ten_items(atlas):
    launch = next(entry for entry in atlas.register.entries if entry.id == "a14")
    assert [detail.kind for detail in launch.details].count("schedule") == 10


def test_every_ministry_has_goals_and_actions(tables):
    sections = [row.section for row in tables.sections if row.section.startswith("V. ")]
    told = {
        (section, row.kind)
        for row in tables.programme_details
        for section in sections
        if row.locator.startswith(f"{section} ")
    }
    assert told >= {(section, kind) for section in sections for kind in ("goal", "action")}


@pytest.mark.skipif(not SOURCES.exists(), reason="the documents are not here")
def test_the_words_by_which_a_place_is_found_stand_in_the_document():
    table = Path(__file__).parents[2] / "data/tables/programme_details.csv"
    rows, problems = read_rows(table, table.name, ProgrammeDetailRow.columns())
    texts = {path.stem: _letters(path.read_text("utf-8")) for path in SOURCES.glob("*.txt")}
    assert not problems
    missing = [
        row.cells["printed"]
        for row in rows
        if _letters(row.cells["printed"]) not in texts[row.cells["source"]]
    ]
    assert missing == []


def _letters(text):
    return re.sub(r"[\s*]", "", text)
