"""The file of a source in the operator's folder → its text (I/O)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.confined import Stopped, call

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".txt", ".pdf")
"""In the order in which they are looked for: a text needs no guessing."""
MOST_BYTES = {".txt": 4_000_000, ".pdf": 60_000_000}
"""Of a file. The plan of 2023 has 60,000 as text; scans of a hundred pages have 50,000,000."""
MOST_LETTERS = 1_000_000
"""Of a text: a page longer than that serves nobody."""
_MOST_PAGES = 1_000
"""Of a PDF; those that the facts were taken from have a hundredth of it."""
_SECONDS = 60.0
"""For the text of a PDF; a page takes some milliseconds."""
_ENCODINGS = ("utf-8-sig", "cp949")
"""What Korean text files are written in."""
Trouble = Literal["unreadable", "too_large", "encoding", "damaged", "no_text"]


@dataclass(frozen=True, slots=True)
class Original:
    """A document as the operator has it."""

    file: str
    """Name of the file without its folder."""
    text: str
    trouble: Trouble | None = None
    """Why there is no text."""


def find(folder: Path, source: str) -> Path | None:
    """Return the file of a source of the atlas below `folder`; None where there is none.

    A file that a link leads out of the folder to is none of it.
    """
    for ending in ENDINGS:
        path = folder / f"{source}{ending}"
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            return path
    return None


def read(path: Path) -> Original:
    """Return the text of a file, or what is wrong with it."""
    try:
        if path.stat().st_size > MOST_BYTES[path.suffix]:
            return Original(path.name, "", "too_large")
        text = _shown(_pdf(path) if path.suffix == ".pdf" else _decoded(path.read_bytes()))
    except OSError:
        return Original(path.name, "", "unreadable")
    except UnicodeDecodeError:
        return Original(path.name, "", "encoding")
    except Stopped:
        return Original(path.name, "", "damaged")
    if len(text) > MOST_LETTERS:
        return Original(path.name, "", "too_large")
    return Original(path.name, text, None if text.strip() else "no_text")


def _shown(text: str) -> str:
    """Leave of controls line ends and tabs only; any other ends a line."""
    lines = text.replace("\r\n", "\n")
    return "".join(line if line.isprintable() or line in "\n\t\xa0" else "\n" for line in lines)


def _pdf(path: Path) -> str:
    size = path.stat().st_size
    return str(call(f"{__name__}:pdf_text", str(path), size=size, seconds=_SECONDS))


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS[:-1]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode(_ENCODINGS[-1])


def pdf_text(path: str) -> str:
    """Return the text of a PDF, page after page; called in a process of its own."""
    import pypdfium2  # noqa: PLC0415 - only this process needs it

    document = pypdfium2.PdfDocument(path)
    pages = range(min(len(document), _MOST_PAGES))
    return "\n".join(document[at].get_textpage().get_text_range() for at in pages)
