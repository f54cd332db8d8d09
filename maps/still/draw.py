"""A picture as a file, in any of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.paper import USUAL_DPI, check_dpi
from maps.still.sheet import compose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.still.sheet import Facts, Picture

MEDIA_TYPES: Mapping[str, str] = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
"""Format, which is also the ending, to its media type."""


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
        from maps.still.png import write_png  # noqa: PLC0415 - each format is slow to load

        check_dpi(dpi, picture.paper)
        return write_png(compose(picture, facts).drawing, dpi)
    drawing = compose(picture, facts).drawing
    if form == "svg":
        from maps.still.svg import write_svg  # noqa: PLC0415

        return write_svg(drawing)
    from maps.still.pdf import write_pdf  # noqa: PLC0415

    return write_pdf(drawing)
