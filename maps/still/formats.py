"""A drawing as a file, in any of its formats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maps.still.model import Drawing


def write(drawing: Drawing, form: str, dpi: int) -> bytes:
    """Write a drawing as ``svg``, ``pdf`` or ``png``, the last of so many pixels an inch."""
    if form == "svg":
        from maps.still.svg import write_svg  # noqa: PLC0415 - each format is slow to load

        return write_svg(drawing)
    if form == "pdf":
        from maps.still.pdf import write_pdf  # noqa: PLC0415

        return write_pdf(drawing)
    from maps.still.png import write_png  # noqa: PLC0415

    return write_png(drawing, dpi)
