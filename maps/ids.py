"""Stable names of page elements: branca draws its ids at random, we count them."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import TYPE_CHECKING

from branca.element import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

_counter: ContextVar[Iterator[int] | None] = ContextVar("sandan_ids", default=None)
_draw_at_random = Element._generate_id  # noqa: SLF001 - branca has no public door for ids


def _next_id(_: type[Element]) -> str:
    counter = _counter.get()
    return _draw_at_random() if counter is None else str(next(counter))


# Outside of `counted_ids` branca behaves as ever, for every other user of it in the process.
Element._generate_id = classmethod(_next_id)  # type: ignore[assignment, method-assign] # noqa: SLF001


@contextmanager
def counted_ids() -> Iterator[None]:
    """Count the elements made inside from 1; each thread and task counts for itself."""
    token = _counter.set(count(1))
    try:
        yield
    finally:
        _counter.reset(token)
