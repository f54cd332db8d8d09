"""Where a server shows what the atlas refers to: ``kind:id``, a kind alone, or with a ``#part``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from api.profiles.addresses import Addresses, folder_of
from geo.model.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.messages import Lang

_PLACES: Mapping[str, str] = {
    "agreement": "collections/regional-agreements/items/ombudsman-{}",
    "collection": "collections/{}/items",
    "complex": "complexes/{}",
    "conflict": "conflicts#{}",
    "map": "maps/{}",
    "network": "networks/{}",
    "number": "ledger#{}",
    "programme": "programmes/{}",
    "region": "regions/{}",
    "scan-error": "conflicts#{}",
    "sector": "sectors/{}",
    "sector-match": "plan#crosswalk",
    "series": "plan#{}",
    "site": "collections/policy-sites/items/{}",
    "source": "sources/{}",
    "task": "plan#{}",
    "zoning": "regions",
}
"""Kind of a reference to the address below the root."""
_QUERIES: Mapping[str, tuple[str, str]] = {
    "agency": ("programmes", "ministry"),
    "indicator": ("ledger", "indicator"),
    "nature": ("ledger", "nature"),
    "theme": ("collections/policy-sites/items", "theme"),
}
"""Kinds that are a choice on a page: the page, and its parameter."""
_WHOLE: Mapping[str, str] = {"plan": "plan", "request": "requests", "sector": "sectors"}
"""Kinds alone: the page of all."""


def address_of(atlas: Atlas, *references: str) -> str:
    """Return the address below the root of what is referred to, without a language.

    Several references are choices on one page.
    """
    kind, named, rest = references[0].partition(":")
    id_, mark, part = rest.partition("#")
    if not named:
        return _WHOLE[kind]
    if kind == "body":
        return f"{Addresses(atlas).of_body(atlas.bodies[id_])}{mark}{part}"
    if kind == "complex" and atlas.places[id_].kind is PlaceKind.POLICY_SITE:
        kind, id_ = "site", next(s.id for s in atlas.register.policy_sites if s.place_id == id_)
    if kind == "bodies":
        return folder_of(atlas.programmes[id_])
    if kind in _QUERIES:
        path, parameter = _QUERIES[kind]
        return f"{path}?{urlencode([(parameter, _id(reference)) for reference in references])}"
    return f"{_PLACES[kind].format(quote(id_))}{mark}{part}"


def as_page(path: str, lang: Lang) -> str:
    """Return an address below the root as that of a page in `lang`.

    >>> as_page("ledger#c1", "en"), as_page("maps/overview", "en")
    ('ledger?f=html&lang=en#c1', 'maps/overview?lang=en')
    """
    path, mark, anchor = path.partition("#")
    form = "" if path.startswith("maps/") else "f=html&"
    return f"{path}{'&' if '?' in path else '?'}{form}lang={lang}{mark}{anchor}"


def _id(reference: str) -> str:
    return reference.partition(":")[2]
