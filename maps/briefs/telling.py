"""How briefs write numbers, names and lists in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geo.hangul import BIEUP, MIEUM, syllable
from geo.layers.indicators import subject_of, unit_of
from geo.messages import catalogue
from geo.messages.numbers import exact, with_unit
from geo.profiles.counting import km_of
from geo.profiles.naming import functions_of, list_title, listed, shortened, span, years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.analysis.together import Together
    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.bilingual import Bilingual
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.programmes import Body, Membership, Programme
    from geo.profiles.model import Participation, Profile, Way
    from maps.briefs.notes import Register
    from maps.sketches.model import Sketch
    from maps.view import View


class Seen(NamedTuple):
    """The view of a map whose contents a brief tells."""

    map: str
    """``overview`` or the id of a programme."""
    view: View
    heading: str
    """What the map is called."""
    condition: str
    """What the view asks for, in words; empty for everything."""


class Theme(NamedTuple):
    """A figure of the subject by 시군구 or by complex, drawn over its land."""

    sketch: Sketch
    base: str
    """Of the figure."""


MOST_PROGRAMMES = 3
"""Names of programmes in one sentence; further ones are counted."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A profile, the facts around it, and the words to tell them in."""

    profile: Profile
    atlas: Atlas
    lang: Lang
    words: Catalogue
    notes: Register
    seen: Seen | None = None
    """Where the profile is that of a view."""
    figures: Together | None = None
    """What was imported of the subject; None without imports, or where they have nothing of it."""
    theme: Theme | None = None
    """A figure as a map; None where there is none to draw."""

    @property
    def drawing(self) -> Catalogue:
        """The words of the maps, for kinds of places."""
        return catalogue("maps", self.lang)

    def of(self, text: Bilingual | None, nothing: str = "") -> str:
        """Return a text in the brief's language."""
        return text.of(self.lang) if text else nothing

    def counted(self, noun: str, count: int) -> str:
        """Return a number with what it counts."""
        return self.agreeing(f"count.{noun}", count)

    def counted_bodies(self, programme: Programme, count: int) -> str:
        """Return a number of a programme's bodies."""
        noun = programme.body if count == 1 else programme.bodies
        return self.words("count.bodies", count=f"{count:,}", noun=noun.of(self.lang))

    def agreeing(self, key: str, count: int) -> str:
        """Return the words of `key` in the singular or plural of `count`."""
        return self.words(f"{key}.one" if count == 1 else key, count=f"{count:,}")

    def with_sector(self, name: str) -> tuple[Programme, ...]:
        """Return the programmes that have bodies of a sector or subsector."""
        found = {
            body.programme
            for body in self.atlas.bodies.values()
            if any(name == bilingual.ko for bilingual in (body.sector, body.subsector) if bilingual)
        }
        return tuple(
            programme for programme in self.atlas.programmes.values() if programme.id in found
        )

    def way(self, way: Way, count: int) -> str:
        """Return how many ties go a way, as seen from the subject: 관내→타 시도 1건."""
        return self.words("way", way=self.way_name(way), ties=self.counted("parts", count))

    def way_name(self, way: Way) -> str:
        """Return what a way is called: from a 시도 to another, from a complex to others."""
        return self.words(f"way.{way}.{self.profile.subject.kind}")

    def listed(self, names: Sequence[str], most: int | None = None) -> str:
        """Join names; those beyond `most` are counted."""
        shown = ", ".join(names[:most])
        more = len(names) - len(names[:most])
        return f"{shown} {self.words('more', count=more)}" if more else shown

    def day(self, printed: str) -> str:
        """Return a day, month or year (``2025-01-16``) as official papers write it."""
        return day_in_words(printed, self.lang)

    def crossing(self, ties: int, crossing: int) -> str:
        """Say how many of the ties cross the border of a 시도."""
        if crossing in {0, ties}:
            return self.agreeing("crossing.all" if crossing else "crossing.none", ties)
        return self.agreeing("crossing.some", crossing)

    def aside(self, text: str, aside: str) -> str:
        """Put `aside` in brackets behind `text`, in Korean without a space."""
        return f"{text}({aside})" if self.lang == "ko" else f"{text} ({aside})"

    def place(self, id_: str) -> str:
        """Return the name of a place."""
        return self.atlas.places[id_].name.of(self.lang)

    def region_of(self, place: str) -> str:
        """Return the short name of the 시도 in which a place lies."""
        return self.atlas.region_of(place).short.of(self.lang)

    def owner(self, body: Body) -> str:
        """Return the name of a body, with its number if it has one."""
        return listed(body).of(self.lang)

    def owner_in_short(self, body: Body) -> str:
        """Return region and round of a body that has no number."""
        return shortened(body).of(self.lang)

    def about(self, indicator: Indicator) -> str:
        """Return what a number is about: a body in short, or the name of its root."""
        body = self.atlas.bodies.get(indicator.subject)
        if body is None or indicator.subject_kind == "hub":
            return subject_of(self.atlas, indicator).of(self.lang)
        return self.owner_in_short(body)

    def role(self, participation: Participation) -> str:
        """Return the word for a role."""
        return participation.role.name.of(self.lang)

    def functions(self, member: Membership) -> str:
        """Return what a member does, in every wording of the sources."""
        return functions_of(member).of(self.lang)

    def roles(self, took: Sequence[Participation]) -> str:
        """List how often each role of a programme is taken."""
        counts: dict[str, int] = {}
        for role in (role for participation in took[:1] for role in participation.programme.roles):
            count = sum(participation.member.role == role.id for participation in took)
            if count:
                counts[role.name.of(self.lang)] = count
        told = [self.words("as", role=role, count=n) for role, n in counts.items()]
        return self.words.texts["and.roles"].join(told)

    def with_years(self, programmes: Iterable[Programme]) -> list[str]:
        """Return the names of programmes, each with the years of its rounds."""
        return [self.dated(programme.name.of(self.lang), programme) for programme in programmes]

    def dated(self, text: str, programme: Programme) -> str:
        """Put the years of a programme's rounds in brackets behind a text."""
        return self.aside(text, span(self.years(programme), "·" if self.lang == "ko" else ", "))

    def years(self, programme: Programme) -> tuple[str, ...]:
        """Return the rounds or years of a programme."""
        return years_of(self.atlas.bodies_of(programme.id))

    def years_of_ties(self, programme: Programme | None = None) -> str:
        """Return the years of the bodies whose ties the profile has, of one programme if given."""
        bodies = (self.atlas.bodies[relation.tie.body_id] for relation in self.profile.relations)
        own = (b for b in bodies if programme is None or b.programme == programme.id)
        return span(years_of(own), ", ")

    def title_of(self, programme: Programme) -> str:
        """Return what a list of a programme's bodies is called."""
        return list_title(programme).of(self.lang)

    @property
    def shown(self) -> tuple[Programme, ...]:
        """The programmes that the brief is about: those that have a part in it, else all."""
        overview = (
            programme for programme in self.atlas.programmes.values() if programme.on_overview
        )
        return self.profile.programmes or tuple(overview)

    @property
    def subtitle(self) -> str:
        """Names of the programmes that the brief is about; those beyond some are counted.

        Of a 초광역권 its scheme stands before them.
        """
        names = self.with_years(self.shown)
        if self.profile.subject.kind == "mega-region":
            zoning = self.words("zoning", name=self.of(self.atlas.zoning.name))
            names, most = [zoning, *names], MOST_PROGRAMMES + 1
        else:
            most = MOST_PROGRAMMES
        shown = " · ".join(names[:most])
        more = len(names) - most
        return f"{shown} {self.words('more', count=more)}" if more > 0 else shown

    def ties(self) -> list[Tie]:
        """Return the profile's ties, the longest first."""
        return sorted(
            (relation.tie for relation in self.profile.relations), key=lambda tie: -km_of(tie)
        )

    def amount(self, indicator: Indicator) -> str:
        """Return value and unit, and a share in brackets."""
        share = "" if indicator.share_pct is None else f"{indicator.share_pct:g}%"
        if indicator.value is None:
            return share or self.words("no_number")
        value = with_unit(exact(indicator.value), self.of(unit_of(indicator)), self.lang)
        return self.aside(value, share) if share else value


_SENTENCE = re.compile(r"([가-힣])(습?)니다(?=[.,)\s]|$)")


def in_notes(text: str, lang: Lang) -> str:
    """Write Korean sentences as notes end, 개조식: 넘습니다 as 넘음, 참여합니다 as 참여함.

    >>> in_notes("29개가 지역을 넘습니다. 사실이 아닙니다.", "ko")
    '29개가 지역을 넘음. 사실이 아님'
    """
    if lang != "ko":
        return text
    return _SENTENCE.sub(_noted, text).removesuffix(".")


def _noted(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}음"
    last = syllable(found[1])
    if last is None or last.final != BIEUP:
        return found[0]
    return str(last._replace(final=MIEUM))


def day_in_words(printed: str, lang: Lang) -> str:
    """Return a day, month or year (``2025-01-16``) as official papers write it.

    Korean ones put blanks and points (행정업무의 운영 및 혁신에 관한 규정, article 7).
    """
    if lang == "en":
        return printed
    return "".join(f"{int(part)}. " for part in printed.split("-")).rstrip()


def km(length: float) -> str:
    """Return a length in km, without the unit."""
    return f"{length:,.1f}"
