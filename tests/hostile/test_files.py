"""Whatever file a command is given, it ends with a sentence: no traceback, no half result."""

import io
import random
import zipfile
from itertools import pairwise

import openpyxl
import pytest

from geo.importers import juso

COMMANDS = {
    "juso": ("import", "juso", "FILE"),
    "kicox": ("import", "kicox", "FILE"),
    "points": ("import", "points", "FILE"),
    "statistics": ("import", "statistics", "FILE"),
    "programme": ("programme", "check", "FILE"),
    "geocode": ("geocode", "FILE", "-o", "OUT.csv"),
    "whatif": ("whatif", "FILE"),
}
ENDINGS = {
    "juso": (".zip", ".txt"),
    "kicox": (".xlsx",),
    "points": (".zip", ".shp", ".geojson"),
    "statistics": (".xlsx", ".csv"),
    "programme": (".xlsx", ".csv"),
    "geocode": (".xlsx", ".csv", ".parquet"),
    "whatif": (".yaml", ".toml", ".json", ".xlsx"),
}


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


def locked(content):
    """The same zip as if it had a password."""
    made = bytearray(content)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + flag] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def workbook():
    stream = io.BytesIO()
    made = openpyxl.Workbook()
    made.active.append(["단지명", "시도"])
    made.active.append(["창원국가산업단지", "경남"])
    made.save(stream)
    return stream.getvalue()


def with_entities():
    """A workbook whose one cell would be a gigabyte of letters."""
    source = zipfile.ZipFile(io.BytesIO(workbook()))
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
    cell = '<c r="A1" t="inlineStr"><is><t>&i;</t></is></c>'
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    )
    members = {name: source.read(name) for name in source.namelist()}
    return zipped({**members, "xl/worksheets/sheet1.xml": sheet})


def spoiled(content, at=60):
    return content[:at] + bytes(20) + content[at + 20 :]


def bodies():
    noise = random.Random(1).randbytes(3_000)  # noqa: S311 - the same each time
    texts = {"a.txt": b"abc|" * 5_000, "a.shp": noise, "a.dbf": noise}
    nested = "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefgh"))
    return {
        "empty": b"",
        "zeros": bytes(5_000),
        "noise": noise,
        "half a zip": b"PK\x03\x04" + noise,
        "locked": locked(zipped(texts)),
        "spoiled zip": spoiled(zipped(texts)),
        "cut workbook": workbook()[:-200],
        "entities": with_entities(),
        "deep": b"[" * 100_000,
        "long number": b'{"a":' + b"9" * 6_000 + b"}",
        "half characters": b'{"type":"FeatureCollection","features":[{"type":"Feature",'
        b'"properties":{"\\ud800":"\\udfff"},"geometry":null}]}',
        "lines": b"\r\n" * 100,
        "quotes": b'"' * 100_001,
        "aliases": f"a: &a [x,x,x,x,x,x,x,x,x]\n{nested}".encode(),
        "tags": b'!!python/object/apply:os.system ["false"]',
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")

    def file(name, ending):
        path = folder / f"{name}{ending}"
        path.write_bytes(bodies()[name])
        return path

    return file


@pytest.mark.parametrize(
    "name",
    [
        one if one in {"locked", "spoiled zip"} else pytest.param(one, marks=pytest.mark.sweep)
        for one in bodies()
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_what_it_should_be_ends_with_a_sentence(
    sandan, geocoder, files, monkeypatch, tmp_path, command, name
):
    # The geocoder of all tests, instead of another one for each file.
    monkeypatch.setattr("geo.engine.make_geocoder", lambda *_: geocoder)
    output = tmp_path / "out.csv"
    named = {"OUT.csv": output}
    for ending in ENDINGS[command]:
        path = files(name, ending)
        arguments = [path if one == "FILE" else named.get(one, one) for one in COMMANDS[command]]
        ended = sandan(*arguments, SANDAN_LANG="en", SANDAN_CACHE=str(tmp_path / "cache"))
        said = ended.stdout + ended.stderr
        assert ended.returncode in {1, 2, 3, 4}, (path.name, said)
        assert said.strip()
        assert not output.exists()


def test_a_text_of_addresses_that_is_too_large_is_refused_before_it_is_unpacked(
    sandan, tmp_path, monkeypatch
):
    monkeypatch.setattr(juso, "_LARGEST_BYTES", 1_000_000)
    path = tmp_path / "juso.zip"
    path.write_bytes(zipped({"entrc_seoul.txt": b"0" * 1_000_001}))
    ended = sandan("import", "juso", path, SANDAN_LANG="en", SANDAN_CACHE=str(tmp_path))
    assert ended.returncode == 3
    assert "1 MB > 1 MB" in ended.stderr
