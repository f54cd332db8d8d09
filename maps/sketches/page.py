"""A sketch as an ``<svg>`` element of a page, in the page's colours."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from maps.charts.framed import framed
from maps.sketches.model import HALO, Line

if TYPE_CHECKING:
    from maps.sketches.model import Area, Group, Sketch


def element(sketch: Sketch) -> str:
    """Return a sketch as `framed` does; groups with a key have the attribute ``data-flow``."""
    size = sketch.width, sketch.height
    return framed(
        sketch.id, size, sketch.title, sketch.description, "".join(map(drawn_group, sketch.groups))
    )


def drawn_group(group: Group) -> str:
    """Return the marks of a group."""
    marks = "".join(_line(one) if isinstance(one, Line) else _area(one) for one in group.marks)
    if not group.key and not group.kind:
        return marks
    key = f' data-flow="{escape(group.key)}"' if group.key else ""
    kind = f' class="{group.kind}"' if group.kind else ""
    return f"<g{kind}{key}>{marks}</g>"


def _area(area: Area) -> str:
    end = "Z" if area.closed else ""
    d = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in r) + end for r in area.rings)
    look = f'fill="{area.fill or "none"}"'
    if area.stroke:
        look += f' stroke="{area.stroke}" stroke-width="{area.width:.1f}" stroke-linejoin="round"'
    if area.dash:
        look += f' stroke-dasharray="{" ".join(f"{value:g}" for value in area.dash)}"'
    if area.opacity < 1:
        look += f' opacity="{area.opacity:g}"'
    return f'<path d="{d}" {look}/>'


def _line(line: Line) -> str:
    look = f'font-size="{line.size:g}" fill="{line.colour}"'
    if line.bold:
        look += ' font-weight="700"'
    if line.anchor != "start":
        look += f' text-anchor="{line.anchor}"'
    if line.halo:
        look += f' stroke="{HALO}" stroke-width="3.4" stroke-linejoin="round" paint-order="stroke"'
    return f'<text x="{line.x:.1f}" y="{line.y:.1f}" {look}>{escape(line.text)}</text>'
