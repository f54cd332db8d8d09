"""The programme register as people search it: conditions, words and addresses of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from api.errors import ParameterError
from geo.messages import catalogue
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue, Lang
    from geo.store.snapshot import Layer

    Properties = dict[str, Any]

PLACE = ("named", "none")
"""Whether a programme has a place that a document names."""
_OF_PAGES = ("collections/", "networks/")
"""Addresses that answer with data unless a page is asked for."""
_FOLDER = re.compile("[/?#]")
"""What ends the first part of an address, which says what kind of page it opens."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for; values of one condition are alternatives."""

    q: str = ""
    document: tuple[str, ...] = ()
    ministry: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def found(self, rows: Iterable[Properties]) -> list[Properties]:
        """Return the rows that fulfil every condition, in their order.

        Raises
        ------
        ParameterError
            400: a condition has a value that no row has; the error lists those there are.
        """
        rows = list(rows)
        wanted = {name: _of(getattr(self, name)) for name in ("document", "kind", "place")}
        for name, values in wanted.items():
            _check(name, values, choices(rows, name))
        bodies = _of(self.ministry)
        _check("ministry", bodies, choices(rows, "ministry"), {fold(b) for b in _bodies(rows)})
        wanted["ministry"] = {fold(body) for body in bodies}
        text = fold(self.q)
        return [
            row
            for row in rows
            if all(not values or values & _values(row, name) for name, values in wanted.items())
            and text in _searched(row)
        ]


def _of(values: tuple[str, ...]) -> set[str]:
    """Leave out what a form sends for a choice that is not made."""
    return {value for value in values if value}


def _check(
    name: str, values: set[str], allowed: list[str], known: Iterable[str] | None = None
) -> None:
    spelled = set(allowed if known is None else known)
    for value in sorted(values):
        if (value if known is None else fold(value)) not in spelled:
            raise ParameterError(400, "unknown", name, value, tuple(allowed))


def choices(rows: Iterable[Properties], name: str) -> list[str]:
    """Return the values of a condition in the order of the rows; bodies in Korean."""
    if name == "place":
        return list(PLACE)
    if name == "ministry":
        return list(dict.fromkeys(body for row in rows for body in row["bodies_ko"]))
    return list(dict.fromkeys(value for row in rows for value in sorted(_values(row, name))))


def _bodies(rows: Iterable[Properties]) -> list[str]:
    return [body for row in rows for body in (*row["bodies_ko"], *row["bodies_en"])]


def _values(row: Properties, name: str) -> set[str]:
    if name == "document":
        return set(row["source"])
    if name == "place":
        return {"named" if row["places"] else "none"}
    if name == "ministry":
        return {fold(body) for body in _bodies([row])}
    return {row[name]}


def _searched(row: Properties) -> str:
    """Return everything of a row that a search looks into, folded."""
    texts = [
        row[key]
        for key in ("ref", "id", "name_ko", "name_en", "printed", "note_ko", "note_en", "locator")
        if row[key]
    ]
    items = [budget[key] for budget in row["budgets"] for key in ("item_ko", "item_en")]
    said = ("text_ko", "text_en", "printed")
    items += [detail[key] for detail in row["details"] for key in said]
    return fold(" ".join([*texts, *items, *_bodies([row]), *row["regions"], *row["sectors"]]))


@lru_cache(maxsize=4)
def rows_of(layer: Layer) -> tuple[Properties, ...]:
    """Return the properties of the features of a layer; the caller does not change them."""
    return tuple(feature["properties"] for feature in layer.collection()["features"])


def view_of(row: Properties, lang: Lang) -> str | None:
    """Return the address of a programme's view below the root, as a page in `lang`."""
    address: str | None = row["shown_at"]
    if address is None:
        return None
    asked = {"f": "html", "lang": lang} if address.startswith(_OF_PAGES) else {"lang": lang}
    path, mark, anchor = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}{mark}{anchor}"


def told(row: Properties, words: Catalogue) -> Properties:
    """Return what a page says of a programme in the language of `words`."""
    lang = words.lang
    values = catalogue("geo", lang).under("value")
    return {
        "id": row["id"],
        "ref": row["ref"],
        "name": row[f"name_{lang}"],
        "document": words(f"register.document.{row['source'][0]}"),
        "locator": row["locator"],
        "bodies": row[f"bodies_{lang}"],
        "kind": values[f"kind.{row['kind']}"],
        "status": values[f"status.{row['status']}"],
        "period": row["period"],
        "location": row[f"location_{lang}"],
        "view": view_of(row, lang),
        "opens": words(f"register.open.{_FOLDER.split(row['shown_at'])[0]}")
        if row["shown_at"]
        else None,
        "sectors": row["sectors"] if lang == "ko" else row["sectors_en"],
        "sectors_from": row["sectors_from"] and values[f"sectors_from.{row['sectors_from']}"],
        "reason": row[f"reason_{lang}"],
        "note": row[f"note_{lang}"],
    }
