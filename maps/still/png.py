"""A drawing as PNG: the page of its PDF, drawn by PDFium."""

from __future__ import annotations

import ctypes
import io
import zlib
from threading import Lock

import pypdfium2
from PIL import Image, PngImagePlugin
from pypdfium2 import raw

from maps.still.model import MM_PER_INCH, Drawing
from maps.still.pdf import write_pdf

_ONE_AT_A_TIME = Lock()
"""PDFium is not made for threads."""
_COMPRESSION = 3
"""Of zlib, whose strategy RLE suits flat colours: as small as level 4, in less time."""


def pixels(length_mm: float, dpi: int) -> int:
    """Return how many pixels a length has."""
    return round(length_mm / MM_PER_INCH * dpi)


def write_png(drawing: Drawing, dpi: int) -> bytes:
    """Return the file, which tells its resolution; the same drawing gives the same bytes."""
    size = pixels(drawing.width_mm, dpi), pixels(drawing.height_mm, dpi)
    image = _rendered(write_pdf(drawing), *size)
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Title", drawing.title, drawing.lang)
    info.add_itxt("Author", drawing.author, drawing.lang)
    info.add_itxt("Description", drawing.subject, drawing.lang)
    out = io.BytesIO()
    image.save(
        out,
        "PNG",
        dpi=(dpi, dpi),
        pnginfo=info,
        compress_level=_COMPRESSION,
        compress_type=zlib.Z_RLE,
    )
    return out.getvalue()


def _rendered(pdf: bytes, width: int, height: int) -> Image.Image:
    stride = width * 3
    content = bytearray(stride * height)
    place = (ctypes.c_ubyte * len(content)).from_buffer(content)
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, place, stride)
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_REVERSE_BYTE_ORDER)
        raw.FPDFBitmap_Destroy(bitmap)
        page.close()
        document.close()
    return Image.frombuffer("RGB", (width, height), content, "raw", "RGB", stride, 1)
