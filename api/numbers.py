"""Numbers with their units as the pages write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.evidence.working import plain
from geo.messages.numbers import with_unit

if TYPE_CHECKING:
    from geo.messages import Catalogue


def shown(number: float, unit: str | None, words: Catalogue) -> str:
    """Write a number with its unit, such as ``228건``, ``5조 원``, ``228 cases``, ``12%``."""
    return with_unit(plain(number), unit or "", words.lang)
