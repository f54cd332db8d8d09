"""A map as one HTML file: scripts, styles, fonts, base map and data inside, no request ever."""

from __future__ import annotations

import base64
import json
import re
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from maps.assets import static_url, vendor
from maps.bundles import FONTS, bundles
from maps.compose import render
from maps.embed import as_json
from maps.errors import MissingAssetError
from maps.links import Links
from maps.page import script_hashes
from maps.still.font import FAMILY, face
from maps.titles import collections_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.messages import Lang
    from maps.compose import Source
    from maps.scene import Scene

BASEMAP = ("korea.topojson", "neighbours.topojson")
POLICY = ("policy-sites", "regional-agreements")
"""Collections of the layers that every map offers."""
_LINKS = Links(
    static="static", korea=BASEMAP[0], provinces=BASEMAP[0], neighbours=BASEMAP[1], items="{id}",
    home=None, map=None, subject=None, programme=None, source=None, conflict=None,
)  # fmt: skip
_SCRIPT = re.compile(r'<script src="static/(?P<path>[^"?]+)[^"]*"></script>')
_STYLE = re.compile(r'<link rel="stylesheet" href="static/(?P<path>[^"?]+)[^"]*">')
_ICON = re.compile(r'(?P<name>href|src)="static/(?P<path>[^"?]+\.svg)[^"]*"')


def collections_in(scene: Scene, name: str, asked: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of the collections that the file of the map `name` holds."""
    return (*collections_of(scene, scene.drawn(name, asked)), *POLICY)


def standalone(
    name: str,
    source: Source,
    data: Mapping[str, bytes],
    *,
    lang: Lang,
    asked: Collection[str] = (),
    query: str = "",
) -> str:
    """Make the file; the same arguments give the same text.

    Parameters
    ----------
    name
        ``overview``, or the id of a programme.
    source
        The atlas, and what else a page needs of the snapshot.
    data
        JSON of each of `collections_in` by its id, and of `BASEMAP` by its file name.
    lang
        Language of the page.
    asked
        Programmes that the overview draws besides those declared for it.
    query
        The view with which the file opens, as in the address of a map.

    Raises
    ------
    UnknownMapError
        No map is called `name`.
    """
    page = render(name, source, lang=lang, links=_LINKS, asked=asked)
    shim = f'<script src="{static_url("js/standalone.js", _LINKS)}"></script>'
    html = page.html.replace("</head>", f"{shim}{''.join(_kept(data))}</head>", 1)
    html = _ICON.sub(lambda found: f'{found["name"]}="{_icon(found["path"])}"', html)
    html = _SCRIPT.sub(lambda found: f"<script>{_script(found['path'])}</script>", html)
    html = _STYLE.sub(lambda found: f"<style>{_style(found['path'])}</style>", html)
    html = html.replace("<style></style>", f"<style>{_fonts(frozenset(html))}</style>", 1)
    head = f'<meta http-equiv="Content-Security-Policy" content="{_policy(html)}">'
    html = html.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{head}', 1)
    return html.replace("<html ", f'<html data-view="{escape(query)}" ', 1)


def _kept(data: Mapping[str, bytes]) -> Iterator[str]:
    """Write each file into a block that no browser runs; ``static/js/standalone.js`` reads it."""
    for name, body in data.items():
        text = as_json(json.loads(body))
        yield f'<script type="application/json" data-file="{escape(name)}">{text}</script>'


def _policy(html: str) -> str:
    """Return the policy of the file: its own scripts, and nothing from anywhere."""
    return (
        f"default-src 'none'; script-src {' '.join(script_hashes(html))}; "
        "style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _script(path: str) -> str:
    # The parser of HTML would end the script there; the same to JavaScript.
    return _text(path).replace("</script", r"<\/script")


def _style(path: str) -> str:
    """Return a stylesheet; that of the fonts is written last, when all characters are known."""
    return "" if path == FONTS else _text(path)


def _icon(path: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(_text(path).encode()).decode()}"


def _text(path: str) -> str:
    made = {**vendor(), **bundles()}
    if path in made:
        return made[path].body.decode()
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
