"""How things look: colour, dash and shape of groups, shapes of places, sizes.

A colour here is a reference to a token of ``static/css/theme.css``, such as ``var(--place)``: a
page follows the reader's choice of a light or a dark ground by itself, and what is no page asks
`resolved`. The colours of groups keep a contrast of at least 3.5 : 1 on the land and stay apart for
readers who see red or green weakly; the dash and the shape say the same once more.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from geo.model.programmes import Style

if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"--(?P<name>[a-z0-9-]+): light-dark\((?P<light>#\w{6}), (?P<dark>#\w{6})\);")


def token(name: str) -> str:
    """Return the reference to a token, for CSS and for attributes of SVG."""
    return f"var(--{name})"


@lru_cache(maxsize=1)
def tokens() -> Mapping[str, Mapping[str, str]]:
    """Read the tokens: name to ``light`` and ``dark`` to ``#rrggbb``."""
    css = files("maps").joinpath("static", "css", "theme.css").read_text(encoding="utf-8")
    return {
        match["name"]: {"light": match["light"], "dark": match["dark"]}
        for match in _TOKEN.finditer(css)
    }


def resolved(colour: str, theme: str) -> str:
    """Return the ``#rrggbb`` that a reference of `token` stands for in ``light`` or ``dark``."""
    return tokens()[colour.removeprefix("var(--").removesuffix(")")][theme]


Shape = Literal[
    "circle", "square", "hexagon", "pentagon", "diamond", "triangle", "delta", "cross", "star"
]

_STAR = (
    "M0-12.5L3.3-8L8.8-8.8L8-3.3L12.5 0L8 3.3L8.8 8.8L3.3 8L0 12.5"
    "L-3.3 8L-8.8 8.8L-8 3.3L-12.5 0L-8-3.3L-8.8-8.8L-3.3-8Z"
)
SHAPES: tuple[tuple[Shape, str], ...] = (
    ("circle", "M0-9.5A9.5 9.5 0 1 1 0 9.5A9.5 9.5 0 1 1 0-9.5Z"),
    ("square", "M-8.5-8.5H8.5V8.5H-8.5Z"),
    ("hexagon", "M-5.3-9.2H5.3L10.6 0L5.3 9.2H-5.3L-10.6 0Z"),
    ("pentagon", "M0-10.6L10.4-2.6L6.4 9H-6.4L-10.4-2.6Z"),
    ("diamond", "M0-11.6L11.6 0L0 11.6L-11.6 0Z"),
    ("triangle", "M0-13L12.6 8.8H-12.6Z"),
    ("delta", "M0 13L12.6-8.8H-12.6Z"),
    ("cross", "M-5.6-10.6H5.6V-5.6H10.6V5.6H5.6V10.6H-5.6V5.6H-10.6V-5.6H-5.6Z"),
    (
        "star",
        _STAR,
    ),
)
"""Shape to the ``d`` of an SVG path around (0, 0) in a box from -13 to 13; areas are alike."""


_DASHES = ("", "9 4", "2 4", "14 4", "5 3", "8 4 2 4", "11 4 2 4", "18 4")
_SHAPES: tuple[Shape, ...] = (
    "square", "diamond", "hexagon", "triangle", "pentagon", "delta", "star", "cross",
)  # fmt: skip
"""Of groups without a look of their own, in this order. Dash and shape turn at another pace than
the colour, so that two groups of one colour differ in both."""
COLOURS = 8
"""Tokens ``group-1`` … of ``theme.css``: the least contrast on land is 3.5 : 1."""


def automatic_style(group: str, number: int) -> Style:
    """Return the look of the `number`-th group that declares none."""
    turn = number // COLOURS
    return Style(
        group=group,
        colour=f"group-{number % COLOURS + 1}",
        dash=_DASHES[(number + turn) % len(_DASHES)],
        shape=_SHAPES[(number + turn) % len(_SHAPES)],
    )


INK = token("place")
"""Of place symbols."""
QUIET = token("place-quiet")
"""Of places that take no part in the first of several programmes."""


def place_shape(kind: str) -> Shape:
    """Return the outline of a place: a complex, a group, or an area that is no complex."""
    if kind == "group":
        return "hexagon"
    return "diamond" if kind in {"industrial_zone", "free_economic_zone", "other"} else "circle"


def place_radius(memberships: int) -> float:
    """Return the radius in pixels: modest, a little larger with each membership."""
    return round(4.2 + min(memberships, 9) * 0.42, 2)
