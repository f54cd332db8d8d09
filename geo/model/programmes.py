"""A programme of any kind: how it is declared, what it selects, and which places take part.

A programme has rounds, bodies, roles and memberships. A body (an alliance, a regional project, a
zone) is a hyperedge: places take part in it in roles. Ties are its projection by the rule that the
programme declares. No programme has a class of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from geo.model.bilingual import Bilingual
from geo.model.evidence import Evidence

Value = str | int | float | bool | None
"""What an attribute may hold."""
Grouping = Literal["sector", "round", "region", "programme"]
"""By what the ties and sites of a programme are coloured and listed in the legend."""
MemberLabel = Literal["name", "region-name"]
"""How a member is printed: ``여수국가``, or with its region as ``전남(여수국가)``."""
CONFIDENCES = ("low", "medium", "high")
"""From the least sure to the surest."""
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


class TieRule(StrEnum):
    """How a body is projected on pairs of places."""

    STAR = "star"
    """From the member in the root role to each of the others."""
    PAIRS = "pairs"
    """Between any two members, in the order of the table."""
    NONE = "none"
    """No ties: its members are only sites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A word of the programme for how a place takes part, such as 주관 or 거점."""

    id: str
    name: Bilingual
    root: bool = False
    """Whether ties of the rule ``star`` start at it."""
    filled: bool = False
    """Whether the symbol of a place in this role is filled; the root's always is."""
    short: Bilingual
    """Word for columns and counts; roles that share it are counted together."""
    read_as: str | None = None
    """The role that is meant where no other printing tells more exactly: 연계산단·지역 is a heading
    over links and areas alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A key of the programme's own vocabulary with its words: a status, a round."""

    id: str
    name: Bilingual
    final: bool = False
    """Whether a body that has come to this status has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """A column that this programme has beside those of every programme."""

    id: str
    name: Bilingual
    of: Literal["body", "member"]
    type: Literal["text", "bilingual", "date", "month", "integer", "number"]
    """``bilingual`` stands in two columns, ``{id}_ko`` and ``{id}_en``."""
    unit: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one group of a programme looks; colour, dash and shape say the same three times."""

    group: str
    """Sector, round or region as in the data; ``*`` stands for every group."""
    colour: str
    """Token of the theme, such as ``sector-materials``."""
    dash: str
    """``stroke-dasharray`` in pixels; empty for a full line."""
    shape: str
    double: bool = False
    """Whether ties are double lines, which have no badge and no arrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerSpec:
    """A collection that a programme fills."""

    collection: str
    title: Bilingual
    columns: tuple[tuple[str, str], ...]
    """Property and the value that it takes, in the order in which they are written."""

    def property_of(self, value: str) -> str | None:
        """Return the property that takes `value`, such as ``sector``; None where none does."""
        return next((name for name, taken in self.columns if taken == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceProperty:
    """How the feature of a complex tells its memberships of one programme."""

    name: str
    """Of the property."""
    columns: tuple[tuple[str, str], ...]
    """Keys of each entry and the values that they take; a single one without key stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number that a document prints once, or once a period."""

    indicator: str
    period: str | None = None


Counted = Literal["bodies", "roots", "others", "sectors", "worded", "sum"]
"""What a statement counts: bodies, their members in the root role or in others, the printed counts
by sector, the numbers in the wordings of an indicator, or the sum of other numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a document says of a programme's rows, to be worked out again at each build."""

    id: str
    says: Bilingual
    source: str
    locator: str
    """Where it is said; empty where the number tells."""
    unit: str
    counts: Counted
    number: Number | None
    """What the document prints; None where it holds of all that is counted."""
    round: str | None
    """Only bodies of this round."""
    listed: bool
    """Whether only rows of the same source count."""
    superregion: str | None
    """Printed in a region of it …"""
    places: int | None
    """… bodies of at least so many places …"""
    crosses: bool
    """… printed in another region than the root …"""
    within: str | None
    """… taking part in this programme, too …"""
    named_in: tuple[str, ...]
    """… printed in the first of these parts, against those in the second."""
    parts: tuple[Number, ...]
    """Of a sum."""
    conflict: str | None
    """What the conflict touches that explains a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A policy that names places, as its declaration says."""

    id: str
    """Lower-case ASCII with hyphens; never changes."""
    name: Bilingual
    short: Bilingual
    """The name where there is little room."""
    word: Bilingual
    """The name in a word, before a role or beside a number: 협의체, 대개조."""
    body: Bilingual
    """The noun for what is selected: 협의체, 사업, 특구."""
    bodies: Bilingual
    """The same for several."""
    listed: Bilingual
    """What in the sources lists the bodies: 협의체 표."""
    begins: Bilingual
    """What the first day of a body is: 출범일, announced."""
    outline: Bilingual | None
    """A body in one statement, with its values in braces; None for a plain list of them."""
    roles: tuple[Role, ...]
    tie_rule: TieRule
    group_by: Grouping
    label: MemberLabel
    page: str
    """Address of a body's page below the root, with ``{id}`` or ``{no}``."""
    on_overview: bool
    """Whether the overview starts with it switched on."""
    bodies_layer: LayerSpec
    ties_layer: LayerSpec | None
    """None where the rule is ``none``."""
    place_property: PlaceProperty | None
    region_property: str | None
    """Property in which the feature of a 시도 counts its members; None where it does not."""
    statuses: tuple[Term, ...]
    rounds: tuple[Term, ...]
    """Words for rounds that are called otherwise than by their year."""
    attributes: tuple[Attribute, ...]
    styles: tuple[Style, ...]
    """Of groups with a look of their own; others take theirs from the palette in order."""
    framed_root: bool
    """Whether a place in the root role is a square, or framed by one where other programmes are
    drawn too."""
    fact_ids: Mapping[str, str]
    """Table (``bodies``, ``members`` …) to how the ids of its rows' facts begin."""
    about: Bilingual | None = None
    """What the programme is, in a sentence or two."""
    statements: tuple[Statement, ...] = ()

    @property
    def collections(self) -> tuple[str, ...]:
        """Ids of the collections that it fills."""
        layers = (self.bodies_layer, self.ties_layer)
        return tuple(layer.collection for layer in layers if layer)

    @property
    def root(self) -> str | None:
        """Role from which ties start; None where none is declared."""
        return next((role.id for role in self.roles if role.root), None)

    def role(self, id_: str) -> Role:
        """Return a role; one that is not declared is a `KeyError`."""
        return {role.id: role for role in self.roles}[id_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One place where a source names a member, and how the name was resolved."""

    named_in: str
    """Part of the source: ``body``, ``annex``, ``press``, ``notice``, ``table`` …"""
    region_as_written: str | None
    name_as_written: str
    function: Bilingual | None
    """What the member does, as this source words it; the English is the atlas's."""
    method: str
    """How the name was resolved: ``gazetteer``, ``alias`` or ``group``."""
    matched: str
    """The name that it was matched by."""
    evidence: Evidence
    confidence: str
    """Of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A place in a role of a body, for a period, with every printing of it."""

    place_id: str
    role: str
    starts_on: str | None
    """Day, month or year; None for one that takes part from the body's start."""
    ends_on: str | None
    """None while it takes part."""
    reading_confidence: str
    """How sure it is that the printed name means this place; the point has its own confidence."""
    printings: tuple[Printing, ...]
    attributes: Mapping[str, Value | Bilingual]

    @property
    def fullest(self) -> Printing:
        """The annex's printing where there is one: it gives name and function in full."""
        return next((p for p in self.printings if p.named_in == "annex"), self.printings[0])

    @property
    def function(self) -> Bilingual | None:
        """What it does: as the fullest printing says, else as any does."""
        told = (self.fullest, *self.printings)
        return next((p.function for p in told if p.function is not None), None)

    @property
    def functions(self) -> tuple[Printing, ...]:
        """The printings that give it a function, each wording once: annex first, then the body."""
        worded: dict[str, Printing] = {}
        for printing in (self.fullest, *self.printings):
            if printing.function is not None:
                worded.setdefault(printing.function.ko, printing)
        return tuple(worded.values())

    @property
    def named_in(self) -> str:
        """Where it is named; ``both`` for body and annex of one document."""
        named = dict.fromkeys(printing.named_in for printing in self.printings)
        return "both" if {"body", "annex"} <= named.keys() else next(iter(named))

    @property
    def confidence(self) -> str:
        """Of the surest source that names it; two of middling weight that agree make it high."""
        surest = max((p.confidence for p in self.printings), key=CONFIDENCES.index)
        agreeing = {p.evidence.source for p in self.printings if p.confidence == surest}
        return "high" if surest == "medium" and len(agreeing) > 1 else surest

    def label(self, how: MemberLabel) -> str:
        """Return the member as the fullest printing has it."""
        printing = self.fullest
        if how == "name" or printing.region_as_written is None:
            return printing.name_as_written
        return f"{printing.region_as_written}({printing.name_as_written})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a body was from a day on."""

    id: str
    since: str | None
    """Day, month or year; None where no source tells."""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyNote:
    """What a source says of a body beside its members: its governance, its region's situation."""

    topic: str
    """``governance`` (추진체계), ``situation`` (지역여건) …"""
    text: Bilingual
    """As printed; the English is the atlas's."""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a programme selects: an alliance, a regional project, a zone; a hyperedge."""

    id: str
    """Never changes, such as ``c13`` or ``t2021-ulsan``."""
    programme: str
    no: int | None
    """Its number, where the programme numbers its bodies."""
    round: str | None
    """Id of the round, mostly a year."""
    name: Bilingual
    sector: Bilingual | None
    subsector: Bilingual | None
    region: Bilingual | None
    """Short name of the 시도 whose body it is; None where it belongs to none."""
    statuses: tuple[Status, ...]
    """In time; the last one holds."""
    starts_on: str | None
    """Day, month or year; None where no source tells."""
    ends_on: str | None
    """None while it is in force."""
    members: tuple[Membership, ...]
    """Those who take part, the root first; without those who left before it ended."""
    former: tuple[Membership, ...]
    """Those who left."""
    notes: tuple[BodyNote, ...]
    note: Bilingual | None
    attributes: Mapping[str, Value | Bilingual]
    evidence: Evidence
    confidence: str
    further_evidence: tuple[Evidence, ...] = ()
    """Where other sources speak of the body itself."""

    @property
    def status(self) -> str | None:
        """The status that holds; None where the sources tell none."""
        return self.statuses[-1].id if self.statuses else None

    @property
    def year(self) -> str:
        """The year of its round: the round itself where it is called so, else that of its start.

        Empty where no source tells.
        """
        if self.round is not None and len(self.round) == 4 and self.round.isdecimal():
            return self.round
        return (self.starts_on or "")[:4]

    @property
    def rounds(self) -> tuple[str, ...]:
        """Everything by which its round may be asked for: the year, and the round's own id."""
        return tuple(value for value in dict.fromkeys((self.year, self.round or "")) if value)

    @property
    def in_force(self) -> bool:
        """Whether it has not ended: one that has ties nothing together."""
        return self.ends_on is None

    @property
    def is_drawn(self) -> bool:
        """Whether maps show it: it is in force, and places are known to take part."""
        return self.in_force and bool(self.members)

    @property
    def days(self) -> frozenset[str]:
        """The days, months or years on which something of it changed."""
        found = {self.starts_on, self.ends_on, *(item.since for item in self.statuses)}
        for member in (*self.members, *self.former):
            found |= {member.starts_on, member.ends_on}
        return frozenset(day for day in found if day)

    def member_at(self, place_id: str) -> Membership:
        """Return the membership of a place; a place that takes no part is a `KeyError`."""
        return {member.place_id: member for member in self.members}[place_id]

    def as_of(self, day: str) -> Body | None:
        """Return the body as it stood at the end of `day` (``YYYY-MM-DD``); None before it began.

        A partial date counts from its first day. A body that had ended by then is in the answer
        with its end; one that ended later has none yet.
        """
        if not begun(self.starts_on, day):
            return None
        everyone = [m for m in (*self.members, *self.former) if begun(m.starts_on, day)]
        opened = [replace(m, ends_on=_by(m.ends_on, day)) for m in everyone]
        statuses = tuple(status for status in self.statuses if begun(status.since, day))
        return replace(
            self,
            statuses=statuses,
            ends_on=_by(self.ends_on, day),
            members=tuple(m for m in opened if m.ends_on is None),
            former=tuple(m for m in opened if m.ends_on is not None),
        )


def begun(since: str | None, day: str) -> bool:
    """Tell whether what began at the partial date `since` had begun by the end of `day`.

    >>> begun("2024-12", "2024-12-01"), begun("2025", "2024-12-31"), begun(None, "2019-01-01")
    (True, False, True)
    """
    return since is None or first_day(since) <= day


def first_day(partial: str) -> str:
    """Return the first day of a year, month or day.

    >>> first_day("2025"), first_day("2025-03"), first_day("2025-03-04")
    ('2025-01-01', '2025-03-01', '2025-03-04')
    """
    return partial + "-01-01"[len(partial) - 4 :] if len(partial) < 10 else partial


def is_day(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar.

    >>> is_day("2021"), is_day("2021-03-24"), is_day("2021-13"), is_day("2021-02-30")
    (True, True, False, False)
    """
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


def last_day(partial: str) -> str:
    """Return the last day of a year, month or day.

    >>> last_day("2024"), last_day("2024-02"), last_day("2025-03-04")
    ('2024-12-31', '2024-02-29', '2025-03-04')
    """
    if len(partial) == 4:
        return f"{partial}-12-31"
    if len(partial) == 7:
        year, month = map(int, partial.split("-"))
        return f"{partial}-{monthrange(year, month)[1]:02d}"
    return partial


def _by(ended: str | None, day: str) -> str | None:
    return ended if ended is not None and begun(ended, day) else None
