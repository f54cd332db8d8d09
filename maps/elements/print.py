"""What is printed of a map page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from maps.links import Links


class Print(Part):
    """Prints the picture of the view instead of the page; stands after the conditions."""

    starts = "print"

    def __init__(self, name: str, links: Links) -> None:
        super().__init__({"picture": dict(links.pictures_of(name)).get("svg")})
