"""Pictures of the real network, laid out and drawn once each."""

from dataclasses import replace
from functools import lru_cache

import pytest

from maps.still.draw import draw
from maps.still.ground import load_ground
from maps.still.paper import paper, turn_of
from maps.still.sheet import Facts, Picture, compose
from maps.view import View


@pytest.fixture(scope="session")
def facts(scene, data):
    return Facts(scene, load_ground(data), "2025-01-16", "v1")


@pytest.fixture(scope="session")
def picture(facts):
    def make(name="consortia", lang="ko", size="A4", turn=None, query=(), **more):
        view = View.parse(query, facts.scene)
        page = paper(size, turn_of(turn))
        return Picture(name=name, view=view, lang=lang, paper=page, **more)

    return make


@pytest.fixture(scope="session")
def sheet(facts, picture):
    @lru_cache
    def lay(name="consortia", lang="ko", size="A4", turn=None, query=(), **more):
        return compose(picture(name, lang, size, turn, query, **more), facts)

    return lay


@pytest.fixture(scope="session")
def documents_sheet(facts, documents, picture):
    """Like `sheet`, of what the two documents alone say: there each name has its room."""
    known = replace(facts, scene=documents)

    @lru_cache
    def lay(name="consortia", lang="ko", size="A4"):
        return compose(picture(name, lang, size), known)

    return lay


@pytest.fixture(scope="session")
def drawn(facts, picture):
    @lru_cache
    def make(form, dpi=72, lang="ko", **asked):
        return draw(picture(lang=lang, **asked), facts, form, dpi=dpi)

    return make
