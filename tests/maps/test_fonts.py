"""Pages load a small font with every character of our words and names, the whole one for more."""

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

STATIC = Path(__file__).parents[2] / "maps" / "static"
RULE = re.compile(r"fonts/([\w-]+\.woff2)\?v=\w+.*?unicode-range: ([^;]+);", re.DOTALL)


def covered(file):
    return set(map(chr, TTFont(STATIC / "fonts" / file).getBestCmap()))


def listed(ranges):
    ends = (part.removeprefix("U+").split("-") for part in ranges.split(", "))
    return {chr(c) for run in ends for c in range(int(run[0], 16), int(run[-1], 16) + 1)}


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_a_character_has_one_font_and_the_core_has_what_its_range_says(weight):
    rules = dict(RULE.findall((STATIC / "css" / "fonts.css").read_text("utf-8")))
    whole, core = f"AtlasSans-{weight}.woff2", f"AtlasSans-{weight}-core.woff2"
    assert listed(rules[core]) == covered(core) < covered(whole)
    assert listed(rules[whole]) == covered(whole) - covered(core)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        yield from (text for one in inner for text in texts(one))


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_core_has_every_character_of_maps_and_names(data, weight):
    layers = ("complexes.geojson", *(f"layers/{n}.geojson" for n in ("regions", "districts")))
    files = [data / layer for layer in layers]
    files += (STATIC.parent / "messages").iterdir()
    read = (json.loads(file.read_text("utf-8")) for file in files)
    own = {sign for value in read for text in texts(value) for sign in text}
    known = covered(f"AtlasSans-{weight}.woff2")
    lacking = (own & known) - covered(f"AtlasSans-{weight}-core.woff2")
    assert not lacking, "new words came in: run scripts/derive_fonts.py --core"
