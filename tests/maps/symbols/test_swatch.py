"""The picture of a symbol shows what the style draws."""

import pytest

from maps.symbols.model import Area, Mark, Stroke
from maps.symbols.swatch import swatch


@pytest.mark.parametrize(
    ("symbol", "drawn"),
    [
        (Mark("hexagon", "#112233", "#ffffff", 12), 'fill="#112233"'),
        (Mark("square", "", "#445566", 14), 'fill="none" stroke="#445566"'),
        (Mark("circle", "#112233", "#112233", 12, core="#998877"), 'fill="#998877"'),
        (Stroke("#abcdef", 2, dash=(6, 3)), 'stroke-dasharray="6 3"'),
        (Stroke("#abcdef", 2, arrow=True), 'fill="#abcdef"'),
        (Stroke("#abcdef", 5, inner_width=2), 'stroke="#ffffff"'),
        (Area("#101010", "#202020", 1.2, 0.5), 'fill-opacity="0.5"'),
    ],
)
def test_a_symbol_is_drawn_with_its_colours(symbol, drawn):
    assert drawn in swatch(symbol)
