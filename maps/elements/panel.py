"""The panel beside the map that tells about what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.links import Links
    from maps.records import Record
    from maps.teller import Teller

_WORDS = (
    "title",
    "close",
    "page",
    "scenario",
    "link",
    "copied",
    "uncopied",
    "selected",
    "cleared",
)


class Panel(Part):
    """Shows what is selected; stands after the conditions and the search box."""

    starts = "panel"

    def __init__(self, teller: Teller, told: Sequence[str], links: Links, network: str) -> None:
        words = teller.words
        super().__init__(
            {
                "records": list(_records(teller, told, links)),
                "scenario": links.scenario_of(network, teller.lang),
                "words": {word: words.texts[f"panel.{word}"] for word in _WORDS},
            }
        )


def _records(teller: Teller, told: Sequence[str], links: Links) -> Iterator[Record]:
    """Yield what is told about each thing of the programmes `told`, with its id and page.

    Places of other programmes are told on their own pages, and on maps that draw them.
    """
    scene, lang = teller.scene, teller.lang
    for place in scene.places.values():
        if scene.takes_part(place.id, told):
            page = links.subject_in(f"complexes/{place.id}", lang)
            yield {"id": place.id, "page": page, "flag": None, **teller.place(place)}
    for body in scene.bodies_of(told):
        programme = scene.programme_of(body)
        page = links.subject_in(programme.page.format(id=body.id, no=body.no), lang)
        root = scene.atlas.root_of(body)
        flag = {
            "place": root.place_id,
            "text": teller.role(body, root.role) if programme.root else "",
            "members": [member.place_id for member in body.members],
        }
        yield {"id": body.id, "page": page, "flag": flag, **teller.body(body)}
