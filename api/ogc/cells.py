"""Values of features as people read them, in words instead of codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.messages import Lang
    from geo.model.bilingual import Bilingual
    from geo.model.programmes import Programme
    from geo.query.schema import Field
    from geo.store.snapshot import Layer

LONGEST = 120
"""Characters of a value in a table; all of it stands on the feature's own page."""
_LONGEST_CHOICE = 40
"""Characters of a value that a drop-down can show whole on a phone."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How the values of one collection are said in one language."""

    lang: Lang
    own: bool
    """Whether codes are the atlas's; in an added file ``general`` may mean anything."""
    programmes: tuple[Programme, ...] = ()
    """Whose roles, statuses and rounds the codes may be."""

    @classmethod
    def of(cls, layer: Layer, lang: Lang, programmes: Iterable[Programme]) -> Wording:
        """Return the wording of a layer: the words of its own programme, else those of all."""
        known = tuple(programmes)
        own = tuple(programme for programme in known if layer.id in programme.collections)
        return cls(lang, layer.built, own or known)

    def cell(self, name: str, value: object) -> str:
        r"""Return a value of the property `name` as people read it, each object on its own line.

        >>> korean = Wording("ko", own=True)
        >>> korean.cell("written_as", ["가", "나"]), korean.cell("area_km2", 3.0)
        ('가, 나', '3')
        >>> korean.cell("members", [{"no": 1, "role": "lead"}, {"no": 2, "role": "partner"}])
        '번호 1, 역할 주관\n번호 2, 역할 연계'
        >>> Wording("ko", own=False).cell("role", "lead")
        'lead'
        """
        if value is None:
            return ""
        if isinstance(value, bool):
            return "✓" if value else "–"
        if isinstance(value, float):
            return f"{value:.10g}" if abs(value) < 1e6 else f"{value:,.0f}"
        if isinstance(value, dict):
            pairs = ((key, self.cell(key, inner)) for key, inner in value.items())
            return ", ".join(f"{self._title(key)} {text}" for key, text in pairs if text)
        if isinstance(value, list):
            separator = "\n" if any(isinstance(item, dict) for item in value) else ", "
            inner = self._within(name)
            return separator.join(inner.cell(name, item) for item in value)
        return self.word(name, str(value))

    def word(self, name: str, value: str) -> str:
        """Return what a code of the property `name` is called; any other text as it is."""
        if not self.own:
            return value
        key = f"{name}.{value}"
        declared = {
            terms[key] for programme in self.programmes if key in (terms := self._terms(programme))
        }
        if len(declared) == 1:  # Where programmes use a code differently, only the code is right.
            return declared.pop()
        words = catalogue("geo", self.lang).texts
        own = words.get(f"value.{key}", words.get(f"symbol.{key}", value))
        return catalogue("maps", self.lang).texts.get(key, own)

    def _within(self, name: str) -> Wording:
        """Return the wording of what stands in a property: that of complexes has a programme's."""
        own = (
            programme
            for programme in self.programmes
            if programme.place_property and programme.place_property.name == name
        )
        return next((replace(self, programmes=(programme,)) for programme in own), self)

    def _terms(self, programme: Programme) -> dict[str, str]:
        return {key: term.of(self.lang) for key, term in _named(programme)}

    def _title(self, name: str) -> str:
        key = f"property.{name}"
        return catalogue("geo", self.lang).texts.get(key, name) if self.own else name


def _named(programme: Programme) -> Iterator[tuple[str, Bilingual]]:
    """Yield what a programme calls its codes, by property and code."""
    yield f"programme.{programme.id}", programme.name
    for property_, terms in (
        ("role", programme.roles),
        ("status", programme.statuses),
        ("round", programme.rounds),
    ):
        for term in terms:
            yield f"{property_}.{term.id}", term.name


def clipped(text: str) -> str:
    """Return a text short enough for a table.

    >>> clipped("가" * 200) == "가" * 119 + "…", clipped("가")
    (True, '가')
    """
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def choices(field: Field) -> tuple[str, ...]:
    """Return the values of a property among which a reader may choose; none of long texts."""
    return field.enum if all(len(value) <= _LONGEST_CHOICE for value in field.enum) else ()
