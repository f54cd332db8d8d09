"""The three maps: which layers and controls each has, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import LANGS, catalogue
from maps.assets import static_url
from maps.bundles import FONTS, bundle_url
from maps.elements.controls import Controls, Start
from maps.elements.facts import Facts
from maps.elements.filters import Filters, facets_of
from maps.elements.frame import Frame
from maps.elements.keep import Keep
from maps.elements.legend import Legend
from maps.elements.panel import Panel
from maps.elements.search import Search
from maps.elements.table import Table
from maps.elements.timeline import Timeline
from maps.elements.tools import Tools
from maps.errors import UnknownMapError
from maps.ids import counted_ids
from maps.labels import short_names
from maps.layers.basemap import Basemap
from maps.layers.complexes import Complexes
from maps.layers.imported import Imported
from maps.layers.policy import Policy
from maps.layers.ties import ConsortiumTies, TransformationTies
from maps.layers.tiles import Tiles
from maps.page import AtlasFigure, AtlasMap, Page, finish
from maps.scene import make_scene
from maps.search_index import Drawn
from maps.summary import summary
from maps.teller import Teller
from maps.view import DRAWN, View, apply, rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang
    from maps.links import ImportedLayer, Links, TileLayer
    from maps.scene import Layers, Place, Scene
    from maps.view import Programmes

MAPS: tuple[str, ...] = tuple(DRAWN)
COLLECTIONS: dict[Programmes, tuple[str, ...]] = {
    "both": ("complexes", "consortium-ties", "transformation-ties"),
    "consortia": ("complexes", "consortium-ties"),
    "transformation": ("complexes", "transformation-ties"),
}
"""Programmes to the collections behind their map."""
CENTRE = (127.8, 36.1)
"""Longitude, latitude; the page then fits Korea into its window."""


def render(
    name: str,
    layers: Layers,
    *,
    lang: Lang,
    links: Links,
    imported: Sequence[ImportedLayer] = (),
    tiles: TileLayer | None = None,
    framed: bool = False,
) -> Page:
    """Make the page of a map; the same arguments give the same bytes.

    Parameters
    ----------
    name
        ``overview``, ``consortia`` or ``transformation``.
    layers
        The collections as the snapshot has them.
    lang
        Language of the page.
    links
        Addresses of files, of the other maps and of the data.
    imported
        Imported collections to offer, unselected.
    tiles
        An online tile layer to offer, unselected; its host is then in the page's policy.
    framed
        Whether the page stands within another: a title and the map, folded legend, no tools.

    Raises
    ------
    UnknownMapError
        No map is called `name`.
    """
    if name not in DRAWN:
        raise UnknownMapError(name, MAPS)
    programmes = DRAWN[name]
    scene = make_scene(layers, lang)
    words = catalogue("maps", lang)
    names = short_names(
        {place.id: (place.name, place.kind) for place in scene.places.values() if place.takes_part},
        lang,
    )
    teller = Teller(scene, words, names)
    shown = list(apply(scene, View(), programmes).places)
    with counted_ids():
        atlas_map = AtlasMap(centre=CENTRE, zoom=7)
        template = "frame.html" if framed else "page.html"
        context = _context(name, scene, lang, links, layers.as_of)
        told = summary(teller, programmes)
        figure = AtlasFigure({**context, "summary": told}, template)
        figure.add_child(atlas_map)
        atlas_map.add_child(Start(words, links))
        atlas_map.add_child(Facts(teller, programmes))
        atlas_map.add_child(Basemap(links, words))
        if tiles is not None:
            atlas_map.add_child(Tiles(tiles, words))
        if programmes != "consortia":
            atlas_map.add_child(TransformationTies(teller))
        if programmes != "transformation":
            thin = programmes == "both"
            atlas_map.add_child(ConsortiumTies(teller, shown, thin=thin))
        atlas_map.add_child(Policy(links, words))
        for layer in imported:
            atlas_map.add_child(Imported(layer, links, words))
        members = _members(scene, shown)
        atlas_map.add_child(Complexes(teller, shown, members, programmes))
        facets = facets_of(teller, programmes)
        atlas_map.add_child(Legend(teller, facets, name=name, as_of=layers.as_of))
        atlas_map.add_child(Search(layers, teller, _drawn(programmes, shown, members, links, lang)))
        atlas_map.add_child(Filters(words))
        atlas_map.add_child(Panel(teller, links))
        if framed:
            atlas_map.add_child(Frame())
        else:
            if programmes == "both":
                atlas_map.add_child(Timeline(rounds(scene), words))
            atlas_map.add_child(Table(words))
            atlas_map.add_child(Keep(name, COLLECTIONS[programmes], links, words))
            atlas_map.add_child(Tools(words))
        atlas_map.add_child(Controls(words))
        return finish(atlas_map, links, (tiles.host,) if tiles is not None else ())


def _members(scene: Scene, shown: list[Place]) -> list[Place]:
    ids = {member for place in shown for member in place.members}
    ids -= {place.id for place in shown}
    return [place for place in scene.places.values() if place.id in ids]


def _drawn(
    programmes: Programmes, shown: list[Place], members: list[Place], links: Links, lang: Lang
) -> Drawn:
    ends, parts = ({place.id for place in places} for places in (shown, members))
    return Drawn(programmes, ends, parts, links.map_in("overview", lang))


def _context(name: str, scene: Scene, lang: Lang, links: Links, as_of: str) -> dict[str, object]:
    """Return what ``templates/page.html`` shows around the map."""
    words = catalogue("maps", lang)
    return {
        "name": name,
        "lang": lang,
        "words": words,
        "as_of": as_of,
        "home": links.home_in(lang),
        "tabs": [(tab, links.map_in(tab, lang), words(f"map.{tab}")) for tab in MAPS],
        "years": rounds(scene) if name == "overview" else (),
        "pages": links.pages_in(lang),
        "languages": [
            (other, links.map_in(name, other), catalogue("maps", other)("language"))
            for other in LANGS
        ],
        "file": links.file_of(name),
        "whole": links.map_in(name, lang),
        "embeds": links.embed is not None,
        "pictures": links.pictures_of(name),
        "data": [(links.items_of(id_), words(f"data.{id_}")) for id_ in COLLECTIONS[DRAWN[name]]],
        "script": bundle_url("bundle/map.js", links),
        "styles": [static_url(FONTS, links), bundle_url("bundle/map.css", links)],
        "icon": static_url("icon.svg", links),
        "theme": static_url("js/theme.js", links),
    }
