"""A map as one HTML file: scripts, styles, fonts, base map and data inside, no request ever."""

from __future__ import annotations

import base64
import json
import re
import warnings
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from branca.element import CssLink, JavascriptLink
from folium import Map

from geo.disk import write_file
from geo.messages import catalogue
from maps.assets import library, static_url, vendor
from maps.bundles import FONTS, bundles
from maps.compose import CENTRE, compose
from maps.embed import as_json
from maps.errors import MissingAssetError
from maps.ids import counted_ids
from maps.links import Links
from maps.page import AtlasFigure, AtlasMap, script_hashes
from maps.still.font import FAMILY, face
from maps.still.paper import USUAL_DPI
from maps.theme import resolved, token
from maps.titles import collections_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from branca.element import Element

    from geo.messages import Lang
    from maps.compose import Source
    from maps.scene import Scene
    from maps.still.ground import Ground
    from maps.view import View

BASEMAP = ("korea.topojson", "neighbours.topojson")
MEASURED = "measured"
"""What a view draws of networks, by this name among the data of a file."""
POLICY = ("policy-sites", "regional-agreements")
"""Collections of the layers that every map offers."""
LINKS = Links(
    static="static", korea=BASEMAP[0], provinces=BASEMAP[0], neighbours=BASEMAP[1], items="{id}",
    home=None, map=None, subject=None, programme=None, source=None, conflict=None, search=None,
)  # fmt: skip
_SCRIPT = re.compile(r'<script src="static/(?P<path>[^"?]+)[^"]*"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="static/(?P<path>[^"?]+)[^"]*">')
_LINK = re.compile(
    r'<(?P<tag>script|link)(?: rel="stylesheet")? (?:src|href)="(?P<url>(?:https?:)?//[^"]+)"/?>'
    r"(?:</script>)?"
)
_ADDRESS = re.compile(r"""["'`(](?:https?:)?//""")
_NEEDED = {
    "$(": ("jquery",),
    "AwesomeMarkers": (
        "awesome_markers",
        "glyphicons_css",
        "awesome_markers_font_css",
        "awesome_markers_css",
        "awesome_rotate_css",
    ),
}
"""Sign in a page's script to those of Folium's own libraries that it calls for."""
_HEIGHT = "640px"
"""Of a map in a notebook; ``map.get_root().height`` sets another."""
_CSS_URL = re.compile(r"""url\((?!['"]?(?:data:|#|%23))[^)]*\)""")
_GUESTS = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; frame-src data: blob:; worker-src blob:; "
    "connect-src data: blob:; base-uri 'none'; form-action 'none'"
)
"""Policy of a file with elements of others: they may do anything but ask another host."""
_ICON = re.compile(r'(?P<name>href|src)="static/(?P<path>[^"?]+\.svg)[^"]*"')


def collections_in(scene: Scene, name: str, asked: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the collections that the file of the map `name` holds."""
    return (*collections_of(scene, scene.drawn(name, asked)), *POLICY)


class FileMap(AtlasMap):
    """A Folium map that is one file: it shows itself in notebooks and is saved without a network.

    What others add to it (``folium.GeoJson``, markers, plugins, a ``LayerControl``) is drawn above
    the base map; the libraries that this needs are inside the file too. A tile layer, or a library
    that is not at hand, is asked of its host.

    >>> import folium, geo, maps
    >>> shown = maps.overview(geo.load(), lang="en")
    >>> circle = folium.CircleMarker([35.2, 128.7], tooltip="here").add_to(shown)
    >>> "L.circleMarker" in shown.get_root().render()
    True
    """

    def __init__(self, lang: Lang) -> None:
        super().__init__(centre=CENTRE, zoom=7)
        self.lang = lang

    def hold(self, data: Mapping[str, bytes], query: str = "") -> None:
        """Keep what scripts will fetch, by name, and the view with which the file opens.

        Called when everything of ours stands on the map; what is added later is a guest.
        """
        self._own = frozenset(self._children)
        self._data, self._query = data, query
        self.page.write, self.page.height = self._whole, _HEIGHT

    @property
    def page(self) -> AtlasFigure:
        """The page around the map, its root."""
        root = self.get_root()
        assert isinstance(root, AtlasFigure)  # noqa: S101 - whoever makes one puts it there
        return root

    def render(self, **kwargs: object) -> None:  # type: ignore[override] # as folium has it
        """Put the map into its page, with the libraries of Folium that its elements call for."""
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        root = self.page
        starter = root.script.render()
        needed = {name for sign, names in _NEEDED.items() if sign in starter for name in names}
        for name, url in Map.default_js:
            if name in needed:
                root.header.add_child(JavascriptLink(url), name=name)
        for name, url in Map.default_css:
            if name in needed:
                root.header.add_child(CssLink(url), name=name)

    def _repr_html_(self, **kwargs: object) -> str:
        """Return the map for a notebook, within a frame of its own."""
        words, root = catalogue("maps", self.lang), self.page
        ink = resolved(token("ink-quiet"), "light")
        return (
            f'<div style="position:relative;width:{root.width};height:{root.height}">'
            f'<span style="color:{ink}">{escape(words("notebook.untrusted"))}</span>'
            f'<iframe srcdoc="{escape(root.render(**kwargs))}" title="{escape(root.title or "")}" '
            'style="position:absolute;inset:0;width:100%;height:100%;border:0" allowfullscreen>'
            "</iframe></div>"
        )

    @property
    def guests(self) -> list[Element]:
        """What others have added."""
        return [child for name, child in self._children.items() if name not in self._own]

    def _whole(self, html: str) -> str:
        """Put everything that the page needs into its text."""
        starter = self.page.script.render()
        html = html.replace("</head>", f"{_shim()}{_kept(self._data)}</head>", 1)
        html = _ICON.sub(lambda found: f'{found["name"]}="{_icon(found["path"])}"', html)
        html = _SCRIPT.sub(lambda found: f"<script>{_script(found['path'])}</script>", html)
        html = _STYLE.sub(lambda found: f"<style>{_style(found['path'])}</style>", html)
        html, outside = _with_libraries(html)
        html = html.replace("<style></style>", f"<style>{_fonts(frozenset(html))}</style>", 1)
        for url in outside:
            words = catalogue("maps", self.lang)
            warnings.warn(words("notebook.outside", url=url), stacklevel=4)
        if not outside and not (self.guests and _ADDRESS.search(starter)):
            policy = _GUESTS if self.guests else _policy(html)
            head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            html = html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{head}', 1)
        return html.replace("<html ", f'<html data-view="{escape(self._query)}" ', 1)


class OnPaper(TypedDict, total=False):
    """What a picture is drawn on, as `maps.still.paper` reads it."""

    size: str
    orientation: str | None
    extent: str
    bare: bool


class NetworkMap(FileMap):
    """The overview, or the map of a programme, as one file and as pictures for paper."""

    def __init__(
        self,
        name: str,
        source: Source,
        data: Mapping[str, bytes],
        *,
        lang: Lang,
        view: View,
        ground: Callable[[], Ground] | None = None,
        links: Links = LINKS,
    ) -> None:
        """Make the map; the same arguments give the same text.

        Parameters
        ----------
        name
            ``overview``, or the id of a programme.
        source
            The atlas, and what else a page needs of the snapshot.
        data
            JSON of each of `collections_in` by its id, of `BASEMAP` by its file name, and of what
            the view draws of networks by `MEASURED`.
        lang
            Language of the page.
        view
            With which the file opens; on the overview its programmes are drawn besides those
            declared for it.
        ground
            Reads the base map of pictures; without it none can be drawn.
        links
            Where the file leads; a file of its own leads nowhere.

        Raises
        ------
        UnknownMapError
            No map is called `name`.
        """
        with counted_ids():
            super().__init__(lang)
            reckoned = MEASURED if MEASURED in data else None
            inside = replace(links, inside=True, geocode=None, measured=reckoned)
            compose(self, name, source, lang=lang, links=inside, asked=view.programme)
        self.name, self.source, self.view, self._ground = name, source, view, ground
        self.hold(data, replace(view, lang=()).query())

    def to_png(
        self, file: str | Path | None = None, *, dpi: int = 150, **paper: Unpack[OnPaper]
    ) -> bytes:
        """Draw the view for paper, without a browser; return it, and write it to `file`.

        What was added by hand is on the page alone, not in pictures.

        Parameters
        ----------
        file
            Where to write it, besides.
        dpi
            Pixels an inch, 72 to 600.
        paper
            ``size`` (``A4``, ``A3``, ``16:9``, ``square``, ``120x90mm``), ``orientation``
            (``portrait``, ``landscape``), ``extent`` (``auto``, ``country``, ``region``, or
            ``west,south,east,north`` in degrees, WGS 84), ``bare`` (the map alone).

        Raises
        ------
        PictureError
            A size, extent or resolution that cannot be; it says what can.
        """
        return self._drawn("png", file, dpi, paper)

    def to_svg(self, file: str | Path | None = None, **paper: Unpack[OnPaper]) -> bytes:
        """Draw the view as SVG, its fonts inside; see `to_png`."""
        return self._drawn("svg", file, USUAL_DPI, paper)

    def to_pdf(self, file: str | Path | None = None, **paper: Unpack[OnPaper]) -> bytes:
        """Draw the view as a tagged PDF; see `to_png`."""
        return self._drawn("pdf", file, USUAL_DPI, paper)

    def _drawn(self, form: str, file: str | Path | None, dpi: int, paper: OnPaper) -> bytes:
        from maps.still import paper as papers  # noqa: PLC0415
        from maps.still.draw import draw  # noqa: PLC0415 - only pictures need them
        from maps.still.sheet import Facts, Picture  # noqa: PLC0415

        assert self._ground is not None  # noqa: S101 - maps of `maps.library` have it
        if self.guests:
            warnings.warn(catalogue("maps", self.lang)("notebook.guests"), stacklevel=3)
        picture = Picture(
            name=self.name,
            view=self.view,
            lang=self.lang,
            paper=papers.paper(paper.get("size", "A4"), papers.turn_of(paper.get("orientation"))),
            extent=papers.extent_of(paper.get("extent", "auto")),
            bare=paper.get("bare", False),
        )
        facts = Facts(self.source.scene, self._ground(), self.source.as_of, "")
        body = draw(picture, facts, form, dpi=dpi)
        if file is not None:
            write_file(Path(file), body)
        return body


def _shim() -> str:
    return f'<script src="{static_url("js/standalone.js", LINKS)}"></script>'


def _kept(data: Mapping[str, bytes]) -> str:
    """Write each file into a block that no browser runs; ``static/js/standalone.js`` reads it."""
    return "".join(
        f'<script type="application/json" data-file="{escape(name)}">'
        f"{as_json(json.loads(body))}</script>"
        for name, body in data.items()
    )


def _with_libraries(html: str) -> tuple[str, list[str]]:
    """Put libraries in the place of links to them; return with it the links that are left."""
    outside: list[str] = []

    def inlined(found: re.Match[str]) -> str:
        text = library(found["url"])
        if text is None:
            outside.append(found["url"])
            return found[0]
        if found["tag"] == "script":
            return f"<script>{_harmless(text)}</script>"
        # What a stylesheet names beside itself is not at hand: fonts in formats of long ago.
        return f"<style>{_CSS_URL.sub('url(data:,)', text)}</style>"

    return _LINK.sub(inlined, html), outside


def _policy(html: str) -> str:
    """Return the policy of the file: its own scripts, and nothing from anywhere."""
    return (
        f"default-src 'none'; script-src {' '.join(script_hashes(html))}; "
        "style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _script(path: str) -> str:
    return _harmless(_text(path))


def _harmless(script: str) -> str:
    # The parser of HTML would end the script there; the same to JavaScript.
    return script.replace("</script", r"<\/script")


def _style(path: str) -> str:
    """Return a stylesheet; that of the fonts is written last, when all characters are known."""
    return "" if path == FONTS else _text(path)


def _icon(path: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(_text(path).encode()).decode()}"


def _text(path: str) -> str:
    document = {**vendor(), **bundles()}
    if path in document:
        return document[path].body.decode()
    file = files("maps").joinpath("static", *path.split("/"))
    if not file.is_file():
        raise MissingAssetError(path)
    return file.read_text("utf-8")


@lru_cache(maxsize=8)
def _fonts(signs: frozenset[str]) -> str:
    """Return the two weights with the characters of the file only."""
    written = sorted(signs)
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode(face(bold=weight == 700).subset(written)).decode()})}}"
        for weight in (400, 700)
    )
