"""The page that puts two programmes or rounds beside each other: two maps and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geo.messages import LANGS, catalogue
from geo.profiles.contrast import sides
from maps.assets import static_url
from maps.bundles import FONTS, bundle_url
from maps.caption import counted
from maps.contrast import side_view, told
from maps.elements.controls import Start
from maps.elements.legend import sections_of, signs_of
from maps.elements.sides import Beside, SideMap, standing_of
from maps.ids import counted_ids
from maps.layers.basemap import Basemap
from maps.layers.complexes import Complexes
from maps.layers.ties import Ties
from maps.page import AtlasFigure, AtlasMap, Page, finish
from maps.teller import Teller
from maps.theme import SHAPES, token
from maps.titles import attribution_of, members_of, names_of, tabs_of
from maps.view import apply

if TYPE_CHECKING:
    from geo.messages import Catalogue, Lang
    from geo.model.places import Place
    from geo.model.programmes import Role
    from geo.profiles.contrast import Contrast, Side, Standing
    from maps.links import Links
    from maps.records import Record
    from maps.scene import Scene
    from maps.view import Shown

Mode = Literal["side", "swipe", "over"]
MODES: tuple[Mode, ...] = ("side", "swipe", "over")
"""Two maps beside each other, one above the other behind a divider, or both in one."""
CENTRE = (127.8, 36.1)
"""Longitude and latitude of the first view: the middle of mainland and 제주."""
FILES = ("csv", "png", "svg", "pdf", "pptx", "hwpx", "json")
"""Forms in which a comparison is served beside its page."""


def render_comparison(
    contrast: Contrast, scene: Scene, *, mode: Mode, lang: Lang, links: Links
) -> Page:
    """Make the page; the maps show the ends and ties of side a and of side b in one frame."""
    words = catalogue("maps", lang)
    with counted_ids():
        figure = AtlasFigure(_context(contrast, scene, words, mode, links), "compare.html")
        maps = [
            _side_map(figure, scene, words, links, side, [standing.place.id for standing in only])
            for side, only in ((contrast.a, contrast.gone), (contrast.b, contrast.added))
        ]
        maps[1].add_child(Beside(words, _standing(contrast, scene, words, links)))
        return finish(maps[1], links)


def _standing(contrast: Contrast, scene: Scene, words: Catalogue, links: Links) -> Record:
    """Tell the part in both sides of all places that the two maps draw."""
    drawn = [*dict.fromkeys(p for side in (contrast.a, contrast.b) for p in _drawn(scene, side))]
    names = (contrast.a.name.of(words.lang), contrast.b.name.of(words.lang))
    return standing_of(contrast, _teller(scene, words), drawn, names, links)


def _teller(scene: Scene, words: Catalogue) -> Teller:
    return Teller(scene, words, names_of(scene, words.lang))


def _drawn(scene: Scene, side: Side) -> list[Place]:
    """Return what a side shows, then the parts of its groups."""
    shown = list(_shown(scene, side).places)
    return [*shown, *members_of(scene, shown)]


def _shown(scene: Scene, side: Side) -> Shown:
    return apply(scene, side_view(side), (side.programme.id,))


def _side_map(
    figure: AtlasFigure, scene: Scene, words: Catalogue, links: Links, side: Side, only: list[str]
) -> AtlasMap:
    shown = _shown(scene, side)
    places = list(shown.places)
    teller = _teller(scene, words)
    drawn = (side.programme.id,)
    atlas_map = AtlasMap(centre=CENTRE, zoom=7)
    figure.add_child(atlas_map)
    atlas_map.add_child(Start(words, links))
    atlas_map.add_child(Basemap(links, words, scene.atlas))
    if shown.ties:
        atlas_map.add_child(Ties(teller, shown.ties, drawn, thin=True))
    asked = side_view(side).round
    atlas_map.add_child(Complexes(teller, places, members_of(scene, places), drawn, asked=asked))
    atlas_map.add_child(SideMap(side.name.of(words.lang), only, words))
    return atlas_map


def _context(
    contrast: Contrast, scene: Scene, words: Catalogue, mode: Mode, links: Links
) -> dict[str, object]:
    """Return what ``templates/compare.html`` shows beside the maps."""
    lang = words.lang

    def at(a: Side, b: Side, to: Lang = lang) -> str:
        return f"compare?a={a.id}&b={b.id}&mode={mode}&f=html&lang={to}"

    return {
        "words": words,
        "lang": lang,
        "mode": mode,
        "a": contrast.a.name.of(lang),
        "b": contrast.b.name.of(lang),
        "home": links.home_in(lang),
        "tabs": [(links.map_in(tab, lang), label) for tab, label in tabs_of(scene, words)],
        "pages": links.pages_in(lang),
        "languages": [
            (to, at(contrast.a, contrast.b, to), catalogue("maps", to)("language")) for to in LANGS
        ],
        "choices": [
            (name, words(f"compare.choose.{name}"), _options(side, scene, lang))
            for name, side in (("a", contrast.a), ("b", contrast.b))
        ],
        "swapped": at(contrast.b, contrast.a),
        "told": told(contrast, words),
        "attribution": attribution_of(
            scene, (contrast.a.programme.id, contrast.b.programme.id), words
        ),
        "lists": [
            (kind, [_row(item, scene, words) for item in getattr(contrast, kind)])
            for kind in ("gone", "kept", "added")
        ],
        "regions": [(region.region.short.of(lang), region) for region in contrast.regions],
        "files": [
            (form.upper(), f"compare?a={contrast.a.id}&b={contrast.b.id}&f={form}&lang={lang}")
            for form in FILES
        ],
        "picture": f"compare?a={contrast.a.id}&b={contrast.b.id}&f=svg&lang={lang}",
        "keys": [_key(side, scene, words) for side in (contrast.a, contrast.b)],
        "shapes": dict(SHAPES),
        "token": token,
        "MODES": MODES,
        "script": bundle_url("bundle/compare.js", links),
        "styles": [static_url(FONTS, links), bundle_url("bundle/compare.css", links)],
        "icon": static_url("icon.svg", links),
        "theme": static_url("js/theme.js", links),
    }


def _key(side: Side, scene: Scene, words: Catalogue) -> dict[str, object]:
    """Return what the legend of a side's map says."""
    teller, drawn = _teller(scene, words), (side.programme.id,)
    shown = _shown(scene, side)
    return {
        "name": side.name.of(words.lang),
        "counts": counted(shown, drawn, teller),
        "sections": sections_of(teller, shown, drawn),
        "signs": signs_of(teller, shown.places, drawn, side_view(side).round),
    }


def _options(
    chosen: Side, scene: Scene, lang: Lang
) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return id and name of each side by its programme, and whether it is the chosen one."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for side in sides(scene.atlas):
        own = found.setdefault(side.programme.name.of(lang), [])
        own.append((side.id, side.name.of(lang), side.id == chosen.id))
    return [*found.items()]


def _row(standing: Standing, scene: Scene, words: Catalogue) -> dict[str, object]:
    def say(roles: tuple[Role, ...]) -> str:
        return ", ".join(role.name.of(words.lang) for role in roles)

    place = scene.places[standing.place.id]
    return {
        "id": place.id,
        "name": place.name.of(words.lang),
        "sido": scene.atlas.region_of(place.id).name.of(words.lang),
        "roles": (say(standing.roles_a), say(standing.roles_b)),
        "related": ", ".join(scene.places[id_].name.of(words.lang) for id_ in standing.related),
    }
