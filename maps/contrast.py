"""What pages, pictures and briefs say alike of two programmes or rounds beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.view import View

if TYPE_CHECKING:
    from geo.messages import Catalogue
    from geo.profiles.contrast import Contrast, RoleCount, Side


def side_view(side: Side) -> View:
    """Return what a map shows of a side."""
    return View(programme=(side.programme.id,), round=(side.round,) if side.round else ())


def told(contrast: Contrast, words: Catalogue) -> list[str]:
    """Say of each role how many places of it are on the other side too."""
    a, b = contrast.a.name.of(words.lang), contrast.b.name.of(words.lang)

    def said(count: RoleCount, side: str, other: str) -> str:
        every = count.kept == count.places
        role = count.role.name.of(words.lang)
        pattern = "compare.all" if every else "compare.some"
        document = {"side": side, "other": other, "role": role}
        return words(pattern, **document, places=count.places, kept=count.kept)

    return [
        *(said(role_count, a, b) for role_count in contrast.roles_a),
        *(said(role_count, b, a) for role_count in contrast.roles_b),
    ]
