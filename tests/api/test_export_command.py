"""`sandan export`, without a process of its own."""

import pyogrio
import pytest
from click.testing import CliRunner

from api.cli.export import export
from geo.errors import FilterError, OutputFormatError, UnknownCollectionError, UnwritableOutputError


def run(*arguments):
    result = CliRunner().invoke(export, arguments)
    if result.exception:
        raise result.exception
    return result.output


def test_the_ending_tells_the_format(tmp_path):
    path = tmp_path / "경남.fgb"
    told = run("complexes", "-o", str(path), "--filter", "sido = '경상남도'", "--crs", "EPSG:5186")
    frame = pyogrio.read_dataframe(path)
    assert frame.crs == "EPSG:5186"
    assert f"{len(frame)}" in told
    assert set(frame["sido"]) == {"경상남도"}


def test_an_unknown_ending_or_collection_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(OutputFormatError, match=r"\.gpkg"):
        run("complexes", "-o", str(tmp_path / "a.dwg"))
    with pytest.raises(UnknownCollectionError, match="consortium-ties"):
        run("factories", "-o", str(tmp_path / "a.gpkg"))


def test_what_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(UnwritableOutputError, match="No such file"):
        run("complexes", "-o", str(tmp_path / "none" / "a.gpkg"))
    with pytest.raises(FilterError):
        run("complexes", "-o", str(tmp_path / "a.gpkg"), "--filter", "sido =")
    assert list(tmp_path.iterdir()) == []


def test_a_region_of_ones_own_is_what_lies_in_it(tmp_path):
    path = tmp_path / "내 권역.csv"
    run("complexes", "-o", str(path), "--region", "own:김해,창원국가산단")
    ids = {line.partition(",")[0] for line in path.read_text("utf-8-sig").splitlines()[1:]}
    assert "changwon" in ids
    assert "masan-ftz" not in ids
    with pytest.raises(SystemExit):
        run("sector-crosswalk", "-o", str(path), "--region", "경남")
