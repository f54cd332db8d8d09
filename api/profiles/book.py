"""The facts, the pictures and the sources of one snapshot, each made once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.catalogue.descriptions import load_descriptions
from geo.profiles.profile import profile
from geo.profiles.reading import LAYERS, read_facts
from maps.locator import Outlines, locator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.state import State
    from geo.messages import Lang
    from geo.model.evidence import Source
    from geo.profiles.facts import Facts
    from geo.profiles.model import Subject


@lru_cache(maxsize=2)
def facts_of(state: State) -> Facts:
    """Return what the layers of a snapshot say."""
    layers = state.snapshot.layers
    return read_facts({id_: layers[id_].collection() for id_ in LAYERS})


@lru_cache(maxsize=2)
def sources_of(state: State) -> Mapping[str, Source]:
    """Return the documents and datasets of all collections by id."""
    described = load_descriptions(state.settings.data).values()
    return {source.id: source for one in described for source in one.sources}


@lru_cache(maxsize=512)
def picture(state: State, subject: Subject, lang: Lang) -> str:
    """Return the small map of a subject as ``<svg>``."""
    facts = facts_of(state)
    return locator(profile(facts, subject), facts, _outlines(state), lang)


@lru_cache(maxsize=2)
def _outlines(state: State) -> Outlines:
    return Outlines.of(state.snapshot.layers["regions"].collection()["features"])
