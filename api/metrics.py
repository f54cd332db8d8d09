"""Metrics in Prometheus's text and OpenMetrics: requests, queues, cache, workers, snapshot.

Counted on the event loop alone, without locks: a hot read takes a few microseconds in all.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

    from api.cache import Answers
    from api.turns import Turns
    from geo.jsons import OpenObject
    from geo.store.snapshot import Snapshot

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds in seconds."""
_LABELS = ("method", "route", "status")


class Metrics(Collector):
    """What has been counted since the server started, and how it stands now."""

    def __init__(self) -> None:
        self._series: dict[tuple[str, str, int], list[float]] = {}
        """Method, route and status to the sum of seconds, then a count for each bucket."""
        self.in_progress = 0
        self.cached = 0
        """Requests that were answered from memory."""
        self.reloads = {"done": 0, "refused": 0}
        self.connections: Callable[[], int] | None = None
        self.now: Now | None = None
        self.worker = 1
        self.peers: Callable[[], Awaitable[list[OpenObject]]] | None = None
        """Asks the other processes that serve from the same port what `told` gives there."""
        self._registry = CollectorRegistry()
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        series = self._series.get((method, route, status))
        if series is None:
            series = self._series[method, route, status] = [0.0] * (len(BUCKETS) + 2)
        series[0] += seconds
        series[1 + bisect_left(BUCKETS, seconds)] += 1

    def told(self) -> OpenObject:
        """Return what another process needs for telling these metrics beside its own."""
        return {"worker": self.worker, "metrics": generate_latest(self._registry).decode()}

    async def written(self, accept: str) -> tuple[bytes, str]:
        """Return all metrics in the format that ``Accept`` asks for, and its media type.

        Those of each process are apart, by the label ``worker``, where there are several.
        """
        write, media_type = choose_encoder(accept)
        if self.peers is None:
            return write(self._registry), media_type
        together = CollectorRegistry()
        together.register(_Together([self.told(), *await self.peers()]))
        return write(together), media_type

    def collect(self) -> Iterator[Metric]:
        """Give each metric; called by the registry."""
        requests = HistogramMetricFamily(
            "http_request_duration_seconds",
            "Time to the last byte of an answer, by route template.",
            labels=_LABELS,
        )
        for (method, route, status), series in list(self._series.items()):
            bounds = [*map(str, BUCKETS), "+Inf"]
            counts = list(accumulate(series[1:]))
            told = list(zip(bounds, counts, strict=True))
            requests.add_metric((method, route, str(status)), told, series[0])
        yield requests
        yield GaugeMetricFamily(
            "http_requests_in_progress", "Requests in the application.", self.in_progress
        )
        yield CounterMetricFamily(
            "sandan_cache_hits", "Answers given again from memory.", self.cached
        )
        reloads = CounterMetricFamily("sandan_reloads", "Snapshots taken over.", labels=["result"])
        for result, count in self.reloads.items():
            reloads.add_metric([result], count)
        yield reloads
        if self.connections is not None:
            yield GaugeMetricFamily(
                "http_connections", "Connections that are open.", self.connections()
            )
        if self.now is not None:
            yield from self.now.collect()


class _Together(Collector):
    """What several processes have told, with the number of each as a label."""

    def __init__(self, told: list[OpenObject]) -> None:
        self._told = sorted(told, key=lambda item: int(item["worker"]))

    def collect(self) -> Iterator[Metric]:
        """Give each metric once, with the samples of all."""
        families: dict[str, Metric] = {}
        for item in self._told:
            for family in text_string_to_metric_families(item["metrics"]):
                into = families.setdefault(
                    family.name, Metric(family.name, family.documentation, family.type)
                )
                into.samples += [
                    sample._replace(labels={**sample.labels, "worker": str(item["worker"])})
                    for sample in family.samples
                ]
        yield from families.values()


class Now:
    """How an application stands at a moment."""

    def __init__(self, snapshot: Snapshot, answers: Answers, turns: Mapping[str, Turns]) -> None:
        self._snapshot = snapshot
        self._answers = answers
        self._turns = turns

    def collect(self) -> Iterator[Metric]:
        """Give each metric."""
        yield GaugeMetricFamily(
            "sandan_cache_bytes", "Bytes of kept answers with their keys.", self._answers.size
        )
        yield GaugeMetricFamily("sandan_cache_answers", "Kept answers.", len(self._answers))
        working = GaugeMetricFamily("sandan_queue_working", "Jobs being done.", labels=["queue"])
        waiting = GaugeMetricFamily("sandan_queue_waiting", "Jobs that wait.", labels=["queue"])
        refused = CounterMetricFamily(
            "sandan_queue_refused", "Jobs answered with 503.", labels=["queue"]
        )
        for name, turns in self._turns.items():
            working.add_metric([name], turns.working)
            waiting.add_metric([name], turns.waiting)
            refused.add_metric([name], turns.refused)
        yield from (working, waiting, refused)
        memory = GaugeMetricFamily(
            "sandan_worker_resident_memory_bytes", "Memory of each worker.", labels=["pid"]
        )
        for pid, size in workers():
            memory.add_metric([str(pid)], size)
        yield memory
        document = {"version": self._snapshot.version, "as_of": self._snapshot.as_of}
        yield InfoMetricFamily("sandan_snapshot", "What is served.", document)


def workers() -> Iterator[tuple[int, int]]:
    """Give process id and resident bytes of each child of this process; Linux alone tells them."""
    page = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096
    for listed in Path("/proc/self/task").glob("*/children"):
        try:
            children = listed.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            try:
                pages = Path("/proc", child, "statm").read_text("ascii").split()[1]
            except (OSError, IndexError):
                continue
            yield int(child), int(pages) * page
