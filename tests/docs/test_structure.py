"""The drawing of the structure is that of the contracts that import-linter holds."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEC = spec_from_file_location("draw_structure", ROOT / "scripts" / "draw_structure.py")
draw = module_from_spec(SPEC)
SPEC.loader.exec_module(draw)


def test_the_drawing_is_up_to_date():
    assert draw.DRAWING.read_text("utf-8") == draw.drawing(), "run scripts/draw_structure.py"


def test_it_names_every_module_of_the_contracts_once():
    drawn = re.findall(r'font-size="11"[^>]*>([^<]*)<', draw.drawing())
    names = [name for line in drawn for name in line.split(" · ")]
    layers = [name for layers in draw.contracts().values() for layer in layers for name in layer]
    assert names == layers
    assert {"geocoding", "compose", "app"} <= set(names)
