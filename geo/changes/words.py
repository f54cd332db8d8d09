"""Changes in words, Korean or English."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from geo.changes.compare import GEOMETRY
from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.changes.compare import Change
    from geo.changes.folder import Built
    from geo.messages import Catalogue

_MARKS = {"added": "+", "gone": "-", "changed": "*"}
_TWINS: dict[Lang, str] = {"ko": "_en", "en": "_ko"}
"""Language of the reader to the ending of properties in the other one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All that changed of one feature, or of a whole collection."""

    collection: str
    title: str
    """Of the collection."""
    id: str | None
    name: str
    what: str
    lines: tuple[str, ...]
    """A sentence for each property that changed; one alone for a whole collection."""


def entries(changes: Iterable[Change], old: Built, new: Built, lang: Lang) -> Iterator[Entry]:
    """Gather the changes by feature and say each in `lang`.

    What changed in both languages at once is said in the reader's alone.
    """
    words = catalogue("geo", lang)
    for (collection, id_), group in groupby(changes, lambda change: (change.collection, change.id)):
        parts = _without_twins(list(group), lang)
        first = parts[0]
        held = new.collections.get(collection) or old.collections[collection]
        yield Entry(
            collection,
            held.title(lang),
            id_,
            first.name_en if lang == "en" else first.name_ko,
            first.what,
            tuple(sentence(part, words) for part in parts if part.property or id_ is None),
        )


def text(changes: Sequence[Change], old: Built, new: Built, lang: Lang) -> str:
    """Tell every change as lines for people, a block for each collection."""
    words = catalogue("geo", lang)
    lines = [words("change.head", old=old.as_of, new=new.as_of)]
    if not changes:
        lines.append(words("change.nothing"))
    told = entries(changes, old, new, lang)
    for title, group in groupby(told, lambda entry: entry.title):
        block = list(group)
        lines += ["", _heading(title, block, words)]
        for entry in block:
            if entry.id is not None:
                lines.append(f"  {_MARKS[entry.what]} {entry.name} ({entry.id})")
            lines += [f"      {line}" for line in entry.lines]
    return "\n".join(lines)


def _heading(title: str, block: list[Entry], words: Catalogue) -> str:
    if block[0].id is None:
        return title
    counts = Counter(entry.what for entry in block)
    return words("change.counts", title=title, **{what: counts[what] for what in _MARKS})


def sentence(change: Change, words: Catalogue) -> str:
    """Say one change without the name of its feature."""
    if change.id is None:
        count = change.old if change.what == "gone" else change.new
        return words(f"change.collection.{change.what}", count=count)
    if change.property is None:
        return words(f"change.{change.what}")
    if change.property == GEOMETRY:
        return _moved(change, words)
    label = words.texts.get(f"property.{change.property}", change.property)
    if isinstance(change.old, list) and isinstance(change.new, list):
        return f"{label}: {_list(change.property, change.old, change.new, words)}"
    old, new = (value_text(change.property, value, words) for value in (change.old, change.new))
    return f"{label}: {old} → {new}"


def value_text(name: str, value: object, words: Catalogue) -> str:
    """Say the value of the property `name`: a code by its meaning, a list by its entries."""
    if value is None or value == []:
        return words("change.none")
    if isinstance(value, bool):
        return words("change.yes" if value else "change.no")
    if isinstance(value, list):
        return ", ".join(value_text(name, entry, words) for entry in value)
    if isinstance(value, dict):
        shown = {k: v for k, v in value.items() if not k.endswith(_TWINS[words.lang])}
        parts = (
            f"{words.texts.get(f'property.{key}', key)} {value_text(key, entry, words)}"
            for key, entry in shown.items()
        )
        return f"({', '.join(parts)})"
    return words.texts.get(f"value.{name}.{value}", str(value))


def _list(name: str, old: list[object], new: list[object], words: Catalogue) -> str:
    more, less = _without(new, old), _without(old, new)
    said = [
        words(f"change.entries.{what}", entries=value_text(name, found, words))
        for what, found in (("added", more), ("gone", less))
        if found
    ]
    return "; ".join(said) or words("change.order")


def _without(entries_: list[object], others: list[object]) -> list[object]:
    left = Counter(map(_key, others))
    found = []
    for entry in entries_:
        if left[_key(entry)]:
            left[_key(entry)] -= 1
        else:
            found.append(entry)
    return found


def _key(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)


def _moved(change: Change, words: Catalogue) -> str:
    if change.moved_km is None:
        return words("change.shape")
    if isinstance(change.old, list) and isinstance(change.new, list):
        ends = {
            "old": ", ".join(map(str, change.old)),
            "new": ", ".join(map(str, change.new)),
        }
        return words("change.moved", km=change.moved_km, **ends)
    return words("change.reshaped", km=change.moved_km)


def _without_twins(parts: list[Change], lang: Lang) -> list[Change]:
    changed = {part.property for part in parts}
    ending = _TWINS[lang]

    def twin(name: str | None) -> bool:
        if name is None or not name.endswith(ending):
            return False
        stem = name.removesuffix(ending)
        return bool(changed & {stem, f"{stem}_{lang}"})

    return [part for part in parts if not twin(part.property)]
