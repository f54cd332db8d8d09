"""Footnotes of a brief: which document and where in it, or how a number was computed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from maps.briefs.content import Footnote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.messages import Catalogue
    from geo.model.evidence import Source
    from geo.profiles.facts import Citation
    from maps.briefs.content import Notes

_ROW = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<after>행)")

_TIES = ("consortium-ties", "transformation-ties")
_OWNERS = ("consortia", "transformation-projects")
COMPUTED: Mapping[str, tuple[str, ...]] = {
    "absent": _OWNERS,
    "roles": _OWNERS,
    "ties": _TIES,
    "length": _TIES,
    "untied": ("regions", *_TIES),
    "inside": ("complexes",),
    "conflicts": ("conflicts",),
    "map": ("complexes", *_TIES, "regions"),
}
"""What is computed to the collections or tables that it is computed from."""


class Register:
    """Collects the footnotes of one brief, each text once."""

    def __init__(self, sources: Mapping[str, Source], words: Catalogue) -> None:
        self._sources, self._words = sources, words
        self._notes: dict[tuple[str, ...], Footnote] = {}
        """What is told, such as the source and the places in it, to its footnote."""

    def cite(self, citations: Iterable[Citation]) -> Notes:
        """Return the numbers of one footnote for each source."""
        found: dict[str, list[str]] = {}
        for source, locator in citations:
            found.setdefault(source, []).extend(locator.split("; "))
        return tuple(self._cited(source, shortened(places)) for source, places in found.items())

    def computed(self, key: str) -> Notes:
        """Return the number of a footnote that says how something was computed.

        `key` is one of `COMPUTED`.
        """
        note = Footnote(self._words(f"computed.{key}"), COMPUTED[key])
        return (self._number(("computed", key), note),)

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
            getattr(source, f"publisher_{lang}"),
            None if known else getattr(source, f"title_{lang}"),
            source.published_on,
            *places,
        )
        return self._number((id_, *places), Footnote(", ".join(filter(None, told)), (id_,)))


def shortened(locators: Iterable[str]) -> list[str]:
    """Return places in a document once each, without those inside another, rows together.

    >>> shortened(["표 5행", "표 12행", "표 5행 연계지역(산단)", "본문"])
    ['표 5·12행', '본문']
    """
    every = list(dict.fromkeys(filter(None, locators)))
    outer = [one for one in every if not any(one.startswith(f"{other} ") for other in every)]
    rows: dict[tuple[str, str], list[str]] = {}
    for one in outer:
        row = _ROW.fullmatch(one)
        key, number = ((row["before"], row["after"]), row["number"]) if row else ((one, ""), "")
        rows.setdefault(key, []).append(number)
    return [f"{before}{'·'.join(numbers)}{after}" for (before, after), numbers in rows.items()]
