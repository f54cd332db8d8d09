"""A map within another page: its height, and the code that puts it there."""

from __future__ import annotations

import re
from html import escape

WIDTH, HEIGHT = 900, 760
"""CSS pixels that the code asks for; a narrower page gives less width."""
RATIO, LEAST, MOST = 1.4, 480, 620
"""Height of the map itself: this share of its width, within these pixels; Korea stands upright."""
CODE = (
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy" '
    'style="max-width:100%;border:0"></iframe>\n'
    "<script>((f)=>addEventListener('message',(e)=>{if(e.source===f.contentWindow&&e.data"
    "&&e.data.type==='sandan:height')f.height=e.data.height}))"
    "(document.currentScript.previousElementSibling)</script>"
)
"""The frame, and a listener for the height that it wants, with its key; that is never less than
what it has without the script."""


def code(src: str, title: str, width: int, height: int) -> str:
    """Return the code for a page that wants to show the map at `src`."""
    values = {"src": escape(src), "title": escape(title), "width": width, "height": height}
    return re.sub(r"\{(\w+)\}", lambda found: str(values[found[1]]), CODE)
