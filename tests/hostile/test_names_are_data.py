"""What users write is data: no text of theirs becomes code, a format, SQL, XPath or a shell's word.

The rule is read off the code itself: each call that takes such a language gets a literal, or stands
in the list of those that were looked at.
"""

import ast
import json
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import GeoError
from geo.exports.formats import FORMATS
from geo.exports.source import source_notes
from geo.exports.write import pieces
from geo.query.schema import fields_of
from geo.query.selection import Selection, select
from geo.query.table import FeatureTable
from geo.store.added import as_layer
from geo.store.vectors.reading import read_vector

ROOT = Path(__file__).parents[2]
PACKAGES = ("geo", "maps", "api")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
CODE = {"eval", "exec", "compile", "__import__"}
QUERIES = {"execute", "executemany", "executescript", "read_sql", "ExecuteSQL", "xpath"}
"""Methods whose first argument is SQL or XPath."""
MODULES = {"import_module": "importlib"}
READERS = {"read_dataframe", "read_arrow", "open_arrow", "read_file", "read", "list_layers"}
"""Of spatial files: GDAL reads SQL in their `sql` and `where`."""
LOOKED_AT = {
    # Names of our own commands, functions and modules, from tables that stand in the code.
    ("api/cli/__init__.py", "import_module"),
    ("geo/__init__.py", "import_module"),
    ("geo/confined.py", "import_module"),
    ("geo/exports/write.py", "import_module"),
    ("maps/__init__.py", "import_module"),
    ("maps/briefs/formats.py", "import_module"),
    # `logging.Formatter.format`, which formats no text.
    ("api/log.py", "format"),
    # Texts of our catalogues.
    ("geo/messages/__init__.py", "format"),
    ("geo/messages/particles.py", "format"),
    ("maps/labels.py", "format"),
    # Addresses that an app gives the pages it makes.
    ("maps/links.py", "format"),
    # Patterns of a declaration, which holds them to names in braces (`forms.BODY_PAGE`, `OUTLINE`).
    ("api/dated.py", "format"),
    ("api/profiles/addresses.py", "format"),
    ("maps/briefs/outline.py", "format"),
    ("maps/elements/panel.py", "format"),
    # Addresses of kinds of things, out of a constant.
    ("api/references.py", "format"),
    # Names of tables and columns out of a constant.
    ("geo/exports/gdal.py", "execute"),
    # Names of schemas, tables and columns that `names.quoted` quotes or that are a number behind a
    # letter; every value of a request is bound (tests/api/test_stores.py tries it).
    ("geo/postgis/connect.py", "execute"),
    ("geo/postgis/publish.py", "execute"),
}
"""File and call; a new one needs a reason here."""


def name_of(call):
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def of_colour(call):
    """`RGBColor.from_string` of python-pptx, which is no template."""
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(of, ast.Name) and of.id == "RGBColor"


def is_literal(node):
    """A text that stands in the code, also in parts or by a name in capitals."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id.lstrip("_").isupper()
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_literal(node.left) and is_literal(node.right)
    return False


def calls(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def faults(file, text):
    """What of the source `text` could make a language of a value."""
    for call in calls(ast.parse(text)):
        name, first = name_of(call), call.args[0] if call.args else None
        plain = isinstance(call.func, ast.Name)
        if (file, name) in LOOKED_AT:
            continue
        if plain and name in CODE:
            yield f"{file}:{call.lineno}: {name}"
        elif name in QUERIES and not (first is None or is_literal(first)):
            yield f"{file}:{call.lineno}: {name} of a made text"
        elif name in MODULES and not is_literal(first):
            yield f"{file}:{call.lineno}: {name} of a made name"
        elif name == "format" and isinstance(call.func, ast.Attribute):
            if not is_literal(call.func.value):
                yield f"{file}:{call.lineno}: a made format"
        elif any(key.arg == "shell" for key in call.keywords) or name in {"system", "popen"}:
            yield f"{file}:{call.lineno}: a shell"
        elif name in {"from_string", "Template"} and not (
            first is None or is_literal(first) or of_colour(call)
        ):
            yield f"{file}:{call.lineno}: a made template"
        elif name in READERS and any(
            key.arg in {"sql", "where"} and not is_literal(key.value) for key in call.keywords
        ):
            yield f"{file}:{call.lineno}: SQL for GDAL"


@pytest.mark.parametrize("package", PACKAGES)
def test_no_value_becomes_code_a_format_a_query_or_a_template(package):
    found = [
        fault
        for path in FILES
        if path.relative_to(ROOT).parts[0] == package
        for fault in faults(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "eval(x)",
        "exec(x)",
        "cursor.execute(f'SELECT {name}')",
        "cursor.execute('SELECT ' + name)",
        "cursor.execute('SELECT %s' % name)",
        "tree.xpath('//a[@id=\"' + id + '\"]')",
        "name.format(1)",
        "row['text'].format(**row)",
        "subprocess.run(x, shell=True)",
        "os.system(x)",
        "environment.from_string(body)",
        "importlib.import_module(name)",
        "read_dataframe(path, where=text)",
        "read_dataframe(path, sql=f'SELECT {x}')",
    ],
)
def test_the_rule_sees_each_of_them(text):
    assert list(faults("any.py", text))


def test_what_was_looked_at_is_still_there():
    there = {
        (path.relative_to(ROOT).as_posix(), name_of(call))
        for path in FILES
        for call in calls(ast.parse(path.read_text("utf-8")))
    }
    assert there >= LOOKED_AT


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)
HOSTILE = st.sampled_from(
    [
        *("{0.__class__}", "%s%n", "'; DROP TABLE x; --", '"', "../../etc/passwd"),
        *("/vsicurl/http:", "${jndi:x}", "<script>", "]]>", "=1+1", "SELECT", "geometry"),
        *("fid", "type", "id", "\u202e"),
    ]
)


@given(names=st.lists(NAMES | HOSTILE, min_size=1, max_size=4, unique=True), value=NAMES | HOSTILE)
@settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "0")) or 8,
    deadline=None,
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_properties_of_any_name_are_read_asked_and_written_in_every_format(
    data, tmp_path, names, value
):
    feature = {
        "type": "Feature",
        "id": "a",
        "geometry": {"type": "Point", "coordinates": [127.0, 37.0]},
        "properties": dict.fromkeys(names, value),
    }
    path = tmp_path / "names.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    try:
        layer = as_layer("names", read_vector(path, data)[0])
    except GeoError as error:
        told(error)
        return
    for field in fields_of(layer):
        with suppress(GeoError):
            select(FeatureTable.of(layer), Selection(properties={field.name: value}))
    for form in FORMATS.values():
        try:
            made = b"".join(pieces(layer, form, source_notes(layer, data)))
        except GeoError as error:
            told(error)
        else:
            assert made


def told(error):
    """A refusal has a sentence in both languages."""
    if not error.text("ko") or not error.text("en"):
        pytest.fail(f"{error!r} says nothing")
