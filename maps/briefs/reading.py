"""The text of a brief's file, whichever format and program it comes from."""

from __future__ import annotations

import io
import re
from html import unescape
from zipfile import BadZipFile, ZipFile

import orjson

LARGEST = 60_000_000
"""Bytes of an office file when it is unpacked."""
_PARTS = re.compile(
    r"Contents/section\d+\.xml|ppt/(?:slides/slide|notesSlides/notesSlide|charts/chart)\d+\.xml"
)
_WORKBOOK = "xl/workbook.xml"
_PARAGRAPH = re.compile(
    r"</(?:\w+:)?(?:p|tc|tr|v|li|td|th|h[1-6]|dt|dd|div|text|figcaption|caption)>"
)
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_PAGES = 200
"""Of a PDF, that are read."""


class UnreadableError(ValueError):
    """A file is of no format of briefs, or damaged."""


def text_of(content: bytes) -> str:
    """Return the text of a file: PDF, HTML, HWPX, PPTX, XLSX, JSON or plain text.

    Raises
    ------
    UnreadableError
        It is none of them, or damaged.
    """
    try:
        if content.startswith(b"%PDF"):
            return _of_pdf(content)
        if content.startswith(b"PK"):
            return _of_office(content)
        text = content.decode("utf-8-sig")
    except (BadZipFile, KeyError, UnicodeDecodeError, RuntimeError, OSError) as error:
        raise UnreadableError from error
    if text.lstrip().startswith("{"):
        return _of_json(text)
    return _of_markup(text) if "<html" in text[:2000].lower() else text


def _of_pdf(content: bytes) -> str:
    import pypdfium2  # noqa: PLC0415 - slow to load

    try:
        document = pypdfium2.PdfDocument(content)
        pages = [document[i] for i in range(min(len(document), _PAGES))]
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
        # So it tells a hyphen at the end of a line.
        return text.replace("\x02", "-")
    except pypdfium2.PdfiumError as error:
        raise UnreadableError from error


def _of_office(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as file:
        if sum(item.file_size for item in file.infolist()) > LARGEST:
            raise UnreadableError
        names = file.namelist()
        if _WORKBOOK in names:
            return _of_workbook(content)
        parts = sorted(filter(_PARTS.fullmatch, names), key=lambda name: (len(name), name))
        if not parts:
            raise UnreadableError
        return "\n".join(_of_markup(file.read(name).decode()) for name in parts)


def _of_workbook(content: bytes) -> str:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
        return "\n".join(" ".join(_cell(item) for item in row if item is not None) for row in rows)
    except (ValueError, TypeError, AttributeError) as error:
        raise UnreadableError from error


def _cell(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return f"{value:,.0f}" if whole else f"{value:,}" if isinstance(value, float) else str(value)


def _of_json(text: str) -> str:
    try:
        told = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UnreadableError from error
    lines: list[str] = []
    waiting = [told]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += reversed([*value.values()])
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, str):
            lines.append(value)
    return "\n".join(lines)


def _of_markup(text: str) -> str:
    """Return the text between tags; those that end a paragraph break a line."""
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", _UNSEEN.sub("", text))))
