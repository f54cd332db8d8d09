"""What a release stands on: known holes are told, promises name tests that there are."""

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AUDIT = ROOT / "scripts" / "audit_dependencies"
PLANTED = {"name": "jinja2", "version": "2.10", "vulns": [{"id": "X-1", "fix_versions": ["3.1.6"]}]}


def audit(folder, report):
    """Look with a tool that writes `report` as pip-audit does, or cannot ask anybody."""
    tool = folder / "tool"
    write = "exit 1" if report is None else f"cat > $out <<'E'\n{json.dumps(report)}\nE\n"
    tool.write_text(
        '#!/bin/sh\nwhile [ $# -gt 0 ]; do [ "$1" = --output ] && out=$2; shift; done\n' + write,
        "utf-8",
    )
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    command = [str(AUDIT), str(tool), str(ROOT / "requirements.lock")]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def test_a_planted_hole_is_named_with_what_mends_it(tmp_path):
    told = audit(tmp_path, {"dependencies": [PLANTED]})
    assert told.returncode == 1
    assert "jinja2 2.10: X-1; mended in: 3.1.6" in told.stdout


def test_without_holes_it_ends_well_and_says_how_much_was_looked_up(tmp_path):
    skipped = {"name": "a", "skip_reason": "not found"}
    told = audit(tmp_path, {"dependencies": [{**PLANTED, "vulns": []}, skipped]})
    assert told.returncode == 0
    assert "1 of 2 packages" in told.stdout
    assert "1 could not be looked up" in told.stderr


def test_where_nobody_can_be_asked_it_says_so_and_goes_on(tmp_path):
    told = audit(tmp_path, None)
    assert told.returncode == 0
    assert "Nobody could be asked" in told.stderr


@pytest.mark.parametrize(
    "document", ["reliability.md", "reliability.ko.md", "operations.md", "security-asvs.md"]
)
def test_every_test_that_a_promise_names_is_there(document):
    text = (ROOT / "docs" / document).read_text("utf-8")
    named = set(re.findall(r"(?:tests|benchmarks)/[\w/]+\.py", text))
    assert named
    assert [file for file in named if not (ROOT / file).is_file()] == []
