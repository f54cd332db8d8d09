"""Briefs of one snapshot, for the pages and the command line."""

from __future__ import annotations

import io
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from api.profiles.book import sources_of
from api.series import statistics_of
from api.themes import theme_of
from api.view import facts_of as scene_facts_of
from api.view import scene_of
from geo.analysis.together import together
from geo.messages import catalogue
from geo.profiles.profile import profile
from geo.profiles.subjects import subjects
from maps.briefs.compose import brief
from maps.briefs.formats import write
from maps.briefs.pictures import Pictures
from maps.briefs.viewing import seen, view_profile
from maps.typeset import date_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.state import State
    from geo.atlas import Atlas
    from geo.messages import Lang
    from geo.profiles.model import Subject
    from maps.briefs.content import Asked, Brief, MapAs
    from maps.view import View

MOST_IN_A_ZIP = 60
"""Subjects of a zip that a server makes; the command makes larger ones."""


def brief_of(state: State, subject: Subject, asked: Asked) -> Brief:
    """Tell a subject."""
    result = profile(state.snapshot.atlas, subject)
    # Of a 시도 that is no more: as everything stood on its last day.
    atlas = state.newest.on(result.day).snapshot.atlas if result.day else state.snapshot.atlas
    day = result.day or state.day
    figures = together(statistics_of(state), atlas, result, day, aims=True)
    drawn = asked.length == "full" and not result.day
    return brief(
        result,
        atlas,
        sources_of(state),
        asked,
        as_of=result.day or state.snapshot.as_of,
        version=state.snapshot.version,
        day=state.day,
        zoning=state.zoning,
        figures=figures,
        theme=theme_of(state, subject, figures, asked.lang) if drawn else None,
    )


def view_brief_of(state: State, name: str, view: View, asked: Asked) -> Brief:
    """Tell what the map `name` shows with a view."""
    scene = scene_of(state)
    result = view_profile(scene, name, view)
    atlas = state.snapshot.atlas
    figures = together(statistics_of(state), atlas, result, state.day, aims=True)
    return brief(
        result,
        atlas,
        sources_of(state),
        asked,
        as_of=state.snapshot.as_of,
        version=state.snapshot.version,
        day=state.day,
        zoning=state.zoning,
        seen=seen(scene, name, view, asked.lang),
        figures=figures,
        theme=theme_of(state, result.subject, figures, asked.lang)
        if asked.length == "full"
        else None,
    )


def written(
    state: State, brief: Brief, form: str, map_as: MapAs, template: bytes | None = None
) -> bytes:
    """Write a brief in the format `form`, a key of `maps.briefs.formats.FORMATS`."""
    return write(brief, _pictures(state, brief.lang), form, map_as, template)


def kinds(atlas: Atlas) -> tuple[str, ...]:
    """Return what there is a bundle of: kinds of subjects, and programmes for their bodies."""
    return ("region", "mega-region", "sector", *atlas.programmes)


def bundled(atlas: Atlas, kind: str) -> tuple[Subject, ...] | None:
    """Return the subjects of a kind, or the bodies of a programme; None where it is neither."""
    if kind not in kinds(atlas):
        return None
    every = subjects(atlas)
    if kind in atlas.programmes:
        own = {body.id for body in atlas.bodies_of(kind)}
        return tuple(subject for subject in every if subject.kind == "body" and subject.id in own)
    return tuple(subject for subject in every if subject.kind == kind)


def bundle_name(lang: Lang, kind: str, atlas: Atlas) -> str:
    """Return what the zip of a kind is called, without day and ending."""
    words = catalogue("api", lang)
    if kind in atlas.programmes:
        return words("briefs.zip", kind=atlas.programmes[kind].name.of(lang)).replace(" ", "_")
    return words("briefs.zip", kind=words(f"briefs.kind.{kind}")).replace(" ", "_")


def files(
    state: State,
    subject: Subject,
    asked: Asked,
    forms: Sequence[str],
    map_as: MapAs,
    template: bytes | None = None,
) -> list[tuple[str, bytes]]:
    """Return name and content of each file of a subject; slides as `template` has them."""
    result = brief_of(state, subject, asked)
    return [
        (f"{result.name}.{form}", written(state, result, form, map_as, template)) for form in forms
    ]


def bundle(
    state: State,
    chosen: Sequence[Subject],
    asked: Asked,
    forms: Sequence[str],
    map_as: MapAs,
) -> bytes:
    """Return a zip with the briefs of subjects."""
    every = [file for subject in chosen for file in files(state, subject, asked, forms, map_as)]
    return zipped(every, state.snapshot.as_of)


def zipped(result: Iterable[tuple[str, bytes]], as_of: str) -> bytes:
    """Return a zip of files, all of the day of the data; two of one name are numbered."""
    out = io.BytesIO()
    seen: Counter[str] = Counter()
    year, month, day = date_of(as_of)
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, body in result:
            seen[name] += 1
            stem, _, ending = name.rpartition(".")
            own = name if seen[name] == 1 else f"{stem}_{seen[name]}.{ending}"
            file.writestr(ZipInfo(own, (year, month, day, 0, 0, 0)), body, ZIP_DEFLATED)
    return out.getvalue()


@lru_cache(maxsize=4)
def _pictures(state: State, lang: Lang) -> Pictures:
    return Pictures(scene_facts_of(state), lang)
