"""Numbers with their units as the pages write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.evidence.working import plain

if TYPE_CHECKING:
    from geo.messages import Catalogue


def shown(number: float, unit: str | None, words: Catalogue) -> str:
    """Write a number with its unit, such as ``228건``, ``5조 원``, ``228 cases``, ``12%``."""
    if not unit:
        return plain(number)
    close = unit == "%" or (words.lang == "ko" and not unit[0].isascii())
    return f"{plain(number)}{'' if close else ' '}{unit}"
