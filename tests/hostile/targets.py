"""Parsers that are given any bytes: each answers, or refuses in a sentence in both languages.

`test_corpus.py` gives them what is kept in `corpus`; `scripts/fuzz` what atheris makes up, led by
what it has reached.
"""

import tempfile
from functools import cache
from pathlib import Path

from geo.analysis.scenario import read_scenario
from geo.batch.columns import find_columns
from geo.batch.reading import read_table
from geo.engine import make_geocoder
from geo.errors import GeoError, TableError
from geo.geocoding.query import Query
from geo.own.reading import read_own
from geo.query.source import read_filter
from geo.store.manifest import Manifest
from geo.store.vectors.reading import read_vector
from geo.tables.declaration import DECLARATION, read_declaration
from geo.text import name_key
from geo.xml import clean

CORPUS = Path(__file__).with_name("corpus")
_DATA = Path(__file__).parents[2] / "data"


@cache
def _geocoder():
    return make_geocoder(_DATA)


@cache
def _folder():
    return Path(tempfile.mkdtemp(prefix="sandan-fuzz-"))


def _text(content):
    return content.decode("utf-8", "surrogateescape")


def _names(content):
    name, _, address = _text(content)[:200].partition("\n")
    name_key(name)
    clean(name).encode()
    told = _geocoder().answer(Query(name=name, address=address))
    if told.status not in {"ok", "ambiguous", "none"}:
        raise AssertionError(told)


def _declaration(content):
    (_folder() / DECLARATION).write_bytes(content)
    programme, problems = read_declaration(_folder(), DECLARATION)
    if (programme is None) != bool(problems):
        raise AssertionError(problems)
    if problems:
        raise TableError(tuple(problems))


def _file(ending, read):
    def target(content):
        path = _folder() / f"a{ending}"
        path.write_bytes(content)
        read(path)

    return target


def _table(name):
    def target(content):
        find_columns(read_table(name, content))

    return target


TARGETS = {
    "names": _names,
    "cql2-text": lambda content: read_filter(_text(content), "cql2-text"),
    "cql2-json": lambda content: read_filter(_text(content), "cql2-json"),
    "csv": _table("a.csv"),
    "xlsx": _table("a.xlsx"),
    "parquet": _table("a.parquet"),
    "toml": _declaration,
    "yaml": lambda content: read_scenario("a.yaml", content),
    "scenario": lambda content: read_scenario("a.csv", content),
    "manifest": Manifest.read,
    "programme": _file(".xlsx", lambda path: read_own([path])),
    "geojson": _file(".geojson", lambda path: read_vector(path, _DATA)),
    "kml": _file(".kml", lambda path: read_vector(path, _DATA)),
    "points": _file(".csv", lambda path: read_vector(path, _DATA)),
}
"""Name to the parser; the examples of each stand in the folder of this name."""


def tell(target, content):
    """Give a parser some bytes; what is refused is refused in a sentence.

    Anything but an error of ours is raised, and so is one without words.
    """
    try:
        TARGETS[target](content)
    except GeoError as error:
        for lang in ("ko", "en"):
            if not error.text(lang).strip():
                raise AssertionError(repr(error)) from error
