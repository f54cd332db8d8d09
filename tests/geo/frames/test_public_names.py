"""What `import geo` and `import maps` offer: complete, documented, typed, and its examples run."""

import doctest
import importlib
import inspect
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import geo

MODULES = ("geo", "geo.folder", "geo.frames.atlas", "geo.frames.load", "geo.frames.geocoding")


def test_every_public_name_is_there_and_listed_once():
    assert list(geo.__all__) == sorted(set(geo.__all__))
    for name in geo.__all__:
        assert getattr(geo, name).__doc__
    assert set(geo.__all__) <= set(dir(geo))
    with pytest.raises(AttributeError, match="geocoding_of_all"):
        _ = geo.geocoding_of_all


@pytest.mark.parametrize("name", ["geocode", "load", "read_programme", "reverse"])
def test_a_public_function_says_what_it_takes_gives_and_refuses(name):
    told = inspect.getdoc(getattr(geo, name))
    for word in ("Raises", ">>> import geo"):
        assert word in told
    for parameter in inspect.signature(getattr(geo, name)).parameters:
        assert parameter in told


@pytest.mark.parametrize("module", MODULES)
def test_its_examples_run(module, monkeypatch):
    monkeypatch.chdir(Path(geo.__file__).parents[1])
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("package", ["geo", "maps"])
def test_its_types_are_for_others_too(package):
    assert (files(package) / "py.typed").is_file()


@pytest.mark.process
def test_importing_it_loads_nothing_heavy():
    code = (
        "import sys, geo, maps; "
        "print([m for m in ('pandas', 'geopandas', 'shapely', 'folium') if m in sys.modules])"
    )
    root = Path(geo.__file__).parents[1]
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert told.stdout.strip() == "[]"
