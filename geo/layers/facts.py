"""Every fact of the tables with where it stands, as the sources run; and what was decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.layers.collection import Feature
from geo.layers.telling import Teller, Told
from geo.tables.sections import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.tables.schemas import Tables


class _Cited(NamedTuple):
    told: Told
    table: str
    line: int
    source: str
    locator: str
    confidence: str


def facts(tables: Tables, atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each row that cites a source: source by source, in the source's order."""
    outline = Outline(tables.sections)
    order = {row.id: at for at, row in enumerate(tables.sources)}
    cited = [*_rows(tables, Teller(tables, atlas)), *_conflicts(tables)]
    first: dict[tuple[str, str], int] = {}
    for one in cited:
        first.setdefault((one.source, one.locator), len(first))
    # Where the source gives no order it is that of the tables, each locator in one piece.
    cited.sort(
        key=lambda one: (
            order[one.source],
            outline.place_of(one.source, one.locator),
            first[one.source, one.locator],
        )
    )
    used: Counter[str] = Counter()
    return tuple(Feature(None, _properties(one, outline, used)) for one in cited)


def conflicts(tables: Tables) -> tuple[Feature, ...]:
    """Make a feature of each disagreement: both values, which one is used, and why."""
    return tuple(
        Feature(
            None,
            {
                "id": row.id.lower(),
                "ref": row.id,
                "name_ko": row.topic_ko,
                "name_en": row.topic_en,
                "touches": list(row.touches),
                "value_a": row.value_a,
                "source_a": row.source_a,
                "locator_a": row.locator_a,
                "value_b": row.value_b,
                "source_b": row.source_b,
                "locator_b": row.locator_b,
                "used": row.used,
                "used_en": row.used_en,
                "reason_ko": row.reason_ko,
                "reason_en": row.reason_en,
                "source": list(dict.fromkeys((row.source_a, row.source_b))),
                "confidence": "high",
            },
        )
        for row in tables.conflicts
    )


def scan_errors(tables: Tables) -> tuple[Feature, ...]:
    """Make a feature of each word that a scan has wrong, and how it is read."""
    return tuple(
        Feature(
            None,
            {
                "id": row.id,
                "name_ko": row.as_scanned,
                "name_en": row.as_scanned,
                "as_scanned": row.as_scanned,
                "read_as": row.read_as,
                "reason_ko": row.reason_ko,
                "reason_en": row.reason_en,
                "source": [row.source],
                "locator": row.locator,
                "confidence": "high",
            },
        )
        for row in tables.scan_errors
    )


def _rows(tables: Tables, teller: Teller) -> Iterator[_Cited]:
    for table in type(tables).__dataclass_fields__:
        for row in getattr(tables, table):
            told = teller.tell(table, row)
            if told is not None:
                confidence = getattr(row, "confidence", "high")
                yield _Cited(told, table, row.line, row.source, row.locator, confidence)


def _conflicts(tables: Tables) -> Iterator[_Cited]:
    """Yield both values of each disagreement, each where it stands."""
    for row in tables.conflicts:
        at = f"conflicts#{row.id.lower()}"
        for side in ("a", "b"):
            source, locator = getattr(row, f"source_{side}"), getattr(row, f"locator_{side}")
            key = f"{row.id.lower()}-{side}"
            names = (f"{row.id} {row.topic_ko}", f"{row.id} {row.topic_en}")
            told = Told(key, *names, getattr(row, f"value_{side}"), at)
            yield _Cited(told, "conflicts", row.line, source, locator, "high")


def _properties(one: _Cited, outline: Outline, used: Counter[str]) -> dict[str, Any]:
    section = outline.section_of(one.source, one.locator)
    id_ = f"{one.table.replace('_', '-')}-{one.told.key}"
    number, unique = 1, id_
    # The fourth alias of gumi and the first of gumi-4 would have one id.
    while used[unique]:
        number += 1
        unique = f"{id_}-{number}"
    used[unique] += 1
    return {
        "id": unique,
        "name_ko": one.told.ko,
        "name_en": one.told.en,
        "printed": one.told.printed,
        "section": section.section if section else None,
        "section_en": section.section_en if section else None,
        "table": one.table,
        "line": one.line,
        "shown_at": one.told.shown_at,
        "source": [one.source],
        "locator": one.locator,
        "confidence": one.confidence,
    }
