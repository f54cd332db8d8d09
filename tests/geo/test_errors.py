import pickle

import pytest

from geo import errors
from geo.messages import LANGS, catalogue
from geo.tables.problems import Problem

EXAMPLES = [
    errors.TableError((Problem("places.csv", 3, "lon", "not_number", {"value": "x"}),)),
    errors.UnresolvedPlaceError("여숙국가", "전남", ("여수국가산업단지",)),
    errors.AmbiguousPlaceError(
        "구미국가", "경북", ("구미국가산업단지(1단지)", "구미국가산업단지(4단지)")
    ),
    errors.RegionError("전난", ("전남", "전북")),
    errors.AreaError("own:중구,김해", ("서울 중구", "부산 중구"), "중구"),
    errors.DistrictError("경남 없는시", ("창원시 성산구", "김해시")),
    errors.SwappedAxesError(35.0, 128.0),
    errors.OutsideKoreaError(1.0, 2.0),
    errors.MissingLayerError("complexes.geojson"),
    errors.BrokenLayerError("complexes.geojson"),
    errors.DamagedFileError("korea.topojson"),
    errors.MixedSnapshotError("data", ("complexes.geojson",)),
    errors.EmptyStoreError("postgresql://db.example/gis"),
    errors.OtherStoreError("postgresql://db.example/gis", "data"),
    errors.StoreUnavailableError("postgresql://db.example/gis", "connection refused"),
    errors.StoreRefusedError("postgresql://db.example/gis", "permission denied"),
    errors.LockedWorkbookError("a.xlsx"),
    errors.OldWorkbookError("a.xls"),
    errors.BrokenOffError("a.xlsx"),
    errors.NotJusoError("a.txt", 3),
    errors.UnreadableJusoError("a.zip", "File is not a zip file"),
    errors.NotAWorkbookError("a.xlsx", "File is not a zip file"),
    errors.NotKicoxError("a.xlsx", ("Sheet1",), "시도, 단지명"),
    errors.NotStatisticsError("a.xlsx", "trends", "생산, 수출"),
    errors.UnreadableLayerError("a.shp", "no such layer"),
    errors.SeveralLayersError("a.zip", ("dam_pdan", "dam_dan")),
    errors.LayerColumnsError("a.shp", ("ID",), ("단지명",)),
    errors.PlotColumnsError("a.shp", ("ID",), ("DAN_ID", "YOJ_ID")),
    errors.UnknownCrsError("a.shp", ("EPSG:5174", "EPSG:5181")),
    errors.WrongCrsError("a.shp", "EPSG:5179", ()),
    errors.SwappedLayerError("a.shp", "EPSG:4326"),
    errors.ProviderKeyError("vworld", "SANDAN_VWORLD_KEY", "INVALID_KEY"),
    errors.ProviderQuotaError("vworld", "OVER_REQUEST_LIMIT"),
    errors.ProviderUnreachableError("kakao", "ReadTimeout"),
    errors.ProviderAnswerError("juso", "results.common"),
    errors.MissingInputError("list.csv"),
    errors.UnknownFormatError("list.hwp", (".csv", ".xlsx")),
    errors.UnreadableTableError("list.xlsx", "Bad magic number", (".csv", ".xlsx")),
    errors.EmptyInputError("big", (".csv", ".parquet")),
    errors.EmptyTableError("list.csv"),
    errors.TableTooLargeError("list.xlsx", "cells", 20_000_000, 10_000_000),
    errors.SheetOptionError("list.xlsx", "현황", ("Sheet1", "Sheet2")),
    errors.NoUsableColumnError("list.csv", ("번호", "회사명"), ("단지명", "주소")),
    errors.ColumnOptionError("list.csv", "단지", ("번호", "회사명")),
    errors.OutputFormatError("out.hwp", (".csv", ".xlsx")),
    errors.OutputTooLongError("out.xlsx", 2_000_000, 3, 1_048_575, 16_384),
    errors.OccupiedFolderError("site"),
    errors.ClashingPartitionsError("out/a.parquet", "a.csv", "a.parquet"),
    errors.ClusterUnreachableError("tcp://127.0.0.1:8786", "Timed out"),
    errors.OtherDataError("data"),
    errors.UnwritableOutputError("out.csv", "Permission denied"),
    errors.MissingExtraError("networkx", "analysis"),
    errors.FilterError("property", "산업", 5, ("sector", "sido")),
    errors.SelectionError("datetime", "어제", ("2025-01-16", "2025-01/..")),
    errors.OutputCrsError("kml", "EPSG:5179", ("EPSG:4326",)),
    errors.OutputEncodingError("csv", "cp949", ("utf-8",)),
    errors.UnknownProgrammeError("spine", ("rings", "lamps")),
    errors.UnknownCollectionError("factories", ("complexes", "regions")),
    errors.DayError("2021-13"),
    errors.NoDaysError("facts", ("complexes", "consortia")),
    errors.EarlyDayError("2018", "2019-02-19"),
    errors.ZoningError("9plus9", ("5plus2", "5poles3")),
    errors.SubjectError("region", "평양", ("11", "26")),
    errors.UnknownSubjectError("대그", ("대구",)),
    errors.UnreadableVectorError("a.gpkg", "not recognized", (".gpkg", ".shp")),
    errors.EmptyVectorError("a.geojson"),
    errors.UnreadableSnapshotError("complexes.geojson", "old"),
    errors.NoCoordinatesError("a.csv", ("번호", "이름"), ("lon, lat", "WKT")),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_survives_pickling_so_that_workers_can_report_it(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is type(error)
    assert again.text("ko") == error.text("ko")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_says_its_facts_in_both_languages(error, lang):
    text = error.text(lang)
    assert "{" not in text
    for fact in error.facts().values():
        if isinstance(fact, str):
            assert fact in text


def test_every_concrete_error_has_its_sentence():
    concrete = {type(error).__name__ for error in EXAMPLES}
    assert concrete == set(catalogue("geo", "ko").under("error"))


@pytest.mark.parametrize("package", ["geo", "maps", "api"])
def test_korean_and_english_say_the_same_things(package):
    assert catalogue(package, "ko").texts.keys() == catalogue(package, "en").texts.keys()
