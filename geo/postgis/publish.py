"""A snapshot into a database, in one transaction: who reads has the old one until then (I/O)."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import psycopg
import shapely

from geo.errors import StoreRefusedError
from geo.postgis.columns import fits, stored, value_for
from geo.postgis.connect import connect, shown
from geo.postgis.folds import folds_of
from geo.postgis.names import identifiers, quoted
from geo.postgis.samples import sampled
from geo.query.schema import fields_of
from geo.query.table import FeatureTable
from geo.query.temporal import interval_of_layer, periods_of_rows, times_of
from geo.query.text_search import words_of
from geo.store.columnar import Columnar
from geo.store.fragments import OPENING, RowNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from psycopg import Connection

    from geo.columns import Column
    from geo.jsons import OpenObject, Properties
    from geo.postgis.connect import Row
    from geo.store.declared import Declared
    from geo.store.snapshot import Layer, Snapshot

SCHEMA = "sandan"
"""Of the tables that people open; what the server has beside them lies in schemas of its own."""
FORM = 1
"""Of what is written; a program reads its own form alone."""
POINTER = "publication"
_RESERVED = (POINTER,)
_BATCH = 2000
"""Rows sent to the database at a time: some megabytes of polygons."""
_LOCK = "30s"
"""For those who read a table to let go of it, at the swap."""
_SINGLE = {0: "Point", 1: "LineString", 3: "Polygon"}
_MULTI = {4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon"}
"""Type in shapely's numbering to its name in SQL."""
_CREATE_POINTER = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE TABLE IF NOT EXISTS {SCHEMA}.{POINTER} (
  form int NOT NULL, version text NOT NULL, inner_schema text PRIMARY KEY,
  published_at timestamptz NOT NULL DEFAULT now(), in_force boolean NOT NULL);
LOCK TABLE {SCHEMA}.{POINTER} IN EXCLUSIVE MODE
"""
_READERS = """
SELECT CASE WHEN given.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(role.rolname) END
FROM pg_namespace, LATERAL aclexplode(nspacl) AS given LEFT JOIN pg_roles role ON role.oid = grantee
WHERE nspname = %s AND privilege_type = 'USAGE' AND grantee <> nspowner
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What was written."""

    collections: int
    features: int


def publish(
    snapshot: Snapshot, url: str, tell: Callable[[str, int], None] = lambda *_: None
) -> Published:
    """Write every collection to the database; `tell` is told each with its number of features.

    The publication before it stays for servers that have not reloaded; older ones go.

    Raises
    ------
    StoreUnavailableError
        The database does not answer.
    StoreRefusedError
        It cannot take them; it is as it was.
    """
    layers = list(snapshot.layers.values())
    inner = f"{SCHEMA}_{secrets.token_hex(5)}"
    try:
        with connect(url) as connection:
            _require_utf8(connection)
            # At the end a table may be in use by those who read it.
            connection.execute(f"SET lock_timeout = '{_LOCK}'".encode())
            connection.execute(b"CREATE EXTENSION IF NOT EXISTS postgis")
            connection.execute(_CREATE_POINTER.encode())
            connection.execute(f"CREATE SCHEMA {inner}".encode())
            connection.execute(
                f"CREATE TABLE {inner}.collections (place int PRIMARY KEY, id text, "
                "table_name text, told text)".encode()
            )
            names = identifiers((layer.id for layer in layers), _RESERVED)
            for place, (layer, name) in enumerate(zip(layers, names, strict=True)):
                _Writer(connection, inner, place, layer).write(name)
                tell(layer.id, len(layer.fragments))
            _swap(connection, inner, names, snapshot.version)
        with connect(url) as connection:
            connection.autocommit = True
            for place, name in enumerate(names):
                own = quoted(SCHEMA, name), quoted(inner, f"features_{place}")
                connection.execute(f"VACUUM {', '.join(own)}".encode())
    except psycopg.Error as error:
        reason = str(error).strip().split("\n")[0]
        raise StoreRefusedError(shown(url), reason[:300]) from error
    return Published(len(layers), sum(len(layer.fragments) for layer in layers))


def _require_utf8(connection: Connection[Row]) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        message = f"encoding {encoding}"
        raise psycopg.DataError(message)


def _swap(connection: Connection[Row], inner: str, names: Sequence[str], version: str) -> None:
    """Put the new tables in the place of the old ones, and let go of those before."""
    before = connection.execute(
        f"SELECT inner_schema, in_force FROM {SCHEMA}.{POINTER}".encode()
    ).fetchall()
    for old, in_force in before:
        if not in_force:
            connection.execute(f"DROP SCHEMA IF EXISTS {quoted(old)} CASCADE".encode())
            connection.execute(
                f"DELETE FROM {SCHEMA}.{POINTER} WHERE inner_schema = %s".encode(), [old]
            )
            continue
        # Its views follow the tables wherever they go.
        for (table,) in connection.execute(
            f"SELECT table_name FROM {quoted(old)}.collections".encode()
        ).fetchall():
            connection.execute(
                f"ALTER TABLE IF EXISTS {quoted(SCHEMA, table)} SET SCHEMA {quoted(old)}".encode()
            )
    connection.execute(f"UPDATE {SCHEMA}.{POINTER} SET in_force = false".encode())
    for name in names:
        connection.execute(f"ALTER TABLE {quoted(inner, name)} SET SCHEMA {SCHEMA}".encode())
    connection.execute(
        f"INSERT INTO {SCHEMA}.{POINTER} (form, version, inner_schema, in_force)"
        " VALUES (%s, %s, %s, true)".encode(),
        [FORM, version, inner],
    )
    # Who may use the schema may read what is in it, now as before.
    for (role,) in connection.execute(_READERS.encode(), [SCHEMA]).fetchall():
        connection.execute(f"GRANT USAGE ON SCHEMA {inner} TO {role}".encode())
        for schema in (SCHEMA, inner):
            connection.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}".encode())


class _Writer:
    """Writes one layer: the table for people, the features beside it, and a view of both."""

    def __init__(self, connection: Connection[Row], inner: str, place: int, layer: Layer) -> None:
        self._connection = connection
        self._inner = inner
        self._place = place
        self._layer = layer
        self._table = FeatureTable.of(layer)
        self._fields = fields_of(layer)
        self._columns = stored(self._fields, list(self._table.columns.values()))

    def write(self, name: str) -> None:
        table = quoted(self._inner, name)
        features = quoted(self._inner, f"features_{self._place}")
        shapes, shape_type = _shapes(self._table.geometries)
        own = "".join(
            f", {quoted(column.column)} {column.type}{_C * (column.type == 'text')}"
            for column in self._columns
        )
        self._run(
            f"CREATE TABLE {table} (fid int PRIMARY KEY, feature_id text{_C} NOT NULL"
            f"{own}, geom geometry({shape_type}, 4326))"
        )
        self._run(
            f"CREATE TABLE {features} (fid int PRIMARY KEY, feature bytea NOT NULL,"
            f" moments int8range, words text{_C})"
        )
        listed = [quoted(column.column) for column in self._columns]
        with (
            self._connection.cursor() as cursor,
            cursor.copy(
                f"COPY {table} ({', '.join(['fid', 'feature_id', *listed, 'geom'])}) FROM STDIN"
            ) as copy,
        ):
            for row in self._rows(shapes):
                copy.write_row(row)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {features} FROM STDIN") as copy,
        ):
            for row in self._beside():
                copy.write_row(row)
        self._index(table, features)
        self._describe(table)
        shown_as = "".join(
            f", {quoted(column.column)} AS c{number}" for number, column in enumerate(self._columns)
        )
        # Not joined where no column of the features is asked for.
        self._run(
            f"CREATE VIEW {quoted(self._inner, f'view_{self._place}')} AS SELECT fid, feature_id,"
            f" geom{shown_as}, feature, moments, words FROM {table}"
            f" LEFT JOIN {features} USING (fid)"
        )
        self._connection.execute(
            f"INSERT INTO {self._inner}.collections VALUES (%s, %s, %s, %s)".encode(),
            [self._place, self._layer.id, name, json.dumps(self._told())],
        )

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())

    def _rows(self, shapes: NDArray[np.object_]) -> Iterator[list[object]]:
        ids = self._table.ids
        columns = list(self._table.columns.values())
        texts = [
            column.distinct.tolist() if column.kind == "string" else None for column in columns
        ]
        for start in range(0, len(ids), _BATCH):
            wkbs = shapely.to_wkb(shapes[start : start + _BATCH], hex=True, include_srid=True)
            for row, wkb in enumerate(wkbs.tolist(), start):
                properties = self._properties(row)
                result: list[object] = [row, ids[row]]
                for item, column, values in zip(self._columns, columns, texts, strict=False):
                    value = properties.get(item.name)
                    if values is not None:
                        code = int(column.codes[row])
                        value = None if code < 0 else values[code]
                    result.append(value_for(item, value))
                yield [*result, wkb]

    def _properties(self, row: int) -> Properties:
        return json.loads(self._layer.fragments[row])["properties"] or {}

    def _beside(self) -> Iterator[list[object]]:
        times = times_of(self._layer)
        moments = None if times is None else periods_of_rows(self._layer, times).tolist()
        words: Sequence[str | None] = self._words or [None] * len(self._table)
        for row, fragment in enumerate(self._layer.fragments):
            period = None
            if moments is not None and moments[row][0] <= moments[row][1]:
                period = "[{},{}]".format(*moments[row])
            yield [row, fragment, period, words[row]]

    @cached_property
    def _words(self) -> Sequence[str] | None:
        """Return the words of each row; None where a database cannot hold them."""
        words = words_of(self._table)
        return words if all(map(fits, words)) else None

    def _index(self, table: str, features: str) -> None:
        self._run(f"CREATE UNIQUE INDEX ON {table} (feature_id)")
        self._run(f"CREATE INDEX ON {table} USING gist (geom)")
        self._run(f"CREATE INDEX ON {features} USING gist (moments)")
        for column in self._columns:
            if column.type == "jsonb":
                self._run(f"CREATE INDEX ON {table} USING gin ({quoted(column.column)})")
            elif column.indexed:
                self._run(f"CREATE INDEX ON {table} ({quoted(column.column)})")
        self._run(f"ANALYZE {table}")
        self._run(f"ANALYZE {features}")

    def _describe(self, table: str) -> None:
        """Say in Korean and English what tables and columns are, for those who open them."""
        titles = dict.fromkeys([self._layer.title_ko, self._layer.title_en])
        said = [f"COMMENT ON TABLE {table} IS {_text(titles)}"]
        for column, field in zip(self._columns, self._fields, strict=False):
            titles = dict.fromkeys([field.title_ko, field.title_en])
            said.append(f"COMMENT ON COLUMN {table}.{quoted(column.column)} IS {_text(titles)}")
        self._run("; ".join(said))

    def _told(self) -> OpenObject:
        layer, table = self._layer, self._table
        fragments = layer.fragments
        body = layer.body
        opening = body[: body.index(OPENING) + len(OPENING)].decode() if body else ""
        return {
            "id": layer.id,
            "title_ko": layer.title_ko,
            "title_en": layer.title_en,
            "as_of": layer.as_of,
            "version": layer.version,
            "built": layer.built,
            "types": {name: _declared(type_) for name, type_ in layer.types.items()},
            "count": len(fragments),
            "size": len(body),
            "opening": opening,
            "numbered": isinstance(layer.row_of, RowNumbers),
            "columnar": isinstance(fragments, Columnar),
            "points": table.points is not None and bool(len(table.points.rows)),
            "unplaced": len(table.unplaced),
            "words": self._words is not None,
            "dated": times_of(layer) is not None,
            "fields": [asdict(field) for field in self._fields],
            "interval": interval_of_layer(layer),
            "columns": [asdict(column) for column in self._columns],
            "folds": {
                column.name: folds_of(table.columns[column.name].distinct.tolist())
                for column in self._columns
                if column.type == "text" and column.exact
            },
            "samples": [[row, fragments[row].decode()] for row in sampled(layer)],
        }


_C = ' COLLATE "C"'
"""Texts are put in order by code point, as in memory."""


def _declared(declared: Declared) -> Column:
    return [
        declared.type,
        declared.format,
        declared.items,
        declared.title and [declared.title.ko, declared.title.en],
    ]


def _text(parts: Mapping[str, None]) -> str:
    text = " · ".join(parts).replace("\0", "").encode(errors="replace").decode()
    return "'{}'".format(text.replace("'", "''"))


def _shapes(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], str]:
    """Return geometries of one type, as programs want them where they can be, and its name."""
    kinds = {int(kind) for kind in np.unique(shapely.get_type_id(shapes)) if kind >= 0}
    heights = "Z" if shapely.has_z(shapes).any() else ""
    result = shapely.force_3d(shapes) if heights else shapely.force_2d(shapes)
    result = shapely.set_srid(result, 4326)
    for single, multi in zip(_SINGLE, _MULTI, strict=True):
        if kinds == {single}:
            return result, f"{_SINGLE[single]}{heights}"
        if kinds and kinds <= {single, multi}:
            join = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[multi - 4]
            alone = np.flatnonzero(shapely.get_type_id(result) == single)
            for row in alone:
                result[row] = shapely.set_srid(join([result[row]]), 4326)
            return result, f"{_MULTI[multi]}{heights}"
    return result, f"Geometry{heights}"
