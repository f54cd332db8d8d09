from dataclasses import replace

import numpy as np
import pytest

from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.changes.words import text
from geo.errors import BrokenLayerError
from geo.statistics.measures import MEASURES
from geo.store.figures import FOLDER, read_statistics
from tests.figures import Country


def named(statistics, name):
    return next(one for one in statistics.complexes.values() if one.name_ko == name)


def test_a_folder_without_statistics_has_an_empty_store(tmp_path):
    empty = read_statistics(tmp_path)
    assert len(empty.figures) == 0
    assert empty.as_of == ""
    assert list(empty.of("changwon").dicts()) == []
    assert empty.periods == {}


def test_quarters_become_a_series_of_each_complex(figures_data, country):
    statistics = read_statistics(figures_data)
    one = country.made[-1]
    id_ = named(statistics, one.name).id
    series = statistics.of(id_).where(measure="operating_firms", base="quarterly")
    assert [row["period"] for row in series.dicts()] == country.periods
    expected = [country.value(one, "operating_firms", period) for period in country.periods]
    assert series.value.tolist() == expected
    assert set(series["unit"].words[series["unit"].codes]) == {"firms"}


def test_industries_months_and_bases_stay_apart(figures_data, country):
    statistics = read_statistics(figures_data)
    one = country.national[0]
    period = country.periods[-1]
    own = statistics.of(named(statistics, one.name).id)
    shares = own.where(measure="production", period=period)
    assert set(shares["base"].words[shares["base"].codes]) == {"trends"}
    by = {row["industry"]: row["value"] for row in shares.dicts()}
    assert len(by) == 14
    assert by["all"] == pytest.approx(sum(v for k, v in by.items() if k != "all"))
    both = own.where(measure="tenants", period=period, industry="all")
    assert sorted(row["base"] for row in both.dicts()) == ["quarterly", "trends"]


def test_every_value_has_the_unit_of_its_measure(figures_data):
    figures = read_statistics(figures_data).figures
    pairs = {(row["measure"], row["unit"]) for row in figures.dicts()}
    assert pairs == {(measure, MEASURES[measure].unit) for measure, _ in pairs}


def test_rows_of_one_complex_stand_together_in_the_order_of_periods(figures_data):
    figures = read_statistics(figures_data).figures
    changes = np.count_nonzero(np.diff(figures["complex"].codes))
    assert changes + 1 == len({row["complex"] for row in figures.dicts()})


def test_a_later_file_that_changes_a_value_is_told_and_both_are_kept(
    country, taking, tmp_path, figure_files
):
    period = country.periods[0]
    store, later = tmp_path / "store", tmp_path / "later"
    later.mkdir()
    path = next(figure_files.glob(f"*통계_{period[:4]}*"))
    taking(store, path, "2026-01-01")
    one = country.made[3]
    again = country.quarterly(later, period, changed={one.name: 99_999})
    taken = taking(store, again, "2026-02-01")
    (told,) = taken.revisions
    assert (told.measure, told.period, told.after) == ("operating_firms", period, 99_999)
    assert told.before == country.value(one, "operating_firms", period)
    assert len(taken.figures) == 1
    now, then = read_statistics(store), read_statistics(store, "2026-01-31")
    id_ = named(now, one.name).id
    values = [s.of(id_).where(measure="operating_firms").value.tolist() for s in (then, now)]
    assert values == [[told.before], [99_999]]
    assert now.revisions() == (told,)


def test_the_same_file_again_adds_nothing(taking, figure_files, tmp_path):
    path = min(figure_files.glob("*통계*"))
    first = taking(tmp_path, path)
    again = taking(tmp_path, path)
    assert (again.again, again.figures, again.same) == (True, (), len(first.figures))
    assert len(list((tmp_path / FOLDER).iterdir())) == 2


def test_a_renamed_complex_keeps_its_series(country, taking, tmp_path, data):
    first, second = country.periods[:2]
    taking(tmp_path, country.quarterly(tmp_path, second))
    renamed = Country(data, complexes=24, quarters=5)
    one = renamed.made[-1]
    new = f"{one.name}[구:옛이름]"
    renamed.made[-1] = type(one)(new, *(getattr(one, f) for f in one.__slots__[1:]))
    renamed.value = lambda *_: 7.0
    before = read_statistics(tmp_path)
    taking(tmp_path, renamed.quarterly(tmp_path, first))
    after = read_statistics(tmp_path)
    assert after.complexes.keys() == before.complexes.keys()
    assert "옛이름" in named(after, one.name).former_names


def test_a_complex_keeps_its_series_when_its_regions_are_renamed_or_merged(taking, tmp_path, data):
    # 전라남도 and 광주광역시 became one, 인천 서구 became 서해구 and 검단구 on 2026-07-01.
    old = Country(data, complexes=8, quarters=2)
    named = (("전라남도", "여수시"), ("광주광역시", "북구"), ("인천광역시", "서구"))
    since = (
        ("전남광주통합특별시", "여수시"),
        ("전남광주통합특별시", "북구"),
        ("인천광역시", "검단구"),
    )
    before, after = (
        [
            replace(one, sido=sido, sigungu=sigungu)
            for one, (sido, sigungu) in zip(old.made[:3], of, strict=True)
        ]
        for of in (named, since)
    )
    first, second = old.periods
    for made, period in ((before, first), (after, second)):
        old.made = made
        taken = taking(tmp_path, old.quarterly(tmp_path, period))
        assert taken.problems == ()
    held = read_statistics(tmp_path)
    assert len(held.complexes) == len(named)
    register = old.register(tmp_path / "전국공장등록현황_20231231.csv", "2020")
    assert taking(tmp_path, register, write=False).problems == ()


def test_a_damaged_store_says_so(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "complexes.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(BrokenLayerError):
        read_statistics(tmp_path)


def test_changes_between_two_folders_tell_new_files_and_values_that_were_changed(
    country, taking, tmp_path, figure_files
):
    first, second = country.periods[:2]
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "complexes.geojson").write_text(
            '{"title_ko":"","title_en":"","as_of":"2025","features":[]}', "utf-8"
        )
    for folder in (old, new):
        taking(folder, next(figure_files.glob(f"*통계_{first[:4]}1231*")))
    one = country.made[3]
    taking(new, country.quarterly(tmp_path, first, changed={one.name: 77_777}))
    taking(new, next(figure_files.glob(f"*통계_{second[:4]}0331*")))
    told = compare(read_built(old), read_built(new))
    assert [change.what for change in told] == ["added", "added", "changed"]
    assert (told[-1].old, told[-1].new) == (country.value(one, "operating_firms", first), 77_777)
    assert "77777" in text(told, read_built(old), read_built(new), "ko")
