"""PDF by Typst: tagged (PDF/UA-1), for archives (PDF/A-2a), with the fonts inside.

Typst refuses to write a file that breaks either standard. Texts reach a template as data, never
as source, and its only font is the one that is given to it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import category

import orjson
import typst

from maps.still.font import face

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STANDARDS: tuple[Literal["ua-1"], Literal["a-2a"]] = ("ua-1", "a-2a")
"""To which every file conforms."""
MISSING = "□"
"""Stands for a character that the font has no glyph for."""


def typeset(
    template: str,
    values: Mapping[str, object],
    pictures: Sequence[bytes] = (),
    *,
    as_of: str,
) -> bytes:
    """Return the file that a template of ``maps/templates`` makes of values.

    Parameters
    ----------
    template
        Name of the file; it reads ``sys.inputs``.
    values
        What is said, as JSON can hold it: input ``values``.
    pictures
        SVG: inputs ``picture-0``, ``picture-1`` and so on.
    as_of
        Day, month or year of the data, the date that the file carries. Without one, which
        archives ask for, the file keeps to no standard: it is only to be drawn.
    """
    content = typst.compile(
        _source(template),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=_inputs({**values, "date": date_of(as_of)}, pictures),
        pdf_standards=[*STANDARDS] if as_of else [],
        timestamp=0,
    )
    assert isinstance(content, bytes)  # noqa: S101
    return content


def drawn(template: str, values: Mapping[str, object], pictures: Sequence[bytes] = ()) -> bytes:
    """Return the page that a template makes as PNG, a pixel a point."""
    content = typst.compile(
        _source(template),
        format="png",
        ppi=72.0,
        font_paths=_fonts(),
        sys_inputs=_inputs(values, pictures),
        timestamp=0,
    )
    assert isinstance(content, bytes)  # noqa: S101
    return content


def date_of(as_of: str) -> list[int]:
    """Return year, month and day of a day, month or year; what is not stated is 1.

    >>> date_of("2025-01"), date_of("")
    ([2025, 1, 1], [])
    """
    return [*map(int, as_of.split("-")), 1, 1][:3] if as_of else []


def measured(template: str, values: Mapping[str, object], label: str) -> Any:  # noqa: ANN401 - JSON
    """Return the value of the first metadata with a label, as a template lays values out."""
    found = typst.query(
        _source(template),
        f"<{label}>",
        field="value",
        one=True,
        font_paths=_fonts(),
        sys_inputs=_inputs({**values, "date": []}, ()),
    )
    return orjson.loads(found)


def _inputs(values: Mapping[str, object], pictures: Sequence[bytes]) -> dict[str, str]:
    texts = {f"picture-{number}": svg.decode() for number, svg in enumerate(pictures)}
    texts["values"] = orjson.dumps(values).decode()
    return {name: _writable(text) for name, text in texts.items()}


def _writable(text: str) -> str:
    """Return a text with `MISSING` for what the font lacks: the standards allow no empty boxes."""
    lacking = face().lacks(text).replace("\n", "")
    # What only says how others stand (Cf) shows nothing anywhere.
    shown = {ord(sign): "" if category(sign) == "Cf" else MISSING for sign in lacking}
    return text.translate(shown) if shown else text


@lru_cache(maxsize=8)
def _source(template: str) -> bytes:
    return files("maps").joinpath("templates", template).read_bytes()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = files("maps").joinpath("still", "fonts")
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
