"""One partition through the geocoder, on whichever worker has it (I/O)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from geo.batch.job import Summary, open_job
from geo.disk import write_file
from geo.engine import digest_of, make_geocoder
from geo.errors import GeoError, OtherDataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from geo.batch.job import Job
    from geo.cluster.partitions import Partition
    from geo.geocoding.query import Answer, Query
    from geo.messages import Lang
    from geo.vocabulary.words import Role


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of every partition alike; it travels to the workers."""

    data: Path
    """Folder of tables and indexes, at the same place on every worker."""
    digest: str
    """Of that folder where the run was started; other data would answer otherwise."""
    lang: Lang
    version: str
    """Of this package, where the run was started."""
    best_guess: bool = False
    day: str | None = None
    """In whose units it is answered (``YYYY-MM-DD``); None for the newest."""
    chosen: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)
    """Columns that the user names by their headings."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a partition: its counts, or the reason why there are none."""

    partition: Partition
    summary: Summary | None
    reason: str = ""
    """Why the file has no results, in the reader's language."""


def geocode_partition(partition: Partition, asking: Asking) -> Outcome:
    """Answer the rows of a partition and write them beside one another, whole or not at all.

    Results that an earlier run finished with the same rows, data and options stand. A partition
    that was broken off goes on behind the last chunk that its journal holds, on any worker that
    sees the same folder. A file that cannot be read is told, and does not stop the others.

    Raises
    ------
    OtherDataError
        The worker has other tables than the run was started with.
    """
    if digest_of(asking.data) != asking.digest:
        raise OtherDataError(str(asking.data))
    try:
        job = open_job(
            partition.source,
            partition.output,
            chosen=asking.chosen,
            lang=asking.lang,
            options={
                "best_guess": asking.best_guess,
                "as_of": asking.day,
                "version": asking.version,
                "data": asking.digest,
            },
        )
        return Outcome(partition, _standing(partition, job) or _run(partition, job, asking))
    except GeoError as error:
        return Outcome(partition, None, error.text(asking.lang))


def _run(partition: Partition, job: Job, asking: Asking) -> Summary:
    summary = job.run(_answer(asking.data, asking.day, asking.best_guess), lambda _: None)
    state = {"fingerprint": job.mark, **asdict(summary)}
    write_file(partition.state, json.dumps(state).encode())
    return summary


def _standing(partition: Partition, job: Job) -> Summary | None:
    """Return the counts of results that are whole and of these very rows, None without any."""
    try:
        state = json.loads(partition.state.read_bytes())
        if state.pop("fingerprint") != job.mark or not partition.output.is_file():
            return None
        rows = int(state["rows"])
        return Summary(
            **{item.name: state[item.name] for item in fields(Summary)} | {"resumed": rows}
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


@lru_cache(maxsize=4)
def _answer(data: Path, day: str | None, best_guess: bool) -> Callable[[Query], Answer]:  # noqa: FBT001 - a key
    """Read tables and indexes once in a worker's life."""
    return partial(make_geocoder(data).of_day(day).answer, best_guess=best_guess)
