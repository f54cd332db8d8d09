"""KICOX's factory register and trends on data.go.kr, and files of odcloud, as importers' input."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import product
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geo.errors import ProviderAnswerError, ProviderQuotaError, ProviderUnreachableError
from geo.fetching.source import Source, impersonal, is_last
from geo.geocoding.providers.keys import Credential
from geo.xml import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.geocoding.providers.client import Answer, Caller
    from geo.geocoding.providers.keys import Key
    from geo.jsons import OpenObject

BASE_URL: Final = "https://apis.data.go.kr"
ODCLOUD_URL: Final = "https://api.odcloud.kr"
FACTORIES_PER_DAY, TRENDS_PER_DAY = 1000, 500
"""Calls a day of a development key, as the portal grants them for each service."""
_REGISTER = "/B550624/fctryRegistInfo/getFctryListInIrsttService_v2"
_TRENDS = "/B550624/indparkstats"
_SERVICES: Final = {
    "kicoxMvnCmpnyStatsService": (("monthMvnCmpCnt", "입주업체"), ("monthOpCmpCnt", "가동업체")),
    "kicoxEmpByIrsttStatsService": (("monthTotal", "고용"),),
    "kicoxExportRecByIrsttStatsService": (("monthXportactAmount", "수출(천달러)"),),
    "kicoxOpRateByIrsttStatsService": (("monthOpRate", "가동률"),),
}
"""Service to the fields that are read of it, and the heading under which they are written."""
_PAGE = 100
"""Rows of a page that every service of the portal allows."""
_MOST_PAGES = 10_000
"""A million rows; a service that counts on without an end is left."""
_KEY_CODES = {"20", "30", "31", "32"}
"""Access refused, key not registered, run out, from an address that was not registered."""
_QUOTA_CODES = {"22", "21"}
_EMPTY = {"03"}
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
FACTORY_HEADINGS: Final = (
    *("단지명", "공장관리번호", "업종명", "생산품", "종업원수", "공장대표주소(도로명)", "등록일"),
)
_FACTORY_FIELDS: Final = (
    *("irsttNm", "fctryManageNo", "indutyNm", "mainProductCn", "allEmplyCo", "rnAdres"),
    "frstFctryRegistDe",
)


def source(
    key: Key,
    cache: Path,
    *,
    per_day: int,
    provider: str = "data.go.kr",
    base_url: str = BASE_URL,
    **more: Any,  # noqa: ANN401 - fields of `Source`
) -> Source:
    """Return a service of data.go.kr."""
    credential = Credential(key, "query", "serviceKey")
    return Source(provider, base_url, credential, cache, per_day, **more)


def factories(service: Source, complexes: Sequence[str]) -> bytes:
    """Return the factories of some complexes as CSV, in headings that the importer knows.

    Without firms' names, representatives and telephones.

    Raises
    ------
    ProviderError
        See `Source.items`; what was fetched before is kept, so that the next run goes on.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(FACTORY_HEADINGS)
    seen = set[str | tuple[str, ...]]()
    for name in complexes:
        for item in _every(service, _REGISTER, {"irsttNm": name, "type": "json"}):
            row = tuple(str(item.get(field) or "") for field in _FACTORY_FIELDS)
            # One without a number is known by all that is told of it.
            if (row[1] or row) not in seen:
                seen.add(row[1] or row)
                writer.writerow(row)
    return f"\ufeff{out.getvalue()}".encode()


def trends(service: Source, first: str, last: str) -> dict[str, dict[str, dict[str, float]]]:
    """Return month, complex and heading to value, for the months ``YYYYMM`` from first to last.

    Raises
    ------
    ProviderError
        See `Source.items`.
    """
    found: dict[str, dict[str, dict[str, float]]] = {}
    # Month by month: whether an item says its own is not documented.
    for asked, (name, fields) in product(_months(first, last), _SERVICES.items()):
        params = {"srtStdrYm": asked, "endStdrYm": asked}
        for item in _every(service, f"{_TRENDS}/{name}", params):
            month = str(item.get("stdrYm") or asked)[:6]
            complex_ = str(item.get("irsttNm") or "").strip()
            for field, heading in fields:
                value = _number(item.get(field))
                if complex_ and value is not None:
                    found.setdefault(month, {}).setdefault(complex_, {})[heading] = value
    return found


def _months(first: str, last: str) -> Iterator[str]:
    """Yield the months ``YYYYMM`` from first to last."""
    year, month = int(first[:4]), int(first[4:])
    while f"{year}{month:02}" <= last:
        yield f"{year}{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def trends_workbook(found: dict[str, dict[str, dict[str, float]]]) -> bytes:
    """Write what `trends` returns as a workbook that the importer of trends reads."""
    import xlsxwriter  # noqa: PLC0415 - slow to load

    headings = [heading for fields in _SERVICES.values() for _, heading in fields]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        for month, complexes in sorted(found.items()):
            sheet = book.add_worksheet(month)
            title = f"{month[:4]}년 {int(month[4:])}월 국가산업단지 산업동향"
            sheet.write_string(0, 0, title)
            sheet.write_string(1, 0, "(단위: 개사, 명, 천달러, %)")
            sheet.write_row(2, 0, ["단지명", *headings])
            for line, (name, values) in enumerate(sorted(complexes.items()), 3):
                sheet.write_string(line, 0, name)
                for at, heading in enumerate(headings, 1):
                    if heading in values:
                        sheet.write_number(line, at, values[heading])
    return out.getvalue()


def file_rows(service: Source, path: str) -> bytes:
    """Return a file of odcloud as CSV with its own headings, without what is personal.

    `path` is that of an edition: ``15117154/v1/uddi:…``.

    Raises
    ------
    ProviderError
        See `Source.items`.
    """
    rows: list[OpenObject] = []
    for page in range(1, _MOST_PAGES):
        params = {"page": str(page), "perPage": "500"}
        document = service.items(f"/api/{path.strip('/')}", params, _read_odcloud)
        rows += document["data"]
        if not document["data"] or len(rows) >= document["total"]:
            break
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([["" if row.get(h) is None else row[h] for h in headings] for row in rows])
    return f"\ufeff{out.getvalue()}".encode()


def _every(service: Source, path: str, params: dict[str, str]) -> Iterator[OpenObject]:
    count = 0
    for page in range(1, _MOST_PAGES):
        asked = {**params, "pageNo": str(page), "numOfRows": str(_PAGE)}
        document = service.items(path, asked, _read)
        yield from document["items"]
        count += len(document["items"])
        if is_last(count, document["total"], len(document["items"]), _PAGE):
            return


def _read(answer: Answer, caller: Caller) -> OpenObject:
    """Read JSON or XML: errors of the gateway are XML, though JSON was asked for."""
    body = answer.body.lstrip()
    if body.startswith(b"<"):
        return _read_xml(body, caller)
    try:
        response = json.loads(body)["response"]
        _check(str(response["header"]["resultCode"]), caller)
        held = response.get("body") or {}
        items = (held.get("items") or {}).get("item") or []
        # One item alone comes as an object.
        listed = [items] if isinstance(items, dict) else list(items)
        total = int(held.get("totalCount") or 0)
        return {"total": total, "items": [impersonal(item) for item in listed]}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        code = "JSON" if answer.status == 200 else f"HTTP {answer.status}"
        raise ProviderAnswerError(caller.provider, code) from error


def _read_xml(body: bytes, caller: Caller) -> OpenObject:
    if _DOCTYPE.search(body):
        raise ProviderAnswerError(caller.provider, "DOCTYPE")
    try:
        root = ET.fromstring(body)  # noqa: S314 - no entities, see above
    except ET.ParseError as error:
        raise ProviderAnswerError(caller.provider, "XML") from error
    code = root.findtext(".//returnReasonCode") or root.findtext(".//resultCode") or ""
    _check(code.strip(), caller)
    listed = [
        {element.tag: clean(element.text or "").strip() for element in item}
        for item in root.iter("item")
    ]
    total = int(root.findtext(".//totalCount") or 0)
    return {"total": total, "items": [impersonal(item) for item in listed]}


def _check(code: str, caller: Caller) -> None:
    # Some services write a code with one digit.
    code = code.zfill(2)
    if code == "00" or code in _EMPTY:
        return
    if code in _KEY_CODES:
        raise caller.key_refused(code)
    if code in _QUOTA_CODES:
        raise ProviderQuotaError(caller.provider, code)
    if code in {"01", "02", "04", "05"}:
        raise ProviderUnreachableError(caller.provider, code)
    raise ProviderAnswerError(caller.provider, f"resultCode {code[:20]}")


def _read_odcloud(answer: Answer, caller: Caller) -> OpenObject:
    try:
        parsed = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise ProviderAnswerError(caller.provider, f"HTTP {answer.status}") from error
    if answer.status in {401, 403} or (isinstance(parsed, dict) and parsed.get("code") == -4):
        raise caller.key_refused(str(answer.status))
    try:
        rows = [impersonal(item) for item in parsed["data"]]
        return {"total": int(parsed["totalCount"]), "data": rows}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProviderAnswerError(caller.provider, "data") from error


def _number(value: object) -> float | None:
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None
