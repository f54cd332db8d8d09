"""The lists of pages that a server has, with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.profiles.addresses import body_folders, lists_of
from geo.messages import catalogue
from geo.profiles.naming import list_title

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.messages import Lang


def folders(atlas: Atlas, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return each folder that has a list, with its name in `lang`."""
    words, of_bodies = catalogue("api", lang), body_folders(atlas)
    return tuple(
        (
            folder,
            list_title(of_bodies[folder][0]).of(lang)
            if folder in of_bodies
            else words(f"profiles.{folder}"),
        )
        for folder in lists_of(atlas)
    )
