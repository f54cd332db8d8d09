"""The panel beside the map that tells about what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.undertakings import tell_consortium, tell_project
from maps.view import consortium_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.links import Links
    from maps.records import Record
    from maps.teller import Teller

_WORDS = (
    "title",
    "close",
    "page",
    "link",
    "copied",
    "uncopied",
    "selected",
    "cleared",
)


class Panel(Part):
    """Shows what is selected; stands after the conditions and the search box."""

    starts = "panel"

    def __init__(self, teller: Teller, links: Links) -> None:
        words = teller.words
        super().__init__(
            {
                "records": list(_records(teller, links)),
                "words": {word: words.texts[f"panel.{word}"] for word in _WORDS},
                "first": {"lead": words("role.lead"), "hub": words("role.hub")},
            }
        )


def _records(teller: Teller, links: Links) -> Iterator[Record]:
    """Yield what is told about each thing that may be selected, with its id and page."""
    scene, lang = teller.scene, teller.words.lang
    for place in scene.places.values():
        page = links.subject_in("complexes", place.id, lang)
        yield {"id": place.id, "page": page, **teller.place(place)}
    for no in dict.fromkeys(tie.no for tie in scene.consortium_ties):
        page = links.subject_in("consortia", str(no), lang)
        yield {"id": consortium_id(no), "page": page, **tell_consortium(teller, no)}
    for project in scene.projects:
        page = links.subject_in("projects", project.id, lang)
        yield {"id": project.id, "page": page, **tell_project(teller, project)}
