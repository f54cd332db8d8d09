"""What follows from the numbers of a subject: 시사점, each marked as computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.profiles.model import REGIONAL
from geo.profiles.naming import in_sentence
from geo.profiles.standing import standing
from maps.briefs.content import Bullet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.profiles.standing import Standing
    from maps.briefs.telling import Telling

_MOST_SECTORS = 6
"""As many as one sentence lists; the table has all."""
_LEAST_OF_A_SHARE = 3
"""Ties of which a share says something."""


def insights(telling: Telling) -> Iterator[Bullet]:
    """Say how the subject stands among its like, and what it has no part in."""
    found = standing(telling.atlas, telling.profile)
    yield from _rank(telling, found)
    yield from _share(telling, found)
    yield from _sectors(telling, found)
    if telling.profile.subject.kind in REGIONAL - {"area"}:
        yield from untied(telling)


def message(telling: Telling, name: str) -> str:
    """Say in one sentence what a subject comes to."""
    words, profile = telling.words, telling.profile
    if profile.empty:
        return words("message.absent", name=name)
    number = len(profile.relations)
    if not number:
        count = len({participation.body.id for participation in profile.participations})
        return words("message.untied", name=name, count=telling.counted("parts", count))
    found = standing(telling.atlas, profile)
    ties = telling.counted("ties", number)
    crossing = telling.crossing(number, found.crossing)
    text = words("message", name=name, ties=ties, crossing=crossing)
    if found.rank and profile.subject.kind in REGIONAL:
        return words("message.rank", said=text, rank=_at(telling, found))
    return text


def _at(telling: Telling, found: Standing) -> str:
    rank, words = found.rank, telling.words
    assert rank is not None  # noqa: S101
    zoning = telling.atlas.zoning.short.of(telling.lang)
    peers = words(f"peers.{telling.profile.subject.kind}", count=rank.of, zoning=zoning)
    return words("rank.shared" if rank.shared else "rank", peers=peers, at=rank.at)


def _rank(telling: Telling, found: Standing) -> Iterator[Bullet]:
    if found.rank:
        fields = {"ties": telling.counted("ties", found.ties), "rank": _at(telling, found)}
        every = [
            programme for programme in telling.atlas.programmes.values() if programme.ties_layer
        ]
        notes = telling.notes.computed("rank", every)
        yield Bullet(telling.words("say.rank", **fields), 1, notes)
        if found.rank.at > 1:
            most = telling.counted("ties", found.rank.most)
            yield Bullet(telling.words("say.rank.most", most=most), 2)


def _share(telling: Telling, found: Standing) -> Iterator[Bullet]:
    if found.ties < _LEAST_OF_A_SHARE or found.ties == found.every:
        return
    own, every = (
        round(100 * part / whole, 1)
        for part, whole in (
            (found.crossing, found.ties),
            (found.every_crossing, found.every),
        )
    )
    words = telling.words
    points = round(abs(own - every), 1)
    fields = {
        "ties": telling.counted("ties", found.ties),
        "count": f"{found.crossing:,}",
        "share": f"{own:.1f}",
    }
    tied = [length.programme for length in telling.profile.lengths]
    yield Bullet(words("say.share", **fields), 1, telling.notes.computed("ties", tied))
    key = "say.share.same" if not points else f"say.share.{'more' if own > every else 'less'}"
    fields = {
        "ties": telling.counted("ties", found.every),
        "count": f"{found.every_crossing:,}",
        "share": f"{every:.1f}",
        "points": f"{points:.1f}",
    }
    programmes = [
        programme for programme in telling.atlas.programmes.values() if programme.ties_layer
    ]
    yield Bullet(words(key, **fields), 2, telling.notes.computed("ties", programmes))


def _sectors(telling: Telling, found: Standing) -> Iterator[Bullet]:
    for absence in found.absent:
        fields = {
            "programme": in_sentence(absence.programme.name).of(telling.lang),
            "of": absence.of,
            "count": len(absence.sectors),
            "names": telling.listed([s.of(telling.lang) for s in absence.sectors], _MOST_SECTORS),
        }
        key = "say.sectors.none" if len(absence.sectors) == absence.of else "say.sectors"
        key = key if absence.sectors else "say.sectors.all"
        notes = telling.notes.computed("sectors", (absence.programme,))
        yield Bullet(telling.words(key, **fields), 1, notes)


def untied(telling: Telling) -> Iterator[Bullet]:
    """Say which 시도 border on the subject and have no tie to it."""
    profile = telling.profile
    codes = {region.code for region in profile.regions}
    near = {code for value in codes for code in telling.atlas.neighbours_of(value)} - codes
    if profile.untied:
        names = telling.listed([region.short.of(telling.lang) for region in profile.untied])
        text = telling.words("say.untied", names=names)
    else:
        text = telling.words("say.untied.none" if near else "say.untied.alone")
    every = tuple(
        programme for programme in telling.atlas.programmes.values() if programme.ties_layer
    )
    yield Bullet(text, 1, telling.notes.computed("untied", every))
