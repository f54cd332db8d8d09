"""The page that puts two programmes or rounds beside each other: two maps and lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from geo.messages import LANGS, catalogue
from geo.profiles.contrast import SIDES
from maps.assets import static_url
from maps.bundles import FONTS, bundle_url
from maps.elements.controls import Start
from maps.elements.sides import Beside, SideMap, standing_of
from maps.ids import counted_ids
from maps.labels import short_names
from maps.layers.basemap import Basemap
from maps.layers.complexes import Complexes
from maps.layers.ties import ConsortiumTies, TransformationTies
from maps.page import AtlasFigure, AtlasMap, Page, finish
from maps.scene import make_scene
from maps.teller import Teller
from maps.view import DRAWN, PROGRAMMES, View, apply

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.messages import Catalogue, Lang
    from geo.profiles.contrast import Contrast, RoleCount, Side, Standing
    from maps.links import Links
    from maps.records import Record
    from maps.scene import Layers, Place, Scene

Mode = Literal["side", "swipe"]
MODES: tuple[Mode, ...] = ("side", "swipe")
"""Two maps beside each other, or one above the other behind a divider."""
CENTRE = (127.8, 36.1)


def render_comparison(
    contrast: Contrast, layers: Layers, *, mode: Mode, lang: Lang, links: Links
) -> Page:
    """Make the page; the maps show the ends and ties of side a and of side b in one frame."""
    scene = make_scene(layers, lang)
    words = catalogue("maps", lang)
    with counted_ids():
        figure = AtlasFigure(_context(contrast, scene, words, mode, links), "compare.html")
        maps = [
            _side_map(figure, scene, words, links, side, [one.place.id for one in only])
            for side, only in ((contrast.a, contrast.gone), (contrast.b, contrast.added))
        ]
        maps[1].add_child(Beside(words, _standing(contrast, scene, words, links)))
        return finish(maps[1], links)


def side_view(side: Side) -> View:
    """Return what a map shows of a side."""
    return View(programme=(side,)) if side in PROGRAMMES else View(round=(int(side),))


def side_name(side: Side, words: Catalogue) -> str:
    """Return a side in words."""
    return words(f"map.{side}" if side in DRAWN else f"round.{side}")


def _standing(contrast: Contrast, scene: Scene, words: Catalogue, links: Links) -> Record:
    """Tell the part in both sides of all places that the two maps draw."""
    drawn = [*dict.fromkeys(p for side in (contrast.a, contrast.b) for p in _drawn(scene, side))]
    names = (side_name(contrast.a, words), side_name(contrast.b, words))
    return standing_of(contrast, _teller(scene, words), drawn, names, links)


def _teller(scene: Scene, words: Catalogue) -> Teller:
    taking_part = {p.id: (p.name, p.kind) for p in scene.places.values() if p.takes_part}
    return Teller(scene, words, short_names(taking_part, words.lang))


def _drawn(scene: Scene, side: Side) -> list[Place]:
    """Return what a side shows, then the parts of its groups."""
    shown = list(apply(scene, side_view(side)).places)
    return [*shown, *_members(scene, shown)]


def _side_map(
    figure: AtlasFigure, scene: Scene, words: Catalogue, links: Links, side: Side, only: list[str]
) -> AtlasMap:
    shown = apply(scene, side_view(side))
    places = list(shown.places)
    teller = _teller(scene, words)
    own = replace(scene, consortium_ties=shown.consortium_ties, project_ties=shown.project_ties)
    of_ties = Teller(own, words, teller.names)
    made = AtlasMap(centre=CENTRE, zoom=7)
    figure.add_child(made)
    made.add_child(Start(words, links))
    made.add_child(Basemap(links, words))
    if shown.project_ties:
        made.add_child(TransformationTies(of_ties))
    if shown.consortium_ties:
        made.add_child(ConsortiumTies(of_ties, places, thin=True))
    made.add_child(Complexes(teller, places, _members(scene, places), "both"))
    made.add_child(SideMap(side_name(side, words), only, words))
    return made


def _members(scene: Scene, shown: list[Place]) -> list[Place]:
    ids = {member for place in shown for member in place.members} - {one.id for one in shown}
    return [place for place in scene.places.values() if place.id in ids]


def _context(
    contrast: Contrast, scene: Scene, words: Catalogue, mode: Mode, links: Links
) -> dict[str, object]:
    """Return what ``templates/compare.html`` shows beside the maps."""
    lang = words.lang

    def at(a: Side, b: Side, to: Lang = lang) -> str:
        return f"compare?a={a}&b={b}&mode={mode}&f=html&lang={to}"

    return {
        "words": words,
        "lang": lang,
        "mode": mode,
        "a": side_name(contrast.a, words),
        "b": side_name(contrast.b, words),
        "home": links.home_in(lang),
        "tabs": [(links.map_in(tab, lang), words(f"map.{tab}")) for tab in DRAWN],
        "pages": links.pages_in(lang),
        "languages": [
            (to, at(contrast.a, contrast.b, to), catalogue("maps", to)("language")) for to in LANGS
        ],
        "choices": [
            (words("compare.choose.a"), _options(contrast.a, words, lambda a: at(a, contrast.b))),
            (words("compare.choose.b"), _options(contrast.b, words, lambda b: at(contrast.a, b))),
        ],
        "told": [*_told(contrast, words)],
        "lists": [
            (kind, [_row(one, scene, words) for one in getattr(contrast, kind)])
            for kind in ("gone", "kept", "added")
        ],
        "regions": [
            (next(r.short for r in scene.regions if r.code == one.region), one)
            for one in contrast.regions
        ],
        "json": f"compare?a={contrast.a}&b={contrast.b}&f=json&lang={lang}",
        "script": bundle_url("bundle/compare.js", links),
        "styles": [static_url(FONTS, links), bundle_url("bundle/compare.css", links)],
        "icon": static_url("icon.svg", links),
        "theme": static_url("js/theme.js", links),
    }


def _options(
    chosen: Side, words: Catalogue, where: Callable[[Side], str]
) -> list[tuple[str, str, bool]]:
    """Return address and name of each side, and whether it is the chosen one."""
    return [(where(side), side_name(side, words), side == chosen) for side in SIDES]


def _told(contrast: Contrast, words: Catalogue) -> list[str]:
    """Say of each role how many places of it are on the other side too."""
    a, b = side_name(contrast.a, words), side_name(contrast.b, words)

    def said(count: RoleCount, side: str, other: str) -> str:
        every = count.kept == count.places
        role = words(f"role.{count.role}")
        pattern = "compare.all" if every else "compare.some"
        told = {"side": side, "other": other, "role": role}
        return words(pattern, **told, places=count.places, kept=count.kept)

    return [
        *(said(one, a, b) for one in contrast.roles_a),
        *(said(one, b, a) for one in contrast.roles_b),
    ]


def _row(one: Standing, scene: Scene, words: Catalogue) -> dict[str, object]:
    def say(roles: tuple[str, ...]) -> str:
        return ", ".join(words(f"role.{role}") for role in roles)

    place = scene.places[one.place.id]
    return {
        "id": place.id,
        "name": place.name,
        "sido": place.sido,
        "roles": (say(one.roles_a), say(one.roles_b)),
        "related": ", ".join(scene.places[id_].name for id_ in one.related),
    }
