"""Imported figures in briefs: each with its file, and targets beside what happened."""

import json

import pytest

from geo.analysis.targets import targets
from geo.analysis.together import together
from geo.store.figures import of_today, read_statistics
from maps.briefs.compose import brief
from maps.briefs.content import Asked, Bullets, Chart, Table
from maps.briefs.formats import FORMATS, write


@pytest.fixture(scope="module")
def statistics(figures_data, served):
    return of_today(read_statistics(figures_data), served.regions)


@pytest.fixture
def made(statistics, known, tell):
    def told(kind, text, lang="ko", length="page"):
        profile = tell(kind, text)
        found = together(statistics, known, profile, aims=True)
        asked = Asked(lang, length)
        return brief(profile, known, known.sources, asked, as_of="2026", version="v", figures=found)

    return told


def lines(brief):
    return [one for b in brief.blocks if isinstance(b, Bullets) for one in b.items]


def test_a_region_tells_its_newest_values_with_their_file(made, statistics, known, tell):
    brief = made("region", "경남")
    found = together(statistics, known, tell("region", "경남"))
    tenants = next(one for one in found.series if one.measure.id == "tenants")
    said = next(one for one in lines(brief) if one.text.startswith("(전국산업단지현황통계)"))
    assert f"입주업체 {tenants.newest[1]:,.0f}개사" in said.text
    note = brief.footnotes[said.notes[0] - 1]
    assert "한국산업단지공단_전국산업단지현황통계_20231231.xlsx" in note.text
    assert note.sources == ("statistics",)


def test_a_hub_that_states_no_period_is_set_beside_the_figures(made, statistics, known):
    beside = [
        one for one in targets(statistics, known, known.indicators) if one.standing == "beside"
    ]
    hub = beside[0].place_id
    said = [one.text for one in lines(made("complex", hub)) if "문서와 통계" in one.text]
    assert said
    assert all("차이는 셈하지 않음" in text for text in said)


def test_targets_that_cannot_be_compared_are_counted_with_their_reasons(
    made, statistics, known, tell
):
    told = targets(statistics, known, tell("region", "경남").indicators)
    apart = sum(one.standing == "apart" for one in told)
    said = [one.text for one in lines(made("region", "경남"))]
    assert [text for text in said if f"견줄 수 없는 목표·지표 {apart}건" in text]


def test_the_full_brief_has_every_series_and_a_chart(made, statistics, known, tell):
    brief = made("region", "경남", length="full")
    table = next(
        one for one in brief.blocks if isinstance(one, Table) and "가져온 통계" in one.caption
    )
    found = together(statistics, known, tell("region", "경남"))
    assert len(table.rows) == len(found.series)
    charts = [one for one in brief.blocks if isinstance(one, Chart) and "흐름" in one.caption]
    assert len(charts) == 1


def test_without_imports_a_brief_says_nothing_of_figures(make):
    brief = make("region", "경남", "ko", "full")
    assert not [one for one in lines(brief) if "통계)" in one.text.split(" ")[0]]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("length", ["page", "full"])
def test_every_footnote_is_used_and_every_format_can_be_written(made, pictures, lang, length):
    brief = made("region", "경남", lang, length)
    used = {note for one in lines(brief) for note in one.notes}
    used |= {note for block in brief.blocks for note in getattr(block, "notes", ())}
    used |= {n for b in brief.blocks for i in getattr(b, "items", ()) for n in i.notes}
    assert used == set(range(1, len(brief.footnotes) + 1))
    body = write(brief, pictures(lang), "json")
    assert json.loads(body)
    assert set(FORMATS) >= {"pdf", "hwpx", "pptx", "xlsx", "html"}
    assert write(brief, pictures(lang), "pdf")[:5] == b"%PDF-"
