"""All subjects of a folder as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from api.profiles.addresses import Addresses
from geo.messages import catalogue
from geo.model.programmes import TieRule
from geo.profiles.counting import km_of, role_groups
from geo.profiles.naming import begun, list_title, listed, round_of
from geo.profiles.profile import profile
from geo.profiles.subjects import subjects, zone_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.programmes import Body, Programme
    from geo.profiles.model import Kind, Profile, RoleGroup, Subject

NOTHING = "–"
_HEADINGS = {"complexes": "profile.members"}
"""Where the heading of a column of bodies is not that of the numbers."""


class Cell(NamedTuple):
    """What stands in a table, and where it leads."""

    text: str
    path: str = ""
    """Below the root; empty for none."""
    number: bool = False
    drawing: str = ""
    """An ``<svg>`` element that stands for the text."""


class Table(NamedTuple):
    """A table whose first column names the row."""

    title: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class _Lister:
    atlas: Atlas
    lang: Lang

    @property
    def words(self) -> Catalogue:
        return catalogue("api", self.lang)

    @property
    def zoning(self) -> str:
        """The scheme of 초광역권, as it stands beside a name."""
        return self.atlas.zoning.short.of(self.lang)

    @property
    def at(self) -> Addresses:
        return Addresses(self.atlas)

    @property
    def groups(self) -> tuple[RoleGroup, ...]:
        """Roles with a column of their own: of the programmes that the overview starts with."""
        return role_groups(
            programme for programme in self.atlas.programmes.values() if programme.on_overview
        )

    def table(self, kind: Kind) -> Table:
        rows = [
            tuple(self._row(subject, profile(self.atlas, subject)))
            for subject in subjects(self.atlas)
            if subject.kind == kind
        ]
        return _table(
            self.words(f"profiles.{kind}", zoning=self.zoning), tuple(self._columns(kind)), rows
        )

    def _columns(self, kind: Kind) -> Iterator[str]:
        yield self.words(f"profile.{kind}", zoning=self.zoning)
        if kind == "sector":
            yield from (
                self.words(f"profile.{item}") for item in ("bodies", "complexes", "regions")
            )
            return
        if kind == "complex":
            yield self.words("profile.kind")
        second = {"region": "mega-region", "mega-region": "regions"}.get(kind, "region")
        yield self.words(f"profile.{second}", zoning=self.zoning)
        yield from (group.name.of(self.lang) for group in self.groups)
        if self._others:
            yield self.words("profile.others")
        if kind != "complex":
            yield self.words("profile.ties")

    @property
    def _others(self) -> bool:
        return not all(programme.on_overview for programme in self.atlas.programmes.values())

    def _row(self, subject: Subject, result: Profile) -> Iterator[Cell]:
        lang = self.lang
        yield Cell(subject.name.of(lang), self.at.of(subject))
        regions = ", ".join(region.short.of(lang) for region in result.regions)
        if subject.kind == "sector":
            yield _number(len({participation.body.id for participation in result.participations}))
            yield _number(len(result.places))
            yield Cell(regions)
            return
        if subject.kind == "complex":
            kind = self.atlas.places[subject.id].kind
            yield Cell(catalogue("maps", lang)(f"kind.{kind}"))
            yield Cell(regions, self.at.of_thing(result.regions[0]))
        elif subject.kind == "region":
            mega = zone_subject(self.atlas, result.regions[0])
            yield Cell(mega.name.of(lang), self.at.of(mega))
        else:
            yield Cell(regions)
        yield from (_number(result.count(group)) for group in self.groups)
        if self._others:
            others = (programme for programme in result.programmes if not programme.on_overview)
            told = (f"{other.word.of(lang)} {len(result.of(other))}" for other in others)
            yield Cell(", ".join(told) or NOTHING)
        if subject.kind != "complex":
            yield _number(len(result.relations))

    def bodies(self, programme: Programme) -> Table:
        """Return a programme's bodies, each with who takes part in it."""
        bodies = self.atlas.bodies_of(programme.id)
        star = programme.tie_rule is TieRule.STAR
        shown = {
            "sector": any(body.sector for body in bodies),
            "round": any(body.round for body in bodies),
            "region": not star and any(body.region for body in bodies),
            "roles": star,
            "complexes": not star,
            "length": star and not any(m.function for body in bodies for m in body.members),
        }
        noun = begun(programme.body.of(self.lang))
        columns = [
            title
            for key, own in shown.items()
            if own
            for title in (
                _roots(programme, self.lang)
                if key == "roles"
                else [self.words(_HEADINGS.get(key, f"profile.{key}"))]
            )
        ]
        rows = [tuple(self._body(programme, body, shown)) for body in bodies]
        return _table(list_title(programme).of(self.lang), (noun, *columns), rows)

    def _body(self, programme: Programme, body: Body, shown: dict[str, bool]) -> Iterator[Cell]:
        lang, atlas = self.lang, self.atlas
        yield Cell(listed(body).of(lang), self.at.of_body(body))
        if shown["sector"]:
            sector = body.subsector or body.sector
            yield Cell(sector.of(lang), self.at.of_sector(sector.ko)) if sector else Cell(NOTHING)
        if shown["round"]:
            yield Cell(round_of(atlas.programmes[body.programme], body).of(lang) or NOTHING)
        if shown["region"]:
            yield Cell(body.region.of(lang) if body.region else NOTHING)
        places = [atlas.places[member.place_id] for member in body.members]
        if shown["roles"]:
            root = places[:1]
            yield from (Cell(place.name.of(lang), self.at.of_thing(place)) for place in root)
            yield from (Cell(NOTHING) for _ in range(1 - len(root)))
            places = places[1:]
        yield Cell(", ".join(place.name.of(lang) for place in places) or NOTHING)
        if shown["length"]:
            own = (tie for tie in atlas.ties_of(programme.id) if tie.body_id == body.id)
            yield Cell(", ".join(f"{km_of(tie):,.1f}" for tie in own), number=True)


def tables_of(atlas: Atlas, kinds: Iterable[Kind], lang: Lang) -> Iterator[Table]:
    """Yield a table for each kind of subject in a folder."""
    listed = {subject.kind for subject in subjects(atlas)}
    yield from (_Lister(atlas, lang).table(kind) for kind in kinds if kind in listed)


def bodies_table(atlas: Atlas, programme: Programme, lang: Lang) -> Table:
    """Return the bodies of a programme."""
    return _Lister(atlas, lang).bodies(programme)


def _roots(programme: Programme, lang: Lang) -> list[str]:
    """Return the headings of the root and of all others: 주관, 연계."""
    shorts = {role.short.of(lang): role.root for role in programme.roles if role.read_as is None}
    others = " · ".join(begun(short) for short, root in shorts.items() if not root)
    return [*(begun(short) for short, root in shorts.items() if root), others]


def _table(title: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Table:
    numbers = [cell.number for cell in rows[0]] if rows else [False] * len(columns)
    heads = (Cell(text, number=number) for text, number in zip(columns, numbers, strict=True))
    return Table(title, tuple(heads), tuple(rows))


def _number(value: int) -> Cell:
    return Cell(f"{value:,}" if value else NOTHING, number=True)
