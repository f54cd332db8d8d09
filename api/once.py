"""What is made once for all: while one makes it, others wait for it instead of making it too."""

from __future__ import annotations

from collections import OrderedDict
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Given = ParamSpec("Given")
Made = TypeVar("Made")


def once(maxsize: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Keep what a function returns for the `maxsize` arguments that were given last.

    Unlike `functools.lru_cache`, two threads never make the same at a time. What it raises is
    raised, and made again when it is asked for again.
    """

    def around(make: Callable[Given, Made]) -> Callable[Given, Made]:
        held: OrderedDict[Hashable, Made] = OrderedDict()
        making: dict[Hashable, Lock] = {}
        turn = Lock()

        @wraps(make)
        def kept(*given: Given.args, **named: Given.kwargs) -> Made:
            key = (given, tuple(sorted(named.items())))
            with turn:
                if key in held:
                    held.move_to_end(key)
                    return held[key]
                mine = making.setdefault(key, Lock())
            with mine:
                with turn:
                    if key in held:
                        return held[key]
                try:
                    made = make(*given, **named)
                finally:
                    with turn:
                        making.pop(key, None)
                with turn:
                    held[key] = made
                    while len(held) > maxsize:
                        held.popitem(last=False)
                return made

        return kept

    return around
