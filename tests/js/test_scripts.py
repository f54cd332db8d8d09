"""The pages' scripts hold their own tests, run by Node's test runner."""

import subprocess
from pathlib import Path

import pytest

# Playwright brings a Node of its own, so that setting up needs no other.
from playwright._impl._driver import compute_driver_executable

HERE = Path(__file__).parent


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.name)
def test_a_script_does_what_its_tests_say(file):
    node, _ = compute_driver_executable()
    done = subprocess.run([node, "--test", file], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout
