"""A brief says what the profile holds, and every number in it can be traced."""

import re

import pytest

from geo.layers.indicators import name_of, unit_of
from geo.messages import catalogue
from geo.profiles.counting import km_of
from geo.profiles.profile import profile
from geo.profiles.subjects import subjects
from maps.briefs.content import LENGTHS, Bullets, Chart, KeyFigures, MapPicture, Table
from maps.briefs.notes import shortened

SOME = [
    ("region", "대구"), ("region", "부산"), ("region", "제주"), ("mega-region", "동남권"),
    ("sector", "조선"), ("body", "13"), ("body", "t2021-ulsan"), ("complex", "changwon"),
]  # fmt: skip
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def statements(brief):
    return [item for block in brief.blocks if isinstance(block, Bullets) for item in block.items]


def of_type(brief, kind):
    return [block for block in brief.blocks if isinstance(block, kind)]


def allowed_numbers(made, atlas):
    """Everything numeric that the profile says, and the counts of what it lists."""
    said = []
    owners = {one.body.id: one.body for one in made.participations}.values()
    for one in owners:
        said += [one.name.ko, one.name.en, str(one.no), str(one)]
    said += [name for place in atlas.places.values() for name in place.name]
    said += [str(made.about), str(made.regions), "2019 2020 2021 2025"]
    said += [str(text) for one in made.indicators for text in (name_of(one), unit_of(one), one)]
    said += [text for one in (*made.records, *made.conflicts) for text in (str(one),)]
    values = {float(n.replace(",", "")) for text in said for n in NUMBER.findall(text)}
    values |= {v for one in made.indicators for v in (one.value, one.share_pct) if v is not None}
    values |= {v for one in made.lengths for v in one[1:]}
    values |= {km_of(one.tie) for one in made.relations}
    values |= {one.out + one.into for one in made.by_partner}
    counts = [owners, made.relations, made.conflicts, made.regions, made.members]
    counts += [made.ways(way) for way in ("out", "in", "within")]
    counts += [made.roles(role) for role in ("lead", "partner", "hub", "link", "area", "site")]
    counts += [[o for o in owners if o.programme == p] for p in atlas.programmes]
    counts += [made.records_of(c) for c in ("requests", "policy-sites", "regional-agreements")]
    counts += [[one for one in made.relations if one.tie.crosses_sido]]
    values |= {float(len(found)) for found in counts}
    # Names beyond those that are listed.
    values |= {float(len(found) - most) for found in counts for most in (3, 5)}
    if made.about is not None and hasattr(made.about, "area_km2") and made.about.area_km2:
        values.add(round(made.about.area_km2, 1))
    return values


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(("kind", "text"), SOME)
def test_every_number_of_the_text_is_found_in_the_profile(make, tell, known, kind, text, lang):
    allowed = allowed_numbers(tell(kind, text), known)
    for item in statements(make(kind, text, lang)):
        found = {float(n.replace(",", "")) for n in NUMBER.findall(item.text)}
        assert found <= allowed, item.text


@pytest.mark.parametrize("length", LENGTHS)
def test_every_subject_has_briefs_with_footnotes_that_are_all_used(make, known, length):
    for one in subjects(known):
        brief = make(one.kind, one.id, "ko", length)
        parts = [*brief.blocks, *statements(brief)]
        parts += [item for block in of_type(brief, KeyFigures) for item in block.items]
        used = {no for part in parts for no in getattr(part, "notes", ())}
        assert used == set(range(1, len(brief.footnotes) + 1))


@pytest.mark.parametrize(("kind", "text"), SOME)
def test_both_languages_have_the_same_parts_and_the_same_figures(make, kind, text):
    ko, en = (make(kind, text, lang, "full") for lang in ("ko", "en"))
    assert [type(block) for block in ko.blocks] == [type(block) for block in en.blocks]
    assert [item.level for item in statements(ko)] == [item.level for item in statements(en)]
    for one, other in zip(of_type(ko, KeyFigures), of_type(en, KeyFigures), strict=True):
        assert [item.value for item in one.items] == [item.value for item in other.items]


def test_a_statement_of_what_it_takes_part_in_cites_the_rows_of_the_document(make):
    brief = make("region", "대구")
    first = statements(brief)[0]
    assert first.text == "(협의체) 초광역 산학연협의체 5개 참여(주관 1건·연계 4건)"
    (number,) = first.notes
    note = brief.footnotes[number - 1]
    assert note.sources == ("consortia-2025",)
    assert note.text.endswith("2025-01, 참고2 표 5·12·14·17·20행")


def test_the_english_statement_says_the_same(make):
    first = statements(make("region", "대구", "en"))[0]
    assert first.text == "Consortia: takes part in 5 consortia (lead 1, partner 4)"


def test_english_counts_agree_with_their_nouns(make, known):
    slip = re.compile(r"\b1 (times|ties|consortia|projects|provinces|places)\b")
    for subject in subjects(known):
        brief = make(subject.kind, subject.id, "en", "full")
        assert not slip.search(repr(brief.blocks)), subject
        for block in of_type(brief, KeyFigures):
            for item in block.items:
                assert item.unit == "km" or (item.value == 1) != item.unit.endswith(("s", "a"))


@pytest.mark.parametrize(
    ("kind", "name", "korean", "english"),
    [
        ("region", "대구", "모두 시도 경계를 넘음", "all cross a provincial border"),
        (
            "complex",
            "changwon",
            "이 중 4건이 시도 경계를 넘음",
            "4 of them cross a provincial border",
        ),
        ("body", "t2021-busan", "시도 경계를 넘는 것 없음", "none crosses a provincial border"),
        (
            "body",
            "13",
            "(연결) 1건, 시도 경계를 넘음",
            "Ties: 1; it crosses a provincial border",
        ),
    ],
)
def test_ties_over_borders_are_told_in_a_sentence(make, kind, name, korean, english):
    for lang, sentence in (("ko", korean), ("en", english)):
        assert any(item.text.endswith(sentence) for item in statements(make(kind, name, lang)))


def test_korean_days_are_written_as_in_official_papers(make):
    said = statements(make("body", "13"))[0].text
    assert said.endswith("2024. 12. 선정, 2025. 1. 16. 출범")


@pytest.mark.parametrize("name", ["제주", "세종"])
def test_a_region_in_no_programme_says_so_and_shows_zeros(make, name):
    brief = make("region", name)
    assert "참여 산업단지 없음" in statements(brief)[0].text
    assert {item.value for block in of_type(brief, KeyFigures) for item in block.items} == {0}
    assert of_type(brief, Table) == []
    (picture,) = of_type(brief, MapPicture)
    assert "연결 없음" in picture.caption


def test_a_region_names_the_neighbours_without_a_tie(make):
    (said,) = [
        i.text for i in statements(make("region", "세종")) if i.text.startswith("(인접 시도)")
    ]
    assert said.endswith("대전, 충북, 충남")


def test_targets_come_with_the_caveat_that_they_are_not_to_be_compared(make):
    said = [item.text for item in statements(make("body", "t2021-busan"))]
    (at,) = [no for no, text in enumerate(said) if text.startswith("(목표)")]
    assert "생산 증가 5조 원" in said[at]
    assert "생산 증가 1.3조 원" in said[at]
    assert "비교할 수 없음" in said[at + 1]


def test_a_target_in_english_keeps_its_unit_apart_from_the_number(make):
    said = " ".join(item.text for item in statements(make("body", "t2021-ulsan", "en")))
    assert "3,200 × 100 million won" in said


def test_a_page_lists_the_ties_where_they_are_few_and_the_full_brief_all(make):
    (few,) = of_type(make("region", "대구"), Table)
    assert len(few.rows) == 5
    assert of_type(make("mega-region", "동남권"), Table) == []
    full = of_type(make("mega-region", "동남권", length="full"), Table)
    assert 20 in {len(table.rows) for table in full}


def test_every_row_has_a_text_for_each_column_and_every_bar_one_for_each_series(make, known):
    for one in subjects(known):
        brief = make(one.kind, one.id, "en", "full")
        for table in of_type(brief, Table):
            assert all(len(row) == len(table.columns) and all(row) for row in table.rows)
        for chart in of_type(brief, Chart):
            assert all(len(bar.values) == len(chart.series) for bar in chart.bars)
            assert all((chart.unit, chart.base, chart.period, chart.alternative))


def test_key_figures_are_the_counts_of_the_profile(make, known):
    for one in subjects(known):
        made = profile(known, one)
        figures = {i.label: i for b in of_type(make(*one[:2]), KeyFigures) for i in b.items}
        if made.relations:
            assert figures["연결"].value == len(made.relations)
        assert len(figures) <= 6
        assert all(figure.base and figure.period for figure in figures.values())


def test_places_inside_another_are_told_once():
    assert shortened(["표 5행", "표 5행 주관", "표 12행", "", "본문"]) == ["표 5·12행", "본문"]


def test_the_catalogues_of_briefs_have_the_same_keys_and_no_empty_text():
    ko, en = (catalogue("maps.briefs", lang).texts for lang in ("ko", "en"))
    assert list(ko) == list(en)
    assert all(text.strip() for text in (*ko.values(), *en.values()))
