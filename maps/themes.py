"""How the themes of policy sites, and the regional agreements, look on maps and in styles."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from geo.model.bilingual import Bilingual, both
from maps.theme import token

if TYPE_CHECKING:
    from maps.theme import Shape


class Theme(NamedTuple):
    """How the policy sites of a theme look."""

    id: str
    colour: str
    """Reference to a token."""
    shape: Shape
    shifted: bool
    """Whether it stands on the other side of a complex at the same point."""

    @property
    def name(self) -> Bilingual:
        """Return what the theme is called."""
        return both("geo", f"value.theme.{self.id}")


def themes() -> tuple[Theme, ...]:
    """Return the looks of the themes of policy sites, in the order of a legend."""
    listed = json.loads(files("maps").joinpath("themes.json").read_bytes())
    return tuple(
        Theme(
            item["id"],
            token(f"theme-{item['id'].replace('_', '-')}"),
            item["shape"],
            item["shifted"],
        )
        for item in listed
    )


_UNPLACED = {"biogas"}
"""Themes of which the documents name no site."""


def placed_themes() -> tuple[Theme, ...]:
    """Return what maps can show as a layer: the themes with sites, and the agreements."""
    return (*(theme for theme in themes() if theme.id not in _UNPLACED), AGREEMENT)


AGREEMENT = Theme("agreement", token("agreement"), "star", shifted=False)
"""Of the ombudsman's regional agreements."""
