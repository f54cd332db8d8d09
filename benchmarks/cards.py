"""Headline, abstract and picture of every page that others may share, on two cores.

Of every subject and 시군구, and of complexes that are made up, as many as when every complex of the
country is imported: where known ones are, and part of nothing, as most of them are.

python benchmarks/cards.py [--pages 1700] [--lang en]
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from api.profiles.book import carded
from api.settings import Settings
from api.state import State
from geo.messages import LANGS
from geo.model.bilingual import Bilingual
from geo.profiles.model import Subject
from geo.profiles.subjects import find_subject, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.messages import Lang

CORES = 2
MOST_SECONDS = 120.0
"""Of 1,700 pages."""


def main() -> None:
    """Print how many pages there were, and how long they took; end with 1 where it was too long."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=1700)
    options.add_argument("--lang", choices=LANGS, default="ko")
    given = options.parse_args()
    with ProcessPoolExecutor(CORES, get_context("spawn"), _begin, (given.pages,)) as processes:
        list(processes.map(_size, range(CORES * 4), [given.lang] * CORES * 4))
        start = time.perf_counter()
        numbers = range(given.pages)
        sizes = list(processes.map(_size, numbers, [given.lang] * given.pages, chunksize=8))
        seconds = time.perf_counter() - start
    kinds = [one.kind for one in _state(given.pages)[1]]
    told = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
    print(f"{len(sizes)} pages ({told}), {sum(sizes) / len(sizes) / 1000:.0f} kB each")
    print(f"{seconds:.0f} s on {CORES} cores, {1000 * CORES * seconds / len(sizes):.0f} ms a page")
    if seconds > MOST_SECONDS * given.pages / 1700:
        raise SystemExit(1)


def _begin(pages: int) -> None:
    _state(pages)


def _size(number: int, lang: Lang) -> int:
    state, chosen = _state(int(_PAGES[0]))
    return len(carded(state, chosen[number], lang))


_PAGES: list[int] = []


@lru_cache(maxsize=1)
def _state(pages: int) -> tuple[State, tuple[Subject, ...]]:
    """Return the state with as many complexes as are wanting, and what the pages are about."""
    _PAGES[:] = [pages]
    state = State.load(Settings())
    atlas = state.snapshot.atlas
    known = [*subjects(atlas), *(find_subject(atlas, "area", code) for code in atlas.districts)]
    made = dict(_made_up(atlas, pages - len(known)))
    whole = replace(atlas, places={**atlas.places, **{one.id: one for one in made.values()}})
    snapshot = replace(state.snapshot, atlas=whole)
    more = [Subject("complex", one.id, one.name) for one in made.values()]
    return replace(state, snapshot=snapshot), (*known, *more)[:pages]


def _made_up(atlas: Atlas, count: int) -> Iterator[tuple[str, object]]:
    every = [one for one in atlas.places.values() if not one.members]
    for number in range(count):
        like = every[number % len(every)]
        name = Bilingual(f"{like.name_ko} {number}", f"{like.name_en} {number}")
        id_ = f"{like.id}-made-{number}"
        yield id_, replace(like, id=id_, name_ko=name.ko, name_en=name.en)


if __name__ == "__main__":
    main()
