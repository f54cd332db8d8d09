"""How a layer of regions tells a figure: the greater the class of its value, the stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.classes import Classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.messages import Lang
    from geo.model.bilingual import Bilingual
    from maps.records import Record

_CLASSES = 5
"""As a theme has them where nothing else is asked for."""


class Shades(NamedTuple):
    """Classes of one property."""

    name: str
    """Of the property."""
    titles: Mapping[str, Bilingual]
    """Every property with a figure, in order: its measure, unit, base and period."""
    classes: Classes
    labels: tuple[str, ...]
    """The least and the greatest value of each class."""

    @classmethod
    def of(cls, name: str, titles: Mapping[str, Bilingual], values: Sequence[float]) -> Shades:
        """Put equally many regions into each class."""
        found = Classes.quantiles(values or [0.0], _CLASSES)
        return cls(name, titles, found, tuple(found.labels(values) if values else ()))

    @property
    def title(self) -> Bilingual:
        """Return what is told."""
        return self.titles[self.name]

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
            "titles": [[name, title.of(lang)] for name, title in self.titles.items()],
            "ends": list(self.classes.bounds[1:]),
            "rows": [{"label": label, "opacity": opacity} for label, opacity in self.rows],
        }
