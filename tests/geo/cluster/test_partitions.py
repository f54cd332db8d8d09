"""Files of a large table are paired with those of their results."""

import pytest

from geo.cluster.partitions import partitions_of
from geo.errors import ClashingPartitionsError, EmptyInputError


@pytest.fixture
def big(tmp_path):
    for name in ("year=2025/a.parquet", "year=2026/a.parquet", "year=2026/_SUCCESS", ".tmp/b.csv"):
        path = tmp_path / "big" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "big"


def test_files_below_a_folder_keep_their_place_and_hidden_ones_are_left(big, tmp_path):
    found = partitions_of([big], tmp_path / "out")
    assert [one.source.relative_to(big).as_posix() for one in found] == [
        "year=2025/a.parquet",
        "year=2026/a.parquet",
    ]
    assert [one.output.relative_to(tmp_path).as_posix() for one in found] == [
        "out/year=2025/a.parquet",
        "out/year=2026/a.parquet",
    ]
    assert all(one.output.parent.is_dir() for one in found)


def test_files_and_their_folder_are_the_same_partitions_in_the_same_order(big, tmp_path):
    files = sorted(big.rglob("a.parquet"), reverse=True)
    assert partitions_of([*files, big], tmp_path / "out") == partitions_of([big], tmp_path / "out")


def test_results_that_would_be_one_file_are_refused(tmp_path):
    for name in ("a.csv", "a.parquet"):
        (tmp_path / name).touch()
    with pytest.raises(ClashingPartitionsError) as refused:
        partitions_of([tmp_path], tmp_path / "out")
    assert refused.value.path.endswith("a.parquet")


def test_a_folder_without_tables_is_told(tmp_path):
    with pytest.raises(EmptyInputError):
        partitions_of([tmp_path], tmp_path / "out")
