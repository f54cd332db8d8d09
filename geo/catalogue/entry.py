"""One collection as every catalogue sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.catalogue.dates import first_day, last_day
from geo.catalogue.descriptions import Description, of_users_file
from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geo.store.snapshot import Layer

SPDX = "https://spdx.org/licenses/"
LANGUAGE_NAMES = {"ko": "한국어", "en": "English"}
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which a collection can be had."""

    id: str
    """As in ``?f=``."""
    title_ko: str
    title_en: str
    media_type: str
    path: str
    """Below the server's root, beginning with a slash."""

    def title(self, lang: Lang) -> str:
        """Return its name for people."""
        return self.title_en if lang == "en" else self.title_ko


@dataclass(frozen=True, slots=True)
class Entry:
    """What catalogues are told of one collection."""

    id: str
    title_ko: str
    title_en: str
    as_of: str
    """Date of the newest source, as far as known (day, month or year)."""
    box: Box | None
    """Extent of all features; None where no feature has a place."""
    description: Description
    by_user: bool
    """Whether a user added or imported it, so that its licence is unknown."""
    forms: tuple[Form, ...]

    @property
    def path(self) -> str:
        """Return the collection's address below the server's root."""
        return f"/collections/{quote(self.id)}"

    @property
    def record_path(self) -> str:
        """Return the record's address below the server's root."""
        return f"/catalogue/{quote(self.id)}"

    def title(self, lang: Lang) -> str:
        """Return the title in `lang`."""
        return self.title_en if lang == "en" else self.title_ko

    def licence(self, lang: Lang) -> str:
        """Return the SPDX identifier, or in words that none is stated or known."""
        none = "unknown" if self.by_user else "not_stated"
        return self.description.licence or catalogue("geo", lang)(f"catalogue.licence.{none}")

    @property
    def licence_address(self) -> str | None:
        """Return the address of the licence's text; None where none is stated."""
        licence = self.description.licence
        return None if licence is None else f"{SPDX}{licence}"

    @property
    def period(self) -> tuple[date, date] | None:
        """Return first and last day of what the sources speak of; None where it is not known."""
        dated = [source.published_on for source in self.description.sources]
        texts = [text for text in dated if text] or [self.as_of]
        firsts = [day for day in map(first_day, texts) if day]
        lasts = [day for day in map(last_day, texts) if day]
        return (min(firsts), max(lasts)) if firsts else None


def entry(
    layer: Layer, description: Description | None, box: Box | None, forms: Sequence[Form]
) -> Entry:
    """Bring together what is known of `layer`; None describes one that a user added."""
    return Entry(
        id=layer.id,
        title_ko=layer.title_ko,
        title_en=layer.title_en,
        as_of=layer.as_of,
        box=box,
        description=description or of_users_file(),
        by_user=description is None,
        forms=tuple(forms),
    )


def publisher(lang: Lang) -> str:
    """Return who publishes the catalogue."""
    return catalogue("geo", lang)("catalogue.publisher")
