"""The colours of a picture: those of the pages, for a light or a dark ground."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

from maps.theme import resolved, token


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of CSS, each named as its token in ``static/css/theme.css``."""

    theme: str
    """``light`` or ``dark``; empty where colours are references, which a page resolves."""
    paper: str
    ink: str
    ink_soft: str
    ink_quiet: str
    line: str
    sea: str
    land: str
    abroad: str
    abroad_edge: str
    coast: str
    sido: str
    sigungu: str
    halo: str
    """Around names and signs."""
    region: str
    coast_ink: str
    primary: str
    early: str
    imported: str

    def of(self, colour: str) -> str:
        """Return what a colour of `maps.theme` is on this ground."""
        return resolved(colour, self.theme) if self.theme else colour


@lru_cache(maxsize=2)
def palette(theme: str) -> Palette:
    """Return the colours of ``light`` or ``dark``."""
    return Palette(
        theme=theme, **{name: resolved(value, theme) for name, value in _tokens().items()}
    )


@lru_cache(maxsize=1)
def references() -> Palette:
    """Return the colours as references to their tokens, for marks that stand in a page."""
    return Palette(theme="", **_tokens())


def _tokens() -> dict[str, str]:
    names = [field.name for field in fields(Palette) if field.name != "theme"]
    return {name: token(name.replace("_", "-")) for name in names}
