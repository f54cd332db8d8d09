"""Every public file of figures, known by its content, good and bad."""

import pytest
import xlsxwriter

from geo.errors import ImportFileError, NotStatisticsError
from geo.importers.statistics import read_statistics_file
from tests.figures import Country


@pytest.fixture(scope="module")
def country(data):
    return Country(data, complexes=12, quarters=1)


def codes(reading):
    return [problem.code for problem in reading.problems]


def write(path, *sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(at, column, cell)
    return path


def test_trends_are_read_whatever_the_sheets_are_called(country, tmp_path, resolver):
    (period,) = country.periods
    reading, _ = read_statistics_file(country.trends(tmp_path, period), resolver.regions)
    assert (reading.form, reading.periods, reading.problems) == ("trends", (period,), ())
    assert len(reading.figures) == len(country.national) * 6 * 14
    # The sheets of changes are left, and told.
    assert {one.code for one in reading.remarks} == {"sheet_compares"}


def test_money_in_another_unit_is_converted_and_told(country, tmp_path, resolver):
    (period,) = country.periods
    path = country.trends(tmp_path, period, production="억원")
    reading, _ = read_statistics_file(path, resolver.regions)
    (told,) = [one for one in reading.remarks if one.code == "unit_converted"]
    assert "억원" in told.text("ko")
    # Against the overview, which has 백만원: nothing differs.
    assert "sheets_differ" not in codes(reading)


def test_a_unit_of_another_kind_is_refused_and_the_rest_is_kept(country, tmp_path, resolver):
    (period,) = country.periods
    path = country.trends(tmp_path, period, exports="명")
    reading, _ = read_statistics_file(path, resolver.regions)
    assert set(codes(reading)) == {"unit_unknown"}
    kept = {one.measure for one in reading.figures if one.industry != "all"}
    assert "production" in kept
    assert "exports" not in kept


def test_areas_in_square_metres_become_thousands(country, tmp_path, resolver):
    (period,) = country.periods
    plain, _ = read_statistics_file(country.quarterly(tmp_path, period), resolver.regions)
    path = country.quarterly(tmp_path, period, unit="㎡", factor=1000)
    reading, _ = read_statistics_file(path, resolver.regions)
    assert [one.code for one in reading.remarks] == ["unit_converted"]
    areas = [[f.value for f in one.figures if "area" in f.measure] for one in (plain, reading)]
    assert areas[1] == pytest.approx(areas[0], abs=1.1)


@pytest.mark.parametrize(("cell", "code"), [(-3, "range"), ("약 3", "not_number")])
def test_a_bad_cell_is_told_by_sheet_row_and_column(country, tmp_path, resolver, cell, code):
    (period,) = country.periods
    one = country.made[2]
    path = country.quarterly(tmp_path, period, changed={one.name: cell})
    reading, _ = read_statistics_file(path, resolver.regions)
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.column) == (code, 8, "가동업체")
    assert problem.file.endswith("!전국산업단지현황")
    assert len(reading.figures) == 12 * 9 - 1


def test_a_dash_is_no_number_and_no_fault(country, tmp_path, resolver):
    (period,) = country.periods
    one = country.made[2]
    path = country.quarterly(tmp_path, period, changed={one.name: "-"})
    reading, _ = read_statistics_file(path, resolver.regions)
    (figure,) = [one for one in reading.figures if one.value is None]
    assert (figure.measure, figure.missing, reading.problems) == ("operating_firms", "dash", ())


def test_an_unknown_sheet_is_told_and_the_others_are_kept(tmp_path, resolver):
    path = write(
        tmp_path / "동향_20250930.xlsx",
        ("입주", [["2025년 3분기 입주업체(단위: 개사)"], ["단지명", "계", "기계"], ["창원", 9, 3]]),
        ("Sheet2", [["2025년 3분기"], ["가", "나", "다"], ["창원", 5, 6]]),
    )
    reading, _ = read_statistics_file(path, resolver.regions)
    assert codes(reading) == ["sheet_unknown"]
    assert [(f.measure, f.industry, f.value) for f in reading.figures] == [
        ("tenants", "all", 9),
        ("tenants", "machinery", 3),
    ]


def test_months_in_a_heading_are_months(tmp_path, resolver):
    rows = [
        ["2025년 3분기 생산(단위: 백만원)"],
        ["단지명", "7월", "8월", "9월", "증감"],
        ["창원", 1, 2, 3, 9],
    ]
    path = write(tmp_path / "a.xlsx", ("생산", rows))
    reading, _ = read_statistics_file(path, resolver.regions)
    assert [(f.period, f.value) for f in reading.figures] == [
        ("2025-07", 1),
        ("2025-08", 2),
        ("2025-09", 3),
    ]


@pytest.mark.parametrize("edition", ["2018", "2020", "2023"])
def test_every_edition_of_the_register_is_counted_without_a_person(
    country, tmp_path, resolver, edition
):
    path = country.register(tmp_path / f"전국공장등록현황_{edition}1231.csv", edition)
    reading, _ = read_statistics_file(path, resolver.regions)
    assert (reading.form, reading.periods, reading.problems) == ("register", (f"{edition}-12",), ())
    counted = sum(f.value for f in reading.figures if f.measure == "factories")
    assert counted + reading.outside == len(path.read_bytes().splitlines()) - 1
    kept = repr(reading)
    assert not any(word in kept for word in ("홍길동", "000-0000", "가짜회사", "가짜로"))
    measures = {one.measure for one in reading.figures}
    assert ("factory_employment" in measures) is (edition != "2023")


def test_centres_that_name_no_complex_are_counted_by_region(country, tmp_path, resolver):
    path = country.centres(tmp_path / "지식산업센터_20250630.csv")
    reading, _ = read_statistics_file(path, resolver.regions)
    assert (reading.form, reading.outside) == ("centres", 0)
    assert sum(one.value for one in reading.figures) == 12
    assert all(row.region for row in reading.rows)


def test_what_is_of_no_form_is_refused_with_the_nearest(tmp_path, resolver):
    near = tmp_path / "a.csv"
    near.write_text("시도,산업단지명칭,지정면적\n경남,창원,3\n", "utf-8")
    with pytest.raises(NotStatisticsError) as refused:
        read_statistics_file(near, resolver.regions)
    assert "가장 가까운" in refused.value.text("ko")


def test_half_a_download_is_refused_in_words(country, tmp_path, resolver):
    path = country.quarterly(tmp_path, country.periods[0])
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(ImportFileError) as refused:
        read_statistics_file(path, resolver.regions)
    assert path.name in refused.value.text("ko")
