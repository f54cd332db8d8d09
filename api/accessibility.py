"""The statement of accessibility: what tests found of each item of KWCAG 2.2, and the score."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang

_WORDS = "accessibility.item."
BY_PEOPLE = frozenset({"5.3.3", "5.4.4"})
"""Items that no test checks: whether instructions are clear, and parts are told apart."""


class Item(NamedTuple):
    """An item of the guidelines."""

    number: str
    name: str
    how: Literal["checked", "absent", "unseen"]
    """``absent``: no page has such content; ``unseen``: no test checks it."""
    pages: int
    """To which it applies."""
    kept: int
    wrong: tuple[str, ...]
    """Names of the kinds of pages that do not keep it."""

    @property
    def share(self) -> float:
        """Per cent of its pages that keep it."""
        return 100 * self.kept / self.pages


class PageChecked(NamedTuple):
    """A kind of page."""

    name: str
    path: str
    wrong: tuple[str, ...]
    """Items that it does not keep, by number and name."""


class Statement(NamedTuple):
    """What is known of all."""

    guideline: str
    score: float
    """The mean share of pages that keep an item, of the items that apply, out of 100."""
    items: tuple[Item, ...]
    pages: tuple[PageChecked, ...]

    @property
    def applying(self) -> int:
        """How many items were checked on some page."""
        return sum(item.how == "checked" for item in self.items)


@lru_cache(maxsize=4)
def statement(lang: Lang) -> Statement:
    """Reckon the statement from the results that the tests recorded."""
    told = json.loads(files("api").joinpath("accessibility.json").read_text("utf-8"))
    words = catalogue("api", lang)
    found: Mapping[str, Mapping[str, list[str]]] = {
        kind: item["found"] for kind, item in told["pages"].items()
    }
    numbers = [key.removeprefix(_WORDS) for key in words.texts if key.startswith(_WORDS)]
    names = {number: words(f"{_WORDS}{number}") for number in numbers}
    kinds = {kind: words(f"accessibility.kind.{kind}") for kind in found}
    items = []
    for number in sorted(numbers, key=lambda value: [int(part) for part in value.split(".")]):
        own = {kind: items_of[number] for kind, items_of in found.items() if number in items_of}
        wrong = tuple(kinds[kind] for kind, what in own.items() if what)
        how: Literal["checked", "absent", "unseen"] = "checked" if own else "absent"
        if number in BY_PEOPLE:
            how = "unseen"
        items.append(Item(number, names[number], how, len(own), len(own) - len(wrong), wrong))
    shares = [item.share for item in items if item.how == "checked"]
    pages = tuple(
        PageChecked(
            kinds[kind],
            told["pages"][kind]["path"],
            tuple(f"{number} {names[number]}" for number, what in item.items() if what),
        )
        for kind, item in found.items()
    )
    return Statement(told["guideline"], round(sum(shares) / len(shares), 1), tuple(items), pages)
