"""What the page of a profile shows beside the profile itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from api.html import quoted
from api.profiles.addresses import FOLDERS, Addresses, folder_of
from api.profiles.bodies import facts_of
from api.profiles.book import picture, sources_of
from api.profiles.lists import bodies_table
from api.series import headings, notes_of, series_rows, statistics_of
from api.view import scene_of
from geo.analysis.together import together
from geo.layers.conflicts import of_indicator
from geo.layers.indicators import name_of, subject_of, unit_of
from geo.messages import catalogue
from geo.messages.numbers import exact, with_unit
from geo.model.bilingual import both
from geo.model.programmes import Body, Programme
from geo.profiles.borders import Became, BorderChange, became, border_change
from geo.profiles.counting import km_of
from geo.profiles.model import REGIONAL
from geo.profiles.naming import (
    begun,
    disagreements,
    functions_of,
    list_title,
    listed,
    round_of,
    tie_heads,
    title_of,
)
from geo.profiles.subjects import zone_subject
from maps.briefs.compose import headline
from maps.briefs.formats import FORMATS
from maps.teller import Teller
from maps.theme import token
from maps.titles import names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.profiles.bodies import Text
    from api.profiles.lists import Table
    from api.series import SeriesRow
    from api.state import State
    from geo.analysis.together import Together
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Conflict, Evidence
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import BodyNote, Membership, Style
    from geo.profiles.model import Participation, Profile
    from geo.profiles.naming import TieHeads

TOPICS = ("governance", "measure", "situation")
"""Of the notes on a body, in the page's order."""


class Figure(NamedTuple):
    """A number that stands out, with what it counts."""

    label: str
    value: str
    note: str = ""


class Section(NamedTuple):
    """The participations in one programme, and which columns its table has."""

    programme: Programme
    title: str
    noun: str
    """Heading of the bodies' column."""
    parts: tuple[Participation, ...]
    sector: bool
    function: bool
    """Else the table tells with whom a place takes part."""


class Number(NamedTuple):
    """An indicator in words; the share is told apart, for it has a base of its own."""

    name: str
    about: str
    amount: str
    own: Indicator
    conflicts: tuple[Conflict, ...]


class Cited(NamedTuple):
    """A source, and the sections of it that are cited."""

    id: str
    title: str
    locators: tuple[str, ...]


class Files(NamedTuple):
    """A collection, filtered to the subject."""

    title: str
    geojson: str
    csv: str


@dataclass(frozen=True, eq=False)
class ProfilePage:
    """Everything that the template ``profile.html`` shows."""

    state: State
    profile: Profile
    lang: Lang

    @property
    def atlas(self) -> Atlas:
        """The facts around the profile."""
        return self.state.snapshot.atlas

    @property
    def at(self) -> Addresses:
        """Where other pages are."""
        return Addresses(self.atlas)

    @property
    def words(self) -> Catalogue:
        """The words of pages."""
        return catalogue("api", self.lang)

    @property
    def drawing(self) -> Catalogue:
        """The words of maps, for kinds of places and evidence."""
        return catalogue("maps", self.lang)

    @property
    def kind(self) -> str:
        """Of the subject."""
        return self.profile.subject.kind

    @property
    def around(self) -> bool:
        """Whether the subject is a set of places, and others than it take part in its bodies."""
        return self.kind in {*REGIONAL, "complex"}

    @cached_property
    def programme(self) -> Programme | None:
        """Of a body or programme."""
        about = self.profile.about
        if isinstance(about, Body):
            return self.atlas.programme_of(about)
        return about if isinstance(about, Programme) else None

    @cached_property
    def title(self) -> str:
        """Name of the subject, with the number of a body that has one."""
        about = self.profile.about
        if isinstance(about, Body):
            return title_of(self.atlas.programme_of(about), about).of(self.lang)
        return self.profile.subject.name.of(self.lang)

    @property
    def days(self) -> Iterable[str] | None:
        """The days on which a body or the bodies of a programme changed; None for all days."""
        about, newest = self.profile.about, self.state.newest.snapshot.atlas
        if isinstance(about, Body):
            return newest.bodies[about.id].days
        return newest.days((about.id,)) if isinstance(about, Programme) else None

    @property
    def lead(self) -> str:
        """Say what the page tells; of a programme what it is."""
        about = self.profile.about
        if isinstance(about, Programme):
            return (about.about or about.name).of(self.lang)
        if self.profile.empty:
            return self.words(f"profile.empty.{self.kind}")
        return self.words(f"profile.lead.{self.kind}", zoning=self.zoning)

    @property
    def zoning(self) -> str:
        """The scheme of 초광역권 by which the page tells."""
        return self.atlas.zoning.short.of(self.lang)

    @cached_property
    def became(self) -> Became | None:
        """What became of a 시도 or 시군구 that is no more."""
        return became(self.atlas, self.profile.subject.id)

    @cached_property
    def border_change(self) -> BorderChange | None:
        """How the numbers of a 시도 or 시군구 changed with its borders."""
        if self.kind not in {"region", "area"}:
            return None
        return border_change(self.state.newest.snapshot.atlas, self.profile)

    @property
    def above(self) -> list[tuple[str, str]]:
        """Address and name of each page above this one."""
        about, programme = self.profile.about, self.programme
        if isinstance(about, Body) and programme is not None:
            folder = folder_of(programme)
            if "/" not in folder:
                return [(folder, list_title(programme).of(self.lang))]
            return [(f"programmes/{programme.id}", programme.name.of(self.lang))]
        folder = FOLDERS[self.profile.subject.kind]
        result = [(folder, self.words(f"profiles.{folder}"))]
        if self.kind == "region":
            own = zone_subject(self.atlas, self.profile.regions[0])
            result.append((self.at.of(own), f"{own.name.of(self.lang)} ({self.zoning})"))
        return result

    @property
    def picture(self) -> Markup:
        """The small map."""
        drawn = picture(self.state, self.profile.subject, self.lang)
        return Markup(drawn)  # noqa: S704 - our own, escaped there

    @property
    def legend(self) -> str:
        """Say what the signs of the small map mean for the programmes that it shows."""
        told = [self._legend_of(programme) for programme in self.profile.programmes]
        ways = {role.filled for item in self.profile.programmes for role in item.roles}
        return " ".join([*told, self.words("profile.legend.both")] if len(ways) > 1 else told)

    def _legend_of(self, programme: Programme) -> str:
        lang, words = self.lang, self.words
        roles = [role for role in programme.roles if role.read_as is None]
        filled, hollow = (
            ", ".join(role.name.of(lang) for role in roles if role.filled is way)
            for way in (True, False)
        )
        root = next((role.name.of(lang) for role in roles if role.root), "")
        double = any(style.double for style in programme.styles)
        more = [
            words("profile.legend.framed", root=root) if programme.framed_root else "",
            words("profile.legend.double") if double else "",
            words("profile.legend.arrow", root=root) if root and not double else "",
        ]
        key = "roles" if filled and hollow else "filled" if filled else "hollow"
        return words(
            f"profile.legend.{key}",
            programme=programme.word.of(lang),
            filled=filled,
            hollow=hollow,
            more="".join(f", {value}" for value in more if value),
        )

    @property
    def sectors(self) -> list[tuple[str, Style]]:
        """Return the sectors of the ties in the picture, and how they look there."""
        scene = scene_of(self.state)
        bodies = [self.body(relation.tie) for relation in self.profile.relations]
        found = {body.sector.ko: (body.sector, scene.style(body)) for body in bodies if body.sector}
        every = {
            sector_count.sector.ko: found[sector_count.sector.ko]
            for sector_count in self.profile.by_sector
        }
        return [(name.of(self.lang), style) for name, style in every.values()]

    @property
    def contents(self) -> list[tuple[str, str]]:
        """Return the sections that the page has, as anchor and heading."""
        p, words = self.profile, self.words
        region = self.kind in REGIONAL
        topics = {note.topic for note in p.about.notes} if isinstance(p.about, Body) else set()
        there = {
            "borders": self.border_change is not None,
            "ties": bool(p.relations),
            "by_sector": region and bool(p.by_sector),
            "by_region": self._counts_regions,
            "inside": bool(p.inside),
            "untied": region and self.kind != "area",
            "figures": bool(self.series),
            "indicators": bool(p.indicators),
            **{topic: topic in topics for topic in TOPICS},
            "requests": bool(p.records_of("requests")),
            "records": bool(p.records_of("policy-sites", "regional-agreements")),
            "conflicts": bool(p.conflicts),
            "sources": True,
        }
        told = [(section.programme.id, section.title) for section in self.sections]
        if self.bodies is not None:
            told.append(("bodies", self.bodies.title))
        titles = {"conflicts": self.conflicts_title}
        told += [
            (id_, titles.get(id_) or words(f"profile.{id_}"))
            for id_, shown in there.items()
            if shown
        ]
        return [*told, ("download", words("data.download"))]

    @property
    def conflicts_title(self) -> str:
        """Heading of the conflicts: whether any two values differ, or names alone are read."""
        return disagreements(self.profile.conflicts).of(self.lang)

    def kind_of(self, conflict: Conflict) -> str:
        """Return of what kind a conflict is."""
        return both("geo", f"conflict.kind.{conflict.kind}").of(self.lang)

    def functions(self, member: Membership) -> str:
        """Return what a member does, in every wording of the sources."""
        return functions_of(member).of(self.lang)

    @property
    def _counts_regions(self) -> bool:
        of_many = self.kind in {"sector", "mega-region", "area", "programme"}
        return of_many and bool(self.profile.by_region)

    @cached_property
    def figures(self) -> list[Figure]:
        """Return how often the subject takes part, and how far its ties reach."""
        return list(self._figures())

    def _figures(self) -> Iterator[Figure]:
        p, lang, words = self.profile, self.lang, self.words
        # A body has a root and others; a region has complexes that take part as one or the other.
        together = self.kind == "body"
        if self.kind == "programme" and isinstance(p.about, Programme):
            bodies = [item for item in self.atlas.bodies_of(p.about.id) if item.in_force]
            yield Figure(begun(p.about.bodies.of(lang)), f"{len(bodies):,}")
        for group in p.role_groups:
            if count := p.count(group):
                name = group.short if together else group.name
                yield Figure(begun(name.of(lang)), f"{count:,}")
        for way in ("out", "in", "within"):
            if count := len(p.ways(way)):
                key = f"profile.way.{way}" if self.around else "profile.ties"
                yield Figure(words(key), f"{count:,}")
        for length in p.lengths:
            note = words(
                "profile.length.note",
                shortest=f"{length.shortest:,.1f}",
                longest=f"{length.longest:,.1f}",
                total=f"{length.total:,.1f}",
            )
            label = words("profile.length.of", programme=length.programme.word.of(lang))
            yield Figure(label, f"{length.median:,.1f} km", note)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the participations, programme by programme."""
        own = () if self.kind == "programme" else self.profile.programmes
        return tuple(map(self._section, own))

    def _section(self, programme: Programme) -> Section:
        bodies = self.atlas.bodies_of(programme.id)
        of_body = self.kind == "body"
        return Section(
            programme=programme,
            title=self.words("profile.participants") if of_body else programme.name.of(self.lang),
            noun=begun(programme.body.of(self.lang)),
            parts=self.profile.of(programme),
            sector=not of_body and any(body.sector for body in bodies),
            function=any(member.function for body in bodies for member in body.members),
        )

    @cached_property
    def heads(self) -> TieHeads:
        """Return the headings of the table of ties."""
        return tie_heads(length.programme for length in self.profile.lengths)

    @cached_property
    def bodies(self) -> Table | None:
        """Return the bodies of a programme."""
        about = self.profile.about
        if not isinstance(about, Programme):
            return None
        return bodies_table(self.atlas, about, self.lang)

    @property
    def rounds(self) -> tuple[str, ...]:
        """Return the rounds or years of a programme."""
        bodies = self.atlas.bodies_of(self.profile.subject.id)
        in_order = sorted(bodies, key=lambda body: body.round or body.year)
        return tuple(dict.fromkeys(self.round_name(body) for body in in_order))

    def facts_of(self, body: Body) -> tuple[Text, ...]:
        """Return status, dates and whatever the programme declares of a body."""
        return facts_of(self.atlas.programme_of(body), body, self.lang)

    def round_name(self, body: Body) -> str:
        """Return the round of a body in the programme's words."""
        return round_of(self.atlas.programme_of(body), body).of(self.lang)

    def notes_of(self, body: Body, topic: str) -> list[BodyNote]:
        """Return what the sources say of a body under a heading."""
        return [note for note in body.notes if note.topic == topic]

    @cached_property
    def together(self) -> Together | None:
        """Return the imported figures of the subject; None where there are none."""
        statistics = statistics_of(self.state)
        return together(statistics, self.atlas, self.profile, self.state.day)

    @cached_property
    def series(self) -> tuple[SeriesRow, ...]:
        """Return the imported series of the subject."""
        return series_rows(self.together.series, self.words) if self.together else ()

    @property
    def series_notes(self) -> tuple[str, ...]:
        """Return what the series rest on."""
        return notes_of(self.together, self.words) if self.together else ()

    @property
    def target_subject(self) -> str:
        """Return whose targets stand beside imported figures; empty where nothing was imported."""
        aims = [
            indicator
            for indicator in self.profile.indicators
            if indicator.nature in {"target", "contribution"}
        ]
        known = bool(statistics_of(self.state).sources)
        return aims[0].subject if known and aims and not self.state.day else ""

    @property
    def series_heads(self) -> tuple[tuple[str, bool], ...]:
        """Return the headings of the series, and whether numbers stand below."""
        return headings(self.words)

    @property
    def series_path(self) -> str:
        """Address of the page of the series, below the root."""
        subject = self.profile.subject
        return f"statistics/subjects/{subject.kind}/{quote(subject.id)}"

    @cached_property
    def numbers(self) -> list[Number]:
        """Return the indicators in words."""
        return [
            Number(
                name_of(indicator).of(self.lang),
                subject_of(self.atlas, indicator).of(self.lang),
                _amount(indicator, self.lang),
                indicator,
                of_indicator(self.atlas, indicator),
            )
            for indicator in self.profile.indicators
        ]

    def others(self, part: Participation) -> list[Membership]:
        """Return with whom a place takes part."""
        return [member for member in part.body.members if member.place_id != part.member.place_id]

    def place(self, id_: str) -> Place:
        """Return a place."""
        return self.atlas.places[id_]

    def area(self, place: Place) -> str:
        """Tell an area, of a group how it comes out of its parts."""
        scene = scene_of(self.state)
        return Teller(scene, self.drawing, names_of(scene, self.lang)).area(place)

    def district(self, place: Place) -> str:
        """Return the 시군구 in which the point of a place lies; nothing at sea."""
        found = self.atlas.district_of(place.id)
        return found.name.of(self.lang) if found else ""

    def body(self, tie: Tie) -> Body:
        """Return the body of a tie."""
        return self.atlas.bodies[tie.body_id]

    def km(self, tie: Tie) -> str:
        """Return the length of a tie without unit."""
        return f"{km_of(tie):,.1f}"

    def listed(self, body: Body) -> str:
        """Return the name of a body in a list."""
        return listed(body).of(self.lang)

    def sites_of(self, place: Place) -> str:
        """Return the programmes that chose a place as a site, with the years."""
        found = [
            f"{self.atlas.programmes[body.programme].word.of(self.lang)} {body.year}"
            for body, _ in self.atlas.memberships_at(place.id)
            if self.atlas.programmes[body.programme].ties_layer is None
        ]
        return ", ".join(dict.fromkeys(found))

    def written_as(self, place: Place) -> list[str]:
        """Return how the sources print a place."""
        return list(
            dict.fromkeys(
                printing.name_as_written for printing in self.atlas.printings_of(place.id)
            )
        )

    def colour(self, style: Style) -> str:
        """Return the colour of a look, for CSS."""
        return token(style.colour)

    def quoted(self, text: str) -> Markup:
        """Mark what is Korean in a text of an English page."""
        return quoted(text, self.lang)

    @property
    def map_path(self) -> str:
        """Address of the map of the subject."""
        return self.at.map_of(self.profile.subject)

    @cached_property
    def headline(self) -> str:
        """What the subject comes to, in a sentence."""
        return headline(self.profile, self.atlas, self.lang)[0]

    @property
    def abstract(self) -> str:
        """What follows from its numbers, else what the page tells."""
        return headline(self.profile, self.atlas, self.lang)[1] or self.lead

    @property
    def social_picture(self) -> str:
        """Address of the picture that other sites show for the page, 1,200 by 630 pixels."""
        return f"{self.at.card_of(self.profile.subject)}?lang={self.lang}"

    @property
    def brief_path(self) -> str:
        """Address of the brief, without ending."""
        return self.at.brief_of(self.profile.subject)

    @property
    def brief_forms(self) -> tuple[str, ...]:
        """Formats of briefs."""
        return tuple(FORMATS)

    @cached_property
    def downloads(self) -> list[Files]:
        """Return the collections that tell of the subject."""
        layers = self.state.newest.snapshot.layers
        return [
            Files(
                layers[download.collection].title_en
                if self.lang == "en"
                else layers[download.collection].title_ko,
                download.path("geojson"),
                download.path("csv"),
            )
            for download in self.at.downloads_of(self.profile.subject)
        ]

    @cached_property
    def sources(self) -> list[Cited]:
        """Return each source with publisher, title and date, and the sections cited."""
        known = sources_of(self.state)
        return [
            Cited(
                id_,
                ", ".join(
                    filter(
                        None,
                        (
                            known[id_].publisher.of(self.lang),
                            known[id_].title.of(self.lang),
                            known[id_].published_on,
                        ),
                    )
                ),
                locators,
            )
            for id_, locators in _locators(self.profile.citations).items()
        ]


def _locators(citations: tuple[Evidence, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for citation in citations:
        own = found.setdefault(citation.source, {})
        if citation.locator:
            own[citation.locator] = None
    return {id_: tuple(own) for id_, own in found.items()}


def _amount(indicator: Indicator, lang: Lang) -> str:
    """Return value and unit."""
    if indicator.value is None:
        return "–"
    unit = unit_of(indicator)
    return with_unit(exact(indicator.value), unit.of(lang) if unit else "", lang)
