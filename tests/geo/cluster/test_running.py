"""Workers share partitions; what one of them loses another does, with the same results."""

import hashlib
import os
import signal
import threading
import time

import pytest

from geo.cluster.geocoding import Asking, geocode_partition
from geo.cluster.partitions import partitions_of
from geo.cluster.running import connected, geocode_partitions
from geo.engine import digest_of
from geo.errors import ClusterUnreachableError

pytestmark = pytest.mark.process
NAMES = ("창원국가", "여수국가", "남동공단", "온산국가")


def table(path, first, rows):
    """Write names each spelled with other blanks, so that none is remembered."""
    path.parent.mkdir(exist_ok=True)
    numbers = range(first, first + rows)
    blanks = (f"{n:020b}".replace("0", " ").replace("1", "\u3000") for n in numbers)
    names = (NAMES[n % 4] for n in numbers)
    spelled = (f"{name[:2]}{blank}{name[2:]}" for name, blank in zip(names, blanks, strict=True))
    path.write_text("단지명\n" + "\n".join(spelled) + "\n", "utf-8")


def digests(partitions):
    return [hashlib.sha256(one.output.read_bytes()).hexdigest() for one in partitions]


@pytest.fixture(scope="module")
def asking(data):
    return Asking(data.resolve(), digest_of(data.resolve()), "ko", "1")


@pytest.fixture(scope="module")
def client():
    with connected("auto", workers=2) as client:
        yield client


def test_results_are_the_same_whoever_makes_them(client, tmp_path, asking):
    for number in range(3):
        table(tmp_path / "big" / f"{number}.csv", number * 20, 20)
    alone = partitions_of([tmp_path / "big"], tmp_path / "alone")
    for one in alone:
        geocode_partition(one, asking)
    # A client elsewhere reaches the same scheduler by its address.
    shared = partitions_of([tmp_path / "big"], tmp_path / "shared")
    with connected(client.scheduler.address) as other:
        outcomes = list(geocode_partitions(other, shared, asking))
    assert sum(one.summary.ok for one in outcomes) == 60
    assert digests(shared) == digests(alone)


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(client, tmp_path, asking):
    table(tmp_path / "big" / "0.csv", 100_000, 6_000)
    (partition,) = partitions_of([tmp_path / "big"], tmp_path / "out")
    journal = partition.output.with_name(f"{partition.output.name}.journal")
    killed = []

    def kill():
        while not (journal.exists() and journal.stat().st_size > 10_000):
            time.sleep(0.01)
        (busy,) = [worker for worker, tasks in client.processing().items() if tasks]
        killed.append(client.run(os.getpid, workers=[busy])[busy])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    (outcome,) = geocode_partitions(client, [partition], asking)
    killer.join()
    assert killed
    assert (outcome.summary.rows, outcome.summary.ok) == (6_000, 6_000)
    assert outcome.summary.resumed > 0  # the other worker went on with what the first had written
    assert not journal.exists()


def test_no_scheduler_is_told(monkeypatch):
    monkeypatch.setattr("geo.cluster.running._WAIT", "1s")
    with pytest.raises(ClusterUnreachableError), connected("tcp://127.0.0.1:1"):
        pass
