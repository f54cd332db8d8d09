"""Downloaded styles look like the maps: `geo` has its own description, held equal here."""

from geo.exports import symbols
from geo.exports.symbols import SYMBOLOGIES
from maps import theme


def light(colour):
    return theme.resolved(colour, "light")


def test_the_sectors_have_the_colours_dashes_and_shapes_of_the_maps():
    described = [
        (sector, key, colour, " ".join(f"{part:g}" for part in dash), shape)
        for sector, key, colour, dash, shape in symbols.SECTORS
    ]
    assert described == [
        (style.sector, style.key, light(style.colour), style.dash, style.shape)
        for style in theme.SECTORS
    ]


def test_a_sector_of_a_later_round_looks_as_on_the_maps():
    other = SYMBOLOGIES["consortium-ties"].other
    style = theme.sector_style("새 분야")
    assert (other.colour, other.badge.shape) == (light(style.colour), style.shape)
    assert " ".join(f"{part:g}" for part in other.dash) == style.dash


def test_places_have_the_ink_of_the_maps():
    assert (light(theme.INK), light(theme.QUIET)) == (symbols.INK, symbols.QUIET)
    assert light(theme.TRANSFORMATION) == symbols.TRANSFORMATION


def test_places_have_the_shapes_of_the_maps():
    kinds = {"complex": ["national", "general", "urban_high_tech", "agro"], "group": ["group"]}
    kinds["zone"] = list(symbols.ZONES)
    for case in SYMBOLOGIES["complexes"].cases:
        shapes = {theme.place_shape(kind) for kind in kinds[case.key.split("-")[0]]}
        assert shapes == {case.symbol.shape}


def test_places_are_about_as_large_as_on_the_maps():
    for case in SYMBOLOGIES["complexes"].cases:
        smallest = 3.6 if case.key.endswith("member") else theme.place_radius(1)
        assert smallest <= case.symbol.size / 2 <= theme.place_radius(4)
