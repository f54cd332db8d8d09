"""What the page of a body tells of it: status, dates, and what its programme declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.messages import catalogue
from geo.messages.numbers import exact, with_unit
from geo.model.bilingual import Bilingual
from geo.profiles.naming import begun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.messages import Lang
    from geo.model.programmes import Attribute, Body, Programme, Value

_DATES = {"date", "month"}


class Text(NamedTuple):
    """A fact as label and value."""

    label: str
    text: str


def facts_of(programme: Programme, body: Body, lang: Lang) -> tuple[Text, ...]:
    """Return what is told of a body, in the page's order."""
    return tuple(_facts(programme, body, lang))


def status_of(programme: Programme, body: Body) -> Bilingual | None:
    """Return the status that holds, in the programme's words; None where none is told."""
    if body.status is None:
        return None
    words = {term.id: term.name for term in programme.statuses}
    return words.get(body.status) or Bilingual(body.status, body.status)


def _facts(programme: Programme, body: Body, lang: Lang) -> Iterator[Text]:
    words = catalogue("api", lang)
    if status := status_of(programme, body):
        yield Text(words("profile.status"), status.of(lang))
    own = [attribute for attribute in programme.attributes if attribute.of == "body"]
    yield from _attributes(body, (attribute for attribute in own if attribute.type in _DATES), lang)
    if body.starts_on:
        yield Text(programme.begins.of(lang), body.starts_on)
    if body.ends_on:
        yield Text(words("profile.closed"), body.ends_on)
    yield from _attributes(
        body, (attribute for attribute in own if attribute.type not in _DATES), lang
    )


def _attributes(body: Body, attributes: Iterable[Attribute], lang: Lang) -> Iterator[Text]:
    for attribute in attributes:
        value = body.attributes.get(attribute.id)
        if value is not None:
            yield Text(begun(attribute.name.of(lang)), _value(attribute, value, lang))


def _value(attribute: Attribute, value: Value | Bilingual, lang: Lang) -> str:
    if isinstance(value, Bilingual):
        return value.of(lang)
    text = exact(value) if isinstance(value, float) else str(value)
    return with_unit(text, attribute.unit.of(lang), lang) if attribute.unit else text
