"""How a layer of regions tells a figure: the greater the class of its value, the stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.classes import Classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang
    from geo.model.bilingual import Bilingual
    from maps.records import Record

_CLASSES = 5
"""As a theme has them where nothing else is asked for."""


class Told(NamedTuple):
    """A property that a popup tells."""

    name: str
    heading: Bilingual
    """Base and period."""
    label: Bilingual
    """Measure and unit."""


class Shades(NamedTuple):
    """Classes of one property."""

    name: str
    """Of the property."""
    title: Bilingual
    """Measure, unit, base and period."""
    told: tuple[Told, ...]
    """Every property with a figure."""
    classes: Classes
    labels: tuple[str, ...]
    """The least and the greatest value of each class."""

    @classmethod
    def of(
        cls, name: str, title: Bilingual, told: Sequence[Told], values: Sequence[float]
    ) -> Shades:
        """Put equally many regions into each class."""
        found = Classes.quantiles(values or [0.0], _CLASSES)
        return cls(name, title, tuple(told), found, tuple(found.labels(values) if values else ()))

    @property
    def rows(self) -> list[tuple[str, float]]:
        """Return the key: what each class has, and how strongly it is filled."""
        return [(label, self.classes.opacity(at)) for at, label in enumerate(self.labels)]

    def opacity(self, value: object) -> float:
        """Return how strongly a region is filled; not at all without a value."""
        if not isinstance(value, int | float):
            return 0.0
        return self.classes.opacity(self.classes.of(value))

    def record(self, lang: Lang) -> Record:
        """Return it for the script of the map."""
        return {
            "property": self.name,
            "title": self.title.of(lang),
            "told": [
                {"name": item.name, "heading": item.heading.of(lang), "label": item.label.of(lang)}
                for item in self.told
            ],
            "ends": list(self.classes.bounds[1:]),
            "rows": [{"label": label, "opacity": opacity} for label, opacity in self.rows],
        }
