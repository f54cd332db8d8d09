"""The maps: which layers and controls each has, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.messages import LANGS, catalogue
from geo.model.programmes import first_day
from geo.networks.models import COMBINED
from maps.assets import static_url
from maps.bundles import FONTS, bundle_url, more_script
from maps.elements.controls import Controls, Start
from maps.elements.facts import Facts
from maps.elements.filters import Filters, facets_of, round_names
from maps.elements.frame import Frame
from maps.elements.keep import Keep
from maps.elements.keys import Keys
from maps.elements.later import Later
from maps.elements.legend import Days, Legend, Switch
from maps.elements.notes import Notes
from maps.elements.panel import Panel
from maps.elements.print import Print
from maps.elements.save import Save
from maps.elements.search import Search
from maps.elements.table import Table
from maps.elements.timeline import Timeline
from maps.elements.tools import Tools
from maps.errors import UnknownMapError
from maps.ids import counted_ids
from maps.layers.basemap import Basemap
from maps.layers.complexes import Complexes
from maps.layers.imported import Imported
from maps.layers.policy import Policy
from maps.layers.ties import Ties
from maps.layers.tiles import Tiles
from maps.page import AtlasFigure, AtlasMap, Page, finish
from maps.scene import OVERVIEW
from maps.search_index import Drawn
from maps.summary import summary
from maps.teller import Teller
from maps.titles import (
    COMPLEXES,
    attribution_of,
    collections_of,
    heading_of,
    members_of,
    names_of,
    tabs_of,
)
from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from maps.links import ImportedLayer, Links, TileLayer
    from maps.scene import Scene
    from maps.search_index import Frames

CENTRE = (127.8, 36.1)
"""Longitude, latitude; the page then fits Korea into its window."""


@dataclass(frozen=True, slots=True)
class Source:
    """What every map is made of."""

    scene: Scene
    """Of the day that is shown."""
    frames: Frames
    """Where the search box leads for a region."""
    as_of: str
    """Day, month or year of the newest fact, or the one that is asked for."""
    newest: Atlas | None = None
    """The newest state, where an older one is shown."""
    areas: tuple[str, ...] = ()
    """Values of the view's ``region`` beside the 시도, which are asked for."""
    usual_zoning: str = ""
    """Id of the scheme of 초광역권 that is used where none is asked for."""


def render(
    name: str,
    source: Source,
    *,
    lang: Lang,
    links: Links,
    asked: Collection[str] = (),
    imported: Sequence[ImportedLayer] = (),
    tiles: TileLayer | None = None,
    framed: bool = False,
) -> Page:
    """Make the page of a map; the same arguments give the same bytes.

    Parameters
    ----------
    name
        ``overview``, or the id of a programme.
    source
        The atlas, and what else a page needs of the snapshot.
    lang
        Language of the page.
    links
        Addresses of files, of the other maps and of the data.
    asked
        Programmes that the overview draws besides those declared for it.
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
    with counted_ids():
        atlas_map = AtlasMap(centre=CENTRE, zoom=7)
        compose(
            atlas_map, name, source, lang=lang, links=links, asked=asked, imported=imported,
            tiles=tiles, framed=framed,
        )  # fmt: skip
        return finish(atlas_map, links, (tiles.host,) if tiles is not None else ())


def compose(  # noqa: PLR0913 - as `render`, and the map
    atlas_map: AtlasMap,
    name: str,
    source: Source,
    *,
    lang: Lang,
    links: Links,
    asked: Collection[str] = (),
    imported: Sequence[ImportedLayer] = (),
    tiles: TileLayer | None = None,
    framed: bool = False,
) -> None:
    """Put the layers and controls of the map `name` on `atlas_map`, and its page around it.

    The arguments and what it raises are those of `render`. The ids of the elements are counted
    where it is called within `counted_ids`.
    """
    scene, as_of = source.scene, source.as_of
    if name not in scene.maps:
        raise UnknownMapError(name, scene.maps)
    drawn = scene.drawn(name, asked)
    words = catalogue("maps", lang)
    teller = Teller(scene, words, names_of(scene, lang))
    whole = apply(scene, View(), drawn)
    shown = list(whole.places)
    several = len(drawn) > 1
    # The panel tells of what readers are likely to look for, not only of what is drawn.
    told = tuple(dict.fromkeys((*drawn, *scene.drawn(OVERVIEW))))
    rounds = _rounds(teller, drawn)
    template = "frame.html" if framed else "page.html"
    context = _context(name, source, words, links, drawn)
    context |= {"rounds": rounds}
    figure = AtlasFigure({**context, "summary": summary(teller, drawn)}, template)
    figure.add_child(atlas_map)
    atlas_map.add_child(Start(words, links))
    atlas_map.add_child(Facts(teller, drawn, source.areas))
    atlas_map.add_child(Basemap(links, words, scene.atlas))
    if tiles is not None:
        atlas_map.add_child(Tiles(tiles, words))
    reckoned = bool(whole.ties) and links.measured is not None and not links.inside
    if whole.ties:
        atlas_map.add_child(Ties(teller, whole.ties, drawn, thin=several))
    atlas_map.add_child(Policy(links, words))
    for layer in imported:
        atlas_map.add_child(Imported(layer, links, words, scene.atlas.programmes.values()))
    members = members_of(scene, shown)
    atlas_map.add_child(Complexes(teller, shown, members, drawn, history=[*rounds]))
    facets = facets_of(teller, drawn, source.areas)
    switches = _switches(scene, drawn, links, lang) if name == OVERVIEW else ()
    heading = heading_of(name, scene, words)
    days = _days(name, source, drawn, links, lang)
    atlas_map.add_child(
        Legend(
            teller,
            facets,
            switches,
            days,
            heading=heading,
            drawn=drawn,
            as_of=as_of,
            measured=reckoned,
        )
    )
    ends, parts = ({place.id for place in places} for places in (shown, members))
    found = Drawn(drawn, told, ends, parts, links)
    atlas_map.add_child(Search(teller, source.frames, found))
    atlas_map.add_child(Filters(words))
    atlas_map.add_child(Panel(teller, told, links, COMBINED if name == OVERVIEW else name))
    atlas_map.add_child(Print(name, links))
    atlas_map.add_child(Notes(heading, words))
    atlas_map.add_child(Later(name, links, words, framed=framed))
    if framed:
        atlas_map.add_child(Frame(words))
    else:
        tools = (
            *((Timeline(rounds, words),) if rounds else ()),
            Table(words, scene.atlas.zoning.short.of(lang)),
            Keep(name, collections_of(scene, drawn), links, words),
            Save(name, links, words),
            Keys(links, words),
            Tools(words),
        )
        for tool in tools:
            atlas_map.add_child(tool)
    atlas_map.add_child(Controls(words, attribution_of(scene, drawn, words)))


def _days(name: str, source: Source, drawn: Sequence[str], links: Links, lang: Lang) -> Days:
    """Return the days and zonings of which the map can show the state, and where."""
    at = links.map_in(name, lang)
    newest = source.newest or source.scene.atlas
    if at is None or not links.made_for_readers:
        return Days(None, (), (), "")
    usual = source.scene.drawn(name)
    more = tuple(("programme", id_) for id_ in drawn) if drawn != usual else ()
    asked = source.as_of if source.newest else ""
    known = {asked: asked} if asked else {}
    known |= {first_day(day): day for day in newest.days(drawn)}
    days = tuple(sorted(known.items(), reverse=True))
    zonings = source.scene.atlas.zonings
    usual_first = sorted(zonings.values(), key=lambda zoning: zoning.id != source.usual_zoning)
    return Days(
        at.partition("?")[0],
        (("lang", lang), *more),
        days,
        asked,
        tuple((zoning.id, zoning.name.of(lang)) for zoning in usual_first),
        source.scene.atlas.zoning.id,
    )


def _switches(scene: Scene, drawn: Sequence[str], links: Links, lang: Lang) -> tuple[Switch, ...]:
    """Return the programmes that the overview could draw besides."""
    at = links.map_in(OVERVIEW, lang)
    if at is None or not links.made_for_readers:
        return ()
    return tuple(
        Switch(
            programme.name.of(lang),
            f"{at}&{urlencode({'programme': [*drawn, programme.id]}, doseq=True)}",
            len(bodies),
            programme.bodies.of(lang),
        )
        for programme in scene.atlas.programmes.values()
        if programme.id not in drawn and (bodies := scene.bodies_of((programme.id,)))
    )


def _context(
    name: str, source: Source, words: Catalogue, links: Links, drawn: Sequence[str]
) -> dict[str, object]:
    """Return what ``templates/page.html`` shows around the map."""
    scene, lang = source.scene, words.lang
    tabs = tabs_of(scene, words)
    if name not in dict(tabs):
        tabs.append((name, scene.atlas.programmes[name].short.of(lang)))
    titles = {COMPLEXES: words("data.complexes")}
    for programme in scene.atlas.programmes.values():
        if programme.ties_layer:
            title = programme.ties_layer.title.of(lang)
            titles[programme.ties_layer.collection] = words("data.layer", title=title)
    return {
        "name": name,
        "heading": heading_of(name, scene, words),
        "lang": lang,
        "words": words,
        "as_of": source.as_of,
        "home": links.home_in(lang),
        "tabs": [(tab, links.map_in(tab, lang), label) for tab, label in tabs],
        "pages": links.pages_in(lang),
        "languages": [
            (other, links.map_in(name, other), catalogue("maps", other)("language"))
            for other in LANGS
        ],
        "file": links.file_of(name),
        "whole": links.map_in(name, lang),
        "embeds": links.embed is not None,
        "pictures": links.pictures_of(name),
        "briefs": links.briefs_of(name),
        "data": [(links.items_of(id_), titles[id_]) for id_ in collections_of(scene, drawn)],
        "script": bundle_url("bundle/map.js", links),
        "styles": [
            static_url(FONTS, links),
            bundle_url("bundle/map.css", links),
            *([bundle_url("bundle/more.css", links)] if links.inside else []),
        ],
        "more": [bundle_url(more_script(lang), links)] if links.inside else [],
        "icon": static_url("icon.svg", links),
        "theme": static_url("js/theme.js", links),
    }


def _rounds(teller: Teller, drawn: Sequence[str]) -> dict[str, str]:
    """Return the rounds that the history steps through; none where there is little to play."""
    found = round_names(teller, drawn)
    return found if len(found) > (1 if len(drawn) > 1 else 2) else {}
