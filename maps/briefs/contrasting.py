"""Two programmes or rounds compared, as a brief: both maps, what is gone, kept and added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.briefs.compose import addressed, file_name, numbered
from maps.briefs.content import Brief, Bullet, Bullets, Column, Heading, MapPicture, Table
from maps.briefs.notes import Register
from maps.briefs.number import address_of, number_of
from maps.briefs.telling import day_in_words, in_notes
from maps.caption import counted
from maps.contrast import side_view, told
from maps.teller import Teller
from maps.titles import names_of
from maps.view import apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Source
    from geo.model.programmes import Role
    from geo.profiles.contrast import Contrast, Side
    from maps.briefs.content import Asked, Block, Shape
    from maps.scene import Scene


_MOST = 3
"""Statements in the box of a report."""


def contrast_brief(
    contrast: Contrast,
    scene: Scene,
    sources: Mapping[str, Source],
    asked: Asked,
    *,
    as_of: str,
    version: str,
    day: str = "",
    zoning: str = "",
) -> Brief:
    """Tell a comparison; the same arguments give the same brief."""
    lang = asked.lang
    words, drawing = catalogue("maps.briefs", lang), catalogue("maps", lang)
    notes = Register(sources, words)
    a, b = contrast.a.name.of(lang), contrast.b.name.of(lang)
    title = drawing("compare.heading", a=a, b=b)
    address = address_of("compare", (("a", contrast.a.id), ("b", contrast.b.id)))
    number = number_of(
        "page", address, asked, as_of=as_of, version=version, day=day, zoning=zoning
    )  # fmt: skip
    said = [in_notes(value, lang) for value in told(contrast, drawing)]
    return Brief(
        kind="compare",
        id=f"{contrast.a.id}-{contrast.b.id}".replace(":", "-"),
        title=words("title.of_a_day", title=title, day=day) if day else title,
        message=said[0] if said else title,
        subtitle=drawing("legend.as_of", as_of=as_of),
        lang=lang,
        length=asked.length,
        shape=asked.shape,
        department=asked.department,
        dated=day_in_words(asked.date or as_of, lang),
        as_of=as_of,
        day=day,
        zoning=zoning,
        version=version,
        author=drawing("product"),
        number=str(number),
        edition=words("edition", as_of=day_in_words(as_of, lang), number=number.printed),
        footnotes_title=words("footnotes"),
        blocks=(
            *numbered(_blocks(contrast, scene, drawing, notes, said, asked.shape), words),
            *addressed(number, words),
        ),
        footnotes=notes.footnotes(),
        name=file_name(words, title, as_of, zoning, asked._replace(length="page")),
    )


def _blocks(
    contrast: Contrast,
    scene: Scene,
    words: Catalogue,
    notes: Register,
    said: Sequence[str],
    shape: Shape,
) -> Iterator[Block]:
    lang = words.lang
    if shape == "report":
        yield Bullets(tuple(map(Bullet, said[:_MOST])), summary=True)
    a, b = contrast.a.name.of(lang), contrast.b.name.of(lang)
    yield Heading(words("compare.lists"))
    yield Bullets(tuple(map(Bullet, said)))
    yield _regions(contrast, words)
    for side in (contrast.a, contrast.b):
        yield Heading(side.name.of(lang))
        yield _map(side, scene, words, notes)
    yield Heading(words("compare.places"))
    for kind in ("gone", "kept", "added"):
        standings = getattr(contrast, kind)
        if standings:
            yield Table(
                caption=words(f"compare.{kind}", a=a, b=b, count=len(standings)),
                columns=(
                    Column(words("compare.place")),
                    Column(words("filter.region")),
                    *(Column(words("compare.role_in", side=name)) for name in (a, b)),
                ),
                rows=tuple(
                    (
                        standing.place.name.of(lang),
                        standing.region.name.of(lang),
                        *(_roles(roles, lang) for roles in (standing.roles_a, standing.roles_b)),
                    )
                    for standing in standings
                ),
            )


def _regions(contrast: Contrast, words: Catalogue) -> Table:
    names = {"a": contrast.a.name.of(words.lang), "b": contrast.b.name.of(words.lang)}
    kinds = ("gone", "kept", "added")
    return Table(
        caption=words("compare.regions"),
        columns=(
            Column(words("filter.region")),
            *(Column(words(f"compare.count.{kind}", **names), number=True) for kind in kinds),
        ),
        rows=tuple(
            (region.region.short.of(words.lang), *(str(getattr(region, kind)) for kind in kinds))
            for region in contrast.regions
        ),
    )


def _map(side: Side, scene: Scene, words: Catalogue, notes: Register) -> MapPicture:
    drawn, view = (side.programme.id,), side_view(side)
    shown = apply(scene, view, drawn)
    teller = Teller(scene, words, names_of(scene, words.lang))
    text = counted(shown, drawn, teller)
    return MapPicture(
        map=side.programme.id,
        view=view,
        caption=f"{side.name.of(words.lang)}: {text}",
        alternative=text,
        extent="country",
        notes=notes.cite(body.evidence for body in shown.bodies),
    )


def _roles(roles: tuple[Role, ...], lang: Lang) -> str:
    return ", ".join(role.name.of(lang) for role in roles) or "–"
