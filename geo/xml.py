"""Texts as XML 1.0 may hold them (§2.2): without control characters and half characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from typing import Literal

_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Return a text with U+FFFD for each character that no XML may hold.

    >>> clean("a\x00b\x1b\ud800") == "a\ufffdb\ufffd\ufffd"
    True
    """
    return _NO_XML.sub("\ufffd", text)


def to_text(root: ET.Element) -> str:
    """Write a tree, indented, its texts and attributes cleaned; without a declaration."""
    return _written(root, "unicode").decode()


def to_bytes(root: ET.Element) -> bytes:
    """Write a tree as a file: UTF-8 with a declaration, and a line break at its end."""
    return _written(root, "utf-8") + b"\n"


def _written(root: ET.Element, encoding: Literal["utf-8", "unicode"]) -> bytes:
    for element in root.iter():
        if element.text:
            element.text = clean(element.text)
        for name, value in element.items():
            element.set(name, clean(value))
    ET.indent(root, " ")
    written: bytes | str = ET.tostring(root, encoding, xml_declaration=encoding == "utf-8")
    return written.encode() if isinstance(written, str) else written
