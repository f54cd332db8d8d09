"""What a request selects of a published collection, asked of the database."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import CRS84
from geo.postgis.columns import Stored, fits
from geo.postgis.conditions import Conditions, Sql, with_more
from geo.query.filters import truths
from geo.query.selection import Selection, as_kind, box_of, period_asked, select
from geo.query.source import Source, read_filter
from geo.query.table import FeatureTable
from geo.query.text_search import BETWEEN, containing, folded_term
from geo.query.values import Values
from geo.store.distant import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geo.columns import Column
    from geo.jsons import Json, Properties
    from geo.postgis.connect import Replicas
    from geo.store.snapshot import Layer

_AT_ONCE = 4000
"""Features that are looked at in memory at a time, where SQL cannot say a condition."""
_BIG = ">i4"


class Search:
    """Asks one view of a database."""

    def __init__(self, replicas: Replicas, view: str, values: Properties, samples: Layer) -> None:
        self._replicas = replicas
        self._view = view
        self._told = values
        self._samples = samples
        self._shown = FeatureTable(samples)
        self._distinct: dict[str, Column] = {}

    @cached_property
    def _conditions(self) -> Conditions:
        columns = {
            item["name"]: (f"c{number}", Stored(**item))
            for number, item in enumerate(self._told["columns"])
        }
        shapes = self._shown.geometries
        mixed = bool((shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION).any())
        folds = self._told["folds"]
        return Conditions(columns, folds, self._samples, mixed, self._values_of)

    def select(self, selection: Selection) -> NDArray[np.int32]:
        """Return the rows that fit, in the collection's order or that of `sortby`.

        Raises
        ------
        FilterError, SelectionError
            As `geo.query.selection.select`, and in the same words.
        """
        where, checked = self._where(selection)
        if checked is not None:
            return self._ordered(checked, selection.sortby)
        order, bound = self._order(selection.sortby)
        return self._rows(where, order, bound)

    def page(self, selection: Selection, start: int, stop: int) -> Page:
        """Return a part of what `select` does, with the features, and how many there are."""
        where, checked = self._where(selection)
        if checked is not None:
            rows = self._ordered(checked, selection.sortby)
            return Page(rows[start:stop], self._features(rows[start:stop]), len(rows))
        order, bound = self._order(selection.sortby)
        found = self._replicas.fetch(
            "SELECT place, fid, feature FROM (SELECT fid, row_number() OVER () AS place FROM"
            f" (SELECT fid FROM {self._view} WHERE {where.text} ORDER BY {order}"
            f" LIMIT %s OFFSET %s) AS few) AS page JOIN {self._view} USING (fid) ORDER BY place",
            [*where.values, *bound, stop - start, start],
        )
        rows = np.array([row for _, row, _ in found], np.int32)
        matched = start + len(rows)
        if len(rows) == stop - start or (start and not len(rows)):
            matched = self._count(where)
        return Page(rows, [feature for _, _, feature in found], matched)

    def located(
        self, box: tuple[float, float, float, float]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the rows of points in a box, ascending, and where each is."""
        ((rows, places),) = self._replicas.fetch(
            "SELECT string_agg(int4send(fid), '' ORDER BY fid),"
            " string_agg(float8send(ST_X(geom)) || float8send(ST_Y(geom)), '' ORDER BY fid)"
            f" FROM {self._view} WHERE {_NEAR}",
            box,
        )
        found = np.frombuffer(rows or b"", _BIG).astype(np.int32)
        lonlat = np.frombuffer(places or b"", ">f8").astype(np.float64).reshape(-1, 2)
        # The index of a database rounds boxes outwards.
        inside = ((lonlat >= box[:2]) & (lonlat <= box[2:])).all(axis=1)
        return found[inside], lonlat[inside]

    def _rows(self, where: Sql, order: str, bound: Sequence[object]) -> NDArray[np.int32]:
        ((found,),) = self._replicas.fetch(
            f"SELECT string_agg(int4send(fid), '') FROM (SELECT fid FROM {self._view}"
            f" WHERE {where.text} ORDER BY {order}) AS found",
            [*where.values, *bound],
        )
        return np.frombuffer(found or b"", _BIG).astype(np.int32)

    def _count(self, where: Sql) -> int:
        if where == _ALL:
            return int(self._told["count"])
        ((count,),) = self._replicas.fetch(
            f"SELECT count(*) FROM {self._view} WHERE {where.text}", where.values
        )
        return int(count)

    def _features(self, rows: NDArray[np.int32]) -> list[bytes]:
        found: dict[int, bytes] = dict(
            self._replicas.fetch(
                f"SELECT fid, feature FROM {self._view} WHERE fid = ANY(%s)", [rows.tolist()]
            )
        )
        return [found[row] for row in rows.tolist()]

    def _where(self, selection: Selection) -> tuple[Sql, NDArray[np.int32] | None]:
        """Return what SQL says of a selection, and the rows where it cannot say all of it."""
        # Of the samples it is refused as it would be of all.
        select(self._shown, selection)
        parts: list[Sql] = []
        terms: tuple[str, ...] = ()
        left: list[Json] = []
        for name, value in selection.properties.items():
            node: Json = {
                "op": "=",
                "args": [{"property": name}, as_kind(self._shown.columns[name], value)],
            }
            equal = self._conditions.simple(node)
            parts.extend([equal] if equal else [])
            left.extend([] if equal else [node])
        if selection.ids is not None:
            parts.append(Sql("feature_id = ANY(%s::text[])", ([*filter(fits, selection.ids)],)))
        if selection.terms:
            sql = self._saying(selection.terms)
            parts.append(sql or _ALL)
            terms = () if sql else selection.terms
        if selection.datetime is not None and self._told["dated"]:
            first, last = period_asked(selection.datetime)
            during = "moments IS NULL OR moments && int8range(%s, %s, '[]')"
            parts.append(Sql(during, (first, last)))
        if selection.bbox is not None:
            parts.append(self._inside(selection))
        if selection.filter is not None:
            source = read_filter(selection.filter, selection.filter_lang)
            said_ = self._conditions.said(source, selection.filter_crs)
            parts.extend(said_.sql)
            left.extend(said_.left)
        where = Sql.joined("AND", parts) if parts else _ALL
        return where, self._checked(where, selection, left, terms) if left or terms else None

    def _saying(self, terms: Sequence[str]) -> Sql | None:
        folded = [folded_term(term) for term in terms]
        if not self._told["words"] or not all(
            term and BETWEEN not in term and fits(term) for term in folded
        ):
            return None
        each = [Sql("strpos(words, %s::text) > 0", (term,)) for term in folded]
        return Sql.joined("OR", each)

    def _inside(self, selection: Selection) -> Sql:
        bbox = selection.bbox or ()
        plain = selection.bbox_crs == CRS84 and len(bbox) == 4 and bbox[0] <= bbox[2]
        if plain and self._told["points"] and bbox[1] <= bbox[3]:
            inside = Sql(_WITHIN, bbox)
        else:
            area = box_of(selection)
            inside = Sql(
                "ST_Intersects(geom, ST_GeomFromWKB(%s::bytea, 4326))", (shapely.to_wkb(area),)
            )
        if not self._told["unplaced"]:
            return inside
        # What has no place is not known to lie outside.
        return Sql.joined("OR", (inside, Sql("geom IS NULL"), Sql("ST_IsEmpty(geom)")))

    def _checked(
        self, where: Sql, selection: Selection, left: Sequence[Json], terms: Sequence[str]
    ) -> NDArray[np.int32]:
        """Return the rows, ascending, of which the conditions that SQL cannot say hold, too."""
        source = Source("", "cql2-text", tree=True)
        if selection.filter is not None:
            source = read_filter(selection.filter, selection.filter_lang)
        first = len(self._samples.fragments)
        found = [np.empty(0, np.int32)]
        statement = f"SELECT fid, feature FROM {self._view} WHERE {where.text} ORDER BY fid"
        for some in self._replicas.stream(statement, where.values, _AT_ONCE):
            table = FeatureTable(with_more(self._samples, [feature for _, feature in some]))
            rows = np.arange(first, first + len(some), dtype=np.int32)
            values = Values(table, rows, source, selection.filter_crs)
            holds = np.ones(len(some), np.bool_)
            for node in left:
                holds &= truths(values, node) > 0
            if terms:
                holds &= np.isin(rows, containing(table, terms))
            found.append(np.array([fid for fid, _ in some], np.int32)[holds])
        return np.concatenate(found)

    def _ordered(self, rows: NDArray[np.int32], sortby: Sequence[str]) -> NDArray[np.int32]:
        if not sortby:
            return rows
        order, bound = self._order(sortby)
        return self._rows(Sql("fid = ANY(%s)", (rows.tolist(),)), order, bound)

    def _order(self, sortby: Sequence[str]) -> tuple[str, list[object]]:
        """Return an order, nulls last either way, equal ones as they stand in the collection."""
        keys: list[str] = []
        bound: list[object] = []
        for written in sortby:
            name = written.removeprefix("+").removeprefix("-") if written[:1] in "+-" else written
            column, own = self._conditions.columns[name]
            key = column
            if own.type == "jsonb" or not own.exact:
                # As it is written: lists in the order of their letters.
                key = (
                    f"CASE WHEN {column} IS NOT NULL THEN"
                    " (convert_from(feature, 'UTF8')::json -> 'properties' -> %s::text)::text END"
                    ' COLLATE "C"'
                )
                bound.append(name)
            keys.append(f"{key} {'DESC' if written[:1] == '-' else 'ASC'} NULLS LAST")
        return ", ".join([*keys, "fid"]), bound

    def _values_of(self, column: str, own: Stored) -> Column:
        """Return the distinct values of a column, asked for once."""
        found = self._distinct.get(column)
        if found is None:
            shown = f"{column}::text" if own.type == "date" else column
            rows = self._replicas.fetch(
                f"SELECT DISTINCT {shown} FROM {self._view} WHERE {column} IS NOT NULL"
            )
            found = [int(value) if own.type == "numeric" else value for (value,) in rows]
            self._distinct[column] = found
        return found


_ALL = Sql("TRUE")
_NEAR = "geom && ST_MakeEnvelope(%s, %s, %s, %s, 4326)"
_WITHIN = "ST_Intersects(geom, ST_MakeEnvelope(%s, %s, %s, %s, 4326))"
