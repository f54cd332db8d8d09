"""A drawing as SVG: text stays text, with the glyphs it needs inside the file."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from maps.still.font import FAMILY, face
from maps.still.model import Clip, Shape, Text, rectangle, texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maps.still.model import Drawing, Mark, Ring


def write_svg(drawing: Drawing, *, fonts: bool = True) -> bytes:
    """Return the file, UTF-8; the same drawing gives the same bytes.

    Without `fonts` it is for a page that brings the family `FAMILY` itself.
    """
    width, height = drawing.width_mm / drawing.scale, drawing.height_mm / drawing.scale
    frame = " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in drawing.frame)
    lies = f'data-frame="{frame}" ' if frame else ""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{drawing.lang}" role="img" {lies}'
        f'width="{drawing.width_mm:g}mm" height="{drawing.height_mm:g}mm" '
        f'viewBox="0 0 {_number(width)} {_number(height)}">'
        f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.subject)}</desc>"
    )
    clips = _Clips()
    body = "".join(_marks(drawing.marks, clips))
    own = _fonts(texts(drawing.marks)) if fonts else ""
    style = f"{own}text{{font-family:'{FAMILY}',sans-serif;font-kerning:none;white-space:pre}}"
    return f"{head}<style>{style}</style>{clips.definitions()}{body}</svg>\n".encode()


def elements(marks: Iterable[Mark]) -> str:
    """Return marks as elements for an ``<svg>`` of a page, which has the font.

    The outline of a text is painted by its browser; none of the marks is clipped.
    """
    written, halo = [], ""
    for mark in marks:
        assert not isinstance(mark, Clip)  # noqa: S101
        if isinstance(mark, Text):
            written.append(_text(mark, halo))
            halo = ""
        elif mark.halo:
            halo = (
                f' stroke="{mark.stroke}" stroke-width="{_number(mark.width)}" '
                'stroke-linejoin="round" paint-order="stroke"'
            )
        else:
            written.append(_shape(mark))
    return "".join(written)


class _Clips:
    """The boxes that clip, each with an id."""

    def __init__(self) -> None:
        self._paths: list[str] = []

    def add(self, clip: Clip) -> str:
        self._paths.append(_path([rectangle(clip.box)], closed=True))
        return f"clip{len(self._paths)}"

    def definitions(self) -> str:
        return "".join(
            f'<clipPath id="clip{number}"><path d="{path}"/></clipPath>'
            for number, path in enumerate(self._paths, 1)
        )


def _fonts(written: Sequence[Text]) -> str:
    rules = []
    for bold in (False, True):
        signs = sorted({sign for text in written if text.bold is bold for sign in text.text})
        if signs:
            data = base64.b64encode(face(bold=bold).subset(signs)).decode()
            rules.append(
                f"@font-face{{font-family:'{FAMILY}';font-weight:{700 if bold else 400};"
                f"src:url(data:font/woff2;base64,{data})}}"
            )
    return "".join(rules)


def _marks(marks: Iterable[Mark], clips: _Clips) -> Iterator[str]:
    for mark in marks:
        if isinstance(mark, Clip):
            yield f'<g clip-path="url(#{clips.add(mark)})">'
            yield from _marks(mark.marks, clips)
            yield "</g>"
        elif isinstance(mark, Shape):
            yield _shape(mark)
        else:
            yield _text(mark)


def _shape(shape: Shape) -> str:
    look = [f"fill={quoteattr(shape.fill or 'none')}"]
    if shape.stroke:
        look.append(f'stroke="{shape.stroke}" stroke-width="{_number(shape.width)}"')
        if shape.dash:
            look.append(f'stroke-dasharray="{" ".join(map(_number, shape.dash))}"')
        if shape.round:
            look.append('stroke-linecap="round" stroke-linejoin="round"')
    if shape.of:
        look.append(f"data-of={quoteattr(shape.of)}")
    if shape.ends:
        look.append(f"data-ends={quoteattr(' '.join(shape.ends))}")
    if shape.opacity < 1:
        look.append(f'opacity="{_number(shape.opacity)}"')
    return f'<path d="{_path(shape.rings, closed=shape.closed)}" {" ".join(look)}/>'


def _text(text: Text, halo: str = "") -> str:
    spacing = f' letter-spacing="{_number(text.spacing)}"' if text.spacing else ""
    weight = ' font-weight="700"' if text.bold else ""
    return (
        f'<text x="{_number(text.x)}" y="{_number(text.y)}" font-size="{_number(text.size)}"'
        f'{weight}{spacing} fill="{text.colour}"{halo}>{escape(text.text)}</text>'
    )


def _path(rings: Iterable[Ring], *, closed: bool) -> str:
    end = "Z" if closed else ""
    return "".join(
        f"M{'L'.join(f'{_number(x)} {_number(y)}' for x, y in ring)}{end}" for ring in rings
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
