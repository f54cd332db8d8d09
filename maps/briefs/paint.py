"""The colours of briefs: those of the pages on paper."""

from __future__ import annotations

from maps.theme import resolved, token


def paint(name: str) -> str:
    """Return a token of ``static/css/theme.css`` as ``#rrggbb``, for a light ground.

    >>> paint("paper")
    '#ffffff'
    """
    return resolved(token(name), "light")
