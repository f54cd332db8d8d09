"""A picture as a file, in any of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.formats import write
from maps.still.paper import USUAL_DPI, check_dpi
from maps.still.sheet import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang
    from geo.profiles.contrast import Contrast
    from maps.still.model import Drawing
    from maps.still.paper import Paper
    from maps.still.sheet import Facts, Picture

MEDIA_TYPES: Mapping[str, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
"""Format, which is also the ending, to its media type."""


def draw_pair(contrast: Contrast, facts: Facts, page: Paper, form: str, lang: Lang) -> bytes:
    """Draw both sides of a comparison as ``png`` or ``svg``."""
    from maps.still.pair import compose_pair  # noqa: PLC0415 - only comparisons need it

    return write(compose_pair(contrast, facts, page, lang), form, USUAL_DPI)


def draw(picture: Picture, facts: Facts, form: str, *, dpi: int = USUAL_DPI) -> bytes:
    """Draw a picture; the same arguments give the same bytes.

    Parameters
    ----------
    picture
        Which map, view, language and paper.
    facts
        The scene in that language, the base map, date and version.
    form
        A key of `MEDIA_TYPES`.
    dpi
        Pixels an inch of a PNG.

    Raises
    ------
    PictureError
        A PNG would have too many pixels, or too few.
    """
    if form == "png":
        check_dpi(dpi, picture.paper)
    return write(_drawing(picture, facts), form, dpi)


def _drawing(picture: Picture, facts: Facts) -> Drawing:
    if not picture.by:
        return compose(picture, facts).drawing
    from maps.still.multiples import compose_multiples  # noqa: PLC0415 - few ask for them

    return compose_multiples(picture, facts)
