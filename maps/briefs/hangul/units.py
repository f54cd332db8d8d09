"""Lengths in HWPUNIT, and how wide a text is about."""

from __future__ import annotations

from unicodedata import east_asian_width

POINT = 100
"""HWPUNIT, a hundredth of a point (KS X 6101)."""
_INCH, _MM_PER_INCH = 7200, 25.4
"""HWPUNIT and millimetres to an inch."""
PIXEL = 75
"""A pixel of a picture whose own resolution is left aside: 1/96 inch."""
_WIDE, _NARROW = 1.0, 0.6
"""Parts of an em, of Hangul's own font."""


def units(mm: float) -> int:
    """Convert mm."""
    return round(mm * _INCH / _MM_PER_INCH)


def ems(text: str) -> float:
    """Estimate the width of a text in parts of its size."""
    return sum(_WIDE if east_asian_width(sign) in "WFA" else _NARROW for sign in text)
