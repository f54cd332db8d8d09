"""How briefs write numbers, names and lists in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.messages.numbers import with_unit
from geo.profiles.facts import Consortium

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Catalogue, Lang
    from geo.profiles.facts import Facts, Indicator, Project, Tie
    from geo.profiles.model import Profile
    from maps.briefs.notes import Register

ROLES = ("lead", "partner", "hub", "link", "area")


@dataclass(frozen=True, slots=True)
class Telling:
    """A profile, the facts around it, and the words to tell them in."""

    profile: Profile
    facts: Facts
    lang: Lang
    words: Catalogue
    notes: Register

    @property
    def drawing(self) -> Catalogue:
        """The words of the maps, for roles and kinds."""
        return catalogue("maps", self.lang)

    def counted(self, noun: str, count: int) -> str:
        """Return a number with what it counts."""
        return self.agreeing(f"count.{noun}", count)

    def agreeing(self, key: str, count: int) -> str:
        """Return the words of `key` in the singular or plural of `count`."""
        return self.words(f"{key}.one" if count == 1 else key, count=f"{count:,}")

    def listed(self, names: Sequence[str], most: int | None = None) -> str:
        """Join names; those beyond `most` are counted."""
        shown = ", ".join(names[:most])
        more = len(names) - len(names[:most])
        return f"{shown} {self.words('more', count=more)}" if more else shown

    def day(self, printed: str) -> str:
        """Return a day, month or year (``2025-01-16``) as official papers write it.

        Korean ones put blanks and points (행정업무의 운영 및 혁신에 관한 규정, article 7).
        """
        if self.lang == "en":
            return printed
        return "".join(f"{int(part)}. " for part in printed.split("-")).rstrip()

    def crossing(self, ties: int, crossing: int) -> str:
        """Say how many of the ties cross the border of a 시도."""
        if crossing in {0, ties}:
            return self.agreeing("crossing.all" if crossing else "crossing.none", ties)
        return self.agreeing("crossing.some", crossing)

    def begun(self, text: str) -> str:
        """Begin a statement with a capital letter."""
        return text[:1].upper() + text[1:]

    def aside(self, text: str, aside: str) -> str:
        """Put `aside` in brackets behind `text`, in Korean without a space."""
        return f"{text}({aside})" if self.lang == "ko" else f"{text} ({aside})"

    def place(self, id_: str) -> str:
        """Return the name of a place."""
        return self.facts.places[id_].name.of(self.lang)

    def region_of(self, place: str) -> str:
        """Return the short name of the 시도 in which a place lies."""
        return self.region(self.facts.places[place].region)

    def region(self, code: str) -> str:
        """Return the short name of a 시도."""
        return self.facts.regions[code].short.of(self.lang)

    def owner(self, one: Consortium | Project) -> str:
        """Return the name of a project, or number and name of a consortium."""
        name = one.name.of(self.lang)
        return f"{one.no}. {name}" if isinstance(one, Consortium) else name

    def owner_in_short(self, one: Consortium | Project) -> str:
        """Return region and year of a project, or number and name of a consortium."""
        if isinstance(one, Consortium):
            return self.owner(one)
        return self.aside(self.region(one.region), str(one.round_year))

    def about(self, indicator: Indicator) -> str:
        """Return what a number is about: region and year of a project, or the name of its hub."""
        project = self.facts.projects.get(indicator.subject)
        if project is None or indicator.subject_kind == "hub":
            return indicator.about.of(self.lang)
        return self.owner_in_short(project)

    def roles(self, counts: Sequence[tuple[str, int]]) -> str:
        """List how often each role is taken; roles never taken are left out."""
        return ", ".join(self.words(f"as.{role}", count=count) for role, count in counts if count)

    def role_counts(self) -> list[tuple[str, int]]:
        """Count the profile's participations by role."""
        return [(role, len(self.profile.roles(role))) for role in ROLES]

    def ties(self) -> list[Tie]:
        """Return the profile's ties, the longest first."""
        return sorted((one.tie for one in self.profile.relations), key=lambda tie: -tie.length_km)

    def amount(self, indicator: Indicator) -> str:
        """Return value and unit, and a share in brackets."""
        share = "" if indicator.share_pct is None else f"{indicator.share_pct:g}%"
        if indicator.value is None:
            return share or self.words("no_number")
        unit = indicator.unit.of(self.lang) if indicator.unit else ""
        value = with_unit(f"{indicator.value:,g}", unit, self.lang)
        return self.aside(value, share) if share else value


def km(length: float) -> str:
    """Return a length in km, without the unit."""
    return f"{length:,.1f}"
