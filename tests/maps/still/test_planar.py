"""Boxes and lines are told apart, many at once."""

import numpy as np

from maps.still.planar import cross, each, overlap, run_over

NOTHING = [np.nan] * 4
BOXES = np.array([[0, 0, 10, 4], [20, 0, 30, 4], NOTHING], dtype=float)


def test_boxes_that_only_share_an_edge_do_not_overlap():
    found = overlap(each(np.array([[10.0, 0, 20, 4], [9, 3, 21, 9]])), BOXES)
    assert found.tolist() == [[False, False, False], [True, True, False]]


def test_a_line_runs_over_a_box_slanted_level_or_ending_in_it_and_not_along_its_edge():
    lines = np.array([
        [-5.0, -5, 15, 9],
        [-5, 2, 40, 2],
        [5, 20, 5, 3],
        [-5, 4, 40, 4],
        [12, 2, 18, 2],
        NOTHING,
    ])  # fmt: skip
    first = run_over(each(lines), BOXES)[:, 0].tolist()
    assert first == [True, True, True, False, False, False]
    assert run_over(each(lines), BOXES)[:, 1].tolist() == [False, True, False, False, False, False]
    assert not run_over(each(lines), BOXES)[:, 2].any()


def test_lines_cross_within_their_ends_only():
    lines = np.array([[0.0, 0, 10, 10], NOTHING])
    others = np.array([[0.0, 10, 10, 0], [0, 30, 30, 0], [1, 0, 11, 10], NOTHING])
    assert cross(each(lines), others).tolist() == [[True, False, False, False], [False] * 4]
