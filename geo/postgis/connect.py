"""Connections to databases of the same content: what one cannot answer the next is asked (I/O)."""

from __future__ import annotations

import time
from collections import deque
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import psycopg

from geo.errors import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from psycopg import Connection

_SECONDS = 20
"""For one statement."""
_WAIT = 4
"""Seconds for a connection."""
_REST = 10
"""Seconds for which a database that did not answer is asked last."""
_MOST = 8
"""Connections of a process to one database."""
_pools: dict[str, _Pool] = {}
_failed: dict[str, float] = {}
_lock = Lock()
OPTIONS = "-c datestyle=ISO -c timezone=UTC -c extra_float_digits=1"
"""By which values are written as this program compares them."""


def shown(url: str) -> str:
    """Return an address without its password.

    >>> shown("postgresql://atlas:secret@db.example/gis")
    'postgresql://db.example/gis'
    """
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{place}{parts.path}"


def connect(url: str) -> Connection[Row]:
    """Connect once, to write.

    Raises
    ------
    StoreUnavailableError
        It does not answer.
    """
    try:
        return psycopg.connect(_conninfo(url), connect_timeout=_WAIT, options=OPTIONS)
    except psycopg.Error as error:
        raise _unavailable(url, error) from error


Row: TypeAlias = tuple[Any, ...]
"""Of an answer: what its columns hold, the query says."""


class Replicas:
    """Databases that hold the same: the first that answers is asked."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = tuple(urls)
        self._turn = 0

    def fetch(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """Return all rows of a statement, asked of one database after another.

        Raises
        ------
        StoreUnavailableError
            None of them answers, or not in time.
        """
        error: Exception | None = None
        for url in self._in_turn():
            # After a restart kept connections are dead.
            for again in (True, False):
                pool = _pool(url)
                try:
                    with pool.connection() as connection, connection.cursor() as cursor:
                        found = cursor.execute(statement.encode(), values, binary=True).fetchall()
                    _failed.pop(url, None)
                except psycopg.errors.QueryCanceled as late:
                    raise _unavailable(url, late) from late
                except (psycopg.OperationalError, psycopg.InterfaceError) as failed:
                    error = failed
                    if again and pool.forget():
                        continue
                    _failed[url] = time.monotonic()
                except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as gone:
                    # A replica that has not got it yet, or a publication that two others followed.
                    error = gone
                else:
                    return found
                break
        raise _unavailable(self._urls[0], error) from error

    def stream(self, statement: str, values: Sequence[object], at_once: int) -> Iterator[list[Row]]:
        """Yield the rows of a long answer, so many at once.

        Raises
        ------
        StoreUnavailableError
            None of them answers, or not in time.
        """
        url = next(iter(self._in_turn()))
        try:
            with _pool(url).connection() as connection, connection.transaction():
                # One that a feature a time is taken from lasts as long as its reader.
                connection.execute("SET LOCAL statement_timeout = 0")
                with connection.cursor("sandan", binary=True) as cursor:
                    cursor.execute(statement.encode(), values)
                    while some := cursor.fetchmany(at_once):
                        yield some
        except psycopg.Error as error:
            _failed[url] = time.monotonic()
            raise _unavailable(url, error) from error

    def _in_turn(self) -> list[str]:
        """Return the databases, each first in its turn; those that failed of late come last."""
        self._turn = (self._turn + 1) % len(self._urls)
        rotated = self._urls[self._turn :] + self._urls[: self._turn]
        late = time.monotonic() - _REST
        return sorted(rotated, key=lambda url: _failed.get(url, late - 1) > late)


class _Pool:
    """Connections to one database, opened when there is none to spare.

    It tells at once that a database is away; psycopg's own pool waits, and asks ever more seldom.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: deque[Connection[Row]] = deque()
        self._places = BoundedSemaphore(_MOST)

    @contextmanager
    def connection(self) -> Iterator[Connection[Row]]:
        """Lend a connection."""
        if not self._places.acquire(timeout=_WAIT):
            message = f"all {_MOST} connections are in use"
            raise psycopg.OperationalError(message)
        try:
            item = self._spare() or psycopg.connect(
                _conninfo(self._url),
                autocommit=True,
                connect_timeout=_WAIT,
                options=f"{OPTIONS} -c statement_timeout={_SECONDS}s -c jit=off",
            )
            try:
                yield item
            finally:
                if item.closed or item.info.transaction_status:
                    item.close()
                else:
                    self._idle.append(item)
        finally:
            self._places.release()

    def _spare(self) -> Connection[Row] | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def forget(self) -> bool:
        """Close what is kept, and tell whether there was anything."""
        kept = False
        while item := self._spare():
            item.close()
            kept = True
        return kept


def _pool(url: str) -> _Pool:
    with _lock:
        return _pools.setdefault(url, _Pool(url))


def _conninfo(url: str) -> str:
    """Return an address as libpq knows it."""
    return url.replace("postgis://", "postgresql://", 1) if url.startswith("postgis:") else url


def _unavailable(url: str, error: Exception | None) -> StoreUnavailableError:
    reason = str(error).strip().split("\n")[0] or type(error).__name__
    return StoreUnavailableError(shown(url), reason[:200])
