"""Live sources against a server that answers as they document, errors and cut-offs included."""

import csv
import io
import json
from datetime import date

import pytest

from geo.errors import (
    ProviderAnswerError,
    ProviderKeyError,
    ProviderQuotaError,
    ProviderUnreachableError,
)
from geo.fetching import datagokr, vworld
from geo.fetching.source import key_from
from geo.fetching.vworld import Box
from geo.geocoding.providers.keys import Key
from geo.importers.statistics import read_statistics_file
from tests.geo.geocoding.providers.conftest import QUICK, Service

SECRET = "0A1B2C3D-SECRET-KEY-9F8E7D6C5B4A"  # noqa: S105 - none
SMALL = Box(128.0, 35.0, 128.9, 35.9)


@pytest.fixture
def service():
    made = Service()
    yield made
    made.stop()


@pytest.fixture
def key():
    return Key(SECRET, provider="test", variable="SANDAN_TEST_KEY")


@pytest.fixture
def ask_vworld(service, key, tmp_path):
    source = vworld.source(key, tmp_path, service.url, limits=QUICK)
    yield source
    source.close()


@pytest.fixture
def ask_data(service, key, tmp_path):
    source = datagokr.source(key, tmp_path, per_day=20, base_url=service.url, limits=QUICK)
    yield source
    source.close()


def feature(number, lon=128.5, lat=35.2):
    shape = {"type": "Point", "coordinates": [lon, lat]}
    told = {"dan_id": f"{number:06d}", "dan_name": f"단지{number}", "rprsntvNm": "홍길동"}
    return {"type": "Feature", "id": f"f.{number}", "geometry": shape, "properties": told}


def data_answer(features, total=None):
    told = {"featureCollection": {"type": "FeatureCollection", "features": features}}
    record = {"total": str(len(features) if total is None else total), "current": "1"}
    return {"response": {"status": "OK", "record": record, "result": told}}


def items(listed, total=None):
    body = {"items": {"item": listed}, "totalCount": total or 1, "pageNo": 1}
    return {"response": {"header": {"resultCode": "00", "resultMsg": "OK"}, "body": body}}


def test_pages_of_the_data_api_are_put_together_each_feature_once(service, ask_vworld):
    service.answers(data_answer([feature(n) for n in range(1000)], 1003))
    service.answers(data_answer([feature(n) for n in range(998, 1003)], 1003))
    found = vworld.boundaries(ask_vworld, within=SMALL)
    assert len(found["features"]) == 1003
    assert [asked.params["page"] for asked in service.asked] == ["1", "2"]
    assert "홍길동" not in json.dumps(found, ensure_ascii=False)


def test_a_full_page_is_followed_where_the_service_does_not_say_how_many_there_are(
    service, ask_vworld
):
    first, second = (data_answer([feature(n) for n in range(*ends)]) for ends in ((1000,), (2,)))
    for one in (first, second):
        del one["response"]["record"]
        service.answers(one)
    assert len(vworld.boundaries(ask_vworld, within=SMALL)["features"]) == 1000
    assert len(service.asked) == 2


def test_a_full_page_of_the_register_is_followed_where_no_total_is_told(service, ask_data):
    of = [[{"fctryManageNo": str(n)} for n in range(100)], [{"fctryManageNo": "100"}]]
    for listed in of:
        made = items(listed)
        del made["response"]["body"]["totalCount"]
        service.answers(made)
    assert datagokr.factories(ask_data, ["창원"]).decode().count("\n") == 1 + 101


def test_nothing_found_is_no_fault(service, ask_vworld):
    service.answers({"response": {"status": "NOT_FOUND"}})
    assert vworld.boundaries(ask_vworld, within=SMALL)["features"] == []


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("INCORRECT_KEY", ProviderKeyError),
        ("OVER_REQUEST_LIMIT", ProviderQuotaError),
        ("SYSTEM_ERROR", ProviderUnreachableError),
        ("INVALID_RANGE", ProviderAnswerError),
    ],
)
def test_errors_of_vworld_are_told_without_the_key(service, ask_vworld, code, error):
    service.answers({"response": {"status": "ERROR", "error": {"code": code, "text": SECRET}}})
    with pytest.raises(error) as refused:
        vworld.boundaries(ask_vworld, within=SMALL)
    assert SECRET not in str(refused.value)


class Features(Service):
    """A WFS of 1,500 points that cuts off at 1,000, and wants latitude first."""

    points = tuple((128.0 + n % 50 / 60, 35.0 + n // 50 / 40) for n in range(1500))

    def next_reply(self, path):  # noqa: ARG002
        edges = [float(one) for one in self.asked[-1].params["BBOX"].split(",")]
        south, west, north, east = edges
        inside = [
            feature(n, lat, lon)
            for n, (lon, lat) in enumerate(self.points)
            if west <= lon <= east and south <= lat <= north
        ]
        self.answers({"type": "FeatureCollection", "features": inside[:1000]})
        return self.queue.pop()


def test_wfs_is_tiled_where_it_cuts_off_and_axes_are_found_out(key, tmp_path):
    service = Features()
    source = vworld.source(key, tmp_path, service.url, limits=QUICK)
    try:
        found = vworld.boundaries(source, via="wfs", within=SMALL)["features"]
    finally:
        source.close()
        service.stop()
    assert len(found) == 1500
    assert all(one["geometry"]["coordinates"][0] > 100 for one in found)


class Full(Service):
    """A WFS that has a thousand features wherever it is asked."""

    def next_reply(self, path):  # noqa: ARG002
        every = [feature(n, 128.6) for n in range(1000)]
        self.answers({"type": "FeatureCollection", "features": every})
        return self.queue.pop()


def test_wfs_that_is_cut_off_in_the_smallest_tile_is_an_error(key, tmp_path):
    service = Full()
    source = vworld.source(key, tmp_path, service.url, limits=QUICK)
    try:
        with pytest.raises(ProviderAnswerError, match="1000"):
            vworld.boundaries(source, via="wfs", within=SMALL)
    finally:
        source.close()
        service.stop()


def test_axes_are_found_out_by_boundaries_whatever_layer_is_asked_for(service, ask_vworld):
    service.answers({"type": "FeatureCollection", "features": [feature(1)]})
    service.answers({"type": "FeatureCollection", "features": []})
    found = vworld.boundaries(ask_vworld, "LT_C_WGISIEDOSI", via="wfs", within=SMALL)
    assert found["features"] == []
    assert [one.params["TYPENAME"] for one in service.asked] == ["lt_c_damdan", "lt_c_wgisiedosi"]


def test_factories_without_a_number_are_each_kept(service, ask_data):
    service.answers(items([{"irsttNm": "창원", "indutyNm": one} for one in ("기계", "전자")], 2))
    made = datagokr.factories(ask_data, ["창원"]).decode()
    assert "기계" in made
    assert "전자" in made


def test_one_item_comes_as_an_object_and_nothing_personal_is_kept(
    service, ask_data, tmp_path, resolver
):
    one = {
        "irsttNm": "창원국가산업단지", "fctryManageNo": "1", "indutyNm": "기계", "allEmplyCo": "12",
        "rnAdres": "경상남도 창원시 성산구", "rprsntvNm": "홍길동", "cmpnyTelno": "000-0000-0000",
    }  # fmt: skip
    service.answers(items(one))
    made = datagokr.factories(ask_data, ["창원"])
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert (len(rows), rows[1][0]) == (2, "창원국가산업단지")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for text in (made, kept):
        assert "홍길동".encode() not in text
        assert b"000-0000-0000" not in text
        assert SECRET.encode() not in text
    path = tmp_path / "전국공장등록현황_20251130.csv"
    path.write_bytes(made)
    reading, _ = read_statistics_file(path, resolver.regions)
    assert [(f.measure, f.value) for f in reading.figures] == [
        ("factories", 1),
        ("factory_employment", 12),
    ]


@pytest.mark.parametrize(
    ("code", "error"),
    [("30", ProviderKeyError), ("22", ProviderQuotaError), ("99", ProviderAnswerError)],
)
def test_errors_of_the_gateway_are_xml_though_json_was_asked(service, ask_data, code, error):
    told = f"<OpenAPI_ServiceResponse><cmmMsgHeader><returnReasonCode>{code}</returnReasonCode>"
    service.answers(f"{told}</cmmMsgHeader></OpenAPI_ServiceResponse>".encode())
    with pytest.raises(error):
        datagokr.factories(ask_data, ["창원"])


def test_trends_in_xml_become_a_workbook_that_is_imported(service, ask_data, tmp_path, resolver):
    def xml(fields):
        held = "".join(
            f"<item><irsttNm>{name}</irsttNm>{fields}</item>" for name in ("창원", "구미")
        )
        head = "<header><resultCode>00</resultCode></header>"
        body = f"<body><items>{held}</items><totalCount>2</totalCount></body>"
        return f"<response>{head}{body}</response>".encode()

    base = "/B550624/indparkstats/kicox"
    firms = "<monthMvnCmpCnt>2,900</monthMvnCmpCnt><monthOpCmpCnt>2800</monthOpCmpCnt>"
    service.answers_at(f"{base}MvnCmpnyStatsService", xml(firms))
    service.answers_at(f"{base}EmpByIrsttStatsService", xml("<monthTotal>120000</monthTotal>"))
    export = "<monthXportactAmount>900</monthXportactAmount>"
    service.answers_at(f"{base}ExportRecByIrsttStatsService", xml(export))
    service.answers_at(f"{base}OpRateByIrsttStatsService", xml("<monthOpRate>82.1</monthOpRate>"))
    found = datagokr.trends(ask_data, "202508", "202509")
    path = tmp_path / "동향.xlsx"
    path.write_bytes(datagokr.trends_workbook(found))
    reading, _ = read_statistics_file(path, resolver.regions)
    assert (reading.form, reading.periods, reading.problems) == (
        "trends",
        ("2025-08", "2025-09"),
        (),
    )
    # Of each month it is asked by itself: an item need not say its own.
    asked = {(one.params["srtStdrYm"], one.params["endStdrYm"]) for one in service.asked}
    assert asked == {("202508", "202508"), ("202509", "202509")}
    newest = {f.measure: f.value for f in reading.figures if f.period == "2025-09"}
    assert newest == {
        "tenants": 2900,
        "operating_firms": 2800,
        "employment": 120_000,
        "exports": 900,
        "operating_rate": 82.1,
    }


def test_kept_answers_are_taken_again_until_they_are_old(service, key, tmp_path):
    service.answers(items({"irsttNm": "창원", "fctryManageNo": "1"}))
    for day, calls in ((1, 1), (30, 0), (31, 0), (45, 1)):
        on = date(2026, 1, day) if day < 32 else date(2026, 2, 14)
        source = datagokr.source(
            key, tmp_path, per_day=9, base_url=service.url, limits=QUICK, today=lambda on=on: on
        )
        datagokr.factories(source, ["창원"])
        source.close()
        assert source.calls == calls


def test_the_quota_of_a_day_holds_over_runs(service, key, tmp_path):
    service.answers(items({"irsttNm": "창원", "fctryManageNo": "1"}))
    about = {"per_day": 2, "base_url": service.url, "limits": QUICK}
    first = datagokr.source(key, tmp_path, **about)
    datagokr.factories(first, ["창원", "구미"])
    first.close()
    second = datagokr.source(key, tmp_path, **about)
    with pytest.raises(ProviderQuotaError):
        datagokr.factories(second, ["창원", "여수"])
    second.close()
    assert len(service.asked) == 2


def test_a_file_of_odcloud_is_put_together_from_its_pages(service, ask_data):
    rows = [{"시도": "경남", "지식산업센터명": f"센터{n}", "대표자": "홍길동"} for n in range(3)]
    service.answers({"page": 1, "totalCount": 3, "data": rows[:2]})
    service.answers({"page": 2, "totalCount": 3, "data": rows[2:]})
    made = datagokr.file_rows(ask_data, "15117154/v1/uddi:x").decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(made))) == ["시도", "지식산업센터명"]
    assert made.count("센터") == 4
    assert "홍길동" not in made


def test_an_answer_that_breaks_off_is_no_answer(service, ask_data):
    service.answers(b'{"response": {"header": {"resultCode": "00"}, "body": {"it')
    with pytest.raises(ProviderAnswerError):
        datagokr.factories(ask_data, ["창원"])


def test_without_a_key_nothing_is_asked():
    with pytest.raises(ProviderKeyError) as refused:
        key_from({}, "vworld", "SANDAN_VWORLD_KEY")
    assert "SANDAN_VWORLD_KEY" in str(refused.value)
