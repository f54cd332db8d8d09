"""Briefs of one snapshot, for the pages and the command line."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from api.profiles.book import sources_of
from api.view import facts_of as scene_facts_of
from geo.profiles.profile import profile
from maps.briefs.compose import brief
from maps.briefs.formats import write
from maps.briefs.pictures import Pictures

if TYPE_CHECKING:
    from api.state import State
    from geo.messages import Lang
    from geo.profiles.model import Subject
    from maps.briefs.content import Brief, Length, MapAs


def brief_of(state: State, subject: Subject, lang: Lang, length: Length) -> Brief:
    """Tell a subject."""
    atlas = state.snapshot.atlas
    return brief(
        profile(atlas, subject),
        atlas,
        sources_of(state),
        lang=lang,
        length=length,
        as_of=state.snapshot.as_of,
        version=state.snapshot.version,
    )


def written(state: State, brief: Brief, form: str, map_as: MapAs) -> bytes:
    """Write a brief in the format `form`, a key of `maps.briefs.formats.FORMATS`."""
    return write(brief, _pictures(state, brief.lang), form, map_as)


@lru_cache(maxsize=4)
def _pictures(state: State, lang: Lang) -> Pictures:
    return Pictures(scene_facts_of(state), lang)
