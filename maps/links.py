"""The addresses that a page uses; the server (or the writer of a static site) decides them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

    from geo.messages import Lang
    from maps.shades import Shades

PICTURES = ("png", "svg", "pdf")
"""Formats of a map's picture."""
BRIEFS = ("pdf", "hwpx", "pptx")
"""Formats in which a map offers its brief."""
PAGES = ("briefs", "compare", "regions", "sources", "collections")
"""Pages of the site that maps lead to beside each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses without a host, and patterns with ``{name}``, ``{lang}``, ``{id}``."""

    static: str
    """Root of `maps.assets.static_file` and `maps.assets.vendor`, without a slash at the end."""
    korea: str
    """``korea.topojson``: ``sigungu`` and ``sido``, former ones too; loaded near by."""
    provinces: str
    """Any TopoJSON with the objects ``sido`` and ``sido_former`` of ``korea.topojson``."""
    neighbours: str
    """``neighbours.topojson``: object ``neighbours``."""
    home: str | None = "/?lang={lang}"
    """Start page; None, as below, in a file that leads nowhere."""
    map: str | None = "/maps/{name}?lang={lang}"
    """Another map, or this one in another language."""
    made_for_readers: bool = True
    """Whether other maps are made as they are asked for: of a day, with more programmes."""
    items: str = "/collections/{id}/items?f=json"
    """Features of a collection as GeoJSON."""
    tiles: str = "/collections/{id}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}"
    """Its vector tiles; the rest is a template for the script that asks."""
    stand: str = ""
    """Query of the day and the zoning of which the page shows the state; empty for the usual."""
    of_a_stand: Collection[str] = ()
    """The collections and pages that have a state for each."""
    inside: bool = False
    """Whether the page holds within it what others load when it is asked for."""
    geocode: str | None = None
    """Where names of the reader's own are asked for; None where nothing answers."""
    measured: str | None = None
    """What a view of the map ``{name}`` draws of networks; None where nothing reckons it."""
    scenario: str | None = None
    """What happens if a body leaves ``{network}``, in ``{lang}``; its id is put behind it."""
    embed: str | None = None
    """The map for other pages' frames; None where none is served."""
    picture: str | None = None
    """The map as a file, with ``{format}``: png, svg or pdf; None where none is made."""
    brief: str | None = None
    """What a view shows as a brief, with ``{format}``; None where none is made."""
    page: str | None = None
    """Another page of the site, one of `PAGES`; None where none is served."""
    subject: str | None = "/{path}?lang={lang}"
    """Page of a complex or a body; `path` is what its programme declares."""
    programme: str | None = "/programmes/{id}?lang={lang}"
    """Page of a programme of the register."""
    source: str | None = "/sources/{id}?lang={lang}"
    """Page of a source, with an anchor for each locator; None where none is served."""
    conflict: str | None = "/conflicts?lang={lang}#{id}"
    """Where a conflict of the documents is decided; None where no such page is served."""
    search: str | None = "/search?q={query}&lang={lang}"
    """What the search over everything finds; None where it is not served."""

    def map_in(self, name: str, lang: Lang) -> str | None:
        """Return the address of the map `name` in `lang`."""
        return self.map and self.map.format(name=name, lang=lang)

    def pages_in(self, lang: Lang) -> tuple[tuple[str, str], ...]:
        """Return (name, address) of each other page of the site; none where none is served."""
        if self.page is None:
            return ()
        pages = {name: self.page.format(name=name, lang=lang) for name in PAGES}
        return tuple((name, self._standing(name, address)) for name, address in pages.items())

    def home_in(self, lang: Lang) -> str | None:
        """Return the address of the start page in `lang`."""
        return self.home and self.home.format(lang=lang)

    def source_in(self, lang: Lang) -> str | None:
        """Return the address of a source's page in `lang`, still with ``{id}``."""
        return self.source and self.source.replace("{lang}", lang)

    def conflict_in(self, lang: Lang) -> str | None:
        """Return the address of a conflict in `lang`, still with ``{id}``."""
        return self.conflict and self.conflict.replace("{lang}", lang)

    def search_in(self, lang: Lang) -> str | None:
        """Return the address of the search over everything in `lang`, still with ``{query}``."""
        return self.search and self.search.replace("{lang}", lang)

    def programme_in(self, lang: Lang) -> str | None:
        """Return the address of a programme's page in `lang`, still with ``{id}``."""
        return self.programme and self.programme.replace("{lang}", lang)

    def measured_of(self, name: str) -> str | None:
        """Return the address of what the map `name` draws of networks, if it is reckoned."""
        return self.measured and self.measured.format(name=name)

    def scenario_of(self, network: str, lang: Lang) -> str | None:
        """Return the address at whose end the id of a body asks what happens without it."""
        return self.scenario and self.scenario.format(network=network, lang=lang)

    def embed_of(self, name: str) -> str | None:
        """Return the address of the map `name` for frames, if there is one."""
        return self.embed and self.embed.format(name=name)

    def pictures_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return (format, address) of each picture of the map `name`; none where none is made."""
        if self.picture is None:
            return ()
        return tuple((f, self.picture.format(name=name, format=f)) for f in PICTURES)

    def briefs_of(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return (format, address) of each brief of a view of the map `name`."""
        if self.brief is None:
            return ()
        return tuple((f, self.brief.format(name=name, format=f)) for f in BRIEFS)

    def file_of(self, name: str) -> str | None:
        """Return the address of the map `name` as one HTML file, where files are made."""
        return self.picture and self.picture.format(name=name, format="html")

    def subject_in(self, path: str, lang: Lang) -> str | None:
        """Return the address of the page of a complex or a body."""
        return self.subject and self.subject.format(path=path, lang=lang)

    def items_of(self, collection: str) -> str:
        """Return the address of the features of `collection`, of the page's state."""
        return self._standing(collection, self.items.format(id=collection))

    def _standing(self, what: str, address: str) -> str:
        if not self.stand or what not in self.of_a_stand:
            return address
        return f"{address}{'&' if '?' in address else '?'}{self.stand}"

    def tiles_of(self, collection: str) -> str:
        """Return the template of the vector tiles of `collection`."""
        return self.tiles.format(id=collection)

    def row_of(self, collection: str) -> str:
        """Return the template of one feature of `collection` by its row."""
        address = self.items_of(collection)
        return f"{address}{'&' if '?' in address else '?'}limit=1&offset={{row}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedLayer:
    """A collection that was imported, offered unselected."""

    id: str
    """Of the collection."""
    title: str
    as_of: str
    shades: Shades | None = None
    """Of regions with figures."""


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
