"""The legend: what the signs mean, and the conditions by which the map is filtered."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from branca.element import MacroElement
from folium.template import Template

from maps.elements.filters import Choice
from maps.look import Look, look, site_of
from maps.page import templates
from maps.theme import INK, QUIET, SHAPES, token
from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geo.model.places import Place
    from geo.model.programmes import Body, Programme, Style
    from maps.elements.filters import Facet
    from maps.scene import Scene
    from maps.teller import Teller
    from maps.view import Shown


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of a programme: its sign, and the condition that it stands for."""

    style: Style
    colour: str
    label: str
    condition: str | None
    """Parameter of the view; None where the group is no condition."""
    value: str
    parts: tuple[Choice, ...]
    """Subsectors."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body in the list of its programme's own map."""

    id: str
    name: str
    detail: str
    count: int
    """Of the members beside the root."""


@dataclass(frozen=True, slots=True)
class SignRow:
    """A symbol of a place, and what it means."""

    look: Look
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    """What the legend says of one programme."""

    id: str
    title: str
    bodies: int
    ties: int
    groups: tuple[GroupRow, ...]
    tie: Style | None
    """The sign of its ties, where all look alike."""
    site: Style | None
    """The sign of its sites, where all look alike."""
    annex: bool
    """Whether some ties are named in an annex alone."""
    hint: str
    counts: str
    """Pattern that names bodies and ties, or places, with how many there are."""
    rounds: tuple[tuple[str, tuple[BodyRow, ...]], ...]
    """Round by round, the newest first, on the programme's own map."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A programme that the overview does not draw, and where it is switched on."""

    name: str
    href: str
    bodies: int
    nouns: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days of which a map can show the state."""

    action: str | None
    """Address of the map; None where no other state is served."""
    kept: tuple[tuple[str, str], ...]
    """Parameters that the map keeps."""
    known: tuple[tuple[str, str], ...]
    """Each day with how the sources tell it, maybe by its month or year; the newest first."""
    asked: str
    """The one that is shown; empty for the newest state."""
    zonings: tuple[tuple[str, str], ...] = ()
    """Value and name of each scheme of 초광역권, the one that is used without a choice first."""
    zoning: str = ""
    """The one that is shown."""


class Legend(MacroElement):
    """Stands beside the map as HTML; ``static/js/legend.js`` folds it."""

    _template = Template(
        "{% macro html(this, kwargs) %}{{ this.markup }}{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "sandan.legend({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(
        self,
        teller: Teller,
        facets: tuple[Facet, ...],
        switches: tuple[Switch, ...],
        days: Days,
        *,
        heading: str,
        drawn: Sequence[str],
        as_of: str,
        measured: bool = False,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Legend"
        template = templates().get_template("legend.html")
        shown = apply(teller.scene, View(), drawn)
        markup = template.render(
            words=teller.words,
            heading=heading,
            lead=lead_of(teller, drawn),
            facets=facets,
            as_of=as_of,
            sections=sections_of(teller, shown, drawn),
            signs=signs_of(teller, shown.places, drawn),
            switches=switches,
            days=days,
            measured=measured,
            shapes=dict(SHAPES),
            token=token,
        )
        # Branca runs this through Jinja once more: braces of names must not reach it.
        self.markup = markup.replace("{", "&#123;")


def lead_of(teller: Teller, drawn: Sequence[str]) -> str:
    """Say in a sentence what a map draws."""
    words, programmes = teller.words, teller.scene.atlas.programmes
    shown = apply(teller.scene, View(), drawn)
    if len(drawn) > 1:
        names = " · ".join(programmes[id_].name.of(teller.lang) for id_ in drawn)
        return words("lead.several", programmes=names)
    programme = programmes[drawn[0]]
    counts = {"nouns": programme.bodies.of(teller.lang), "bodies": len(shown.bodies)}
    if shown.ties:
        return words("lead.ties", **counts, ties=len(shown.ties))
    return words("lead.sites", **counts, places=len(shown.places))


def sections_of(teller: Teller, shown: Shown, drawn: Sequence[str]) -> tuple[Section, ...]:
    """Return what the legend says of each programme that a map draws."""
    return tuple(
        _section(teller, shown, teller.scene.atlas.programmes[id_], alone=len(drawn) == 1)
        for id_ in drawn
        if shown.bodies_of(id_)
    )


def _section(teller: Teller, shown: Shown, programme: Programme, *, alone: bool) -> Section:
    words, scene, lang = teller.words, teller.scene, teller.lang
    bodies, ties = shown.bodies_of(programme.id), shown.ties_of(programme.id)
    groups = tuple(group_rows(teller, bodies))
    alike = scene.alike(programme)
    single = ties and not groups[0].style.double
    roles = [role.name.of(lang) for role in programme.roles]
    hint = ""
    if single and programme.root and len(roles) > 1:
        key = "legend.numbered" if alone and bodies[0].no is not None else "legend.arrow"
        hint = words(key, root=roles[0], other=roles[1], noun=programme.body.of(lang))
    elif not ties:
        hint = words("legend.sites", nouns=programme.bodies.of(lang), count=len(bodies))
    return Section(
        id=programme.id,
        title=programme.name.of(lang),
        bodies=len(bodies),
        ties=len(ties),
        groups=() if alike else groups,
        tie=groups[0].style if alike and ties else None,
        site=groups[0].style if alike and not ties else None,
        annex=any(_annex(scene, tie.body_id, tie.to_id) for tie in ties),
        hint=hint,
        counts=words.texts["legend.counts" if ties else "legend.counts_sites"].replace(
            "{noun}", programme.bodies.of(lang)
        ),
        rounds=tuple(_rounds(teller, bodies)) if alone and not _sectoral(programme) else (),
    )


def _annex(scene: Scene, body_id: str, place_id: str) -> bool:
    return scene.atlas.bodies[body_id].member_at(place_id).named_in == "annex"


def _sectoral(programme: Programme) -> bool:
    return programme.group_by == "sector"


def group_rows(teller: Teller, bodies: Sequence[Body]) -> Iterator[GroupRow]:
    """Yield the groups of a programme with their subsectors, in the order of the bodies."""
    scene, lang = teller.scene, teller.lang
    conditions = {"sector": "sector", "round": "round"}
    if not bodies:
        return
    programme = bodies[0].programme
    there = {scene.group(body) for body in bodies}
    for group in (value for value in scene.groups(programme) if value in there):
        own = [body for body in bodies if scene.group(body) == group]
        parts = {body.subsector.ko: body.subsector.of(lang) for body in own if body.subsector}
        by = scene.programme_of(own[0]).group_by
        style = scene.style(own[0])
        named = own[0].sector is not None if by == "sector" else True
        yield GroupRow(
            style,
            token(style.colour),
            scene.group_name(own[0]).of(lang),
            conditions.get(by) if named else None,
            (own[0].round or own[0].year) if by == "round" else group,
            tuple(Choice(*each) for each in parts.items()),
        )


def _rounds(teller: Teller, bodies: Sequence[Body]) -> Iterator[tuple[str, tuple[BodyRow, ...]]]:
    scene, lang = teller.scene, teller.lang
    ordered = sorted(bodies, key=lambda body: (body.year, body.round or ""), reverse=True)
    for _, found in groupby(ordered, key=lambda body: (body.year, body.round)):
        own = list(found)
        rows = [_body_row(teller, body) for body in own]
        rows.sort(key=lambda row: row.name)
        yield scene.round_name(own[0]).of(lang), tuple(rows)


def _body_row(teller: Teller, body: Body) -> BodyRow:
    root = teller.scene.atlas.root_of(body)
    others = len(body.members) - 1
    name = body.region.of(teller.lang) if body.region else body.name.of(teller.lang)
    detail = teller.names[root.place_id]
    return BodyRow(body.id, name, detail, others)


def signs_of(
    teller: Teller, places: Sequence[Place], drawn: Sequence[str], rounds: Collection[str] = ()
) -> tuple[SignRow, ...]:
    """Return the symbols that a map draws, each once, with what they mean."""
    scene, words = teller.scene, teller.words
    # Sites look like their group, which the sections explain.
    named = [place for place in places if site_of(scene, scene.takes_part(place.id, drawn)) is None]
    looks = {p.id: look(scene, p, drawn, member=False, rounds=rounds) for p in named}
    first = scene.atlas.programmes[drawn[0]]
    rows: dict[str, SignRow] = {}

    def put(key: str, label: str, **drawn_as: object) -> None:
        base = {
            "shape": "circle", "fill": "full", "frame": "", "frame_colour": "", "colour": INK,
            "radius": 5.4, "weight": 0,
        }  # fmt: skip
        rows.setdefault(key, SignRow(Look(**{**base, **drawn_as}), label))  # type: ignore[arg-type]

    own = next((o.colour for o in looks.values() if o.colour != QUIET), INK)
    roles = {site.member.role for p in named for site in scene.takes_part(p.id, drawn[:1])}
    kept = [role for role in first.roles if role.id in roles]
    for role in kept:
        square = first.framed_root and role.root and len(drawn) == 1
        put(
            f"role-{role.id}",
            role.name.of(teller.lang),
            fill="full" if role.filled else "hollow",
            shape="square" if square else "circle",
            colour=own,
        )
    if any(item.fill == "both" for item in looks.values()):
        names = {"a": kept[0].name.of(teller.lang), "b": kept[-1].name.of(teller.lang)}
        put("both", words("legend.both", **names), fill="both", colour=own)
    if len(drawn) > 1:
        _frames(teller, drawn, looks, put)
        if any(item.colour == QUIET for item in looks.values()):
            name = first.name.of(teller.lang)
            put("quiet", words("legend.quiet", programme=name), colour=QUIET)
    if any(item.shape == "hexagon" for item in looks.values()):
        put("group", words("legend.group"), shape="hexagon", fill="hollow", colour=own)
    if any(item.shape == "diamond" for item in looks.values()):
        put("zone", words("legend.zone"), shape="diamond", fill="hollow", colour=own)
    if any(item.guessed for item in looks.values()):
        put("guessed", words("legend.guessed"), fill="hollow", colour=own, guessed=True)
    return tuple(rows.values())


def _frames(teller: Teller, drawn: Sequence[str], looks: dict[str, Look], put: object) -> None:
    programmes, lang = teller.scene.atlas.programmes, teller.lang
    framing = [programmes[id_] for id_ in drawn if programmes[id_].framed_root]
    for frame in ("root", "early"):
        seen = next((item for item in looks.values() if item.frame == frame), None)
        if seen is None or not framing:
            continue
        programme = framing[0]
        role = programme.role(programme.root or "").name.of(lang)
        label = teller.words(f"legend.frame.{frame}", programme=programme.name.of(lang), role=role)
        put(frame, label, frame=frame, frame_colour=seen.frame_colour)  # type: ignore[operator]
