"""The pictures and the sources of one snapshot, each made once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from api.view import outlines_of, scene_of
from geo.catalogue.descriptions import load_descriptions
from geo.messages import catalogue
from geo.profiles.profile import profile
from maps.locator import locator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.state import State
    from geo.messages import Lang
    from geo.model.evidence import Source
    from geo.profiles.model import Subject


def sources_of(state: State) -> Mapping[str, Source]:
    """Return the documents and datasets of all collections and programmes by id."""
    return _sources(state.newest)


@lru_cache(maxsize=2)
def _sources(newest: State) -> Mapping[str, Source]:
    described = load_descriptions(newest.settings.data).values()
    known = {source.id: source for description in described for source in description.sources}
    return {**known, **newest.snapshot.atlas.sources}


def document_name(state: State, source: str, lang: Lang) -> str:
    """Return what pages call a source: a short name of the documents, else its title."""
    short = catalogue("api", lang).texts.get(f"register.document.{source}")
    return short or sources_of(state)[source].title.of(lang)


@lru_cache(maxsize=512)
def picture(state: State, subject: Subject, lang: Lang) -> str:
    """Return the small map of a subject as ``<svg>``."""
    scene = scene_of(state)
    return locator(profile(scene.atlas, subject), scene, outlines_of(state), lang)


def carded(state: State, subject: Subject, lang: Lang) -> bytes:
    """Return the picture that other sites show for the page of a subject, as PNG."""
    from maps.card import card  # noqa: PLC0415 - Typst is loaded with the first picture

    scene, result = scene_of(state), profile(state.snapshot.atlas, subject)
    as_of = result.day or state.snapshot.as_of
    return card(result, scene, outlines_of(state), lang, as_of)
