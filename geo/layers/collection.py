"""Features and the collection that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Feature:
    """A thing with a shape and its properties; ``id`` is the first property."""

    geometry: BaseGeometry | None
    """Longitude, latitude in degrees, WGS 84; None where it is not known."""
    properties: Mapping[str, object]
    """Values that JSON has, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Features of one kind, in a stable order."""

    id: str
    """Such as ``complexes``."""
    title_ko: str
    title_en: str
    as_of: str
    """Date of the newest source, as far as known (day, month or year)."""
    features: tuple[Feature, ...]
