"""What fuzzing has kept: inputs that reach far into each parser, and all that ever broke one."""

import pytest

from tests.hostile.targets import CORPUS, TARGETS, tell


@pytest.mark.parametrize("target", TARGETS)
def test_what_has_reached_far_into_a_parser_is_read_or_refused_in_a_sentence(target):
    kept = sorted((CORPUS / target).iterdir())
    assert kept
    for path in kept:
        tell(target, path.read_bytes())


def test_all_that_is_kept_is_of_a_parser_and_small():
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    assert sum(path.stat().st_size for path in CORPUS.rglob("*")) < 1_000_000
