"""The errors of `maps`; each carries the facts, the catalogue has the words.

GeoError
└── MapsError
    ├── UnknownMapError        no map has the name
    ├── ViewError              a view asks for what there is not
    ├── PictureError           a picture of a size or resolution that cannot be
    ├── TemplateError          a presentation that slides cannot be made from
    ├── BriefFileError         a file that cannot be checked as a brief
    ├── OutsideAssetError      a page would load something from another host
    └── MissingAssetError      a file that a page needs is not in the package
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.errors import GeoError
from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.messages import Lang


@dataclass(eq=False)
class MapsError(GeoError):
    """Anything that `maps` refuses, with the facts as fields."""

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong, and what to do."""
        return catalogue("maps", lang)(f"error.{type(self).__name__}", **self.facts())


@dataclass(eq=False)
class UnknownMapError(MapsError):
    """No map is called `name`."""

    name: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text."""
        return {"name": self.name, "allowed": ", ".join(self.allowed)}


@dataclass(eq=False)
class ViewError(MapsError):
    """A view's `parameter` has a `value` that neither the data nor the grammar knows."""

    parameter: str
    value: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text; a long list only begins."""
        shown = ", ".join(self.allowed[:20]) + (", …" if len(self.allowed) > 20 else "")
        return {"parameter": self.parameter, "value": self.value, "allowed": shown}


@dataclass(eq=False)
class PictureError(MapsError):
    """A picture's `parameter` has a `value` that cannot be, or would make it too large."""

    parameter: str
    value: str
    allowed: tuple[str, ...]

    def facts(self) -> dict[str, object]:
        """Return the fields, what is allowed as one text."""
        return {
            "parameter": self.parameter,
            "value": self.value,
            "allowed": ", ".join(self.allowed),
        }


@dataclass(eq=False)
class TemplateError(MapsError):
    """A presentation cannot be the template of slides."""

    reason: str
    """``unreadable``, ``large``, ``size`` or ``titles``."""
    value: str = ""
    """Of a wrong size, width and height in inches."""

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong with it, and what to do."""
        return catalogue("maps", lang)(f"error.TemplateError.{self.reason}", **self.facts())


@dataclass(eq=False)
class BriefFileError(MapsError):
    """A file cannot be checked as a brief."""

    file: str
    reason: str
    """``unreadable`` or ``unnumbered``."""

    def text(self, lang: Lang) -> str:
        """Say in `lang` what is wrong with it, and what to do."""
        return catalogue("maps", lang)(f"error.BriefFileError.{self.reason}", **self.facts())


@dataclass(eq=False)
class OutsideAssetError(MapsError):
    """A page would load `url` from another host, and no local copy is known."""

    url: str


@dataclass(eq=False)
class MissingAssetError(MapsError):
    """The package has no static file `path`."""

    path: str
