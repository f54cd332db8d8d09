"""Partitions over the workers of a Dask cluster, local ones or those of a scheduler elsewhere.

Both take the same way: a client hands each partition to a scheduler, which gives it to a worker,
and to another one where that dies. A partition's results depend on nothing but its rows, so neither
number nor order of workers changes them.
"""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import dask
from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from geo.cluster.geocoding import Outcome, geocode_partition
from geo.errors import ClusterUnreachableError
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.cluster.geocoding import Asking
    from geo.cluster.partitions import Partition

LOCAL = "auto"
_WAIT = "20s"
"""For a scheduler to answer: a cluster that starts takes seconds, a wrong address none."""
_TRIES = 3
"""Workers that a partition may take with it before it is told as lost."""


@contextmanager
def connected(address: str, workers: int | None = None) -> Iterator[Client]:
    """Connect with the scheduler at `address` (``tcp://host:port``, ``tls://…``), or start workers.

    ``auto`` starts as many processes as this machine has cores, or `workers`, of one thread each,
    for the geocoder is Python; they end with the context. Nothing listens but on this machine.

    Raises
    ------
    ClusterUnreachableError
        No scheduler answers there.
    """
    settings = {
        "distributed.scheduler.allowed-failures": _TRIES,
        "distributed.comm.timeouts.connect": _WAIT,
    }
    with dask.config.set(settings):
        if address == LOCAL:
            with (
                LocalCluster(
                    n_workers=workers or len(os.sched_getaffinity(0)),
                    threads_per_worker=1,
                    dashboard_address=None,
                    host="127.0.0.1",
                    silence_logs=logging.CRITICAL,
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = Client(address, timeout=_WAIT)
        except (TimeoutError, OSError, ValueError) as error:
            raise ClusterUnreachableError(address, str(error).splitlines()[0][:200]) from error
        with client:
            yield client


def geocode_partitions(
    client: Client, partitions: Sequence[Partition], asking: Asking
) -> Iterator[Outcome]:
    """Yield what becomes of each partition, as they end.

    Raises
    ------
    OtherDataError
        A worker has other tables than `asking`.
    """
    futures = {
        client.submit(
            geocode_partition, partition, asking, key=f"geocode-{partition.output}", pure=False
        ): partition
        for partition in partitions
    }
    for future in as_completed(futures):
        try:
            yield future.result()
        except KilledWorker:
            reason = catalogue("geo", asking.lang)("cluster.worker_lost", tries=_TRIES + 1)
            yield Outcome(futures[future], None, reason)
