"""A drawing of a page, in a frame that scrolls."""

from __future__ import annotations

from html import escape


def framed(id_: str, size: tuple[float, float], title: str, description: str, drawn: str) -> str:
    """Return an ``<svg>`` element, which tells what it shows, in a frame that scrolls.

    It is never smaller than drawn, so that its letters can be read on a phone, and they are as wide
    as they were measured: browsers would round each to whole pixels. A table of the same belongs
    beside it.
    """
    wide, tall = size
    return (
        f'<div class="sketched" tabindex="0" role="group" aria-labelledby="{id_}-drawn">'
        f'<svg class="sketch" width="{wide:g}" height="{tall:g}" '
        f'viewBox="0 0 {wide:g} {tall:g}" role="img" '
        f'aria-labelledby="{id_}-drawn {id_}-told" font-family="inherit" '
        f'text-rendering="geometricPrecision">'
        f'<title id="{id_}-drawn">{escape(title)}</title>'
        f'<desc id="{id_}-told">{escape(description)}</desc>{drawn}</svg></div>'
    )
