"""What a popup and a tooltip say, as records of plain text; scripts set it as text only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maps.theme import TRANSFORMATION, sector_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.messages import Catalogue
    from maps.scene import Conflict, ConsortiumTie, Place, ProjectTie, Scene, Tie

Record = dict[str, Any]
"""A mapping with fixed keys; nothing of the data is a key."""


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
        sections = [
            _section(words("popup.consortia"), self._memberships(place)),
            _section(words("popup.transformation"), self._projects(place)),
            _section(words("popup.members"), self._members(place)),
            self._conflicts(place.conflicts),
        ]
        return _popup(
            title=place.name,
            kicker=self.kicker(place),
            sections=[*filter(_filled, sections)],
            facts=self._place_facts(place),
            notes=[place.note] if place.note else [],
            sources=[self._source(*cited) for cited in place.sources],
        )

    def kicker(self, place: Place) -> str:
        """Return what kind of place it is, and where."""
        kind = self.words(f"kind.{place.kind}")
        where = " ".join(dict.fromkeys(filter(None, (place.sido, place.sigungu))))
        return f"{kind} · {where}" if where else kind

    def consortium_tie(self, tie: ConsortiumTie) -> Record:
        """Tell about a tie and its consortium."""
        words = self.words
        return _popup(
            title=words("popup.consortium", no=tie.no, name=tie.name),
            kicker=self.sector(tie),
            sections=[
                _section(
                    words("popup.takes_part"),
                    [_item(None, "", "", self._participants(self.scene.consortium(tie.no)))],
                ),
                *filter(_filled, [self._conflicts(tie.conflicts)]),
            ],
            facts=self._tie_facts(tie),
            notes=[],
            sources=[self._source(source, (tie.locator,)) for source in tie.sources],
        )

    def project_tie(self, tie: ProjectTie) -> Record:
        """Tell about a tie of the transformation."""
        words = self.words
        function = [_fact(words("popup.function"), tie.function)] if tie.function else []
        return _popup(
            title=self.project_name(tie.round_year, tie.region),
            kicker=words(f"role.{tie.role}"),
            sections=[*filter(_filled, [self._conflicts(tie.conflicts)])],
            facts=[
                *function,
                *self._tie_facts(tie),
                _fact(words("popup.named_in"), words(f"named_in.{tie.named_in}")),
            ],
            notes=[],
            sources=[self._source(source, (tie.locator,)) for source in tie.sources],
        )

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

    def sector(self, tie: ConsortiumTie) -> str:
        """Return the sector of a consortium, its subsector in brackets."""
        if tie.subsector_label is None:
            return tie.sector_label
        return f"{tie.sector_label} ({tie.subsector_label})"

    def project_name(self, round_year: int, region: str) -> str:
        """Return what a project of the transformation is called."""
        name = self.words.under("region").get(region, region)
        return self.words("popup.project", round=round_year, region=name)

    def _memberships(self, place: Place) -> list[Record]:
        items = []
        for no, role in place.consortia:
            ties = self.scene.consortium(no)
            if not ties:
                continue
            first = ties[0]
            style = sector_style(first.sector)
            text = self.words(
                "popup.membership", role=self.words(f"role.{role}"), sector=self.sector(first)
            )
            if group := self._group(place, ties):
                text = self.words("popup.as_group", text=text, group=group)
            others = [p for p in self._participants(ties) if p["id"] != place.id]
            badge = {"text": str(no), "colour": style.colour, "shape": style.shape}
            items.append(_item(badge, first.name, text, others))
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
                found.append(self._link(tie.from_id, self.words("role.lead"), tie.from_printed))
            found.append(self._link(tie.to_id, self.words("role.partner"), tie.to_printed))
        return found

    def _projects(self, place: Place) -> list[Record]:
        items = []
        for round_year, role, region in place.projects:
            ties = self.scene.project(round_year, region)
            mine = [tie for tie in ties if place.id in {tie.from_id, tie.to_id}]
            others = [
                self._link(tie.to_id, self.words(f"role.{tie.role}"), tie.to_printed)
                if place.id == tie.from_id
                else self._link(tie.from_id, self.words("role.hub"), tie.from_printed)
                for tie in mine
            ]
            text = self.words(f"role.{role}")
            function = next((t.function for t in mine if t.to_id == place.id and t.function), None)
            if function:
                text = f"{text} · {function}"
            if role == "hub" and not ties:
                text = f"{text} · {self.words('popup.no_links', round=round_year)}"
            badge = {"text": "", "colour": TRANSFORMATION, "shape": "square"}
            items.append(_item(badge, self.project_name(round_year, region), text, others))
        return items

    def _members(self, place: Place) -> list[Record]:
        links = [self._link(member, "", "") for member in place.members if member in self.names]
        return [_item(None, "", "", links)] if links else []

    def _place_facts(self, place: Place) -> list[Record]:
        words = self.words
        facts = []
        if place.written_as:
            facts.append(_fact(words("popup.printed"), ", ".join(place.written_as)))
        if place.area_km2 is not None:
            area = words("popup.area_value", km2=f"{place.area_km2:,.1f}")
            facts.append(_fact(words("popup.area"), area))
        if place.smart_green_year is not None:
            year = words("popup.smart_green_value", year=place.smart_green_year)
            facts.append(_fact(words("popup.smart_green"), year))
        if place.precision_km is not None:
            precision = words("popup.precision_value", km=f"{place.precision_km:g}")
            facts.append(_fact(words("popup.precision"), precision))
        evidence = words.under("evidence").get(place.evidence, place.evidence)
        confidence = words(f"confidence.{place.confidence}")
        return [
            *facts,
            _fact(words("popup.evidence"), evidence),
            _fact(words("popup.confidence"), confidence),
        ]

    def _tie_facts(self, tie: Tie) -> list[Record]:
        words = self.words
        crossing = words("tie.crossing.yes" if tie.crosses_sido else "tie.crossing.no")
        return [
            _fact(words("popup.printed"), f"{tie.from_printed} → {tie.to_printed}"),
            _fact(words("popup.length"), words("popup.length_value", km=f"{tie.length_km:,.1f}")),
            _fact(words("popup.crossing"), crossing),
            _fact(words("popup.confidence"), words(f"confidence.{tie.confidence}")),
        ]

    def _conflicts(self, conflicts: Iterable[Conflict]) -> Record:
        return _section(
            self.words("popup.conflicts"),
            [
                _item(
                    None,
                    found.topic,
                    self.words("popup.conflict", a=found.value_a, b=found.value_b, used=found.used),
                    [],
                )
                for found in conflicts
            ],
        )

    def _link(self, id_: str, role: str, printed: str) -> Record:
        return {"id": id_, "label": self.names.get(id_, id_), "role": role, "printed": printed}

    def _source(self, source: str, locators: tuple[str, ...]) -> Record:
        title = self.words.under("source").get(source, source)
        return {"id": source, "title": title, "locators": [*locators]}


def _popup(
    *,
    title: str,
    kicker: str,
    sections: list[Record],
    facts: list[Record],
    notes: list[str],
    sources: list[Record],
) -> Record:
    return {
        "title": title,
        "kicker": kicker,
        "sections": sections,
        "facts": facts,
        "notes": notes,
        "sources": sources,
    }


def _filled(section: Record) -> bool:
    return bool(section["items"])


def _section(heading: str, items: list[Record]) -> Record:
    return {"heading": heading, "items": items}


def _item(badge: Record | None, title: str, text: str, places: list[Record]) -> Record:
    return {"badge": badge, "title": title, "text": text, "places": places}


def _fact(term: str, text: str) -> Record:
    return {"term": term, "text": text}
