"""How the texts of a document look: character and paragraph shapes, put into its styles too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from maps.briefs.hangul.units import POINT, units
from maps.briefs.paint import paint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hwpx import HwpxDocument

    from geo.messages import Lang

INK, QUIET, ACCENT = paint("ink"), paint("ink-quiet"), paint("primary")
_PLAIN = "바탕글"
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
    style: str = _PLAIN
    """Name of the style of Hangul's own template that it belongs to."""
    numbered: bool = True
    """By the style, where that numbers headings."""


Looks = dict[str, Look]

_LOOKS: Mapping[str, Look] = {
    "title": Look(size=18, bold=True, color=ACCENT, align="CENTER", after=1, keep=True),
    "subtitle": Look(size=9.5, color=QUIET, align="CENTER", after=4, keep=True),
    "heading": Look(size=13, bold=True, color=ACCENT, before=9, after=3, keep=True, style="개요 1"),
    "bullet1": Look(size=10, before=1.5, after=1, hang_mm=4.6, style="본문"),
    "bullet2": Look(size=9.5, after=1, left_mm=4.6, hang_mm=3.2, style="본문"),
    "bullet3": Look(size=9, after=1, left_mm=4.6, hang_mm=3.6, style="본문"),
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
"""Kind of a paragraph to how it looks; sizes in points."""


_REPORT: Mapping[str, Look] = {
    **_LOOKS,
    "title": Look(size=21, bold=True, align="CENTER", before=4, after=4, spacing=130),
    "dated": Look(size=12, align="RIGHT", before=3, after=6, spacing=130),
    "heading": Look(size=16, bold=True, before=14, after=5, keep=True, spacing=160, style="개요 1",
                    numbered=False),
    "bullet1": Look(size=15, before=4, after=3, left_mm=2.5, hang_mm=6.6, spacing=160,
                    style="본문"),
    "bullet2": Look(size=15, after=3, left_mm=9, hang_mm=4.6, spacing=160, style="본문"),
    "bullet3": Look(size=13, after=3, left_mm=9, hang_mm=5.6, spacing=150, style="본문"),
    "summary": Look(size=13.5, before=2, after=2, hang_mm=6, spacing=150, style="본문"),
    "caption": Look(size=12, bold=True, align="CENTER", before=10, after=3, keep=True,
                    style="캡션"),
    "below": Look(size=12, bold=True, align="CENTER", before=2, after=6, style="캡션"),
    "cell": Look(size=11, align="LEFT", spacing=120),
    "number": Look(size=11, align="RIGHT", spacing=120),
    "column": Look(size=11, bold=True, align="CENTER", spacing=120),
    "note": Look(size=9, color=QUIET, align="LEFT", hang_mm=4, spacing=120, style="각주"),
}  # fmt: skip
"""Of a report: text of 15 points, 160 % from line to line."""


def looks(scale: float, shape: Literal["brief", "report"] = "brief") -> Looks:
    """Return all looks by name, their sizes and distances times `scale`."""
    given = _REPORT if shape == "report" else _LOOKS
    return {
        name: replace(
            look,
            size=max(round(look.size * scale, 1), min(look.size, _LEAST)),
            before=look.before * scale,
            after=look.after * scale,
        )
        for name, look in given.items()
    }


class Shape:
    """References to the shapes of a look in one document."""

    def __init__(self, document: HwpxDocument, look: Look) -> None:
        style = document.styles.resolve(look.style)
        base = style if look.numbered else document.styles.resolve(_PLAIN)
        self.style = str(style.id)
        self.char = document.styles.ensure_run(bold=look.bold, color=look.color, size=look.size)
        self.para = document.parts.headers[0].ensure_paragraph_format(
            base_para_pr_id=base.para_pr_id_ref,
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
        self.raised = document.styles.ensure_run(
            color=INK, size=given["bullet1"].size, script="sup"
        )
        """Reference to the character shape of a number that repeats a footnote's."""
        header = document.parts.headers[0]
        used = {given[name].style: shape for name, shape in reversed(self._of.items())}
        for style in header.element.iter(f"{_HEAD}style"):
            style.set("langID", _LANGUAGES[lang])
            shape = used.get(style.get("name", ""))
            if shape and style.get("name") != _PLAIN:
                style.set("paraPrIDRef", shape.para)
                style.set("charPrIDRef", shape.char)
        header.mark_dirty()

    def __getitem__(self, look: str) -> Shape:
        return self._of[look]
