"""Briefs of the real subjects."""

from functools import lru_cache

import pytest

from geo.catalogue.descriptions import load_descriptions
from geo.profiles.contrast import contrast, find_side
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject
from maps.briefs.compose import brief
from maps.briefs.content import Asked
from maps.briefs.contrasting import contrast_brief
from maps.briefs.pictures import Pictures
from maps.briefs.viewing import read_address, seen, view_profile
from maps.still.ground import load_ground
from maps.still.sheet import Facts


@pytest.fixture(scope="session")
def known(documented):
    return documented


@pytest.fixture(scope="session")
def tell(known):
    return lambda kind, text: profile(known, find_subject(known, kind, text))


@pytest.fixture(scope="session")
def make(data, known, tell, scene):
    described = load_descriptions(data).values()
    sources = {source.id: source for one in described for source in one.sources}

    @lru_cache
    def made(kind, text, lang="ko", length="page", shape="brief"):
        asked = Asked(lang, length, shape)
        if kind == "selection":
            name, view = read_address(text, scene)
            told = view_profile(scene, name, view)
            shown = seen(scene, name, view, lang)
            return brief(
                told, scene.atlas, sources, asked, as_of="2025-01", version="v1", seen=shown
            )
        if kind == "compare":
            sides = [find_side(known, one) for one in text.split()]
            made = contrast(known, *sides)
            return contrast_brief(made, scene, sources, asked, as_of="2025-01", version="v1")
        return brief(tell(kind, text), known, sources, asked, as_of="2025-01", version="v1")

    return made


@pytest.fixture(scope="session")
def pictures(scene, data):
    @lru_cache
    def drawn(lang="ko"):
        return Pictures(Facts(scene, load_ground(data), "2025-01", "v1"), lang)

    return drawn
