"""How the texts of a document look: character and paragraph shapes, put into its styles too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from maps.briefs.hangul.units import POINT, units
from maps.briefs.paint import paint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hwpx import HwpxDocument

    from geo.messages import Lang

INK, QUIET, ACCENT = paint("ink"), paint("ink-quiet"), paint("primary")
_LEAST = 6.5
"""Size below which no text is made smaller."""
_HEAD = "{http://www.hancom.co.kr/hwpml/2011/head}"
_LANGUAGES: Mapping[Lang, str] = {"ko": "1042", "en": "1033"}
"""Windows' numbers of languages, as styles carry them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a paragraph looks like; sizes and distances in points, indents in mm."""

    size: float
    bold: bool = False
    color: str = INK
    align: str = "JUSTIFY"
    before: float = 0
    after: float = 0
    left_mm: float = 0
    hang_mm: float = 0
    """How far the lines after the first are set in."""
    spacing: int = 130
    """Of lines, in percent."""
    keep: bool = False
    """Stays on the page of the paragraph that follows."""
    style: str = "바탕글"
    """Name of the style of Hangul's own template that it belongs to."""


Looks = dict[str, Look]

_LOOKS: Mapping[str, Look] = {
    "title": Look(size=18, bold=True, color=ACCENT, align="CENTER", after=1, keep=True),
    "subtitle": Look(size=9.5, color=QUIET, align="CENTER", after=4, keep=True),
    "heading1": Look(
        size=13, bold=True, color=ACCENT, before=9, after=3, keep=True, style="개요 1"
    ),
    "heading2": Look(size=11, bold=True, before=6, after=2, keep=True, style="개요 2"),
    "text": Look(size=10, after=3, style="본문"),
    "bullet1": Look(size=10, before=1.5, after=1, hang_mm=4.6, style="본문"),
    "bullet2": Look(size=9.5, after=1, left_mm=4.6, hang_mm=3.2, style="본문"),
    "caption": Look(size=9, bold=True, align="LEFT", before=6, after=2, keep=True, style="캡션"),
    "below": Look(size=9, bold=True, align="CENTER", before=1, after=3, style="캡션"),
    "picture": Look(size=9, align="CENTER", before=4, keep=True, spacing=100),
    "holder": Look(size=2, align="LEFT", after=3, spacing=100),
    "cell": Look(size=8.5, align="LEFT", spacing=115),
    "number": Look(size=8.5, align="RIGHT", spacing=115),
    "column": Look(size=8.5, bold=True, align="CENTER", spacing=115),
    "figure": Look(size=14, bold=True, color=ACCENT, align="CENTER", spacing=110),
    "base": Look(size=7.5, color=QUIET, align="CENTER", spacing=110),
    "note": Look(size=7.5, color=QUIET, align="LEFT", hang_mm=4, spacing=112, style="각주"),
    "footer": Look(size=8, color=QUIET, align="CENTER", spacing=110),
}


def looks(scale: float) -> Looks:
    """Return all looks by name, their sizes and distances times `scale`."""
    return {
        name: replace(
            look,
            size=max(round(look.size * scale, 1), min(look.size, _LEAST)),
            before=look.before * scale,
            after=look.after * scale,
        )
        for name, look in _LOOKS.items()
    }


class Shape:
    """References to the shapes of a look in one document."""

    def __init__(self, document: HwpxDocument, look: Look) -> None:
        style = document.styles.resolve(look.style)
        self.style = str(style.id)
        self.char = document.styles.ensure_run(bold=look.bold, color=look.color, size=look.size)
        self.para = document.parts.headers[0].ensure_paragraph_format(
            base_para_pr_id=style.para_pr_id_ref,
            alignment=look.align,
            line_spacing_percent=look.spacing,
            margins={
                "intent": -units(look.hang_mm),
                "left": units(look.left_mm),
                "prev": round(look.before * POINT),
                "next": round(look.after * POINT),
            },
            break_setting={"keep_with_next": look.keep},
        )


class Shapes:
    """The shapes of all looks in a new document; its styles take theirs over."""

    def __init__(self, document: HwpxDocument, given: Looks, lang: Lang) -> None:
        self._of = {name: Shape(document, look) for name, look in given.items()}
        self.raised = document.styles.ensure_run(color=INK, size=given["text"].size, script="sup")
        """Reference to the character shape of a number that repeats a footnote's."""
        header = document.parts.headers[0]
        used = {given[name].style: shape for name, shape in reversed(self._of.items())}
        for style in header.element.iter(f"{_HEAD}style"):
            style.set("langID", _LANGUAGES[lang])
            shape = used.get(style.get("name", ""))
            if shape and style.get("name") != "바탕글":
                style.set("paraPrIDRef", shape.para)
                style.set("charPrIDRef", shape.char)
        header.mark_dirty()

    def __getitem__(self, look: str) -> Shape:
        return self._of[look]
