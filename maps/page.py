"""The Folium page: map, template, language, policy, and the one flip to (lat, lon) (I/O)."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import folium
from branca.element import CssLink, Figure, JavascriptLink
from folium.template import Template
from jinja2 import Environment, PackageLoader, StrictUndefined

from maps.assets import LEAFLET_CSS, LEAFLET_JS, served_here

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.jsons import Properties
    from maps.curves import LonLat
    from maps.links import Links

_INLINE = re.compile(r"<script>(?P<code>.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and what its Content-Security-Policy must allow."""

    html: str
    script_hashes: tuple[str, ...]
    """CSP sources of the inline scripts, such as ``'sha256-…'``, with the quotes."""
    image_hosts: tuple[str, ...] = ()
    """CSP sources of pictures from elsewhere; only an online tile layer brings one."""

    @property
    def content_security_policy(self) -> str:
        """Return the strictest policy under which the page works."""
        scripts = " ".join(("'self'", *self.script_hashes))
        images = " ".join(("'self'", "data:", *self.image_hosts))
        return (
            f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
            f"img-src {images}; font-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self'"
        )


class AtlasMap(folium.Map):
    """A Folium map of Korea with Leaflet alone: no jQuery, Bootstrap or icon fonts.

    ``static/js/map.js`` makes the Leaflet map, so that its controls speak the page's language.
    """

    default_js = [("leaflet", LEAFLET_JS)]  # noqa: RUF012 - folium reads the class attribute
    default_css = [("leaflet_css", LEAFLET_CSS)]  # noqa: RUF012

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div class="folium-map" id="{{ this.get_name() }}"></div>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = sandan.map("
        '"{{ this.get_name() }}", {{ this.location | tojavascript }}, '
        "{{ this.options | tojavascript }});"
        "{% endmacro %}"
    )

    def __init__(self, *, centre: LonLat, zoom: int) -> None:
        lon, lat = centre
        super().__init__(
            location=(lat, lon),
            zoom_start=zoom,
            tiles=None,
            zoom_control=False,
            minZoom=6,
            maxZoom=14,
            zoomSnap=0.1,
            zoomDelta=0.5,
            wheelPxPerZoomLevel=120,
            attributionControl=False,
        )
        # Folium's lists are of the class: what one map adds is no other's.
        self.default_js, self.default_css = [*self.default_js], [*self.default_css]


class AtlasFigure(Figure):
    """The page around a map, from one of the ``templates``."""

    def __init__(self, context: Properties, template: str = "page.html") -> None:
        super().__init__(title=str(context.get("heading", "")))
        self.header._children.clear()  # noqa: SLF001 - the template has its own head
        self.context = context
        self.write: Callable[[str], str] | None = None
        """What makes the text of the page into one that stands alone."""
        self._template = templates().get_template(template)

    def render(self, **kwargs: object) -> str:
        """Return the page; of a map that is a file, with all that it needs inside."""
        html: str = super().render(**kwargs)
        return html if self.write is None else self.write(html)

    def further(self) -> list[str]:
        """Return what elements want in the head beside links, such as styles."""
        return [
            child.render()
            for child in self.header._children.values()  # noqa: SLF001
            if not isinstance(child, JavascriptLink | CssLink)
        ]

    def linked(self, kind: str) -> list[str]:
        """Return the addresses of the ``script`` or ``style`` links that elements asked for."""
        wanted = {"script": JavascriptLink, "style": CssLink}[kind]
        return [
            child.url
            for child in self.header._children.values()  # noqa: SLF001
            if isinstance(child, wanted)
        ]


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Return the templates of the pages, escaping by default."""
    return Environment(
        loader=PackageLoader("maps"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def finish(atlas_map: AtlasMap, links: Links, image_hosts: tuple[str, ...] = ()) -> Page:
    """Write the page of `atlas_map`, with nothing from other hosts, and hash its scripts.

    Raises
    ------
    OutsideAssetError
        An element brought an outside address for which there is no local file.
    """
    html = served_here(atlas_map.get_root().render(), links)
    return Page(html, script_hashes(html), image_hosts)


def script_hashes(html: str) -> tuple[str, ...]:
    """Return the CSP sources of the scripts that stand in a page."""
    codes: list[str] = _INLINE.findall(html)
    return tuple(_hash(code) for code in codes)


def _hash(code: str) -> str:
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return f"'sha256-{digest}'"
