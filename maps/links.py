"""The addresses that a page uses; the server (or the writer of a static site) decides them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from geo.messages import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses without a host, and patterns with ``{name}``, ``{lang}``, ``{id}``."""

    static: str
    """Root of `maps.assets.static_file` and `maps.assets.vendor`, without a slash at the end."""
    korea: str
    """``korea.topojson``: objects ``sigungu`` and ``sido``."""
    neighbours: str
    """``neighbours.topojson``: object ``neighbours``."""
    home: str = "/?lang={lang}"
    """Start page."""
    map: str = "/maps/{name}?lang={lang}"
    """Another map, or this one in another language."""
    items: str = "/collections/{id}/items?f=json&limit=10000"
    """Features of a collection as GeoJSON."""

    def map_in(self, name: str, lang: Lang) -> str:
        """Return the address of the map `name` in `lang`."""
        return self.map.format(name=name, lang=lang)

    def home_in(self, lang: Lang) -> str:
        """Return the address of the start page in `lang`."""
        return self.home.format(lang=lang)

    def items_of(self, collection: str) -> str:
        """Return the address of the features of `collection`."""
        return self.items.format(id=collection)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLayer:
    """A collection that was imported, offered unselected."""

    id: str
    """Of the collection."""
    title: str
    as_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLayer:
    """An online tile layer, offered unselected; only who selects it asks its host."""

    url: str
    """Template such as ``https://host/{z}/{x}/{y}.png``; ``{s}`` stands for a subdomain."""
    attribution: str
    """Plain text that the provider demands."""
    name: str | None = None
    """Name in the layer control; without one the catalogue's."""

    @property
    def host(self) -> str:
        """Return the CSP source of its pictures, such as ``https://*.host``."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
