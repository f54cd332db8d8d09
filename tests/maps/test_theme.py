"""Colours can be read and told apart, on a light and on a dark ground."""

import itertools
import math
import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from geo.tables.declaration import Colour
from maps.still.palette import palette
from maps.theme import INK, QUIET, resolved, token, tokens
from maps.themes import AGREEMENT, themes

THEMES = ("light", "dark")
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}
"""What is left of linear red, green, blue (Machado, Oliveira, Fernandes 2009, severity 1)."""
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""Of linear sRGB; IEC 61966-2-1."""


def linear(colour):
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def contrast(one, other):
    """WCAG 2.1, relative luminance."""
    low, high = sorted(times(XYZ, linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour, sight):
    """CIE L*a*b* under D65 as `sight` sees a colour."""
    seen = [min(1, max(0, part)) for part in times(SEEN[sight], linear(colour))]
    white = (0.95047, 1, 1.08883)
    shares = [part / full for part, full in zip(times(XYZ, seen), white, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one, other):
    """CIEDE2000 (Sharma, Wu, Dalal 2005); 1 is just to be seen."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = math.hypot(a1 * stretch, b1), math.hypot(a2 * stretch, b2)
    h1, h2 = (math.degrees(math.atan2(b, a * stretch)) % 360 for b, a in ((b1, a1), (b2, a2)))
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    light, chroma, middle = (l1 + l2) / 2, (c1 + c2) / 2, h1 + turn / 2
    wave = 1 + sum(
        factor * math.cos(math.radians(times * middle + shift))
        for factor, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    bent = math.exp(-((((middle - 275 + 180) % 360 - 180) / 25) ** 2))
    twist = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(math.radians(60 * bent))
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    d_chroma, d_hue = (c2 - c1) / (1 + 0.045 * chroma), hue / (1 + 0.015 * chroma * wave)
    return math.sqrt(d_light**2 + d_chroma**2 + d_hue**2 + twist * d_chroma * d_hue)


def test_the_formula_of_differences_gives_the_published_example():
    # Sharma, Wu, Dalal 2005, table 1, pairs 1 and 25.
    near = difference((50, 2.6772, -79.7751), (50, 0, -82.7485))
    far = difference((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387))
    assert (near, far) == (pytest.approx(2.0425, abs=1e-4), pytest.approx(1.2644, abs=1e-4))


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("theme", THEMES)
def test_any_two_declared_groups_differ_by_nine_times_what_can_just_be_seen(scene, theme, sight):
    for programme in scene.atlas.programmes.values():
        seen = [lab(resolved(token(one.colour), theme), sight) for one in programme.styles]
        assert all(difference(a, b) > 9 for a, b in itertools.combinations(seen, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_what_stands_on_the_map_has_the_contrast_of_graphics(scene, theme):
    styles = [style for one in scene.atlas.programmes.values() for style in one.styles]
    signs = [one.colour for one in (*themes(), AGREEMENT)]
    colours = [token(style.colour) for style in styles] + [INK, QUIET, *signs]
    for ground, least in (("land", 3.5), ("sea", 3)):
        on = resolved(token(ground), theme)
        assert min(contrast(resolved(colour, theme), on) for colour in colours) >= least


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *itertools.product(("ink", "ink-soft", "ink-quiet"), ("paper", "ground", "fill")),
        *itertools.product(("primary",), ("paper", "ground", "fill")),
        ("ink-soft", "head"), ("primary", "primary-soft"), ("on", "primary"), ("paper", "ink-soft"),
        ("danger", "danger-soft"), ("warning-ink", "warning-soft"), ("on", "success"),
        ("on", "warning"), ("on", "broken"), ("code-ink", "code"), ("region", "land"),
        ("ink", "land"), ("ink", "sea"),
    ],
)  # fmt: skip
def test_text_has_the_contrast_of_wcag_aa(theme, text, ground):
    assert contrast(*(resolved(token(name), theme) for name in (text, ground))) >= 4.5


def test_every_colour_that_a_programme_may_declare_has_a_value_in_both_themes():
    for name in get_args(Colour):
        assert {resolved(token(name), theme) for theme in ("light", "dark")}


def test_a_picture_has_the_colours_of_the_pages():
    dark = palette("dark")
    assert dark.land == tokens()["land"]["dark"] != palette("light").land
    assert dark.of(token("sector-display")) == tokens()["sector-display"]["dark"]


EXAMPLE = re.compile(r">>> .*\n.*")
"""Of a docstring: it shows what a function returns."""


def styles_and_scripts(*endings):
    """Yield the files that might write a colour, but the one that does."""
    for package in ("maps", "api"):
        root = Path(str(files(package)))
        for file in sorted(root.rglob("*")):
            ours = "vendor" not in file.parts and file.name != "theme.css"
            if ours and file.name.endswith(endings or (".css", ".js")):
                yield file


def test_browsers_without_light_dark_get_the_light_values():
    css = files("maps").joinpath("static", "css", "theme.css").read_text(encoding="utf-8")
    fallback = css.partition("@supports not (color: light-dark(")[2].partition("}")[0]
    written = dict(re.findall(r"--([a-z0-9-]+): (#\w{6});", fallback))
    assert written == {name: value["light"] for name, value in tokens().items()}


def test_nothing_else_writes_a_colour():
    written = re.compile(
        r"(?<!&)#(?:[0-9a-f]{3}){1,2}\b(?!\s*[{,:.\[(])|\brgba?\(\d|: *(?:white|black);",
        re.IGNORECASE,
    )
    found = {
        f"{file.name}: {one}"
        for file in styles_and_scripts(".css", ".js", ".py", ".html", ".typ")
        for one in written.findall(EXAMPLE.sub("", file.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_the_icon_which_no_stylesheet_reaches_has_the_colours_of_the_light_theme():
    icon = files("maps").joinpath("static", "icon.svg").read_text(encoding="utf-8")
    light = {tokens()[name]["light"] for name in ("primary", "on")}
    assert set(re.findall(r"#\w+", icon.replace('#fff"', '#ffffff"'))) == light


def test_every_token_that_is_used_is_defined():
    used, defined = set(), set(tokens())
    for file in styles_and_scripts():
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r"var\(--([a-z0-9-]+)\)", text))
        defined |= set(re.findall(r"--([a-z0-9-]+):", text))
    assert used - defined == set()
