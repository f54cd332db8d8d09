"""A profile as a brief: one page, or in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.programmes import Body
from geo.profiles.naming import noun_of, title_of
from maps.briefs import comparing, tables
from maps.briefs.content import Brief, Bullets, Heading, MapPicture
from maps.briefs.figures import key_figures
from maps.briefs.notes import Register
from maps.briefs.statements import statements
from maps.briefs.telling import Telling
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.messages import Lang
    from geo.model.evidence import Source
    from geo.profiles.model import Profile
    from maps.briefs.content import Block, Length

TIES_ON_A_PAGE = 6
"""A page lists the ties where they are no more."""
_WITH_TIES_AROUND = frozenset({"region", "mega-region", "complex"})


def brief(
    profile: Profile,
    atlas: Atlas,
    sources: Mapping[str, Source],
    *,
    lang: Lang,
    length: Length = "page",
    as_of: str,
    version: str,
) -> Brief:
    """Tell a profile; the same arguments give the same brief.

    Parameters
    ----------
    profile
        Of any kind of subject.
    atlas
        From which it was made.
    sources
        The documents and datasets by id.
    lang
        Of every text; names that documents print stay Korean.
    length
        ``page``: figures, statements, map and a few ties. ``full``: with all tables and
        charts.
    as_of, version
        Of the snapshot.
    """
    words = catalogue("maps.briefs", lang)
    telling = Telling(profile, atlas, lang, words, Register(sources, words))
    blocks = tuple(_page(telling) if length == "page" else _full(telling))
    subject = profile.subject
    return Brief(
        kind=_kind(telling),
        id=subject.id,
        title=words(f"title.{subject.kind}", name=_name(telling)),
        subtitle=telling.subtitle,
        lang=lang,
        length=length,
        as_of=as_of,
        version=version,
        author=telling.drawing("product"),
        edition=telling.drawing("still.version", as_of=as_of, version=version),
        footnotes_title=words("footnotes"),
        blocks=blocks,
        footnotes=telling.notes.footnotes(),
    )


def _name(telling: Telling) -> str:
    about = telling.profile.about
    if isinstance(about, Body):
        return title_of(telling.atlas.programme_of(about), about).of(telling.lang)
    return telling.profile.subject.name.of(telling.lang)


def _kind(telling: Telling) -> str:
    """Return the kind of the subject, of a body its noun: ``consortium``."""
    about = telling.profile.about
    if isinstance(about, Body):
        return noun_of(telling.atlas.programme_of(about))
    return telling.profile.subject.kind


def _page(telling: Telling) -> Iterator[Block]:
    yield key_figures(telling)
    yield Bullets(statements(telling))
    yield _map(telling)
    ties = tables.ties(telling)
    if ties and len(ties.rows) <= TIES_ON_A_PAGE:
        yield ties


def _full(telling: Telling) -> Iterator[Block]:
    words = telling.words
    yield Heading(words("heading.summary"))
    yield key_figures(telling)
    yield Bullets(statements(telling))
    yield Heading(words("heading.map"))
    yield _map(telling)
    for key, made in (
        ("participation", _participation),
        ("ties", _ties),
        ("inside", lambda telling: [tables.inside(telling)]),
        ("numbers", lambda telling: [tables.indicators(telling)]),
        ("records", _records),
        ("conflicts", lambda telling: [tables.conflicts(telling)]),
    ):
        blocks = [block for block in made(telling) if block]
        if blocks:
            yield Heading(words(f"heading.{key}"))
            yield from blocks


def _participation(telling: Telling) -> Iterator[Block | None]:
    yield from tables.participants(telling)
    if telling.profile.subject.kind in {"sector", "mega-region", "programme"}:
        yield tables.by_region(telling)


def _ties(telling: Telling) -> Iterator[Block | None]:
    yield tables.ties(telling)
    yield comparing.length_chart(telling)
    if telling.profile.subject.kind in _WITH_TIES_AROUND:
        yield comparing.sector_chart(telling)
        yield comparing.partner_chart(telling)


def _records(telling: Telling) -> Iterator[Block | None]:
    yield tables.records(telling, "requests")
    yield tables.records(telling, "policy-sites", "regional-agreements")


def _map(telling: Telling) -> MapPicture:
    profile = telling.profile
    name, view = _view(telling)
    places = {one.id for one in profile.places}
    for tie in telling.ties():
        places |= {tie.from_id, tie.to_id}
    fields = {
        "name": _name(telling),
        "places": telling.counted("places", len(places)),
        "ties": telling.counted("ties", len(profile.relations)),
    }
    key = "map.empty" if profile.empty else "map" if profile.relations else "map.sites"
    return MapPicture(
        map=name,
        view=view,
        caption=telling.words(key, **fields),
        alternative=telling.words(f"{key}.alternative", **fields),
        extent="region" if profile.empty else "auto",
        notes=telling.notes.computed("map", [one.programme for one in profile.lengths]),
    )


def _view(telling: Telling) -> tuple[str, View]:
    """Return the map that shows the subject, and what it asks for."""
    profile = telling.profile
    subject, about = profile.subject, profile.about
    if subject.kind in {"region", "mega-region"}:
        return "overview", View(region=tuple(one.code for one in profile.regions))
    if subject.kind == "programme":
        return subject.id, View()
    if subject.kind == "sector":
        own = profile.programmes
        return own[0].id if own else "overview", View(sector=(subject.id,))
    name = about.programme if isinstance(about, Body) else "overview"
    return name, View(select=(subject.id,))
