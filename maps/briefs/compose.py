"""A profile as a brief: one page, or in full."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from math import ceil
from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.programmes import Body
from geo.profiles.model import REGIONAL
from geo.profiles.naming import disagreements, noun_of, title_of
from maps.briefs import comparing, figured, tables
from maps.briefs.content import (
    Brief,
    Bullet,
    Bullets,
    Chart,
    Drawn,
    Heading,
    MapPicture,
    Table,
)
from maps.briefs.figures import key_figures
from maps.briefs.insights import insights, message, untied
from maps.briefs.notes import Register
from maps.briefs.number import number_of
from maps.briefs.statements import SECTIONS, statements
from maps.briefs.telling import Seen, Telling, Theme
from maps.still.font import face
from maps.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geo.analysis.together import Together
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Source
    from geo.profiles.model import Profile
    from maps.briefs.content import Asked, Block, Length
    from maps.briefs.number import Number

LINES_ON_A_PAGE = 44
"""Of statements, in the smallest size, beside figures, a map and the title."""
_EMS, _NOTE_EMS, _NOTE_SHARE = 60.0, 82.0, 0.8
"""Of a line, of one of a footnote, and how high that is beside the other."""
TIES_ON_A_PAGE, TIES_IN_A_REPORT = 6, 12
"""They list the ties where they are no more."""
_WITH_TIES_AROUND = frozenset({*REGIONAL, "complex"})
_OVER_REGIONS = frozenset({"sector", "mega-region", "area", "programme", "selection"})
"""Whose places may lie in several 시도."""
_LONGEST_NAME = 80
"""Of a file, without day and ending."""


def brief(  # noqa: PLR0913 - one argument for each fact of the snapshot
    profile: Profile,
    atlas: Atlas,
    sources: Mapping[str, Source],
    asked: Asked,
    *,
    as_of: str,
    version: str,
    day: str = "",
    zoning: str = "",
    seen: Seen | None = None,
    figures: Together | None = None,
    theme: Theme | None = None,
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
    asked
        Its language, length and shape.
    as_of, version
        Of the snapshot.
    day
        Of which `atlas` is the state; empty for the newest.
    zoning
        Scheme of 초광역권 that was asked for; empty for the usual one.
    seen
        The view whose contents the profile is; see `maps.briefs.viewing`.
    figures
        What was imported of the subject; None without.
    theme
        A figure of its 시군구 or complexes as a map; None without.
    """
    lang, length, shape = asked.lang, asked.length, asked.shape
    words = catalogue("maps.briefs", lang)
    register = Register(sources, words)
    telling = Telling(profile, atlas, lang, words, register, seen, figures, theme)
    make = _report if shape == "report" else _full if length == "full" else _page
    subject = profile.subject
    own = bool(seen and seen.view.title)
    title = words("title.own" if own else f"title.{subject.kind}", name=_name(telling))
    number = number_of(
        subject.kind, subject.id, asked, as_of=as_of, version=version, day=day, zoning=zoning
    )
    blocks = (*numbered(make(telling, length), words), *addressed(number, words))
    return Brief(
        kind=_kind(telling),
        id=subject.id,
        title=words("title.of_a_day", title=title, day=telling.day(day)) if day else title,
        message=message(telling, _name(telling)),
        subtitle=telling.subtitle,
        lang=lang,
        length=length,
        shape=shape,
        department=asked.department,
        dated=telling.day(asked.date or as_of),
        as_of=as_of,
        day=day,
        zoning=zoning,
        version=version,
        author=telling.drawing("product"),
        number=str(number),
        edition=words("edition", as_of=telling.day(as_of), number=number.printed),
        footnotes_title=words("footnotes"),
        blocks=blocks,
        footnotes=telling.notes.footnotes(),
        name=file_name(words, title, as_of, zoning, asked),
    )


def headline(profile: Profile, atlas: Atlas, lang: Lang) -> tuple[str, str]:
    """Return what a subject comes to in a sentence, and what follows from its numbers."""
    words = catalogue("maps.briefs", lang)
    telling = Telling(profile, atlas, lang, words, Register({}, words))
    derived = (_unlabelled(bullet.text) for bullet in insights(telling) if bullet.level == 1)
    return message(telling, _name(telling)), ". ".join(derived)


def called(profile: Profile, atlas: Atlas, lang: Lang) -> str:
    """Return what a brief calls its subject; of a body with the number that people know."""
    words = catalogue("maps.briefs", lang)
    return _name(Telling(profile, atlas, lang, words, Register({}, words)))


def _name(telling: Telling) -> str:
    about = telling.profile.about
    if isinstance(about, Body):
        return title_of(telling.atlas.programme_of(about), about).of(telling.lang)
    return telling.profile.subject.name.of(telling.lang)


def _kind(telling: Telling) -> str:
    """Return the kind of the subject, of a body its noun."""
    about = telling.profile.about
    if isinstance(about, Body):
        return noun_of(telling.atlas.programme_of(about))
    return telling.profile.subject.kind


def file_name(words: Catalogue, title: str, as_of: str, zoning: str, asked: Asked) -> str:
    """Return title and day of the data as a name that every file system takes."""
    plain = re.sub(r'[\s\\/:*?"<>|,\x00-\x1f]+', "_", title).strip("_.")[:_LONGEST_NAME]
    if zoning:
        plain = f"{plain}_{zoning}"
    forms = (("report", asked.shape == "report"), ("full", asked.length == "full"))
    key = ".".join(["name", *(form for form, there in forms if there)])
    return words(key, title=plain, as_of=as_of)


def numbered(blocks: Iterable[Block], words: Catalogue) -> Iterator[Block]:
    """Give numbers to the captions of tables, and those of maps and charts together."""
    tables, figures = count(1), count(1)
    for block in blocks:
        if isinstance(block, Table):
            text = words("caption.table", number=next(tables), text=block.caption)
            yield replace(block, caption=text)
        elif isinstance(block, Drawn | Chart):
            text = words("caption.figure", number=next(figures), text=block.caption)
            yield replace(block, caption=text)
        else:
            yield block


def addressed(number: Number, words: Catalogue) -> Iterator[Block]:
    """Tell the address for which the number at the foot of a page stands, if it does."""
    if number.printed != number:
        yield Bullets((Bullet(words("address", address=number.id), 3),))


def _page(telling: Telling, _: Length) -> Iterator[Block]:
    yield key_figures(telling)
    yield _shortened(_statements(telling), telling)
    yield _map(telling)
    ties = tables.ties(telling)
    if ties and len(ties.rows) <= TIES_ON_A_PAGE:
        yield ties


def _shortened(bullets: Bullets, telling: Telling) -> Bullets:
    """Leave out as many of the last details as one page cannot hold, and say so."""
    notes = sum(_lines(footnote.text, _NOTE_EMS) for footnote in telling.notes.footnotes())
    room = LINES_ON_A_PAGE - notes * _NOTE_SHARE
    if telling.seen:
        room -= _lines(telling.words("address", address=telling.profile.subject.id), _EMS)
    taken = [_lines(item.text, _EMS) for item in bullets.items]
    # Details are the names behind a statement; they have no footnotes of their own.
    details = [i for i, item in enumerate(bullets.items) if item.level == 2 and not item.notes]
    left_out: set[int] = set()
    while details and sum(taken) > room:
        last = details.pop()
        left_out.add(last)
        taken[last] = 0
    if not left_out:
        return bullets
    remark = telling.words("say.shortened", count=len(left_out))
    kept = (item for i, item in enumerate(bullets.items) if i not in left_out)
    return Bullets((*kept, Bullet(remark, 3)))


def _lines(text: str, ems: float) -> int:
    return ceil(face().width(text, 1) / ems)


def _statements(telling: Telling) -> Bullets:
    """Say everything at once."""
    near = telling.profile.subject.kind in REGIONAL - {"area"}
    return Bullets((
        *(statement for section in SECTIONS[:2] for statement in statements(telling, section)),
        *(untied(telling) if near else ()),
        *(statement for section in SECTIONS[2:] for statement in statements(telling, section)),
    ))  # fmt: skip


def _full(telling: Telling, _: Length) -> Iterator[Block]:
    words = telling.words
    yield Heading(words("heading.summary"), message(telling, _name(telling)))
    yield key_figures(telling)
    yield _statements(telling)
    yield from _derived(telling)
    picture = _map(telling)
    yield Heading(words("heading.map"), picture.caption)
    yield picture
    for section in (*SECTIONS[:2], "inside", *SECTIONS[2:]):
        blocks = [block for block in _WHOLE[section](telling) if block]
        if blocks:
            yield _heading(telling, section)
            yield from blocks


def _report(telling: Telling, length: Length) -> Iterator[Block]:
    """Begin with what matters, then say and show each section; everything where it is asked for."""
    # Footnotes are numbered as they are first told; the box has none.
    sections = [*_sections(telling, length)]
    yield Bullets(tuple(_summary(telling)), summary=True)
    yield from sections


def _sections(telling: Telling, length: Length) -> Iterator[Block]:
    for section in SECTIONS:
        bullets = statements(telling, section)
        shown: list[Block | None] = []
        if section == "participation":
            shown.append(tables.figures(telling, key_figures(telling).items))
        if length == "full":
            shown += _WHOLE[section](telling)
        elif section == "ties":
            ties = tables.ties(telling)
            shown.append(ties if ties and len(ties.rows) <= TIES_IN_A_REPORT else None)
        if section == "ties":
            bullets = bullets or (Bullet(telling.words("say.no_ties")),)
            shown.append(_map(telling))
        blocks = [block for block in shown if block]
        if bullets or blocks:
            yield _heading(telling, section)
            if bullets:
                yield Bullets(bullets)
            yield from blocks
    if length == "full" and (inside := tables.inside(telling)):
        yield _heading(telling, "inside")
        yield inside
    yield from _derived(telling)


def _summary(telling: Telling) -> Iterator[Bullet]:
    """Take the statement that each section begins with, and what it comes to."""
    yield Bullet(message(telling, _name(telling)))
    first = [
        statement for statement in statements(telling, "participation") if statement.level == 1
    ]
    derived = [bullet for bullet in insights(telling) if bullet.level == 1]
    yield from (bullet._replace(notes=()) for bullet in (*first[:2], *derived[:2]))


def _derived(telling: Telling) -> Iterator[Block]:
    derived = tuple(insights(telling))
    if derived:
        yield Heading(telling.words("heading.insights"), _unlabelled(derived[0].text))
        yield Bullets((*derived, Bullet(telling.words("say.computed"), 3)))


def _heading(telling: Telling, section: str) -> Heading:
    """Name a section, and what its first statement says."""
    if section == "conflicts":
        text = disagreements(telling.profile.conflicts).of(telling.lang)
    else:
        text = telling.words(f"heading.{section}")
    known = next((item for item in SECTIONS if item == section), None)
    bullets = statements(telling, known) if known else ()
    return Heading(text, _unlabelled(bullets[0].text) if bullets else "")


def _unlabelled(text: str) -> str:
    """Return a statement without the word in brackets that Korean ones begin with.

    A number says nothing without it: 정책 현장 1곳.
    """
    if not text.startswith("(") or ") " not in text:
        return text
    label, _, value = text[1:].partition(") ")
    return f"{label} {value}" if value[:1].isdigit() else value


def _participation(telling: Telling) -> Iterator[Block | None]:
    yield from tables.participants(telling)
    if telling.profile.subject.kind in _OVER_REGIONS:
        yield tables.by_region(telling)


def _ties(telling: Telling) -> Iterator[Block | None]:
    yield tables.ties(telling)
    yield comparing.length_chart(telling)
    if telling.profile.subject.kind in _WITH_TIES_AROUND:
        yield comparing.sector_chart(telling)
        yield comparing.partner_chart(telling)


def _inside(telling: Telling) -> Iterator[Block | None]:
    yield tables.inside(telling)


def _numbers(telling: Telling) -> Iterator[Block | None]:
    yield tables.indicators(telling)


def _conflicts(telling: Telling) -> Iterator[Block | None]:
    yield tables.conflicts(telling)


def _figures(telling: Telling) -> Iterator[Block | None]:
    yield figured.table(telling)
    yield figured.chart(telling)
    yield figured.theme(telling)


def _records(telling: Telling) -> Iterator[Block | None]:
    yield tables.records(telling, "requests")
    yield tables.records(telling, "policy-sites", "regional-agreements")


_WHOLE: Mapping[str, Callable[[Telling], Iterator[Block | None]]] = {
    "participation": _participation,
    "ties": _ties,
    "inside": _inside,
    "numbers": _numbers,
    "figures": _figures,
    "records": _records,
    "conflicts": _conflicts,
}
"""Section to its tables and charts."""


def _map(telling: Telling) -> MapPicture:
    profile = telling.profile
    name, view = telling.seen[:2] if telling.seen else _view(telling)
    places = {place.id for place in profile.places}
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
        notes=telling.notes.computed("map", [length.programme for length in profile.lengths]),
    )


def _view(telling: Telling) -> tuple[str, View]:
    """Return the map that shows the subject, and what it asks for."""
    profile = telling.profile
    subject, about = profile.subject, profile.about
    if subject.kind == "area":
        return "overview", View(region=(subject.id,))
    if subject.kind in REGIONAL:
        own = profile.programmes
        # What the overview does not show has a map of its own.
        shown = (
            "overview" if not own or any(programme.on_overview for programme in own) else own[0].id
        )
        return shown, View(region=tuple(region.code for region in profile.regions))
    if subject.kind == "programme":
        return subject.id, View()
    if subject.kind == "sector":
        own = profile.programmes or telling.with_sector(subject.id)
        # A sector whose members no source names is on no map: that of its programme stands alone.
        view = View() if profile.empty else View(sector=(subject.id,))
        return own[0].id if own else "overview", view
    if isinstance(about, Body) and not about.is_drawn:
        return about.programme, View()
    name = about.programme if isinstance(about, Body) else "overview"
    return name, View(select=(subject.id,))
