"""Texts compared loosely, as SQL can say it exactly of the texts that a column has.

Python folds the case of every script, SQL does not; but letter for letter it can change those that
occur. Whether that gives the same for every text is tried when a column is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from geo.query.wildcards import without_accents, without_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHAINS: dict[str, Callable[[str], str]] = {
    "casei": without_case,
    "accenti": without_accents,
    "casei accenti": lambda text: without_case(without_accents(text)),
    "accenti casei": lambda text: without_accents(without_case(text)),
    "lower": str.lower,
    "upper": str.upper,
}
"""Functions of filters, the outer first."""


def folds_of(texts: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return, of each chain that can be said so, the letters to change and what they become.

    >>> folds_of(["LG 화학", "ⅡB"])["casei"]
    ('BGLⅡ', 'bglⅱ')
    """
    every = set(texts)
    letters = sorted(set("".join(every)))
    alone = not any(map(_joins, letters))
    document = {}
    for chain, fold in CHAINS.items():
        changed = {letter: fold(letter) for letter in letters if fold(letter) != letter}
        if any(len(to) != 1 for to in changed.values()):
            continue
        table = str.maketrans(changed)
        if alone or all(text.translate(table) == fold(text) for text in every):
            document[chain] = "".join(changed), "".join(changed.values())
    return document


def _joins(letter: str) -> bool:
    """Tell whether what becomes of a letter may hang on its neighbours: accents, jamo, sigma."""
    jamo = "\u1100" <= letter <= "\u11ff" or "\ua960" <= letter <= "\ua97f"
    jamo = jamo or "\ud7b0" <= letter <= "\ud7ff"
    return jamo or letter == "Σ" or bool(combining(letter)) or normalize("NFC", letter) != letter
