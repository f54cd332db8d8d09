"""The examples in the docstrings, but for those that draw or load a whole atlas."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTED_BESIDE = ("geo/frames/", "maps/library", "maps/briefing", "maps/thematic_map")
"""The tests of their packages run them."""
DRAWS = ("maps/standalone",)


@pytest.mark.parametrize("package", ["geo", "maps", "api"])
def test_every_example_gives_what_it_says(package):
    paths = [path.relative_to(ROOT).as_posix() for path in (ROOT / package).rglob("*.py")]
    small = [path for path in paths if not path.startswith((*TESTED_BESIDE, *DRAWS))]
    names = [
        path.removesuffix(".py").replace("/", ".")
        for path in small
        if ">>> " in (ROOT / path).read_text(encoding="utf-8")
    ]
    failed = [name for name in names if doctest.testmod(importlib.import_module(name)).failed]
    assert (bool(names), failed) == (True, [])
