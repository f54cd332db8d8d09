"""What the panel tells about places and bodies, and the lines of tooltips, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from geo.layers.conflicts import of_indicator, of_places, touching
from geo.messages.numbers import exact, with_unit
from geo.model.bilingual import Bilingual, both
from geo.profiles.areas import area_sum
from geo.profiles.naming import disagreements, functions_of
from maps.records import fact, item, section, told
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Conflict, Evidence
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body, Membership
    from maps.records import Record
    from maps.scene import Scene, Site


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells about places, ties and bodies of a scene in the words of one language."""

    scene: Scene
    words: Catalogue
    names: Mapping[str, str]
    """Place id to short name."""

    @property
    def lang(self) -> Lang:
        """The language of the words."""
        return self.words.lang

    def place(self, place: Place, drawn: Collection[str] | None = None) -> Record:
        """Tell what a place is, what it takes part in, and where the facts come from."""
        words, atlas = self.words, self.scene.atlas
        sites = self.scene.takes_part(place.id, drawn)
        numbers = [
            indicator
            for indicator in atlas.indicators
            if indicator.subject_kind == "hub"
            and atlas.root_of(atlas.bodies[indicator.subject]).place_id == place.id
        ]
        conflicts = [*of_places(atlas, {place.id})]
        conflicts += [c for number in numbers for c in of_indicator(atlas, number)]
        return told(
            title=place.name.of(self.lang),
            kicker=self.kicker(place),
            sections=[
                *self.memberships(place, sites),
                section(words("popup.members"), self._members(place)),
                self.indicators(numbers),
                self.conflicts(conflicts),
            ],
            facts=self._place_facts(place, sites),
            notes=[place.note.of(self.lang) if place.note else None],
            sources=self._sources([*self._printed_at(place), (place.source, place.locator)]),
        )

    def area(self, place: Place) -> str:
        """Tell the area of a place; of a group, how it comes out of its parts."""
        words = self.words
        text = words("popup.area_value", km2=f"{place.area_km2:,.1f}")
        found = area_sum(self.scene.atlas, place)
        if found is None:
            return text
        if found.left_out is None:
            return f"{text} ({words('area.differs', km2=f'{found.total:,.1f}')})"
        if not found.left_out:
            return f"{text} ({words('area.whole', count=found.parts)})"
        names = ", ".join(
            f"{self.names[entry.id]} {entry.area_km2:,.1f} km²" for entry in found.left_out
        )
        return f"{text} ({words('area.without', names=names)})"

    def kicker(self, place: Place) -> str:
        """Return what kind of place it is, and where."""
        kind = self.words(f"kind.{place.kind}")
        district = self.scene.atlas.district_of(place.id)
        where = [self.scene.atlas.region_of(place.id).name.of(self.lang)]
        where += [district.name.of(self.lang)] if district else []
        return f"{kind} · {' '.join(dict.fromkeys(where))}"

    def tie_lines(self, tie: Tie) -> list[str]:
        """Return the lines of a tie's tooltip: its body, its sector, its ends, its function."""
        body = self.scene.atlas.bodies[tie.body_id]
        way = self.words(
            "tie.way",
            start=self.names[tie.from_id],
            end=self.names[tie.to_id],
            km=f"{tie.length_km:,.0f}",
            crossing=self.crossing(tie),
        )
        text = self.functions(body.member_at(tie.to_id))
        return [line for line in (self.body_name(body), self.sector(body), way, text) if line]

    def body_name(self, body: Body) -> str:
        """Return what a body is called, with its number where it has one."""
        name = body.name.of(self.lang)
        if body.no is None:
            return name
        noun = self.noun(body)
        noun = noun[:1].upper() + noun[1:]
        return self.words("popup.numbered", noun=noun, no=body.no, name=name)

    def noun(self, body: Body) -> str:
        """Return what the programme calls its bodies."""
        return self.scene.programme_of(body).body.of(self.lang)

    def sector(self, body: Body) -> str:
        """Return the sector of a body, its subsector in brackets; empty without one."""
        if body.sector is None:
            return ""
        name = body.sector.of(self.lang)
        return f"{name} ({body.subsector.of(self.lang)})" if body.subsector else name

    def role(self, body: Body, role: str) -> str:
        """Return the word of a role."""
        return self.scene.programme_of(body).role(role).name.of(self.lang)

    def badge(self, body: Body) -> Record:
        """Return the sign of a body: the shape and colour of its group, with its number."""
        style = self.scene.style(body)
        text = "" if body.no is None else str(body.no)
        return {"text": text, "colour": token(style.colour), "shape": style.shape}

    def memberships(self, place: Place, sites: Iterable[Site]) -> Iterator[Record]:
        """Yield for each programme in what a place takes part, with whom."""
        for id_, found in groupby(sites, key=lambda site: site.body.programme):
            heading = self.scene.atlas.programmes[id_].name.of(self.lang)
            yield section(heading, [self.membership(place, site) for site in found])

    def membership(self, place: Place, site: Site) -> Record:
        """Tell a place's part in one body."""
        body, member = site
        text = " · ".join(filter(None, (self.role(body, member.role), self.sector(body))))
        if member.function and member.place_id == place.id:
            text = f"{text} · {self.functions(member)}"
        if member.place_id != place.id:
            text = self.words("popup.as_group", text=text, group=self.names[member.place_id])
        elif len(body.members) == 1 and self.scene.directed(body):
            text = f"{text} · {self.words('popup.alone')}"
        if member.reading_confidence != "high":
            text = f"{text} · {self.words(f'reading.{member.reading_confidence}')}"
        others = [
            self.link(entry.place_id, self.role(body, entry.role))
            for entry in self._tied_with(body, member)
        ]
        return item(
            text, others, title=body.name.of(self.lang), badge=self.badge(body), leads_to=body.id
        )

    def _tied_with(self, body: Body, member: Membership) -> Iterator[Membership]:
        """Yield the other members; those of a body in rounds only where a tie joins them."""
        ties = self.scene.ties_by_body.get(body.id, ())
        numbered = body.no is not None
        for other in body.members:
            pair = {member.place_id, other.place_id}
            joined = any({tie.from_id, tie.to_id} == pair for tie in ties)
            if other is not member and (numbered or joined):
                yield other

    def _members(self, place: Place) -> list[Record]:
        links = [self.link(member) for member in place.members if member in self.names]
        return [item("", links)] if links else []

    def _place_facts(self, place: Place, sites: Iterable[Site]) -> list[Record]:
        words = self.words
        printed = dict.fromkeys(
            printing.name_as_written
            for site in sites
            if site.member.place_id == place.id
            for printing in site.member.printings
        )
        facts = []
        if printed:
            facts.append(fact(words("popup.printed"), ", ".join(printed)))
        if place.area_km2 is not None:
            area = self.area(place)
            facts.append(fact(words("popup.area"), area))
        precision = words("popup.precision_value", km=f"{place.precision_km:g}")
        evidence = words.under("evidence").get(place.evidence, place.evidence)
        return [
            *facts,
            fact(words("popup.precision"), precision),
            fact(words("popup.evidence"), evidence),
            fact(words("popup.confidence"), words(f"confidence.{place.confidence}")),
        ]

    def _printed_at(self, place: Place) -> Iterator[tuple[str, str]]:
        for site in self.scene.takes_part(place.id):
            if site.member.place_id == place.id:
                yield from _cited(site.member)

    def body(self, body: Body) -> Record:
        """Tell who takes part in a body, its ties and numbers, and who else ties the same."""
        words, atlas = self.words, self.scene.atlas
        programme = self.scene.programme_of(body)
        numbers = [indicator for indicator in atlas.indicators if indicator.subject == body.id]
        own = touching(atlas, f"body:{body.id}")
        status = {term.id: term.name for term in programme.statuses}.get(body.status or "")
        facts = [
            (words("panel.sector"), self.sector(body)),
            (words("panel.status"), status.of(self.lang) if status else ""),
            (words("panel.since"), body.starts_on or ""),
            *self._attributes(body),
        ]
        return told(
            title=self.body_name(body),
            kicker=programme.name.of(self.lang),
            badge=self.badge(body),
            sections=[
                section(words("popup.takes_part"), list(self._participants(body))),
                section(words("panel.neighbours"), list(self._neighbours(body))),
                self.indicators(numbers),
                self.conflicts(own),
            ],
            facts=[fact(term, text) for term, text in facts if text],
            notes=[body.note.of(self.lang) if body.note else None],
            sources=self._sources(
                [_at(body.evidence), *(at for m in body.members for at in _cited(m))]
            ),
        )

    def _attributes(self, body: Body) -> Iterator[tuple[str, str]]:
        for attribute in self.scene.programme_of(body).attributes:
            value = body.attributes.get(attribute.id)
            if value is None:
                continue
            text = value.of(self.lang) if isinstance(value, Bilingual) else f"{value}"
            if attribute.unit:
                text = with_unit(text, attribute.unit.of(self.lang), self.lang)
            yield attribute.name.of(self.lang), text

    def _participants(self, body: Body) -> Iterator[Record]:
        """Yield each member with its role, and its tie where it has one."""
        ties = {tie.to_id: tie for tie in self.scene.ties_by_body.get(body.id, ())}
        for member in body.members:
            lines = [self.role(body, member.role)]
            tie = ties.get(member.place_id)
            if tie is not None and self.scene.directed(body):
                lines[0] = " · ".join((lines[0], self._length(tie), self.crossing(tie)))
            lines += [self.functions(member)] if member.function else []
            if member.named_in in {"body", "annex", "both"} and member.function:
                named = self.words(f"named_in.{member.named_in}")
                lines.append(self.words("panel.named_in", where=named))
            if member.reading_confidence != "high":
                lines.append(self.words(f"reading.{member.reading_confidence}"))
            text = "\n".join(lines)
            yield item(text, title=self.names[member.place_id], leads_to=member.place_id)

    def _length(self, tie: Tie) -> str:
        return self.words("popup.length_value", km=f"{tie.length_km:,.1f}")

    def crossing(self, tie: Tie) -> str:
        """Say which borders a tie crosses; what crosses that of a 초광역권 crosses both."""
        crossed = self.scene.crossed(tie)
        widest = next((entry for entry in ("superregion", "sido") if entry in crossed), "none")
        zoning = self.scene.atlas.zoning.short.of(self.lang)
        return self.words(f"panel.crosses.{widest}", zoning=zoning)

    def _neighbours(self, body: Body) -> Iterator[Record]:
        """Yield the ties of others between the same two places, parallel or in return."""
        for tie in self.scene.ties_by_body.get(body.id, ()):
            ways = {(tie.from_id, tie.to_id): "parallel", (tie.to_id, tie.from_id): "reciprocal"}
            for other in self.scene.atlas.ties:
                way = ways.get((other.from_id, other.to_id))
                if way is None or other.body_id == body.id:
                    continue
                owner = self.scene.atlas.bodies[other.body_id]
                start, end = self.names[other.from_id], self.names[other.to_id]
                yield item(
                    self.words(f"panel.{way}", start=start, end=end),
                    title=self.body_name(owner),
                    badge=self.badge(owner),
                    leads_to=owner.id,
                )

    def indicators(self, indicators: Iterable[Indicator]) -> Record:
        """Tell numbers of the documents, each with what it is measured against and its period."""
        words = self.words
        items = []
        for indicator in indicators:
            base = indicator.base_en if self.lang == "en" else indicator.base_ko
            period = words.under("period").get(indicator.period or "", indicator.period)
            if base:
                measured = [base, period or words("panel.period_unstated")]
            elif period:
                measured = [
                    words(f"nature.{indicator.nature}"),
                    words("panel.base_unstated"),
                    period,
                ]
            else:
                measured = [words(f"nature.{indicator.nature}"), words("panel.unstated")]
            title = f"{self._indicator(indicator)} {self._amount(indicator)}".strip()
            quote = words("panel.printed", text=indicator.printed, at=indicator.evidence.locator)
            items.append(item(" · ".join(measured), title=title, quote=quote))
        return section(words("panel.indicators"), items)

    def _indicator(self, indicator: Indicator) -> str:
        from geo.messages import catalogue  # noqa: PLC0415

        return catalogue("geo", self.lang)(f"indicator.{indicator.indicator}")

    def _amount(self, indicator: Indicator) -> str:
        from geo.messages import catalogue  # noqa: PLC0415

        unit = catalogue("geo", self.lang)(f"unit.{indicator.unit}") if indicator.unit else ""
        amounts = [
            with_unit(exact(indicator.value), unit, self.lang)
            if indicator.value is not None
            else "",
            f"{indicator.share_pct:g} %" if indicator.share_pct else "",
        ]
        return " · ".join(filter(None, amounts))

    def functions(self, member: Membership | None) -> str:
        """Return what a member does, in every wording of the sources."""
        return functions_of(member).of(self.lang) if member else ""

    def conflicts(self, conflicts: Iterable[Conflict]) -> Record:
        """Tell what the documents disagree on, spell otherwise or leave open, and what is used."""
        told = sorted(dict.fromkeys(conflicts), key=lambda conflict: not conflict.differs)
        items = [
            item(
                self.words(
                    "popup.conflict",
                    a=found.value_a,
                    b=found.value_b,
                    used=found.choice.of(self.lang),
                ),
                title=(
                    f"{found.topic.of(self.lang)}"
                    f" ({both('geo', f'conflict.kind.{found.kind}').of(self.lang)})"
                ),
                conflict=found.id.lower(),
            )
            for found in told
        ]
        return section(disagreements(told).of(self.lang), items)

    def link(self, id_: str, role: str = "") -> Record:
        """Make a place to go to, with its role there."""
        return {"id": id_, "label": self.names.get(id_, id_), "role": role}

    def _sources(self, cited: Sequence[tuple[str, str]]) -> list[Record]:
        """Return each document once, with all its locators."""
        locators: dict[str, dict[str, None]] = {}
        for source, locator in cited:
            locators.setdefault(source, {})[locator] = None
        return [self.source(source, found) for source, found in locators.items()]

    def source(self, source: str, locators: Iterable[str]) -> Record:
        """Return a document and the places in it."""
        title = self.words.under("source").get(source)
        if title is None:
            known = self.scene.atlas.sources[source]
            title = known.title_en if self.lang == "en" else known.title_ko
        return {"id": source, "title": title, "locators": [*locators]}


def _cited(member: Membership) -> Iterator[tuple[str, str]]:
    """Yield document and locator of each printing of a member."""
    yield from (_at(printing.evidence) for printing in member.printings)


def _at(evidence: Evidence) -> tuple[str, str]:
    return evidence.source, evidence.locator
