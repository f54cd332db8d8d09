"""What a reader can follow on the drawing alone: measured on the SVG of every map with ties."""

import math

import pytest

from maps.still.measured import measure
from maps.still.svg import write_svg


@pytest.fixture(scope="module", params=["overview", "consortia", "transformation"])
def found(request, sheet):
    made = sheet(request.param)
    return made, measure(write_svg(made.drawing, fonts=False))


def test_every_pair_and_direction_is_recovered_from_the_drawing(found):
    made, measured = found
    at = {one.place.id: one.at for one in made.network.places}
    for tie in (one.tie for one in made.network.ties):
        read = measured.pairs[tie.id]
        # Two places at one point cannot be told apart by any drawing.
        assert all(
            math.dist(at[a], at[b]) < 2 for a, b in zip(read, (tie.from_id, tie.to_id), strict=True)
        )


def test_no_arrowhead_is_covered_and_few_ties_run_through_foreign_symbols(found):
    _, measured = found
    assert measured.covered == ()
    assert len(measured.through) <= measured.ties * 0.07


def test_lines_that_cross_can_be_followed(found):
    _, measured = found
    assert measured.sharp <= 0.16 * measured.crossings


def test_what_misleads_is_found():
    """A line through a third symbol, a head below one, lines that cross at a small angle."""

    def line(name, d):
        return f'<path data-of="tie:{name}" d="{d}"/>'

    def disc(name, x, y):
        return (
            f'<path data-of="place:{name}" d="M{x - 5} {y - 5}L{x + 5} {y - 5}'
            f'L{x + 5} {y + 5}L{x - 5} {y + 5}Z"/>'
        )

    body = "".join((
        line("ab", "M0 0L100 0"), line("de", "M0 -20L100 20"),
        '<path data-of="arrow:ab" d="M50 -3L56 0L50 3Z"/>',
        disc("a", 0, 0), disc("b", 100, 0), disc("c", 52, 0), disc("d", 0, -20), disc("e", 100, 20),
    ))  # fmt: skip
    found = measure(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode())
    assert ("ab", "c") in found.through
    assert found.covered == ("ab",)
    assert (found.crossings, found.sharp) == (1, 1)
    assert found.pairs == {"ab": ("a", "b"), "de": ("d", "e")}
