"""What a view of a map shows, as a profile that a brief can tell: any part of the atlas."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.bilingual import Bilingual
from geo.profiles.model import Subject
from geo.profiles.profile import selected
from maps.briefs.number import address_of, items_of
from maps.briefs.telling import Seen
from maps.caption import chosen
from maps.teller import Teller
from maps.titles import heading_of, names_of
from maps.view import View, apply

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.profiles.model import Profile
    from maps.scene import Scene

_OF_LOOKS = ("lang", "theme", "as_of", "zoning")
"""Parameters that select nothing; day and zoning stand in a number by themselves."""


def view_profile(scene: Scene, name: str, view: View) -> Profile:
    """Return what the map `name` shows with `view`; of what is selected, where something is."""
    drawn = scene.drawn(name, view.programme)
    shown = apply(scene, view, drawn)
    bodies, ties = list(shown.bodies), list(shown.ties)
    places = {place.id for place in shown.places}
    if view.select:
        picked = set(view.select)
        ties = [tie for tie in ties if picked & {tie.body_id, tie.from_id, tie.to_id}]
        sites = [
            site for site in shown.sites if picked & {site.body.id, site.member.place_id}
        ]  # fmt: skip
        owners = {tie.body_id for tie in ties} | {site.body.id for site in sites}
        bodies = [body for body in bodies if body.id in owners]
        places = {end for tie in ties for end in (tie.from_id, tie.to_id)}
        places |= {site.member.place_id for site in sites}
    subject = Subject("selection", _address(name, view), _called(scene, name, view))
    return selected(scene.atlas, subject, bodies=bodies, places=places, ties=ties)


def seen(scene: Scene, name: str, view: View, lang: Lang) -> Seen:
    """Return the view of a brief, with its words."""
    words = catalogue("maps", lang)
    teller = Teller(scene, words, names_of(scene, lang))
    text = chosen(view, teller, scene.drawn(name, view.programme))
    return Seen(name, view, heading_of(name, scene, words), text)


def read_address(text: str, scene: Scene) -> tuple[str, View]:
    """Return map and view of the id of a selection, as `view_profile` writes it.

    Raises
    ------
    ViewError
        The data have no such value any more.
    """
    name, items = items_of(text)
    return name, View.parse(items, scene)


def _address(name: str, view: View) -> str:
    """Write map and view, without what selects nothing."""
    told = (field.name for field in fields(View) if field.name not in _OF_LOOKS)
    return address_of(name, ((key, item) for key in told for item in getattr(view, key)))


def _called(scene: Scene, name: str, view: View) -> Bilingual:
    """Return the title that the reader gave, else what the view asks for, else the map's name."""
    if view.title:
        return Bilingual(view.title[0], view.title[0])
    told = (seen(scene, name, view, lang) for lang in ("ko", "en"))
    return Bilingual(*(item.condition or item.heading for item in told))
