"""Sources, their facts and the register of conflicts as pages tell them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from api.profiles.book import sources_of
from api.register import rows_of
from geo.messages import catalogue
from geo.model.evidence import anchor_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.state import State
    from geo.messages import Catalogue, Lang

    Properties = dict[str, Any]

COLUMNS = ("id", "section", "locator", "name", "printed", "table", "line", "shown_at")


def sources(state: State, lang: Lang) -> list[Properties]:
    """Return every source that facts come from, in their order, with how many there are."""
    counts = Counter(row["source"][0] for row in rows_of(state.layer("facts")))
    known = sources_of(state)
    return [
        {
            "id": id_,
            "title": getattr(known[id_], f"title_{lang}"),
            "publisher": getattr(known[id_], f"publisher_{lang}"),
            "published_on": known[id_].published_on,
            "kind": known[id_].kind,
            "address": known[id_].address,
            "facts": count,
        }
        for id_, count in counts.items()
    ]


def facts(
    state: State, source: str, tables: Sequence[str] = (), sections: Sequence[str] = ()
) -> list[Properties]:
    """Return the facts of a source in its order; empty conditions ask for all."""
    return [
        row
        for row in rows_of(state.layer("facts"))
        if row["source"][0] == source
        and (not tables or row["table"] in tables)
        and (not sections or row["section"] in sections)
    ]


def choices(rows: Iterable[Properties], key: str) -> tuple[str, ...]:
    """Return the values of a property in the order of the rows."""
    return tuple(dict.fromkeys(row[key] for row in rows if row[key]))


def told(rows: Sequence[Properties], words: Catalogue) -> list[tuple[Properties, list[Any]]]:
    """Return the facts by section, and in each by locator, for a page."""
    own = {row["locator"] for row in rows}
    return [
        (
            {
                "name": name,
                "name_en": name_en,
                "anchor": anchor_of(name) if name and name not in own else None,
            },
            [
                (locator, anchor_of(locator), [_told(row, words) for row in same])
                for locator, same in groupby(inside, key=lambda row: row["locator"])
            ],
        )
        for (name, name_en), inside in groupby(
            rows, key=lambda row: (row["section"], row["section_en"])
        )
    ]


def table_title(table: str, lang: Lang) -> str:
    """Return what a table is called; the tables of a programme stand in its folder.

    >>> table_title("programmes/consortia/bodies", "en") == table_title("bodies", "en")
    True
    """
    return catalogue("geo.tables", lang)(f"table.{table.rpartition('/')[2]}")


def _told(row: Properties, words: Catalogue) -> Properties:
    path, _, anchor = row["shown_at"].partition("#")
    return {
        "id": row["id"],
        "name": row[f"name_{words.lang}"],
        "printed": row["printed"],
        "row": words("evidence.row", table=table_title(row["table"], words.lang), line=row["line"]),
        "path": path + ("&" if "?" in path else "?") + f"f=html&lang={words.lang}",
        "anchor": f"#{anchor}" if anchor else "",
    }


def as_csv(rows: Iterable[Properties], lang: Lang) -> bytes:
    """Write a row for each fact, UTF-8 with a byte order mark."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        named = {**row, "name": row[f"name_{lang}"]}
        writer.writerow([named[column] for column in COLUMNS])
    return f"\ufeff{stream.getvalue()}".encode()
