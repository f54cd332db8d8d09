"""Every fact of the tables with where it stands, as the sources run; and what was decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter

from geo.layers.collection import Feature
from geo.layers.telling import Teller, Told
from geo.model.evidence import Fact
from geo.tables.sections import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.atlas import Atlas
    from geo.jsons import Properties
    from geo.tables.schemas import Tables

_FACT = TypeAdapter(Fact)
_PREFIXES = {"agencies": "bodies", "body_notes": "project-notes"}
"""Tables that were called otherwise when the ids of their facts were given."""


class _Cited(NamedTuple):
    told: Told
    prefix: str
    """How its id begins."""
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
    for item in cited:
        first.setdefault((item.source, item.locator), len(first))
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
                "kind": row.kind,
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
    begins = {
        declared.file(table): prefix
        for declared in tables.declared
        for table, prefix in declared.programme.fact_ids.items()
    }
    for file, table, row in tables.rows():
        told = teller.tell(table, row)
        if told is not None:
            cited: Any = row
            confidence = getattr(row, "confidence", "high")
            prefix = begins.get(file) or _PREFIXES.get(table) or table.replace("_", "-")
            at = file.removesuffix(".csv")
            yield _Cited(told, prefix, at, row.line, cited.source, cited.locator, confidence)


def _conflicts(tables: Tables) -> Iterator[_Cited]:
    """Yield both values of each disagreement, each where it stands."""
    for row in tables.conflicts:
        about = f"conflict:{row.id.lower()}"
        for side in ("a", "b"):
            source, locator = getattr(row, f"source_{side}"), getattr(row, f"locator_{side}")
            key = f"{row.id.lower()}-{side}"
            names = (f"{row.id} {row.topic_ko}", f"{row.id} {row.topic_en}")
            told = Told(key, *names, getattr(row, f"value_{side}"), about)
            yield _Cited(told, "conflicts", "conflicts", row.line, source, locator, "high")


def _unused(id_: str, used: Counter[str]) -> str:
    """Return the id, with a number where others have it; that may be another row's own too."""
    used[id_] += 1
    if used[id_] == 1:
        return id_
    numbered = f"{id_}-{used[id_]}"
    return _unused(id_, used) if used[numbered] else _unused(numbered, used)


def _properties(cited: _Cited, outline: Outline, used: Counter[str]) -> dict[str, object]:
    section = outline.section_of(cited.source, cited.locator)
    return {
        "id": _unused(f"{cited.prefix}-{cited.told.key}", used),
        "name_ko": cited.told.ko,
        "name_en": cited.told.en,
        "printed": cited.told.printed,
        "section": section.section if section else None,
        "section_en": section.section_en if section else None,
        "table": cited.table,
        "line": cited.line,
        "about": cited.told.about,
        "source": [cited.source],
        "locator": cited.locator,
        "confidence": cited.confidence,
    }


def read_facts(rows: Iterable[Properties]) -> tuple[Fact, ...]:
    """Return the facts of the collection: the inverse of `facts`, of the features' properties."""
    evidence = ({"source": row["source"][0], "locator": row["locator"]} for row in rows)
    return tuple(
        _FACT.validate_python({**row, "evidence": own})
        for row, own in zip(rows, evidence, strict=True)
    )
