"""`sandan changes` tells what changed between two data folders."""

import pytest
from click.testing import CliRunner

from api.cli.changes import changes


@pytest.fixture
def moved(own_data):
    path = own_data / "complexes.geojson"
    path.write_text(path.read_text("utf-8").replace("[128.65302,", "[128.66302,"), "utf-8")
    return own_data


def test_the_report_goes_to_the_screen(data, moved):
    told = CliRunner().invoke(changes, [str(data), str(moved), "--lang", "ko"])
    assert told.exit_code == 0
    assert "창원국가산업단지 (changwon)" in told.output
    assert "0.91 km 옮김" in told.output


def test_nothing_changed_is_said_and_is_no_failure(data):
    told = CliRunner().invoke(changes, [str(data), str(data), "--lang", "en"])
    assert told.exit_code == 0
    assert "Nothing has changed." in told.output


@pytest.mark.parametrize("ending", ["csv", "json", "atom", "xml"])
def test_the_ending_of_the_file_is_the_format(data, moved, tmp_path, ending):
    file = tmp_path / f"changes.{ending}"
    told = CliRunner().invoke(changes, [str(data), str(moved), "-o", str(file)])
    assert told.exit_code == 0
    assert "changwon" in file.read_text("utf-8") or "창원국가산업단지" in file.read_text("utf-8")
