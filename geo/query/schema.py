"""What the properties of a collection are: types, titles, values; as JSON Schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.integers import INT64
from geo.messages import catalogue
from geo.model.bilingual import Bilingual
from geo.query.column import kind_of
from geo.query.periods import period_of
from geo.query.table import FeatureTable
from geo.store.distant import Distant

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from geo.messages import Lang
    from geo.query.column import Column, Kind
    from geo.store.declared import Declared
    from geo.store.snapshot import Layer

_MOST_VALUES = 20
"""A text property with no more distinct values than this is a choice among them."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a collection's features."""

    name: str
    type: Kind
    format: str | None
    """``date``, ``date-time`` or, without a zone, ``local-date-time`` where every value is one."""
    nullable: bool
    title_ko: str
    title_en: str
    enum: tuple[str, ...] = ()
    """The values there are, where they are few; else empty."""
    items: Kind | None = None
    """Of the members of lists; None where there are several types, or no lists."""
    is_large: bool = False
    """Whether there are whole numbers beyond 64 bits."""

    def title(self, lang: Lang) -> str:
        """Return what people call it."""
        return self.title_en if lang == "en" else self.title_ko


@lru_cache(maxsize=256)
def fields_of(layer: Layer) -> tuple[Field, ...]:
    """Return the properties of a layer in their order.

    Their types are those of the values, and what the layer declares where these are silent.
    """
    if isinstance(layer.fragments, Distant):
        return tuple(map(_told, layer.fragments.told["fields"]))
    columns = FeatureTable.of(layer).columns
    return tuple(_field(name, column, layer.types.get(name)) for name, column in columns.items())


def _told(field: OpenObject) -> Field:
    return Field(**{**field, "enum": tuple(field["enum"])})


def _field(name: str, column: Column, declared: Declared | None) -> Field:
    texts = [value for value in column.distinct.tolist() if isinstance(value, str)]
    rows = int((~column.null).sum())
    few = column.kind == "string" and 0 < len(texts) <= min(_MOST_VALUES, rows // 2)
    key = f"property.{name}"
    own = (declared and declared.title) or Bilingual(name, name)
    kind, format_, items = column.kind, None, None
    if kind == "string":
        format_ = _format(texts)
    if kind == "array":
        members = {type(member) for value in column.distinct.tolist() for member in value}
        items = kind_of(members - {type(None)}) if members else None
    if declared is not None:
        kind, format_, items = _with_declared(column, declared, (kind, format_, items))
    return Field(
        name,
        kind,
        format_,
        bool(column.null.any()),
        catalogue("geo", "ko").texts.get(key, own.ko),
        catalogue("geo", "en").texts.get(key, own.en),
        tuple(sorted(texts)) if few else (),
        items,
        _is_large(column),
    )


def _is_large(column: Column) -> bool:
    if column.kind == "array":
        members = (member for value in column.distinct.tolist() for member in value)
        return any(isinstance(member, int) and not -INT64 <= member < INT64 for member in members)
    return column.kind == "integer" and bool((np.abs(column.distinct) >= INT64).any())


def _with_declared(
    column: Column, declared: Declared, told: tuple[Kind, str | None, Kind | None]
) -> tuple[Kind, str | None, Kind | None]:
    """Return type, format and type of members, as declared where the values `told` nothing else."""
    kind, format_, items = told
    if not len(column.distinct):
        return declared.type, declared.format, declared.items
    if kind == "integer" and declared.type == "number":
        return "number", None, None
    if kind == "array" and declared.type == "array" and not any(map(len, column.distinct)):
        return kind, None, declared.items
    return kind, format_, items


def _format(texts: list[str]) -> str | None:
    patterns = (("date", _DATE), ("date-time", _DATE_TIME), ("local-date-time", _LOCAL))
    for name, pattern in patterns:
        if texts and all(pattern.fullmatch(text) and period_of(text) for text in texts):
            return name
    return None
