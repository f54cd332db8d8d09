"""Scripts and styles of a kind of page as one file each: fewer requests, better coded (I/O)."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rjsmin import jsmin

from geo.messages import LANGS
from maps.assets import MEDIA, Asset
from maps.embed import as_json
from maps.more import more

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang
    from maps.links import Links

FONTS = "css/fonts.css"
"""The one stylesheet that stays apart: it names the fonts relative to itself."""
_PARTS: Mapping[str, tuple[str, ...]] = {
    "bundle/map.js": (
        "vendor/topojson-client.min.js",
        "js/core.js",
        "js/menus.js",
        "js/view.js",
        "js/state.js",
        "js/map.js",
        "js/basemap.js",
        "js/symbols.js",
        "js/told.js",
        "js/popup.js",
        "js/crowd.js",
        "js/ties.js",
        "js/places.js",
        "js/overlays.js",
        "js/policy.js",
        "js/thematic.js",
        "js/labels.js",
        "js/sheets.js",
        "js/match.js",
        "js/hull.js",
        "js/selection.js",
        "js/follow.js",
        "js/roving.js",
        "js/choose.js",
        "js/search.js",
        "js/legend.js",
        "js/shown.js",
        "js/filters.js",
        "js/panel.js",
        "js/timeline.js",
        "js/table.js",
        "js/keep.js",
        "js/later.js",
        "js/print.js",
        "js/save.js",
        "js/notice.js",
        "js/notes.js",
        "js/keys.js",
        "js/plane.js",
        "js/reading.js",
        "js/measure.js",
        "js/graticule.js",
        "js/tools.js",
        "js/frame.js",
        "js/controls.js",
    ),
    "bundle/map.css": (
        "css/theme.css",
        "css/atlas.css",
        "css/map.css",
        "css/filters.css",
        "css/search.css",
        "css/tools.css",
        "css/shell.css",
        "css/timeline.css",
        "css/frame.css",
        "css/panel.css",
        "css/dialogs.css",
        "css/print.css",
    ),
    "bundle/more.css": ("css/more.css",),
    "bundle/imported.js": (
        "vendor/vector-tile.min.js",
        "js/imported/tiled.js",
        "js/imported/imported.js",
    ),
    "bundle/compare.js": (
        "vendor/topojson-client.min.js",
        "js/core.js",
        "js/menus.js",
        "js/state.js",
        "js/map.js",
        "js/basemap.js",
        "js/symbols.js",
        "js/popup.js",
        "js/selection.js",
        "js/follow.js",
        "js/crowd.js",
        "js/ties.js",
        "js/places.js",
        "js/labels.js",
        "js/standing.js",
        "js/print.js",
        "js/compare.js",
    ),
    "bundle/compare.css": (
        "css/theme.css",
        "css/atlas.css",
        "css/map.css",
        "css/panel.css",
        "css/compare.css",
    ),
}
"""Name below the static root to the package's files, in the order in which they need each other."""
_MORE = (
    "vendor/papaparse.min.js",
    "js/more/workbook.js",
    "js/more/read.js",
    "js/more/understand.js",
    "js/more/locate.js",
    "js/more/layer.js",
    "js/more/histogram.js",
    "js/more/paper.js",
    "js/more/own.js",
    "js/more/measured.js",
    "js/more/lasso.js",
    "js/more/tour.js",
    "js/more/more.js",
)
"""What a map page loads when it is asked for, in one file with its words in one language."""


@lru_cache(maxsize=1)
def bundles() -> Mapping[str, Asset]:
    """Return the bundles by name. Serve each at ``{static}/{name}``."""
    document = {name: _joined(name, parts) for name, parts in _PARTS.items()}
    for lang in LANGS:
        name, known = more_script(lang), as_json(more(lang))
        document[name] = _joined(name, _MORE, f"sandan.moreData={known};")
    return document


def more_script(lang: Lang) -> str:
    """Return the name of the bundle that pages in `lang` load when it is asked for."""
    return f"bundle/more-{lang}.js"


def bundle_url(name: str, links: Links) -> str:
    """Return the address of a bundle, with the content's version behind it."""
    return f"{links.static}/{name}?v={bundles()[name].version}"


def _joined(name: str, parts: tuple[str, ...], first: str = "") -> Asset:
    kind = name.rpartition(".")[2]
    static = files("maps").joinpath("static")
    texts = [first.encode()] * bool(first)
    texts += [small(part, static.joinpath(*part.split("/")).read_bytes()) for part in parts]
    # Without it, a script that begins with a bracket would be called by the one before.
    between = b"\n;\n" if kind == "js" else b"\n"
    return Asset(name, between.join(texts), MEDIA[kind])


def small(part: str, content: bytes) -> bytes:
    """Return a script of ours without comments and indents, a quarter less to load; else as it is.

    Those of others come as their makers made them small, with their licences.
    """
    if not part.endswith(".js") or part.startswith("vendor/"):
        return content
    small: bytes = jsmin(content)
    return small
