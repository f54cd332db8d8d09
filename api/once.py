"""What is made once for all: while one makes it, others wait for it instead of making it too."""

from __future__ import annotations

import sys
from collections import OrderedDict
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_OURS = ("geo", "maps", "api")
Given = ParamSpec("Given")
Made = TypeVar("Made")


def once(maxsize: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function returns for the `maxsize` arguments that were given last.

    Unlike `functools.lru_cache`, two threads never make the same at a time. What it raises is
    raised, and made again when it is asked for again. What was begun before ``cache_clear`` is
    returned to those who wait for it, and not kept.
    """

    def around(make: Callable[Given, Made]) -> Callable[Given, Made]:
        held: OrderedDict[Hashable, Made] = OrderedDict()
        making: dict[Hashable, Lock] = {}
        turn = Lock()
        cleared = 0

        @wraps(make)
        def kept(*given: Given.args, **named: Given.kwargs) -> Made:
            key = (given, tuple(sorted(named.items())))
            with turn:
                if key in held:
                    held.move_to_end(key)
                    return held[key]
                mine, since = making.setdefault(key, Lock()), cleared
            with mine:
                with turn:
                    if key in held:
                        return held[key]
                try:
                    result = make(*given, **named)
                finally:
                    with turn:
                        making.pop(key, None)
                with turn:
                    if since == cleared:
                        held[key] = result
                    while len(held) > maxsize:
                        held.popitem(last=False)
                return result

        def cache_clear() -> None:
            nonlocal cleared
            with turn:
                cleared += 1
                held.clear()
                making.clear()

        kept.cache_clear = cache_clear  # type: ignore[attr-defined]
        return kept

    return around


def forget() -> None:
    """Let go of everything that our packages have kept of files that may have changed."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in _OURS:
            for var in list(vars(module).values()):
                clear = getattr(var, "cache_clear", None)
                if callable(clear):
                    clear()
