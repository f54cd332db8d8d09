"""The register as people search it: conditions, words and addresses of its entries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.errors import ParameterError
from api.references import address_of, as_page
from geo.layers.register import location_of
from geo.messages import catalogue
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.register import RegisterEntry

PLACE = ("named", "none")
"""Whether an entry has a place that a document names."""
_FOLDER = re.compile("[/?#]")
"""What ends the first part of an address, which says what kind of page it opens."""


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What a reader asks for; values of one condition are alternatives."""

    q: str = ""
    document: tuple[str, ...] = ()
    ministry: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    place: tuple[str, ...] = ()

    def matching(self, entries: Sequence[RegisterEntry]) -> tuple[RegisterEntry, ...]:
        """Return the entries that fulfil every condition, in their order.

        Raises
        ------
        ParameterError
            400: a condition has a value that no entry has; the error lists those there are.
        """
        wanted = {name: _chosen(getattr(self, name)) for name in ("document", "kind", "place")}
        for name, values in wanted.items():
            _check(name, values, choices(entries, name))
        ministries = _chosen(self.ministry)
        spelled = {value for entry in entries for value in _values(entry, "ministry")}
        _check("ministry", ministries, choices(entries, "ministry"), spelled)
        wanted["ministry"] = {fold(value) for value in ministries}
        text = fold(self.q)
        return tuple(
            entry
            for entry in entries
            if all(not values or values & _values(entry, name) for name, values in wanted.items())
            and text in _searched(entry)
        )


def _chosen(values: tuple[str, ...]) -> set[str]:
    """Leave out what a form sends for a choice that is not made."""
    return {value for value in values if value}


def _check(
    name: str, values: set[str], allowed: list[str], known: Iterable[str] | None = None
) -> None:
    spelled = set(allowed if known is None else known)
    for value in sorted(values):
        if (value if known is None else fold(value)) not in spelled:
            raise ParameterError(400, "unknown", name, value, tuple(allowed))


def choices(entries: Iterable[RegisterEntry], name: str) -> list[str]:
    """Return the values of a condition in the order of the entries; bodies in Korean."""
    if name == "place":
        return list(PLACE)
    if name == "ministry":
        return list(dict.fromkeys(body.name_ko for entry in entries for body in entry.bodies))
    return list(dict.fromkeys(value for entry in entries for value in _values(entry, name)))


def _values(entry: RegisterEntry, name: str) -> set[str]:
    if name == "document":
        return {entry.evidence.source}
    if name == "place":
        return {"named" if entry.places else "none"}
    if name == "ministry":
        return {fold(name) for body in entry.bodies for name in body.name}
    return {entry.kind}


def _searched(entry: RegisterEntry) -> str:
    """Return everything of an entry that a search looks into, folded."""
    texts = (entry.ref, entry.id, *entry.name, entry.printed, *(entry.note or ()))
    items = (text for budget in entry.budgets for text in budget.item)
    details = (text for detail in entry.details for text in (*detail.text, detail.printed))
    bodies = (name for body in entry.bodies for name in body.name)
    own = (entry.evidence.locator, *entry.regions, *entry.sectors)
    return fold(" ".join((*texts, *items, *details, *bodies, *own)))


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the language of the reader."""

    own: RegisterEntry
    name: str
    document: str
    bodies: tuple[str, ...]
    kind: str
    status: str
    location: str
    sectors: str
    """With whom the relation is from; empty for an entry without sectors."""
    view: str | None
    """Address below the root of the page that shows it."""
    opens: str | None
    """What that page is."""


def line(entry: RegisterEntry, atlas: Atlas, words: Catalogue) -> Line:
    """Return what a page says of an entry."""
    lang = words.lang
    values = catalogue("geo", lang).under("value")
    view = address_of(atlas, *entry.views) if entry.views else None
    return Line(
        own=entry,
        name=entry.name.of(lang),
        document=words(f"register.document.{entry.evidence.source}"),
        bodies=tuple(body.name.of(lang) for body in entry.bodies),
        kind=values[f"kind.{entry.kind}"],
        status=values[f"status.{entry.status}"],
        location=location_of(atlas, entry).of(lang),
        sectors=_sectors(entry, atlas, lang),
        view=view and as_page(view, lang),
        opens=words(f"register.open.{_FOLDER.split(view)[0]}") if view else None,
    )


def _sectors(entry: RegisterEntry, atlas: Atlas, lang: Lang) -> str:
    if not entry.sectors:
        return ""
    named = atlas.sector_names
    origin = catalogue("geo", lang)(f"value.sectors_from.{entry.sectors_from}")
    return f"{', '.join(named[ko].of(lang) for ko in entry.sectors)} ({origin})"
