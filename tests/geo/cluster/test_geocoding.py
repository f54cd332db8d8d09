"""A partition is answered whole or not at all, once, wherever it runs."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.cluster.geocoding import Asking, geocode_partition
from geo.cluster.partitions import partitions_of
from geo.engine import digest_of
from geo.errors import OtherDataError


@pytest.fixture
def asking(data):
    return Asking(data.resolve(), digest_of(data.resolve()), "ko", "1")


@pytest.fixture
def partition(tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("단지명,번호\n창원국가,1\n없는이름산단,2\n", "utf-8")
    (found,) = partitions_of([source], tmp_path / "out")
    return found


def test_rows_keep_their_columns_and_get_their_points(partition, asking):
    outcome = geocode_partition(partition, asking)
    assert (outcome.summary.rows, outcome.summary.ok, outcome.summary.none) == (2, 1, 1)
    rows = pq.read_table(partition.output).to_pylist()
    assert [(row["번호"], row["matched_id"]) for row in rows] == [(1, "changwon"), (2, None)]


def test_finished_results_stand_until_rows_or_options_change(partition, asking):
    geocode_partition(partition, asking)
    written = partition.output.stat().st_mtime_ns
    again = geocode_partition(partition, asking)
    assert (again.summary.resumed, again.summary.ok) == (2, 1)
    assert partition.output.stat().st_mtime_ns == written
    other = geocode_partition(partition, replace(asking, best_guess=True))
    assert other.summary.resumed == 0
    partition.source.write_text("단지명\n여수국가\n", "utf-8")
    assert geocode_partition(partition, asking).summary.rows == 1


def test_results_that_are_gone_or_whose_mark_is_torn_are_made_again(partition, asking):
    geocode_partition(partition, asking)
    partition.output.unlink()
    assert geocode_partition(partition, asking).summary.resumed == 0
    partition.state.write_bytes(partition.state.read_bytes()[:20])
    assert geocode_partition(partition, asking).summary.resumed == 0


def test_a_file_that_cannot_be_read_is_told_and_writes_nothing(partition, asking):
    partition.source.write_bytes(b"PAR1" + bytes(range(200)))
    outcome = geocode_partition(partition, asking)
    assert outcome.summary is None
    assert "a.csv" in outcome.reason
    assert not partition.output.exists()


def test_a_worker_with_other_tables_answers_nothing(partition, asking):
    with pytest.raises(OtherDataError):
        geocode_partition(partition, replace(asking, digest="0"))
    assert not partition.output.exists()


def test_columns_are_taken_as_the_user_names_them(partition, asking):
    partition.source.write_text("가,나\n창원국가,1\n", "utf-8")
    outcome = geocode_partition(partition, replace(asking, chosen={"name": ("가",)}))
    assert outcome.summary.ok == 1


def test_what_was_typed_stays_typed(partition, asking):
    pq.write_table(pa.table({"name": ["창원국가"], "n": [1.5]}), partition.source)
    geocode_partition(partition, asking)
    assert pq.read_schema(partition.output).field("n").type == pa.float64()
