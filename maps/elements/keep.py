"""Where what a map shows can be taken from, and the words that tell it has been."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps import frame
from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from maps.links import Links


class Keep(Part):
    """Copies links and saves what is shown; stands after the conditions."""

    starts = "keep"

    def __init__(
        self, name: str, collections: Iterable[str], links: Links, words: Catalogue
    ) -> None:
        super().__init__(
            {
                "name": f"sandan-{name}",
                "collections": [{"id": id_, "url": links.items_of(id_)} for id_ in collections],
                "embed": links.embed_of(name),
                "code": frame.CODE,
                "size": {"width": frame.WIDTH, "height": frame.HEIGHT},
                "done": words.under("keep.done"),
                "failed": words("keep.failed"),
            }
        )
