"""What a cell of a spreadsheet can hold."""

from __future__ import annotations

import re

from geo.batch.sheets import LONGEST_CELL

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (§2.2)."""


def is_long(value: object) -> bool:
    """Tell whether a text is longer than a cell can be, which Excel counts in UTF-16 units."""
    if not isinstance(value, str) or len(value) <= LONGEST_CELL // 2:
        return False
    return len(value.encode("utf-16-le", "replace")) > 2 * LONGEST_CELL


def fitting(text: str) -> str:
    """Return `text`, cut between characters and ending in ``…`` where it is too long."""
    if not is_long(text):
        return text
    units = text.encode("utf-16-le", "replace")
    return units[: 2 * LONGEST_CELL - 2].decode("utf-16-le", "ignore") + "…"


def plain(text: str) -> str:
    """Return `text` with U+FFFD for the control characters that a workbook cannot hold."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)
