"""What the panel tells about a place, and the lines of tooltips, in the words of one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.records import fact, item, section, told
from maps.theme import TRANSFORMATION, sector_style
from maps.view import consortium_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.messages import Catalogue
    from maps.records import Record
    from maps.scene import Conflict, ConsortiumTie, Indicator, Place, ProjectTie, Scene, Tie

PROJECT_BADGE: Record = {"text": "", "colour": TRANSFORMATION, "shape": "square"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells about places and ties of a scene in the words of one language."""

    scene: Scene
    words: Catalogue
    names: Mapping[str, str]
    """Place id to short name."""

    def place(self, place: Place) -> Record:
        """Tell what a place is, its part in both programmes, and where the facts come from."""
        words = self.words
        indicators = [one for one in self.scene.indicators if one.place_id == place.id]
        conflicts = [*place.conflicts, *(found for one in indicators for found in one.conflicts)]
        return told(
            title=place.name,
            kicker=self.kicker(place),
            sections=[
                section(words("popup.consortia"), self.memberships(place)),
                section(words("popup.transformation"), self.projects(place)),
                section(words("popup.members"), self._members(place)),
                self.indicators(indicators),
                self.conflicts(conflicts),
            ],
            facts=self._place_facts(place),
            notes=[place.note],
            sources=[self.source(*cited) for cited in place.sources],
        )

    def kicker(self, place: Place) -> str:
        """Return what kind of place it is, and where."""
        kind = self.words(f"kind.{place.kind}")
        where = " ".join(dict.fromkeys(filter(None, (place.sido, place.sigungu))))
        return f"{kind} · {where}" if where else kind

    def consortium_line(self, tie: ConsortiumTie) -> list[str]:
        """Return the lines of a consortium tie's tooltip."""
        name = self.words("popup.consortium", no=tie.no, name=tie.name)
        return [name, self.sector(tie), self._way(tie)]

    def project_line(self, tie: ProjectTie) -> list[str]:
        """Return the lines of a transformation tie's tooltip."""
        lines = [self.project_name(tie.round_year, tie.region), self._way(tie)]
        return [*lines, tie.function] if tie.function else lines

    def _way(self, tie: Tie) -> str:
        crossing = "crosses" if tie.crosses_sido else "stays"
        return self.words(
            f"tie.{crossing}",
            start=self.names[tie.from_id],
            end=self.names[tie.to_id],
            km=f"{tie.length_km:,.0f}",
        )

    def badge(self, tie: ConsortiumTie) -> Record:
        """Return the sign of a consortium: the sector's shape and colour with the number."""
        style = sector_style(tie.sector)
        return {"text": str(tie.no), "colour": style.colour, "shape": style.shape}

    def sector(self, tie: ConsortiumTie) -> str:
        """Return the sector of a consortium, its subsector in brackets."""
        if tie.subsector_label is None:
            return tie.sector_label
        return f"{tie.sector_label} ({tie.subsector_label})"

    def project_name(self, round_year: int, region: str) -> str:
        """Return what a project of the transformation is called."""
        name = self.words.under("region").get(region, region)
        return self.words("popup.project", round=round_year, region=name)

    def memberships(self, place: Place) -> list[Record]:
        """Tell in which consortia of the scene a place takes part, with whom."""
        items = []
        for no, role in place.consortia:
            ties = self.scene.consortium(no)
            if not ties:
                continue
            first = ties[0]
            text = self.words(
                "popup.membership", role=self.words(f"role.{role}"), sector=self.sector(first)
            )
            if group := self._group(place, ties):
                text = self.words("popup.as_group", text=text, group=group)
            others = [p for p in self._participants(ties) if p["id"] != place.id]
            badge = self.badge(first)
            items.append(
                item(text, others, title=first.name, badge=badge, leads_to=consortium_id(no))
            )
        return items

    def _group(self, place: Place, ties: Iterable[ConsortiumTie]) -> str | None:
        """Return the name of the group as part of which `place` takes part, if it does so."""
        ends = {end for tie in ties for end in (tie.from_id, tie.to_id)}
        if place.id in ends:
            return None
        groups = (self.scene.places[end] for end in ends if end in self.scene.places)
        return next((self.names[g.id] for g in groups if place.id in g.members), None)

    def _participants(self, ties: Iterable[ConsortiumTie]) -> list[Record]:
        found: list[Record] = []
        for tie in ties:
            if not found:
                found.append(self.link(tie.from_id, self.words("role.lead")))
            found.append(self.link(tie.to_id, self.words("role.partner")))
        return found

    def projects(self, place: Place) -> list[Record]:
        """Tell in which projects a place takes part, with whom."""
        items = []
        for round_year, role, region in place.projects:
            ties = self.scene.project(round_year, region)
            mine = [tie for tie in ties if place.id in {tie.from_id, tie.to_id}]
            others = [
                self.link(tie.to_id, self.words(f"role.{tie.role}"))
                if place.id == tie.from_id
                else self.link(tie.from_id, self.words("role.hub"))
                for tie in mine
            ]
            text = self.words(f"role.{role}")
            function = next((t.function for t in mine if t.to_id == place.id and t.function), None)
            if function:
                text = f"{text} · {function}"
            if role == "hub" and not ties:
                text = f"{text} · {self.words('popup.no_links', round=round_year)}"
            items.append(
                item(
                    text,
                    others,
                    title=self.project_name(round_year, region),
                    badge=PROJECT_BADGE,
                    leads_to=self.scene.project_id(round_year, region),
                )
            )
        return items

    def _members(self, place: Place) -> list[Record]:
        links = [self.link(member) for member in place.members if member in self.names]
        return [item("", links)] if links else []

    def _place_facts(self, place: Place) -> list[Record]:
        words = self.words
        facts = []
        if place.written_as:
            facts.append(fact(words("popup.printed"), ", ".join(place.written_as)))
        if place.area_km2 is not None:
            area = words("popup.area_value", km2=f"{place.area_km2:,.1f}")
            facts.append(fact(words("popup.area"), area))
        if place.smart_green_year is not None:
            year = words("popup.smart_green_value", year=place.smart_green_year)
            facts.append(fact(words("popup.smart_green"), year))
        if place.precision_km is not None:
            precision = words("popup.precision_value", km=f"{place.precision_km:g}")
            facts.append(fact(words("popup.precision"), precision))
        evidence = words.under("evidence").get(place.evidence, place.evidence)
        confidence = words(f"confidence.{place.confidence}")
        return [
            *facts,
            fact(words("popup.evidence"), evidence),
            fact(words("popup.confidence"), confidence),
        ]

    def indicators(self, indicators: Iterable[Indicator]) -> Record:
        """Tell numbers of the documents, each with what it is measured against and its period."""
        words = self.words
        items = []
        for one in indicators:
            period = words.under("period").get(one.period or "", one.period)
            if one.base:
                measured = [one.base, period or words("panel.period_unstated")]
            elif period:
                measured = [words(f"nature.{one.nature}"), words("panel.base_unstated"), period]
            else:
                measured = [words(f"nature.{one.nature}"), words("panel.unstated")]
            text, title = " · ".join(measured), f"{one.name} {one.amount}".strip()
            quote = words("panel.printed", text=one.printed, at=one.locator)
            items.append(item(text, title=title, quote=quote))
        return section(words("panel.indicators"), items)

    def conflicts(self, conflicts: Iterable[Conflict]) -> Record:
        """Tell what the documents disagree on, and what is used."""
        words = self.words
        items = [
            item(
                words("popup.conflict", a=found.value_a, b=found.value_b, used=found.used),
                title=found.topic,
                conflict=found.id.lower(),
            )
            for found in dict.fromkeys(conflicts)
        ]
        return section(words("popup.conflicts"), items)

    def link(self, id_: str, role: str = "") -> Record:
        """Make a place to go to, with its role there."""
        return {"id": id_, "label": self.names.get(id_, id_), "role": role}

    def source(self, source: str, locators: Iterable[str]) -> Record:
        """Return a document and the places in it."""
        title = self.words.under("source").get(source, source)
        return {"id": source, "title": title, "locators": [*locators]}
