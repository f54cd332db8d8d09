"""Footnotes of a brief: which document and where in it, or how a number was computed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maps.briefs.content import Footnote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.messages import Catalogue
    from geo.model.evidence import Evidence, Source
    from geo.model.programmes import Programme
    from maps.briefs.content import Notes

_ROW = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<after>행)")


def _collections(key: str, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Return the collections from which something was computed."""
    ties = tuple(
        programme.ties_layer.collection for programme in programmes if programme.ties_layer
    )
    bodies = tuple(programme.bodies_layer.collection for programme in programmes)
    return {
        "absent": bodies,
        "roles": bodies,
        "ties": ties,
        "length": ties,
        "rank": ties,
        "sectors": bodies,
        "untied": ("regions", *ties),
        "inside": ("complexes",),
        "conflicts": ("conflicts",),
        "map": ("complexes", *ties, "regions"),
    }[key]


class Register:
    """Collects the footnotes of one brief, each text once."""

    def __init__(self, sources: Mapping[str, Source], words: Catalogue) -> None:
        self._sources, self._words = sources, words
        self._notes: dict[tuple[str, ...], Footnote] = {}
        """What is told, such as the source and the places in it, to its footnote."""

    def cite(self, citations: Iterable[Evidence]) -> Notes:
        """Return the numbers of one footnote for each source."""
        found: dict[str, list[str]] = {}
        for citation in citations:
            found.setdefault(citation.source, []).extend(citation.locator.split("; "))
        return tuple(self._cited(source, shortened(places)) for source, places in found.items())

    def computed(self, key: str, programmes: Sequence[Programme] = ()) -> Notes:
        """Return the number of a footnote that says how something was computed.

        `programmes` are those whose collections were counted.
        """
        sources, lang = _collections(key, programmes), self._words.lang
        listed = dict.fromkeys(programme.listed.of(lang) for programme in programmes)
        fields = {"listed": _and(list(listed), self._words)}
        note = Footnote(self._words(f"computed.{key}", **fields), sources)
        return (self._number(("computed", key, *sources), note),)

    def told(self, key: tuple[str, ...], text: str, sources: tuple[str, ...]) -> Notes:
        """Return the number of a footnote whose text is finished; one key has one footnote."""
        return (self._number(("told", *key), Footnote(text, sources)),)

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return all footnotes in the order of their numbers."""
        return tuple(self._notes.values())

    def _number(self, key: tuple[str, ...], note: Footnote) -> int:
        self._notes.setdefault(key, note)
        return list(self._notes).index(key) + 1

    def _cited(self, id_: str, places: list[str]) -> int:
        """Cite a source; its title is told where it is cited first."""
        source, lang = self._sources[id_], self._words.lang
        known = any(note.sources == (id_,) for note in self._notes.values())
        told = (
            source.publisher.of(lang),
            None if known else source.title.of(lang),
            source.published_on,
            *places,
        )
        return self._number((id_, *places), Footnote(", ".join(filter(None, told)), (id_,)))


def _and(names: Sequence[str], words: Catalogue) -> str:
    """Join names, the last with *and*; with 와(과) where there are two."""
    if len(names) < 2:
        return "".join(names)
    return words("and", first=", ".join(names[:-1]), last=names[-1])


def shortened(locators: Iterable[str]) -> list[str]:
    """Return places in a document once each, without those inside another, rows together.

    >>> shortened(["표 5행", "표 12행", "표 5행 연계지역(산단)", "본문"])
    ['표 5·12행', '본문']
    """
    every = list(dict.fromkeys(filter(None, locators)))
    outer = [value for value in every if not any(value.startswith(f"{other} ") for other in every)]
    rows: dict[tuple[str, str], list[str]] = {}
    for item in outer:
        row = _ROW.fullmatch(item)
        key, number = ((row["before"], row["after"]), row["number"]) if row else ((item, ""), "")
        rows.setdefault(key, []).append(number)
    return [f"{before}{'·'.join(numbers)}{after}" for (before, after), numbers in rows.items()]
