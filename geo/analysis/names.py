"""Places by the names that planners use: 창원 for 창원국가산업단지."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from geo.errors import SubjectError, UnknownSubjectError
from geo.profiles.model import Subject
from geo.profiles.subjects import find_any, find_subject
from geo.text import alike, fold

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.places import Place

_NEAR = 5
"""Names that an error lists."""
_ASIDE = re.compile(r"\(.*?\)")
_KIND = re.compile(r"(?:첨단)?(?:국가|일반|농공|도시첨단)?(?:산업)?(?:단지|산단)$")
_PHASE = re.compile(r"제?\d+(?:[·~\-]제?\d+)*(?:차|단계|단지|지구)?$")


def stem(place: Place) -> str:
    """Return the Korean name without its kind, phase and district: 성서 of 성서3차일반산업단지."""
    return _PHASE.sub("", _named(place.name_ko))


def find_place(atlas: Atlas, text: str) -> Subject:
    """Return the complex called `text`: by its id, any name, or its name without the kind.

    Of several whose names without the kind are the same, that which takes part in the most.

    Raises
    ------
    UnknownSubjectError
        There is none; it lists names that look like it.
    """
    for written in dict.fromkeys((text, *_in_full(text.strip()))):
        with suppress(SubjectError):
            return find_subject(atlas, "complex", written)
    wanted = fold(_named(text.strip()))
    found = [
        place
        for place in atlas.places.values()
        if wanted
        and wanted
        in {
            fold(_named(place.name_ko)),
            *(fold(_named(name)) for name in atlas.other_names.get(place.id, ())),
        }
    ]
    if not found:
        names = {fold(_named(place.name_ko)): place.name_ko for place in atlas.places.values()}
        raise UnknownSubjectError(text[:200], alike(wanted, names, _NEAR))
    best = max(found, key=lambda place: len(list(atlas.memberships_at(place.id))))
    return Subject("complex", best.id, best.name)


def find_anything(atlas: Atlas, text: str) -> Subject:
    """Return the subject called `text`, of whatever kind; a complex also as by `find_place`.

    Raises
    ------
    UnknownSubjectError
        There is none; it lists names that look like it.
    """
    try:
        return find_any(atlas, text)
    except UnknownSubjectError as unknown:
        try:
            return find_place(atlas, text)
        except UnknownSubjectError:
            raise unknown from None


def _in_full(text: str) -> tuple[str, ...]:
    """Return what a name without its end, or with a short one, may stand for."""
    return f"{text}산업단지", re.sub("산단$", "산업단지", text)


def _named(name: str) -> str:
    return _KIND.sub("", _ASIDE.sub("", name))
